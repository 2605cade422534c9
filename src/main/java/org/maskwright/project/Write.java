package org.maskwright.project;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.maskwright.label.Labels;

/// One thing to write down. Each may be written twice with the same effect as once, so that a commit whose
/// outcome is unknown can be tried again.
sealed interface Write {
    /// Whether an entry of the journal was done, or undid or redid an earlier one.
    enum Kind {
        DO,
        UNDO,
        REDO
    }

    /// A row of the journal. `target` is the entry that was undone or redone, or the row itself.
    @SuppressWarnings("ArrayRecordComponent") // no one compares rows
    record Row(long seq, Instant at, Kind kind, long target, byte[] edit) implements Write {}

    /// How the images are looked at.
    record Look(View view) implements Write {}

    /// Where the images are.
    record Images(ImageRef images) implements Write {}

    /// A version of the model.
    record Model(ModelRecord model) implements Write {}

    /// Which version is in use; empty for the one that the application brings.
    record ModelInUse(Optional<String> hash) implements Write {}

    /// Which model of the catalogue is used.
    record Base(BaseModel model) implements Write {}

    /// The object in hand, or none.
    record Open(Optional<OpenObject> object) implements Write {}

    /// The state after the entry `seq`, so that opening need not replay what came before: the planes that
    /// changed since the snapshot at `since` (an empty one goes; 0 when there was none), and all of the rest.
    record Snapshot(long since, long seq, Map<Plane, Labels> changed, Project project) implements Write {}
}
