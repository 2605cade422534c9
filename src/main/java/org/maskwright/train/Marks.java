package org.maskwright.train;

import java.util.List;
import org.maskwright.project.ModelRecord.Figures;

/// What a model reached on the questions of an exam, in their order.
///
/// @param oneClick IoU after the first click
/// @param last IoU after the last
/// @param aside of the masks that were asked for, how far they lie at least to one and the same side of the answers to
///     the first click, in diameters
record Marks(List<Double> oneClick, List<Double> last, double aside) {
    Marks {
        oneClick = List.copyOf(oneClick);
        last = List.copyOf(last);
    }

    Marks(List<Double> oneClick, List<Double> last) {
        this(oneClick, last, 0);
    }

    /// Mean IoU after one click and after the last.
    Figures figures() {
        return new Figures(mean(oneClick), mean(last), oneClick.size());
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(0);
    }
}
