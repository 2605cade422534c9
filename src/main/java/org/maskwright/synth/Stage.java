package org.maskwright.synth;

import java.util.Arrays;
import java.util.List;

/// Which object each pixel belongs to, and how far it is from the nearest rim.
final class Stage {
    /// Distance where no object is near.
    static final float FAR = 1e6f;

    final int width;
    final int height;
    /// Bottom to top.
    final List<Thing> things;
    /// Place in `things` plus one; 0 outside.
    final int[] owner;
    /// Signed distance to the rim of the owner, or of the nearest object.
    final float[] near;

    /// @param onTop true: a later object hides an earlier one; false: objects press against each other and share the
    /// border
    /// @param margin distances are known this far outside objects
    Stage(int width, int height, List<Thing> things, boolean onTop, float margin) {
        this.width = width;
        this.height = height;
        this.things = List.copyOf(things);
        owner = new int[width * height];
        near = new float[width * height];
        Arrays.fill(near, FAR);
        for (int i = 0; i < this.things.size(); i++) {
            int mine = i + 1;
            visit(this.things.get(i), margin, (p, d, x, y) -> {
                if (d < 0 && (onTop || d < near[p])) {
                    owner[p] = mine;
                    near[p] = d;
                } else if (d < near[p]) {
                    near[p] = d;
                }
            });
        }
    }

    /// A pixel's index, its distance to the rim, and its place in the object's own coordinates.
    @FunctionalInterface
    interface Visitor {
        void at(int p, float d, float x, float y);
    }

    /// All pixels within `margin` of an object, seen or hidden.
    void visit(Thing t, float margin, Visitor visitor) {
        visit(t, margin, 0, visitor);
    }

    /// @param only where this is the owner; 0 everywhere
    private void visit(Thing t, float margin, int only, Visitor visitor) {
        float cos = (float) StrictMath.cos(t.angle());
        float sin = (float) StrictMath.sin(t.angle());
        float r = t.shape().reach() + margin;
        int x0 = Math.max(0, (int) Math.floor(t.x() - r));
        int x1 = Math.min(width - 1, (int) Math.ceil(t.x() + r));
        int y0 = Math.max(0, (int) Math.floor(t.y() - r));
        int y1 = Math.min(height - 1, (int) Math.ceil(t.y() + r));
        for (int y = y0; y <= y1; y++) {
            float dy = y - t.y();
            for (int x = x0; x <= x1; x++) {
                if (only != 0 && owner[y * width + x] != only) {
                    continue;
                }
                float dx = x - t.x();
                float lx = cos * dx + sin * dy;
                float ly = cos * dy - sin * dx;
                float d = t.shape().distance(lx, ly);
                if (d < margin) {
                    visitor.at(y * width + x, d, lx, ly);
                }
            }
        }
    }

    /// The pixels that the object at place `i` owns.
    void paint(int i, Visitor visitor) {
        visit(things.get(i), 0, i + 1, visitor);
    }

    /// Takes a rectangle from whatever lies under it.
    void cover(int left, int top, int right, int bottom) {
        int from = Math.max(0, left);
        int to = Math.min(width, right);
        for (int y = Math.max(0, top); y < Math.min(height, bottom) && from < to; y++) {
            Arrays.fill(owner, y * width + from, y * width + to, 0);
        }
    }

    /// Row-major ids of the objects.
    int[] ids() {
        int[] out = new int[owner.length];
        for (int p = 0; p < out.length; p++) {
            out[p] = owner[p] == 0 ? 0 : things.get(owner[p] - 1).id();
        }
        return out;
    }
}
