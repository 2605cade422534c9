package org.maskwright.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;

/// The measures of the accepted objects of one plane, and what they were taken of, so that after an edit only those
/// are taken again that can have changed: objects that are new or another, and those that have one in the ring around
/// them.
///
/// @param pictured whether the picture was at hand
public record PlaneMeasures(
        Labels labels, Calibration size, boolean pictured, SortedMap<InstanceId, Measured> measured) {
    /// From so many changes on, looking for what they touch takes longer than measuring.
    private static final int MANY = 64;

    public PlaneMeasures {
        measured = Collections.unmodifiableSortedMap(new TreeMap<>(measured));
    }

    /// Whether nothing needs to be measured for these.
    public boolean isOf(Labels now, Calibration calibration, boolean picture) {
        return size.equals(calibration) && pictured == picture && labels.equals(now);
    }

    /// @param before what was measured of the plane last; null at first
    /// @throws org.maskwright.Problem when the picture is of another size than the labels
    public static PlaneMeasures of(
            Labels labels, Optional<Raster> raster, Calibration size, @Nullable PlaneMeasures before, Cancel cancel) {
        var measurer = new Measurer(labels, raster, size);
        PlaneMeasures known = before != null && before.pictured == raster.isPresent() ? before : null;
        List<Bounds> changed = known == null ? List.of() : changed(known.labels, labels);
        SortedMap<InstanceId, Measured> out = new TreeMap<>();
        for (Instance i : labels.instances()) {
            if (i.isAccepted()) {
                cancel.check();
                Measured last = known == null ? null : known.measured.get(i.id());
                if (known == null || last == null || !isSame(last, i, changed, labels)) {
                    out.put(i.id(), measurer.of(i.mask()));
                } else {
                    out.put(i.id(), known.size.equals(size) ? last : last.in(size));
                }
            }
        }
        return new PlaneMeasures(labels, size, raster.isPresent(), out);
    }

    private static boolean isSame(Measured last, Instance i, List<Bounds> changed, Labels labels) {
        if (!last.mask().equals(i.mask()) || (last.crowded() && !changed.isEmpty()) || changed.size() > MANY) {
            return false;
        }
        return last.channels().isEmpty()
                || changed.stream().noneMatch(b -> Measurer.isTouched(i.mask().bounds(), b, labels));
    }

    /// Where pixels came to an object or left one.
    private static List<Bounds> changed(Labels before, Labels now) {
        List<Bounds> out = new ArrayList<>();
        gone(before, now, out);
        gone(now, before, out);
        return out;
    }

    private static void gone(Labels from, Labels to, List<Bounds> out) {
        for (Instance i : from.instances()) {
            boolean there = to.find(i.id())
                    .filter(o -> o.mask().equals(i.mask()) && isThere(o) == isThere(i))
                    .isPresent();
            if (!there && isThere(i)) {
                out.add(i.mask().bounds());
            }
        }
    }

    private static boolean isThere(Instance i) {
        return i.state() != Instance.State.REJECTED;
    }
}
