package org.maskwright.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.maskwright.label.Components.Connectivity;

/// The outline of one edge-connected part of a mask, along the edges of its pixels.
///
/// Corners are counted from the upper left corner of the first pixel: pixel (x, y) reaches from corner
/// (x, y) to corner (x + 1, y + 1). In image coordinates, where the first pixel's centre is (0, 0),
/// corner (x, y) lies at (x - 0.5, y - 0.5). Rings are simple (they pass no corner twice), closed
/// without repeating the first corner, and hold corners only where the direction changes; the outer
/// one runs clockwise on the screen, holes the other way.
public record Outline(Ring outer, List<Ring> holes) {
    public Outline {
        holes = List.copyOf(holes);
    }

    /// A closed line over pixel corners.
    public static final class Ring {
        private final int[] xy;

        private Ring(int[] xy) {
            this.xy = xy;
        }

        public int size() {
            return xy.length / 2;
        }

        public int x(int i) {
            return xy[2 * i];
        }

        public int y(int i) {
            return xy[2 * i + 1];
        }

        /// Twice the signed area: positive for the outer ring, negative for holes.
        long doubleArea() {
            long sum = 0;
            for (int i = 0, j = size() - 1; i < size(); j = i++) {
                sum += (long) x(j) * y(i) - (long) x(i) * y(j);
            }
            return sum;
        }

        /// The midpoints of the unit edges in order, as x, y pairs in image coordinates (the centre of the
        /// first pixel at (0, 0)): a line within half a pixel of the mask's edge that is pleasant to paint.
        public float[] edgeMidpoints() {
            int edges = 0;
            for (int i = 0, j = size() - 1; i < size(); j = i++) {
                edges += Math.abs(x(i) - x(j)) + Math.abs(y(i) - y(j));
            }
            float[] out = new float[2 * edges];
            int n = 0;
            for (int i = 0, j = size() - 1; i < size(); j = i++) {
                int dx = Integer.signum(x(i) - x(j));
                int dy = Integer.signum(y(i) - y(j));
                int x = x(j);
                int y = y(j);
                while (x != x(i) || y != y(i)) {
                    out[n++] = x + 0.5f * dx - 0.5f;
                    out[n++] = y + 0.5f * dy - 0.5f;
                    x += dx;
                    y += dy;
                }
            }
            return out;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Ring r && Arrays.equals(xy, r.xy);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(xy);
        }

        @Override
        public String toString() {
            return "Ring" + Arrays.toString(xy);
        }
    }

    /// The outlines of all parts, in row-major order of their first pixel. Pixels that touch only at a
    /// corner belong to different parts.
    public static List<Outline> of(Mask mask) {
        return Components.of(mask, Connectivity.FOUR).stream()
                .map(Outline::ofPart)
                .toList();
    }

    private static Outline ofPart(Mask part) {
        List<Ring> rings = new Tracer(part).rings();
        Ring outer = rings.stream().filter(r -> r.doubleArea() > 0).findFirst().orElseThrow(IllegalStateException::new);
        return new Outline(outer, rings.stream().filter(r -> r.doubleArea() < 0).toList());
    }

    /// Follows the pixel edges between inside and outside, the inside on the right hand.
    private static final class Tracer {
        private static final int[] DX = {1, 0, -1, 0};
        private static final int[] DY = {0, 1, 0, -1};

        private final Grid grid;
        private final int across;
        private final byte[] leaving;

        Tracer(Mask part) {
            grid = Grid.of(part, 0);
            across = grid.width() + 1;
            leaving = new byte[across * (grid.height() + 1)];
            for (int y = 0; y < grid.height(); y++) {
                for (int x = 0; x < grid.width(); x++) {
                    if (grid.at(x, y)) {
                        mark(x, y);
                    }
                }
            }
        }

        /// Bit d of a corner: an edge leaves it in direction d (0 right, 1 down, 2 left, 3 up).
        private void mark(int x, int y) {
            int corner = y * across + x;
            if (!grid.at(x, y - 1)) {
                leaving[corner] |= 1;
            }
            if (!grid.at(x + 1, y)) {
                leaving[corner + 1] |= 2;
            }
            if (!grid.at(x, y + 1)) {
                leaving[corner + across + 1] |= 4;
            }
            if (!grid.at(x - 1, y)) {
                leaving[corner + across] |= 8;
            }
        }

        List<Ring> rings() {
            List<Ring> out = new ArrayList<>();
            for (int corner = 0; corner < leaving.length; corner++) {
                while (leaving[corner] != 0) {
                    follow(corner, out);
                }
            }
            return out;
        }

        /// Walks one closed line, and gives each loop of it its own ring as soon as it closes.
        private void follow(int from, List<Ring> out) {
            List<Integer> path = new ArrayList<>();
            Map<Integer, Integer> place = new HashMap<>();
            int corner = from;
            int direction = 0;
            do {
                Integer seen = place.putIfAbsent(corner, path.size());
                if (seen != null) {
                    List<Integer> loop = path.subList(seen, path.size());
                    out.add(ring(loop));
                    loop.subList(1, loop.size()).forEach(place::remove);
                    loop.clear();
                }
                path.add(corner);
                direction = turn(leaving[corner], direction);
                leaving[corner] &= (byte) ~(1 << direction);
                corner += DY[direction] * across + DX[direction];
            } while (corner != from || leaving[from] != 0);
            out.add(ring(path));
        }

        /// To the right where two ways are open: corner contact does not join.
        private static int turn(int open, int direction) {
            for (int d : new int[] {direction + 1, direction, direction + 3}) {
                if ((open & 1 << (d & 3)) != 0) {
                    return d & 3;
                }
            }
            throw new IllegalStateException("an open outline");
        }

        private Ring ring(List<Integer> corners) {
            int[] xy = new int[2 * corners.size()];
            int n = 0;
            for (int i = 0; i < corners.size(); i++) {
                int before = corners.get((i + corners.size() - 1) % corners.size());
                int here = corners.get(i);
                int after = corners.get((i + 1) % corners.size());
                if (here - before != after - here) {
                    xy[n++] = grid.left() + here % across;
                    xy[n++] = grid.top() + here / across;
                }
            }
            return new Ring(Arrays.copyOf(xy, n));
        }
    }
}
