package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the way back of a pass is cut in parts, so that a click may come between them: what follows a cut reads
/// copies,
/// in which the gradients end until [#next()] carries them on. Tensor thread only.
public final class Cuts {
    private final Deque<List<Cut>> cuts = new ArrayDeque<>();

    /// A map, and the copy of it that is read.
    private record Cut(NDArray made, NDArray read) {}

    /// Cuts here; the same arrays where nothing is to be cut.
    static List<NDArray> at(@Nullable Cuts cuts, NDArray... made) {
        if (cuts == null) {
            return List.of(made);
        }
        var group = new ArrayList<Cut>();
        for (NDArray m : made) {
            NDArray read = m.stopGradient();
            read.setRequiresGradient(true);
            group.add(new Cut(m, read));
        }
        cuts.cuts.push(group);
        return group.stream().map(Cut::read).toList();
    }

    public boolean isEmpty() {
        return cuts.isEmpty();
    }

    /// From which the next part's way back begins, a scalar, once that of the part after it was gone.
    public NDArray next() {
        return cuts.pop().stream()
                .map(c -> c.made().mul(c.read().getGradient()).sum())
                .reduce(NDArray::add)
                .orElseThrow();
    }
}
