package org.maskwright.ui.canvas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Outline;

/// The outlines of masks as closed lines of x, y pairs in image coordinates, kept as long as the masks are
/// shown. Masks never change, so a mask is known by its identity. Tracing thousands at once would hold up
/// the window, so each pulse traces only so much; what is left comes with the next pulses and is shown
/// without an outline until then.
final class Contours {
    /// Pixel rows and columns of masks traced in one pulse: about two milliseconds.
    private static final int ALLOWANCE = 12_000;

    private static final int MOST_IN_HAND = 16;

    private final IdentityHashMap<Mask, Traced> known = new IdentityHashMap<>();
    private final IdentityHashMap<Mask, Traced> hand = new IdentityHashMap<>();
    private int allowance;
    private boolean missed;

    void beginPulse() {
        allowance = ALLOWANCE;
        missed = false;
    }

    /// True when something could not be traced in this pulse.
    boolean missed() {
        return missed;
    }

    /// Traced now, whatever it takes: for what is in the hand, which is another mask at every move of the
    /// pointer.
    List<float[]> inHand(Mask mask) {
        Traced traced = known.getOrDefault(mask, hand.get(mask));
        if (traced == null) {
            if (hand.size() >= MOST_IN_HAND) {
                hand.clear();
            }
            traced = trace(mask);
            hand.put(mask, traced);
        }
        return traced.fine;
    }

    /// Null when it has not been traced yet and this pulse has done enough.
    ///
    /// @param farOut for a picture shown at half its size or less: only every second pixel or so of the
    ///     line
    @Nullable
    List<float[]> ifAffordable(Mask mask, boolean farOut) {
        Traced traced = known.get(mask);
        if (traced == null) {
            if (allowance <= 0) {
                missed = true;
                return null;
            }
            allowance -= 10 + mask.bounds().width() + mask.bounds().height();
            traced = trace(mask);
            known.put(mask, traced);
        }
        return farOut ? traced.farOut : traced.fine;
    }

    /// Forgets all masks but these.
    void keep(@Nullable Labels... shown) {
        if (known.isEmpty()) {
            return;
        }
        Set<Mask> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Labels labels : shown) {
            if (labels != null) {
                for (Instance i : labels.instances()) {
                    kept.add(i.mask());
                }
            }
        }
        known.keySet().removeIf(m -> !kept.contains(m));
    }

    private record Traced(List<float[]> fine, List<float[]> farOut) {}

    private static Traced trace(Mask mask) {
        var rings = new ArrayList<float[]>();
        for (Outline part : Outline.of(mask)) {
            rings.add(part.outer().edgeMidpoints());
            part.holes().forEach(hole -> rings.add(hole.edgeMidpoints()));
        }
        return new Traced(rings, rings.stream().map(Contours::thinned).toList());
    }

    /// Without the points nearer than two pixels to the last one that is kept.
    private static float[] thinned(float[] ring) {
        float[] out = new float[ring.length];
        int n = 0;
        for (int i = 0; i < ring.length; i += 2) {
            float dx = n == 0 ? 2 : ring[i] - out[n - 2];
            float dy = n == 0 ? 2 : ring[i + 1] - out[n - 1];
            if (dx * dx + dy * dy >= 4) {
                out[n++] = ring[i];
                out[n++] = ring[i + 1];
            }
        }
        return Arrays.copyOf(out, n);
    }
}
