package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.maskwright.label.Distance;
import org.maskwright.sam.PromptToken;
import org.maskwright.sam.PromptToken.Kind;

/// Prompts as a person would give them, made from the truth: a first click or a loose box, then clicks
/// where the answer is wrong. Scheme after micro-sam's iterative training (Archit et al., 2025), with
/// clicks drawn towards the depth of the region, where people click. Now and then a stroke takes the place
/// of a click: several clicks along a line, as the application gives them to the network.
final class PromptSimulator {
    /// Clicks that stand for a stroke, at most.
    private static final int MOST_POINTS = 8;

    private final RandomGenerator random;

    PromptSimulator(RandomGenerator random) {
        this.random = random;
    }

    /// A click inside the object: half the time at its deepest point, else anywhere, deeper preferred.
    ///
    /// @param inside row-major, side `n`
    /// @param pitch pixels from one cell of `inside` to the next
    PromptToken firstClick(boolean[] inside, int n, double pitch) {
        return click(inside, n, pitch, Kind.POSITIVE, random.nextBoolean());
    }

    /// A click at the deepest point.
    PromptToken deepest(boolean[] inside, int n, double pitch) {
        return click(inside, n, pitch, Kind.POSITIVE, true);
    }

    /// A stroke inside the object, through a place where its first click could be.
    List<PromptToken> firstStroke(boolean[] inside, int n, double pitch) {
        int[] depth = Distance.squared(n, n, inside, true);
        return stroke(depth, n, pitch, pick(depth, n, pitch, Kind.POSITIVE, random.nextBoolean()));
    }

    /// Goes on from a click in a direction that bends a little, as long as the region lasts.
    ///
    /// @param depth squared, 0 outside the region
    private List<PromptToken> stroke(int[] depth, int n, double pitch, PromptToken start) {
        var out = new ArrayList<PromptToken>(List.of(start));
        double x = (start.x() - (pitch - 1) / 2) / pitch;
        double y = (start.y() - (pitch - 1) / 2) / pitch;
        double step = Math.max(1.5, Math.sqrt(max(depth)) * (0.3 + random.nextDouble()));
        double heading = random.nextDouble() * 2 * Math.PI;
        int most = 3 + random.nextInt(MOST_POINTS - 2);
        for (int turns = 0; out.size() < most && turns < 6; ) {
            double nx = x + step * Math.cos(heading);
            double ny = y + step * Math.sin(heading);
            int column = (int) Math.round(nx);
            int row = (int) Math.round(ny);
            if (column >= 0 && column < n && row >= 0 && row < n && depth[row * n + column] > 0) {
                x = column;
                y = row;
                out.add(new PromptToken(start.kind(), at(column, pitch), at(row, pitch)));
                heading += (random.nextDouble() - 0.5) * 0.8;
            } else {
                heading += Math.PI * (0.3 + random.nextDouble());
                turns++;
            }
        }
        return out;
    }

    /// The tight box.
    List<PromptToken> tightBox(boolean[] inside, int n, double pitch) {
        return box(inside, n, pitch, 0);
    }

    /// The tight box with each side moved by up to a tenth of the object's size, outwards as a rule.
    List<PromptToken> box(boolean[] inside, int n, double pitch) {
        return box(inside, n, pitch, 0.1);
    }

    private List<PromptToken> box(boolean[] inside, int n, double pitch, double slack) {
        int l = n;
        int t = n;
        int r = -1;
        int b = -1;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                l = Math.min(l, i % n);
                r = Math.max(r, i % n);
                t = Math.min(t, i / n);
                b = Math.max(b, i / n);
            }
        }
        double w = (r - l + 1) * slack;
        double h = (b - t + 1) * slack;
        var first = new PromptToken(Kind.BOX_FIRST, at(l - jitter(w), pitch), at(t - jitter(h), pitch));
        var last = new PromptToken(Kind.BOX_LAST, at(r + jitter(w), pitch), at(b + jitter(h), pitch));
        return List.of(first, last);
    }

    private double jitter(double size) {
        return random.nextInt(3) == 0 ? 0 : size * (random.nextDouble() * 1.3 - 0.3);
    }

    /// A click in the error between truth and answer: false negatives get a positive click, false
    /// positives a negative one, whichever is deeper. Without an error the deepest interior point.
    PromptToken correction(boolean[] truth, boolean[] answer, int n, double pitch) {
        int[] depthMissing = Distance.squared(n, n, error(truth, answer, true), true);
        int[] depthExtra = Distance.squared(n, n, error(truth, answer, false), true);
        int deepMissing = max(depthMissing);
        int deepExtra = max(depthExtra);
        if (deepMissing == 0 && deepExtra == 0) {
            return click(truth, n, pitch, Kind.POSITIVE, false);
        }
        boolean positive = deepMissing >= deepExtra;
        boolean deepest = random.nextInt(10) < 7;
        return pick(positive ? depthMissing : depthExtra, n, pitch, positive ? Kind.POSITIVE : Kind.NEGATIVE, deepest);
    }

    /// The same, one time in eight drawn out to a stroke along the error.
    List<PromptToken> correctionOrStroke(boolean[] truth, boolean[] answer, int n, double pitch) {
        PromptToken click = correction(truth, answer, n, pitch);
        if (random.nextInt(8) > 0) {
            return List.of(click);
        }
        boolean[] error = error(truth, answer, click.kind() == Kind.POSITIVE);
        return stroke(Distance.squared(n, n, error, true), n, pitch, click);
    }

    /// What the answer misses, or has too much.
    private static boolean[] error(boolean[] truth, boolean[] answer, boolean missing) {
        boolean[] out = new boolean[truth.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = truth[i] == missing && answer[i] != missing;
        }
        return out;
    }

    private PromptToken click(boolean[] inside, int n, double pitch, Kind kind, boolean deepest) {
        return pick(Distance.squared(n, n, inside, true), n, pitch, kind, deepest);
    }

    private PromptToken pick(int[] depth, int n, double pitch, Kind kind, boolean deepest) {
        int most = max(depth);
        double least = deepest ? most : most * Math.pow(random.nextDouble(), 2) * 0.6;
        var cells = new ArrayList<Integer>();
        for (int i = 0; i < depth.length; i++) {
            if (depth[i] > 0 && depth[i] >= least) {
                cells.add(i);
            }
        }
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("no pixel to click");
        }
        int i = cells.get(random.nextInt(cells.size()));
        int row = i / n;
        return new PromptToken(kind, at(i % n, pitch), at(row, pitch));
    }

    /// The centre of a cell in pixels.
    private static double at(double cell, double pitch) {
        return cell * pitch + (pitch - 1) / 2;
    }

    private static int max(int[] values) {
        int m = 0;
        for (int v : values) {
            m = Math.max(m, v);
        }
        return m;
    }

    /// The same number of tokens for all: as many as the longest has, and one more where none has a box.
    static List<List<PromptToken>> padded(List<List<PromptToken>> objects) {
        int n = 0;
        for (List<PromptToken> o : objects) {
            boolean box = o.stream().anyMatch(t -> t.kind() == Kind.BOX_FIRST);
            n = Math.max(n, o.size() + (box ? 0 : 1));
        }
        var out = new ArrayList<List<PromptToken>>();
        for (List<PromptToken> o : objects) {
            var row = new ArrayList<>(o);
            while (row.size() < n) {
                row.add(PromptToken.PADDING);
            }
            out.add(row);
        }
        return out;
    }
}
