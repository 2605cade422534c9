package org.maskwright.sam;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// Where the encoder sees objects at one scale. Every foreground cell of the dense map votes for the
/// centre that it points at, the more the deeper it lies inside its object; peaks of the smoothed votes
/// are seeds, and the cells whose votes climb to a peak are its basin.
///
/// Votes for centres as in Leibe et al., 2008 (implicit shape model), with centre offsets as in Neven et al.,
/// 2019; basins by the steepest way up, as in mean shift.
final class Seeds {
    /// Network pixels from one cell of the dense map to the next.
    private static final int CELL = 4;

    private static final float OFFSET_CELLS = PromptMaps.OFFSET_UNIT / CELL;
    private static final float FOREGROUND = 0.5f;

    /// A logit of 1.
    private static final float SURE = 0.73f;

    /// What a cell at the very edge of its object has to say, where the deepest has 1 more.
    private static final float SHALLOW = 0.2f;

    private static final float[] SMOOTH = {0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f};
    private static final int LEAST_CELLS = 4;

    private final double scale;
    private final int width;
    private final int height;
    private final int rows;
    private final int columns;
    private final float[] inside;
    private final float[] depth;
    private final int[] goal;

    /// An object that may be there.
    ///
    /// @param click the place deepest inside, image pixels
    /// @param cells of the basin
    record Seed(Seeds of, Prompt.Click click, int cells) {
        /// Diameter in network pixels of the disc of the basin's area.
        double diameter() {
            return CELL * Math.sqrt(4 * cells / Math.PI);
        }

        /// Mean foreground probability within a mask.
        float inside(Mask mask) {
            return of.mean(mask);
        }
    }

