package org.maskwright.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The instances of one frame, immutable, in order of id. `with` and `without` return a new one.
/// Masks may overlap; where a single label per pixel is needed the lower id wins.
public final class Labels {
    private final int width;
    private final int height;
    private final NavigableMap<InstanceId, Instance> byId;

    private Labels(int width, int height, NavigableMap<InstanceId, Instance> byId) {
        this.width = width;
        this.height = height;
        this.byId = Collections.unmodifiableNavigableMap(byId);
    }

    public static Labels empty(int width, int height) {
        return new Labels(width, height, new TreeMap<>());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int size() {
        return byId.size();
    }

    public Collection<Instance> instances() {
        return byId.values();
    }

    public Optional<Instance> find(InstanceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Adds or replaces the instance of the same id.
    public Labels with(Instance instance) {
        var bounds = instance.mask().bounds();
        if (!bounds.equals(bounds.intersect(0, 0, width, height))) {
            throw new IllegalArgumentException(bounds + " outside " + width + " x " + height);
        }
        var map = new TreeMap<>(byId);
        map.put(instance.id(), instance);
        return new Labels(width, height, map);
    }

    public Labels without(InstanceId id) {
        var map = new TreeMap<>(byId);
        map.remove(id);
        return new Labels(width, height, map);
    }

    /// The instances that cover a pixel, lowest id first.
    public List<Instance> at(int x, int y) {
        var out = new ArrayList<Instance>();
        for (Instance i : byId.values()) {
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
        if (byId.isEmpty()) {
            return new InstanceId(1);
        }
        int last = byId.lastKey().value();
        if (last < InstanceId.MAX) {
            return new InstanceId(last + 1);
        }
        for (int v = 1; v < InstanceId.MAX; v++) {
            if (!byId.containsKey(new InstanceId(v))) {
                return new InstanceId(v);
            }
        }
        throw new IllegalStateException("all ids are in use");
    }

    /// The accepted instances as a row-major image of ids, 0 outside; the lower id wins an overlap.
    public int[] toImage() {
        int[] out = new int[width * height];
        for (Instance i : byId.values()) {
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
        return o instanceof Labels l && l.width == width && l.height == height && l.byId.equals(byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }

    @Override
    public String toString() {
        return "Labels[" + width + " x " + height + ", " + byId.size() + " instances]";
    }
}
