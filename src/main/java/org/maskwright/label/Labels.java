package org.maskwright.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The instances of one frame, immutable, in order of id. `with` and `without` return a new one.
/// Masks may overlap; where a single label per pixel is needed the lower id wins.
///
/// Held as one sorted array: a change copies references only, a few microseconds for 5,000 instances.
public final class Labels {
    private static final Instance[] NONE = {};

    private final int width;
    private final int height;
    private final Instance[] byId;

    private Labels(int width, int height, Instance[] byId) {
        this.width = width;
        this.height = height;
        this.byId = byId;
    }

    public static Labels empty(int width, int height) {
        return new Labels(width, height, NONE);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int size() {
        return byId.length;
    }

    public Collection<Instance> instances() {
        return Collections.unmodifiableList(Arrays.asList(byId));
    }

    public Optional<Instance> find(InstanceId id) {
        int at = place(id);
        return at < 0 ? Optional.empty() : Optional.of(byId[at]);
    }

    /// Adds or replaces the instance of the same id.
    public Labels with(Instance instance) {
        var bounds = instance.mask().bounds();
        if (!bounds.equals(bounds.intersect(0, 0, width, height))) {
            throw new IllegalArgumentException(bounds + " outside " + width + " x " + height);
        }
        int at = place(instance.id());
        return at < 0 ? spliced(-at - 1, 0, instance) : spliced(at, 1, instance);
    }

    public Labels without(InstanceId id) {
        int at = place(id);
        return at < 0 ? this : spliced(at, 1);
    }

    /// The index of an id, or -1 minus the index where it would go.
    private int place(InstanceId id) {
        int lo = 0;
        int hi = byId.length - 1;
        while (lo <= hi) {
            int mid = (lo + hi) >>> 1;
            int order = byId[mid].id().compareTo(id);
            if (order == 0) {
                return mid;
            }
            if (order < 0) {
                lo = mid + 1;
            } else {
                hi = mid - 1;
            }
        }
        return -1 - lo;
    }

    private Labels spliced(int at, int dropped, Instance... put) {
        var next = Arrays.copyOf(byId, byId.length - dropped + put.length);
        System.arraycopy(put, 0, next, at, put.length);
        System.arraycopy(byId, at + dropped, next, at + put.length, byId.length - at - dropped);
        return new Labels(width, height, next);
    }

    /// The instances that cover a pixel, lowest id first.
    public List<Instance> at(int x, int y) {
        var out = new ArrayList<Instance>();
        for (Instance i : byId) {
            if (i.mask().contains(x, y)) {
                out.add(i);
            }
        }
        return out;
    }

    /// The lowest id above all that are in use or, when 65535 is taken, the lowest free one.
    ///
    /// @throws IllegalStateException when all 65535 are in use
    public InstanceId nextId() {
        if (byId.length == 0) {
            return new InstanceId(1);
        }
        int last = byId[byId.length - 1].id().value();
        if (last < InstanceId.MAX) {
            return new InstanceId(last + 1);
        }
        for (int i = 0; i < byId.length; i++) {
            if (byId[i].id().value() > i + 1) {
                return new InstanceId(i + 1);
            }
        }
        throw new IllegalStateException("all ids are in use");
    }

    /// The accepted instances as a row-major image of ids, 0 outside; the lower id wins an overlap.
    public int[] toImage() {
        int[] out = new int[width * height];
        for (Instance i : byId) {
            if (i.isAccepted()) {
                i.mask().forEachRun((y, x0, x1) -> {
                    for (int p = y * width + x0; p < y * width + x1; p++) {
                        if (out[p] == 0) {
                            out[p] = i.id().value();
                        }
                    }
                });
            }
        }
        return out;
    }

    @Override
    public boolean equals(Object o) {
        return o == this
                || (o instanceof Labels l && l.width == width && l.height == height && Arrays.equals(l.byId, byId));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byId);
    }

    @Override
    public String toString() {
        return "Labels[" + width + " x " + height + ", " + byId.length + " instances]";
    }
}
