package org.maskwright.label;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Between masks and label images: row-major arrays of ids, 0 where there is nothing.
public final class LabelImages {
    private LabelImages() {}

    /// One mask for each id above 0, in order of id. One pass over the image.
    public static SortedMap<Integer, Mask> masks(int width, int height, int[] ids) {
        requireSize(width, height, ids);
        int most = 0;
        for (int id : ids) {
            if (id < 0) {
                throw new IllegalArgumentException("label " + id);
            }
            most = Math.max(most, id);
        }
        var byId = new Pieces(most);
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int x = 0;
            while (x < width) {
                int id = ids[row + x];
                int start = x;
                while (x < width && ids[row + x] == id) {
                    x++;
                }
                if (id != 0) {
                    byId.of(id).add(y, start, x);
                }
            }
        }
        return byId.masks();
    }

    /// Draws masks in the map's order; later ones do not overwrite earlier ones.
    ///
    /// @throws IllegalArgumentException when a mask reaches beyond the image
    public static int[] paint(int width, int height, Map<Integer, Mask> masks) {
        int[] out = new int[Math.multiplyExact(width, height)];
        masks.forEach((id, mask) -> {
            if (!mask.clip(width, height).equals(mask)) {
                throw new IllegalArgumentException(mask + " outside " + width + " x " + height);
            }
            mask.forEachRun((y, x0, x1) -> {
                for (int p = y * width + x0; p < y * width + x1; p++) {
                    if (out[p] == 0) {
                        out[p] = id;
                    }
                }
            });
        });
        return out;
    }

    private static void requireSize(int width, int height, int[] ids) {
        if (width < 1 || height < 1 || Math.multiplyExact(width, height) != ids.length) {
            throw new IllegalArgumentException(ids.length + " labels for " + width + " x " + height);
        }
    }

    /// Run builders by id: by index for ids of label images (16 bit), by map beyond.
    private static final class Pieces {
        private final RunBuilder[] small;
        private final TreeMap<Integer, RunBuilder> large = new TreeMap<>();

        Pieces(int most) {
            small = new RunBuilder[Math.min(most, InstanceId.MAX) + 1];
        }

        RunBuilder of(int id) {
            if (id >= small.length) {
                return large.computeIfAbsent(id, i -> new RunBuilder());
            }
            if (small[id] == null) {
                small[id] = new RunBuilder();
            }
            return small[id];
        }

        SortedMap<Integer, Mask> masks() {
            var out = new TreeMap<Integer, Mask>();
            for (int id = 1; id < small.length; id++) {
                if (small[id] != null) {
                    out.put(id, small[id].build());
                }
            }
            large.forEach((id, piece) -> out.put(id, piece.build()));
            return out;
        }
    }
}
