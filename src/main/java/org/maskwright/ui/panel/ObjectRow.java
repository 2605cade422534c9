package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.ui.model.ActiveObject;
import org.maskwright.ui.model.Workbench;

/// One line of the table of objects.
///
/// @param iou predicted by the network, NaN when unknown
/// @param clicks clicks and boxes that it took, 0 when nobody clicked
/// @param track number of its track, 0 before it has one
record ObjectRow(InstanceId id, int colour, State state, Mask mask, float iou, int clicks, int track) {
    enum State {
        ACTIVE,
        ACCEPTED,
        LOCKED,
        PROPOSED,
        /// accepted, and refused by the disk
        UNSAVED
    }

    /// What the table of a bench shows.
    static List<ObjectRow> of(Workbench bench) {
        return of(bench.labels().get(), bench.unsaved().get(), bench.active().get());
    }

    /// The rows of a frame in order of id: the object in hand in the place of the one that it corrects.
    static List<ObjectRow> of(Labels labels, Set<InstanceId> unsaved, @Nullable ActiveObject active) {
        var out = new ArrayList<ObjectRow>();
        InstanceId held = active == null ? null : active.id();
        for (Instance i : labels.instances()) {
            if (i.state() != Instance.State.REJECTED && !i.id().equals(held)) {
                out.add(of(i, unsaved.contains(i.id())));
            }
        }
        if (active != null) {
            int at = 0;
            while (at < out.size() && out.get(at).id.value() < active.id().value()) {
                at++;
            }
            out.add(at, of(active));
        }
        return out;
    }

    private static ObjectRow of(Instance i, boolean unsaved) {
        Provenance from = i.provenance();
        State state = switch (i.state()) {
            case LOCKED -> State.LOCKED;
            case ACCEPTED -> State.ACCEPTED;
            case PROPOSED, REJECTED -> State.PROPOSED;
        };
        return new ObjectRow(
                i.id(),
                i.colour(),
                unsaved ? State.UNSAVED : state,
                i.mask(),
                from.predictedIou(),
                from.clicks(),
                i.track().value());
    }

    private static ObjectRow of(ActiveObject a) {
        Instance before = a.reopened();
        return new ObjectRow(
                a.id(),
                a.colour(),
                State.ACTIVE,
                a.mask(),
                a.predictedIou(),
                a.prompts().size(),
                before == null ? 0 : before.track().value());
    }
}
