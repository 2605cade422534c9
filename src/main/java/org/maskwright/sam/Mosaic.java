package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Region;

/// The features of one level, put together from parts that are encoded one after another, so that a large frame needs
/// no more memory at a time than a part. Each part is seen with a margin that is left out again: nothing of a seam is
/// left in the features, and whoever reads them knows of no parts.
final class Mosaic {
    private final NDManager own;
    private final int width;
    private final int height;
    private final Parts size;
    private final List<Region> parts = new ArrayList<>();
    private int next;
    private Network.@Nullable Features whole;

    /// How a level is cut. In network pixels, multiples of [CompactEncoder#STRIDE].
    ///
    /// @param core side of what a part adds
    /// @param margin around it that the encoder sees, too
    record Parts(int core, int margin) {
        /// Levels of up to 2048 pixels on a side stay whole.
        static final Parts NORMAL = new Parts(1664, 192);

        private boolean isWhole(int width, int height) {
            return Math.max(width, height) <= core + 2 * margin;
        }
    }

    /// @param own where the features are to live
    /// @param width of the level, padded
    Mosaic(NDManager own, int width, int height, Parts size) {
        this.own = own;
        this.width = width;
        this.height = height;
        this.size = size;
        int stepX = size.isWhole(width, height) ? width : size.core();
        int stepY = size.isWhole(width, height) ? height : size.core();
        for (int y = 0; y < height; y += stepY) {
            for (int x = 0; x < width; x += stepX) {
                parts.add(new Region(x, y, Math.min(stepX, width - x), Math.min(stepY, height - y)));
            }
        }
    }

    /// What the encoder is to see next: a core with its margin, within the level.
    Region wanted() {
        Region core = parts.get(next);
        int left = Math.max(0, core.x() - size.margin());
        int top = Math.max(0, core.y() - size.margin());
        int right = Math.min(width, core.x() + core.width() + size.margin());
        int bottom = Math.min(height, core.y() + core.height() + size.margin());
        return new Region(left, top, right - left, bottom - top);
    }

    /// Takes the features of what was wanted over.
    void put(Network.Features part) {
        if (parts.size() == 1) {
            for (NDArray a : List.of(part.embedding(), part.skip4(), part.skip2(), part.dense())) {
                a.attach(own);
            }
            whole = part;
        } else {
            Network.Features all = whole == null ? blank(part) : whole;
            whole = all;
            paste(part.embedding(), all.embedding());
            paste(part.skip4(), all.skip4());
            paste(part.skip2(), all.skip2());
            paste(part.dense(), all.dense());
        }
        next++;
    }

    private Network.Features blank(Network.Features like) {
        return new Network.Features(
                blank(like.embedding()), blank(like.skip4()), blank(like.skip2()), blank(like.dense()));
    }

    private NDArray blank(NDArray like) {
        int stride = stride(like);
        return own.zeros(new Shape(1, like.getShape().get(1), height / stride, width / stride), like.getDataType());
    }

    private int stride(NDArray part) {
        return (int) (wanted().height() / part.getShape().get(2));
    }

    private void paste(NDArray part, NDArray into) {
        int stride = stride(part);
        Region core = parts.get(next);
        Region seen = wanted();
        int left = (core.x() - seen.x()) / stride;
        int top = (core.y() - seen.y()) / stride;
        int w = core.width() / stride;
        int h = core.height() / stride;
        int x = core.x() / stride;
        int y = core.y() / stride;
        into.set(
                new NDIndex(":, :, {}:{}, {}:{}", y, y + h, x, x + w),
                part.get(":, :, {}:{}, {}:{}", top, top + h, left, left + w));
    }

    boolean isDone() {
        return next == parts.size();
    }

    /// The features of the whole level, once it is done.
    Network.Features features() {
        if (whole == null || !isDone()) {
            throw new IllegalStateException("the level is not complete");
        }
        return whole;
    }
}
