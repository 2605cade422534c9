package org.maskwright.ui.canvas;

import java.util.ArrayList;
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

    private final IdentityHashMap<Mask, List<float[]>> known = new IdentityHashMap<>();
    private final IdentityHashMap<Mask, List<float[]>> hand = new IdentityHashMap<>();
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
        List<float[]> rings = known.getOrDefault(mask, hand.get(mask));
        if (rings == null) {
            if (hand.size() >= MOST_IN_HAND) {
                hand.clear();
            }
            rings = trace(mask);
            hand.put(mask, rings);
        }
        return rings;
    }

    /// Null when it has not been traced yet and this pulse has done enough.
    @Nullable
    List<float[]> ifAffordable(Mask mask) {
        List<float[]> rings = known.get(mask);
        if (rings != null) {
            return rings;
        }
        if (allowance <= 0) {
            missed = true;
            return null;
        }
        allowance -= 10 + mask.bounds().width() + mask.bounds().height();
        rings = trace(mask);
        known.put(mask, rings);
        return rings;
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

    private static List<float[]> trace(Mask mask) {
        var rings = new ArrayList<float[]>();
        for (Outline part : Outline.of(mask)) {
            rings.add(part.outer().edgeMidpoints());
            part.holes().forEach(hole -> rings.add(hole.edgeMidpoints()));
        }
        return rings;
    }
}
