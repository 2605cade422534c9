package org.maskwright.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.maskwright.image.Region;
import org.maskwright.label.Prompt;

/// Parts of a frame that is larger than the network's input, at full resolution, so that every object of
/// up to a quarter of a tile's side lies whole in one of them.
record Tiles(List<Region> regions) {
    private static final int SIDE = SquareEncoder.SIDE;
    private static final int APART = SIDE * 3 / 4;

    /// A box of more than this share of a tile's side is asked of the whole frame.
    private static final double MOST = 0.8;

    /// The tiles of a frame, in rows; none when the frame fits the network's input.
    static Tiles of(int width, int height) {
        var out = new ArrayList<Region>();
        if (Math.max(width, height) > SIDE) {
            for (int y : starts(height)) {
                for (int x : starts(width)) {
                    out.add(new Region(x, y, Math.min(SIDE, width), Math.min(SIDE, height)));
                }
            }
        }
        return new Tiles(List.copyOf(out));
    }

    private static int[] starts(int length) {
        int room = Math.max(0, length - SIDE);
        int steps = (room + APART - 1) / APART;
        int[] out = new int[steps + 1];
        for (int i = 1; i <= steps; i++) {
            out[i] = (int) ((long) room * i / steps);
        }
        return out;
    }

    /// The tile in whose middle the prompts lie best; none when they reach too far.
    Optional<Integer> around(List<Prompt> prompts) {
        double[] reach = reach(prompts);
        double x = (reach[0] + reach[2]) / 2;
        double y = (reach[1] + reach[3]) / 2;
        if (regions.isEmpty() || Math.max(reach[2] - reach[0], reach[3] - reach[1]) > MOST * SIDE) {
            return Optional.empty();
        }
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < regions.size(); i++) {
            numbers.add(i);
        }
        return numbers.stream().min(Comparator.comparingDouble(i -> distance(regions.get(i), x, y)));
    }

    private static double distance(Region r, double x, double y) {
        return Math.max(Math.abs(r.x() + r.width() / 2.0 - x), Math.abs(r.y() + r.height() / 2.0 - y));
    }

    /// Left, top, right and bottom of boxes and positive prompts, or of all when there are none.
    private static double[] reach(List<Prompt> prompts) {
        double[] wanted = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        double[] all = wanted.clone();
        for (Prompt p : prompts) {
            switch (p) {
                case Prompt.Box b -> {
                    extend(wanted, b.x0(), b.y0());
                    extend(wanted, b.x1(), b.y1());
                }
                case Prompt.Click c -> extend(c.positive() ? wanted : all, c.x(), c.y());
                case Prompt.Scribble s -> {
                    for (int i = 0; i + 1 < s.xy().size(); i += 2) {
                        extend(s.positive() ? wanted : all, s.xy().get(i), s.xy().get(i + 1));
                    }
                }
            }
        }
        return wanted[0] <= wanted[2] ? wanted : all;
    }

    private static void extend(double[] reach, double x, double y) {
        reach[0] = Math.min(reach[0], x);
        reach[1] = Math.min(reach[1], y);
        reach[2] = Math.max(reach[2], x);
        reach[3] = Math.max(reach[3], y);
    }
}
