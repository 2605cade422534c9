package org.maskwright.label;

import java.util.List;
import org.maskwright.label.Components.Connectivity;

/// Shape operations on one mask. A disc of radius r is the pixels whose centres lie within r of its
/// own; the plane goes on beyond the image, so clip the result where that matters.
public final class Morphology {
    private Morphology() {}

    /// A mask whose holes are filled.
    ///
    /// @param holes how many there were
    /// @param pixels how many pixels they had
    public record Filled(Mask mask, int holes, int pixels) {}

    /// Every pixel within `radius` of the mask.
    public static Mask dilate(Mask mask, double radius) {
        if (mask.isEmpty() || radius <= 0) {
            return mask;
        }
        Grid grid = Grid.of(mask, (int) Math.ceil(radius));
        return within(grid, radius).toMask();
    }

    /// The pixels that are farther than `radius` from everything outside.
    public static Mask erode(Mask mask, double radius) {
        if (mask.isEmpty() || radius <= 0) {
            return mask;
        }
        return beyond(Grid.of(mask, 0), radius, true).toMask();
    }

    /// Erosion and then dilation: takes away what a disc does not fit into.
    public static Mask open(Mask mask, double radius) {
        return dilate(erode(mask, radius), radius);
    }

    /// Dilation and then erosion: closes gaps that a disc does not fit into.
    public static Mask close(Mask mask, double radius) {
        return erode(dilate(mask, radius), radius);
    }

    /// The median over a disc in an image of the given size: a pixel stays or becomes the object's when
    /// more than half of those within `radius` + 0.5 of it are. Burrs and notches up to about the radius
    /// go, the area hardly changes, and an outline cut by the image's border stays straight there. A mask
    /// too thin to survive is left as it is.
    public static Mask smooth(Mask mask, double radius, int width, int height) {
        if (mask.isEmpty() || radius <= 0) {
            return mask;
        }
        double reach = radius + 0.5;
        Grid grid = continued(mask, 2 * (int) reach, width, height);
        Mask smooth = median(grid, reach).clip(width, height);
        return smooth.isEmpty() ? mask : smooth;
    }

    /// Fills what the mask encloses: background that no path over pixel edges joins to the outside.
    public static Filled fillHoles(Mask mask) {
        if (mask.isEmpty()) {
            return new Filled(mask, 0, 0);
        }
        Bounds b = mask.bounds();
        Mask around = Mask.of(b.left() - 1, b.top() - 1, b.width() + 2, b.height() + 2, i -> true);
        List<Mask> background = Components.of(around.minus(mask), Connectivity.FOUR);
        List<Mask> holes = background.subList(1, background.size());
        Mask filled = mask;
        int pixels = 0;
        for (Mask hole : holes) {
            filled = filled.or(hole);
            pixels += hole.area();
        }
        return new Filled(filled, holes.size(), pixels);
    }

    /// Leaves out the pieces (joined by edges or corners) of fewer than `pixels` pixels; the largest
    /// always stays.
    public static Mask dropPieces(Mask mask, int pixels) {
        List<Mask> pieces = Components.of(mask, Connectivity.EIGHT);
        if (pieces.size() < 2) {
            return mask;
        }
        Mask largest = largest(pieces);
        Mask kept = Mask.EMPTY;
        for (Mask piece : pieces) {
            if (piece.equals(largest) || piece.area() >= pixels) {
                kept = kept.or(piece);
            }
        }
        return kept;
    }

    /// The piece with the most pixels, the first among equals.
    static Mask largest(List<Mask> pieces) {
        Mask largest = Mask.EMPTY;
        for (Mask piece : pieces) {
            if (piece.area() > largest.area()) {
                largest = piece;
            }
        }
        return largest;
    }

    private static Grid within(Grid grid, double radius) {
        boolean[] outside = new boolean[grid.cells().length];
        for (int i = 0; i < outside.length; i++) {
            outside[i] = !grid.cells()[i];
        }
        int[] away = Distance.squared(grid.width(), grid.height(), outside, false);
        boolean[] near = new boolean[away.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = away[i] <= radius * radius;
        }
        return new Grid(grid.left(), grid.top(), grid.width(), grid.height(), near);
    }

    private static Grid beyond(Grid grid, double radius, boolean borderIsOutside) {
        int[] depth = Distance.squared(grid.width(), grid.height(), grid.cells(), borderIsOutside);
        boolean[] deep = new boolean[depth.length];
        for (int i = 0; i < deep.length; i++) {
            deep[i] = depth[i] > radius * radius;
        }
        return new Grid(grid.left(), grid.top(), grid.width(), grid.height(), deep);
    }

    /// The majority within `reach`, in the window without its outer margin of the same width.
    private static Mask median(Grid grid, double reach) {
        int r = (int) reach;
        int w = grid.width();
        int[] half = new int[2 * r + 1];
        int disc = 0;
        for (int dy = -r; dy <= r; dy++) {
            half[dy + r] = (int) Math.sqrt(reach * reach - dy * dy);
            disc += 2 * half[dy + r] + 1;
        }
        int[] before = new int[(w + 1) * grid.height()];
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < w; x++) {
                before[y * (w + 1) + x + 1] = before[y * (w + 1) + x] + (grid.cells()[y * w + x] ? 1 : 0);
            }
        }
        int across = w - 2 * r;
        int most = disc;
        return Mask.of(grid.left() + r, grid.top() + r, across, grid.height() - 2 * r, i -> {
            int x = i % across + r;
            int y = i / across + r;
            int in = 0;
            for (int dy = -r; dy <= r; dy++) {
                int row = (y + dy) * (w + 1) + x;
                in += before[row + half[dy + r] + 1] - before[row - half[dy + r]];
            }
            return 2 * in > most;
        });
    }

    /// The mask's window with a margin in which the image goes on beyond its border as it ends there.
    private static Grid continued(Mask mask, int margin, int width, int height) {
        Grid grid = Grid.of(mask, margin);
        int w = grid.width();
        for (int row = 0; row < grid.height(); row++) {
            int y = Math.clamp(grid.top() + row, 0, height - 1) - grid.top();
            if (y != row) {
                continue;
            }
            for (int column = 0; column < w; column++) {
                int x = Math.clamp(grid.left() + column, 0, width - 1) - grid.left();
                grid.cells()[row * w + column] = grid.cells()[row * w + x];
            }
        }
        for (int row = 0; row < grid.height(); row++) {
            int y = Math.clamp(grid.top() + row, 0, height - 1) - grid.top();
            if (y != row) {
                System.arraycopy(grid.cells(), y * w, grid.cells(), row * w, w);
            }
        }
        return grid;
    }
}
