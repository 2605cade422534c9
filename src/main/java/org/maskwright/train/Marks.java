package org.maskwright.train;

import java.util.List;
import org.maskwright.project.ModelRecord.Figures;

/// What a model reached on the questions of an exam, in their order.
///
/// @param oneClick IoU after the first click
/// @param last IoU after the last
record Marks(List<Double> oneClick, List<Double> last) {
    Marks {
        oneClick = List.copyOf(oneClick);
        last = List.copyOf(last);
    }

    /// Mean IoU after one click and after the last.
    Figures figures() {
        return new Figures(mean(oneClick), mean(last), oneClick.size());
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(0);
    }
}
