package org.maskwright.train;

import org.maskwright.sam.PromptMaps;

/// What the encoder's dense map should say of a crop, at stride 4.
final class DenseTruth {
    /// Boundary distances saturate here, in pixels of the crop.
    private static final float DEEP = 12;

    private DenseTruth() {}

    /// Writes inside (1 or 0) to `inside` and distance, offset x, offset y (three planes) to `truth`.
    static void draw(Crop crop, float[] inside, int insideAt, float[] truth, int truthAt) {
        int n = crop.size() / 4;
        float[] distance = distances(crop);
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int px = 4 * x + 2;
                int py = 4 * y + 2;
                int i = y * n + x;
                if (crop.id(px, py) <= 0) {
                    continue;
                }
                inside[insideAt + i] = 1;
                truth[truthAt + i] = Math.min(1, distance[py * crop.size() + px] / DEEP);
                truth[truthAt + n * n + i] = (crop.centreX(px, py) - (4 * x + 1.5f)) / PromptMaps.OFFSET_UNIT;
                truth[truthAt + 2 * n * n + i] = (crop.centreY(px, py) - (4 * y + 1.5f)) / PromptMaps.OFFSET_UNIT;
            }
        }
    }

    /// Writes 1 where the crop knows whether there is an object and 0 elsewhere.
    static void drawCertain(Crop crop, float[] certain, int at) {
        int n = crop.size() / 4;
        for (int i = 0; i < n * n; i++) {
            int row = 4 * (i / n) + 2;
            certain[at + i] = crop.id(4 * (i % n) + 2, row) == Example.IGNORED ? 0 : 1;
        }
    }

    /// Chamfer distance (1, √2) to the nearest pixel of another id.
    private static float[] distances(Crop crop) {
        int n = crop.size();
        float[] d = new float[n * n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                float best = 1e6f;
                best = Math.min(best, step(crop, d, x, y, x - 1, y, 1));
                best = Math.min(best, step(crop, d, x, y, x, y - 1, 1));
                best = Math.min(best, step(crop, d, x, y, x - 1, y - 1, 1.414f));
                best = Math.min(best, step(crop, d, x, y, x + 1, y - 1, 1.414f));
                d[y * n + x] = best;
            }
        }
        for (int y = n - 1; y >= 0; y--) {
            for (int x = n - 1; x >= 0; x--) {
                float best = d[y * n + x];
                best = Math.min(best, step(crop, d, x, y, x + 1, y, 1));
                best = Math.min(best, step(crop, d, x, y, x, y + 1, 1));
                best = Math.min(best, step(crop, d, x, y, x + 1, y + 1, 1.414f));
                best = Math.min(best, step(crop, d, x, y, x - 1, y + 1, 1.414f));
                d[y * n + x] = best;
            }
        }
        return d;
    }

    private static float step(Crop crop, float[] d, int x, int y, int nx, int ny, float length) {
        int n = crop.size();
        if (nx < 0 || ny < 0 || nx >= n || ny >= n) {
            return 1e6f;
        }
        return crop.id(nx, ny) != crop.id(x, y) ? length : d[ny * n + nx] + length;
    }
}
