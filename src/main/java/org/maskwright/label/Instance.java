package org.maskwright.label;

import java.util.Objects;

/// One object in one frame: its mask, the track it belongs to, where it came from and its state.
///
/// @param colour slot 0 to 17 of the label palette, kept with the track
public record Instance(InstanceId id, Mask mask, TrackId track, State state, int colour, Provenance provenance) {
    /// How far a person has gone with it.
    public enum State {
        PROPOSED,
        ACCEPTED,
        LOCKED,
        REJECTED
    }

    public Instance {
        Objects.requireNonNull(mask);
        if (mask.isEmpty()) {
            throw new IllegalArgumentException("an instance needs at least one pixel");
        }
    }

    /// Accepted or locked: a label to keep, to export and to train on.
    public boolean isAccepted() {
        return state == State.ACCEPTED || state == State.LOCKED;
    }

    public Instance withMask(Mask m, Provenance from) {
        return new Instance(id, m, track, state, colour, from);
    }

    public Instance withState(State s) {
        return new Instance(id, mask, track, s, colour, provenance);
    }

    public Instance withTrack(TrackId t, int slot) {
        return new Instance(id, mask, t, state, slot, provenance);
    }
}