    /// @param dense the level's map as the search is to read it
    Seeds(ScaledEmbedding.Level level, float[] dense, int imageWidth, int imageHeight) {
        scale = level.scale();
        width = imageWidth;
        height = imageHeight;
        // Beyond the picture the level is padded.
        rows = Math.min(2 * level.rows(), (int) Math.ceil(imageHeight * scale / CELL));
        columns = Math.min(2 * level.columns(), (int) Math.ceil(imageWidth * scale / CELL));
        inside = new float[rows * columns];
        depth = new float[rows * columns];
        goal = new int[rows * columns];
        int whole = 2 * level.columns();
        int plane = 2 * level.rows() * whole;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int from = y * whole + x;
                int i = y * columns + x;
                inside[i] = (float) (1 / (1 + Math.exp(-dense[from])));
                depth[i] = Math.clamp(dense[plane + from], 0f, 1f);
                int u = Math.round(x + OFFSET_CELLS * dense[2 * plane + from]);
                int v = Math.round(y + OFFSET_CELLS * dense[3 * plane + from]);
                goal[i] = Math.clamp(v, 0, rows - 1) * columns + Math.clamp(u, 0, columns - 1);
            }
        }
    }

    /// The seeds, in row-major order of their peaks.
    List<Seed> find() {
        int[] peak = peaks();
        var basins = new @Nullable Climbed[peak.length];
        for (int i = 0; i < peak.length; i++) {
            if (inside[i] > FOREGROUND) {
                int p = peak[goal[i]];
                Climbed there = basins[p];
                basins[p] = there == null ? new Climbed(1, i) : there.with(i, depth[i] > depth[there.deepest()]);
            }
        }
        return Arrays.stream(basins)
                .filter(Objects::nonNull)
                .filter(b -> b.cells() >= LEAST_CELLS)
                .map(b -> new Seed(this, click(b.deepest()), b.cells()))
                .toList();
    }

    /// For each cell the peak that the votes climb to from it.
    private int[] peaks() {
        float[] votes = new float[rows * columns];
        for (int i = 0; i < votes.length; i++) {
            if (inside[i] > FOREGROUND) {
                votes[goal[i]] += inside[i] * (SHALLOW + depth[i]);
            }
        }
        return peaks(smoothed(smoothed(votes, true), false));
    }

    /// What climbs to one peak, as an object.
    ///
    /// @param inside mean foreground probability
    /// @param sure share of its pixels that are foreground with at least [#SURE]
    record Basin(Mask mask, Prompt.Click click, float inside, float sure) {}

    /// The basins as masks: the interpolated foreground, divided by where its cells climb to.
    List<Basin> basins() {
        int[] peak = peaks();
        int[] ids = new int[width * height];
        var sums = new TreeMap<Integer, float[]>();
        for (int y = 0; y < height; y++) {
            double v = (y + 0.5) * scale / CELL - 0.5;
            for (int x = 0; x < width; x++) {
                double u = (x + 0.5) * scale / CELL - 0.5;
                float p = at(u, v);
                if (p > FOREGROUND) {
                    int cell = likeliest(u, v);
                    int id = peak[goal[cell]] + 1;
                    ids[y * width + x] = id;
                    float[] of = sums.computeIfAbsent(id, k -> new float[] {0, 0, cell});
                    of[0] += p;
                    of[1] += p >= SURE ? 1 : 0;
                    of[2] = depth[cell] > depth[(int) of[2]] ? cell : of[2];
                }
            }
        }
        return LabelImages.masks(width, height, ids).entrySet().stream()
                .map(e -> {
                    float[] of = Objects.requireNonNull(sums.get(e.getKey()));
                    int area = e.getValue().area();
                    return new Basin(e.getValue(), click((int) of[2]), of[0] / area, of[1] / area);
                })
                .toList();
    }

    /// Foreground probability between the cells' middles, bilinear.
    private float at(double u, double v) {
        int x0 = Math.clamp((int) Math.floor(u), 0, columns - 1);
        int y0 = Math.clamp((int) Math.floor(v), 0, rows - 1);
        int x1 = Math.min(x0 + 1, columns - 1);
        int y1 = Math.min(y0 + 1, rows - 1);
        float fx = (float) Math.clamp(u - x0, 0, 1);
        float fy = (float) Math.clamp(v - y0, 0, 1);
        float top = inside[y0 * columns + x0] * (1 - fx) + inside[y0 * columns + x1] * fx;
        float low = inside[y1 * columns + x0] * (1 - fx) + inside[y1 * columns + x1] * fx;
        return top * (1 - fy) + low * fy;
    }

    /// The cell around a place that counts most there.
    private int likeliest(double u, double v) {
        int x0 = Math.clamp((int) Math.floor(u), 0, columns - 1);
        int y0 = Math.clamp((int) Math.floor(v), 0, rows - 1);
        int best = y0 * columns + x0;
        double most = -1;
        for (int y = y0; y <= Math.min(y0 + 1, rows - 1); y++) {
            for (int x = x0; x <= Math.min(x0 + 1, columns - 1); x++) {
                double weight = (1 - Math.abs(u - x)) * (1 - Math.abs(v - y)) * inside[y * columns + x];
                if (weight > most) {
                    most = weight;
                    best = y * columns + x;
                }
            }
        }
        return best;
    }

    private record Climbed(int cells, int deepest) {
        Climbed with(int cell, boolean deeper) {
            return new Climbed(cells + 1, deeper ? cell : deepest);
        }
    }

    private Prompt.Click click(int cell) {
        int row = cell / columns;
        double x = Math.clamp((cell % columns + 0.5) * CELL / scale - 0.5, 0, width - 1.0);
        double y = Math.clamp((row + 0.5) * CELL / scale - 0.5, 0, height - 1.0);
        return new Prompt.Click(x, y, true);
    }

    private float[] smoothed(float[] in, boolean alongRows) {
        float[] out = new float[in.length];
        int step = alongRows ? 1 : columns;
        int length = alongRows ? columns : rows;
        for (int i = 0; i < in.length; i++) {
            int at = alongRows ? i % columns : i / columns;
            for (int k = -2; k <= 2; k++) {
                if (at + k >= 0 && at + k < length) {
                    out[i] += SMOOTH[k + 2] * in[i + k * step];
                }
            }
        }
        return out;
    }

    /// For each cell the peak that one reaches from it by the steepest way up.
    private int[] peaks(float[] votes) {
        int[] next = new int[votes.length];
        for (int i = 0; i < votes.length; i++) {
            next[i] = steepest(votes, i);
        }
        int[] out = new int[votes.length];
        Arrays.fill(out, -1);
        for (int i = 0; i < votes.length; i++) {
            int at = i;
            while (out[at] < 0 && next[at] != at) {
                at = next[at];
            }
            int top = out[at] < 0 ? at : out[at];
            for (int j = i; out[j] < 0; j = next[j]) {
                out[j] = top;
            }
        }
        return out;
    }

    /// The highest of a cell and its neighbours, the first among equals.
    private int steepest(float[] votes, int i) {
        int best = i;
        int x = i % columns;
        int y = i / columns;
        for (int v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
                int j = v * columns + u;
                if (votes[j] > votes[best] || (votes[j] == votes[best] && j < best)) {
                    best = j;
                }
            }
        }
        return best;
    }

    /// Foreground probability at an image pixel.
    float inside(int x, int y) {
        return inside[cell(y, rows) * columns + cell(x, columns)];
    }

    private float mean(Mask mask) {
        double[] sum = new double[2];
        mask.forEachRun((y, x0, x1) -> {
            int row = cell(y, rows) * columns;
            for (int x = x0; x < x1; x++) {
                sum[0] += inside[row + cell(x, columns)];
            }
            sum[1] += x1 - x0;
        });
        return sum[1] == 0 ? 0 : (float) (sum[0] / sum[1]);
    }

    /// The cell that an image pixel lies in.
    private int cell(int pixel, int cells) {
        return Math.min(cells - 1, (int) ((pixel + 0.5) * scale / CELL));
    }
}
