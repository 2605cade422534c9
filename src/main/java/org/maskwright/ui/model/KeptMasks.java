package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.maskwright.label.Mask;
import org.maskwright.project.Edit;
import org.maskwright.project.History;

/// The masks that a person looked at again and kept, as the history says it: so they stay kept after a restart, and are
/// in question again when keeping them is undone or the mask changes. Immutable.
final class KeptMasks {
    static final KeptMasks NONE = new KeptMasks(History.NONE, List.of());

    private final History of;
    private final List<List<Edit.Replace>> byEntry;
    private final Map<Doubtful.Key, Mask> masks = new HashMap<>();

    private KeptMasks(History of, List<List<Edit.Replace>> byEntry) {
        this.of = of;
        this.byEntry = byEntry;
        byEntry.forEach(edits -> edits.forEach(r ->
                masks.put(new Doubtful.Key(r.plane(), r.after().id()), r.after().mask())));
    }

    boolean has(Doubtful object) {
        Mask kept = masks.get(object.key());
        return kept != null && kept.equals(object.instance().mask());
    }

    /// Those of another history; only entries that differ are decoded.
    KeptMasks at(History now) {
        int shared = now.sharedDone(of);
        if (shared == now.doneCount() && shared == byEntry.size()) {
            return this;
        }
        var next = new ArrayList<>(byEntry.subList(0, shared));
        now.lastDone(now.doneCount() - shared).reversed().forEach(e -> next.add(kept(e.edit())));
        return new KeptMasks(now, next);
    }

    private static List<Edit.Replace> kept(Edit edit) {
        return edit instanceof Edit.Group(Edit.Deed deed, List<Edit> edits) && deed == Edit.Deed.KEEP
                ? edits.stream()
                        .filter(Edit.Replace.class::isInstance)
                        .map(Edit.Replace.class::cast)
                        .toList()
                : List.of();
    }
}
