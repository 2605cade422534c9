package org.maskwright.train;

import java.util.List;

/// A square training picture at the network's resolution with the objects that are asked for.
final class Crop {
    private final int size;
    private final float[] pixels;
    private final int[] ids;
    private final List<Target> targets;
    private final float[] centres;

    /// An object in the crop: its id there and its visible area in pixels.
    record Target(int id, int area) {}

    /// @param pixels rows, columns, 3 channels, 0 to 1
    /// @param ids row-major
    /// @param centres x and y of the whole object's centroid for each pixel's object, interleaved, row-major;
    ///     anything outside objects
    Crop(int size, float[] pixels, int[] ids, List<Target> targets, float[] centres) {
        this.size = size;
        this.pixels = pixels;
        this.ids = ids;
        this.targets = List.copyOf(targets);
        this.centres = centres;
    }

    int size() {
        return size;
    }

    float pixel(int i) {
        return pixels[i];
    }

    int pixelCount() {
        return pixels.length;
    }

    int id(int x, int y) {
        return ids[y * size + x];
    }

    List<Target> targets() {
        return targets;
    }

    float centreX(int x, int y) {
        return centres[2 * (y * size + x)];
    }

    float centreY(int x, int y) {
        return centres[2 * (y * size + x) + 1];
    }

    /// The pixels of one object, row-major.
    boolean[] mask(int id) {
        boolean[] out = new boolean[size * size];
        for (int i = 0; i < out.length; i++) {
            out[i] = ids[i] == id;
        }
        return out;
    }
}
