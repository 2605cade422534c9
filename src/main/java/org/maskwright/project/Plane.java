package org.maskwright.project;

/// One labelled plane: a frame by its index in the stack and a slice of it. Without depth the slice is 0.
public record Plane(int frame, int z) implements Comparable<Plane> {
    public Plane {
        if (frame < 0 || z < 0) {
            throw new IllegalArgumentException("plane " + frame + ", " + z);
        }
    }

    /// The only (or first) slice of a frame.
    public static Plane of(int frame) {
        return new Plane(frame, 0);
    }

    @Override
    public int compareTo(Plane o) {
        return frame != o.frame ? Integer.compare(frame, o.frame) : Integer.compare(z, o.z);
    }
}
