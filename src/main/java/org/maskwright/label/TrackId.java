package org.maskwright.label;

/// The number of a track: one object through time. Positive.
public record TrackId(int value) implements Comparable<TrackId> {
    public TrackId {
        if (value < 1) {
            throw new IllegalArgumentException("track id " + value);
        }
    }

    @Override
    public int compareTo(TrackId o) {
        return Integer.compare(value, o.value);
    }
}
