package org.maskwright.label;

/// The number of an instance in its frame, as written to label images: 1 to 65535.
public record InstanceId(int value) implements Comparable<InstanceId> {
    public static final int MAX = 65_535;

    public InstanceId {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("instance id " + value);
        }
    }

    @Override
    public int compareTo(InstanceId o) {
        return Integer.compare(value, o.value);
    }
}
