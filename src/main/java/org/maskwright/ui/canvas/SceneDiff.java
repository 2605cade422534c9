package org.maskwright.ui.canvas;

import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.ui.canvas.CanvasScene.Active;
import org.maskwright.ui.canvas.CanvasScene.Picture;
import org.maskwright.ui.canvas.CanvasScene.Preview;

/// What must be painted again when one scene follows another. Parts that never change are compared by
/// identity, because comparing pixels would cost more than painting them.
///
/// @param everything all pixels, because the picture or the way of drawing changed
/// @param changed image pixels whose labels changed, when not everything did
/// @param marks whether padlocks, question marks, divisions or the scale bar changed
record SceneDiff(boolean everything, Bounds changed, boolean marks) {

    static SceneDiff between(CanvasScene a, CanvasScene b) {
        boolean everything = !same(a.picture(), b.picture())
                || !same(a.otherFrame(), b.otherFrame())
                || !a.style().equals(b.style())
                || !a.marks().equals(b.marks());
        boolean labels = !same(a.labels(), b.labels());
        boolean marks = everything || labels || !a.calibration().equals(b.calibration());
        if (everything) {
            return new SceneDiff(true, Bounds.EMPTY, marks);
        }
        Bounds changed = labels ? labels(a.labels(), b.labels()) : Bounds.EMPTY;
        changed = changed.union(active(a, b)).union(preview(a.preview(), b.preview()));
        return new SceneDiff(false, changed, marks);
    }

    private static boolean same(Picture a, Picture b) {
        return same(a.raster(), b.raster())
                && a.channels().equals(b.channels())
                && a.contrast().equals(b.contrast())
                && a.gamma() == b.gamma()
                && a.bright() == b.bright();
    }

    static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }

    /// The bounds of all instances that are in one only, or differ. Both come in order of id.
    private static Bounds labels(Labels a, Labels b) {
        Bounds changed = Bounds.EMPTY;
        Iterator<Instance> as = a.instances().iterator();
        Iterator<Instance> bs = b.instances().iterator();
        Instance x = next(as);
        Instance y = next(bs);
        while (x != null || y != null) {
            int order = x == null ? 1 : y == null ? -1 : x.id().compareTo(y.id());
            if (!same(x, y)) {
                changed = changed.union(order <= 0 ? bounds(x) : Bounds.EMPTY)
                        .union(order >= 0 ? bounds(y) : Bounds.EMPTY);
            }
            x = order <= 0 ? next(as) : x;
            y = order >= 0 ? next(bs) : y;
        }
        return changed;
    }

    private static @Nullable Instance next(Iterator<Instance> i) {
        return i.hasNext() ? i.next() : null;
    }

    private static Bounds bounds(@Nullable Instance i) {
        return i == null ? Bounds.EMPTY : i.mask().bounds();
    }

    private static Bounds active(CanvasScene a, CanvasScene b) {
        Active x = a.active();
        Active y = b.active();
        boolean unchanged = (x == null || y == null)
                ? same(x, y)
                : same(x.mask(), y.mask()) && x.colour() == y.colour() && Objects.equals(x.reopened(), y.reopened());
        if (unchanged) {
            return Bounds.EMPTY;
        }
        // What it added to was painted in its colour.
        Bounds previews = previewBounds(a.preview()).union(previewBounds(b.preview()));
        return bounds(x, a.labels()).union(bounds(y, b.labels())).union(previews);
    }

    private static Bounds bounds(@Nullable Active active, Labels labels) {
        if (active == null) {
            return Bounds.EMPTY;
        }
        Bounds own = active.mask() == null ? Bounds.EMPTY : active.mask().bounds();
        return active.reopened() == null
                ? own
                : own.union(bounds(labels.find(active.reopened()).orElse(null)));
    }

    private static Bounds preview(@Nullable Preview a, @Nullable Preview b) {
        boolean unchanged = (a == null || b == null) ? same(a, b) : same(a.mask(), b.mask()) && a.adds() == b.adds();
        return unchanged ? Bounds.EMPTY : previewBounds(a).union(previewBounds(b));
    }

    private static Bounds previewBounds(@Nullable Preview p) {
        return p == null ? Bounds.EMPTY : p.mask().bounds();
    }
}
