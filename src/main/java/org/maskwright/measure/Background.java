package org.maskwright.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.label.Bounds;
import org.maskwright.label.Distance;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;

/// What a picture shows where there is no object: the median of a ring around each, or of the whole frame where the
/// ring is too crowded. A gap keeps the object's own blur out of the ring, and a median the tails of its neighbours.
final class Background {
    /// Pixels nearer than this to the object are not of the ring.
    static final int GAP = 2;

    /// Nor are those farther away than this.
    static final int REACH = 7;

    /// A ring of fewer free pixels says nothing.
    static final int LEAST = 20;

    private final Raster raster;
    private final BitSet taken;
    private final @Nullable Double[] ofFrame;

    /// @param labels of the raster's size; what a person rejected leaves its place free
    Background(Labels labels, Raster raster) {
        this.raster = raster;
        ofFrame = new Double[raster.channels()];
        taken = new BitSet(raster.width() * raster.height());
        for (Instance i : labels.instances()) {
            if (i.state() != Instance.State.REJECTED) {
                i.mask().forEachRun((y, x0, x1) -> taken.set(y * raster.width() + x0, y * raster.width() + x1));
            }
        }
    }

    /// The part of the picture that the ring of a mask may lie in.
    static Bounds around(Bounds mask, int width, int height) {
        return new Bounds(mask.left() - REACH, mask.top() - REACH, mask.right() + REACH, mask.bottom() + REACH)
                .intersect(0, 0, width, height);
    }

    /// @param medians one for each channel; NaN where there is no free pixel at all
    /// @param ofFrame true when at least one is that of the frame
    record Found(List<Double> medians, boolean ofFrame) {}

    Found of(Mask mask) {
        Bounds b = around(mask.bounds(), raster.width(), raster.height());
        boolean[] ring = ring(mask, b);
        List<Double> out = new ArrayList<>();
        boolean crowded = false;
        float[] samples = new float[ring.length];
        for (int c = 0; c < raster.channels(); c++) {
            raster.copy(new Region(b.left(), b.top(), b.width(), b.height()), c, samples);
            int n = 0;
            for (int i = 0; i < ring.length; i++) {
                if (ring[i] && !Float.isNaN(samples[i])) {
                    samples[n++] = samples[i];
                }
            }
            crowded |= n < LEAST;
            out.add(n < LEAST ? ofFrame(c) : median(samples, n));
        }
        return new Found(out, crowded);
    }

    private boolean[] ring(Mask mask, Bounds b) {
        boolean[] outside = new boolean[b.width() * b.height()];
        Arrays.fill(outside, true);
        mask.forEachRun((y, x0, x1) -> {
            int row = (y - b.top()) * b.width() - b.left();
            Arrays.fill(outside, row + x0, row + x1, false);
        });
        int[] squared = Distance.squared(b.width(), b.height(), outside, false);
        boolean[] ring = new boolean[outside.length];
        for (int i = 0; i < ring.length; i++) {
            int pixel = (b.top() + i / b.width()) * raster.width() + b.left() + i % b.width();
            ring[i] = squared[i] > GAP * GAP && squared[i] <= REACH * REACH && !taken.get(pixel);
        }
        return ring;
    }

    /// The median of all that belongs to no object.
    private double ofFrame(int channel) {
        Double known = ofFrame[channel];
        if (known == null) {
            float[] samples = raster.channel(channel);
            int n = 0;
            for (int i = taken.nextClearBit(0); i < samples.length; i = taken.nextClearBit(i + 1)) {
                if (!Float.isNaN(samples[i])) {
                    samples[n++] = samples[i];
                }
            }
            known = median(samples, n);
            ofFrame[channel] = known;
        }
        return known;
    }

    /// Of the first `n`, which it sorts; of an even number the mean of the middle two.
    static double median(float[] samples, int n) {
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(samples, 0, n);
        return (samples[(n - 1) / 2] + (double) samples[n / 2]) / 2;
    }
}
