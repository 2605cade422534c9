package org.maskwright.ui.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.formats.CurveTable;

/// The curves of a training that runs, or ran, by command (`pretrain`): read in the background from the table beside
/// its weights, again whenever somebody looks.
public final class TrainingCurves {
    private static final String LOSS = "loss";

    private final Notices notices;
    private final Errands errands;
    private final SimpleObjectProperty<@Nullable Shown> shown = new SimpleObjectProperty<>();
    private @Nullable Path weights;

    /// A score by step, from 0 to 1.
    public record Curve(String name, List<Learning.Point> points) {}

    /// What is known of a training.
    ///
    /// @param name of the file of its weights
    /// @param step the last that was scored, 0 before the first
    public record Shown(String name, int step, List<Curve> curves) {}

    /// @param ui runs tasks on the bench's thread
    /// @param background runs tasks elsewhere
    public TrainingCurves(Notices notices, Executor ui, Executor background) {
        this.notices = notices;
        errands = new Errands(ui, background);
    }

    /// Null until a training is followed.
    public ReadOnlyObjectProperty<@Nullable Shown> shown() {
        return shown;
    }

    /// Shows this training from now on.
    ///
    /// @param file its weights, or the table with its curves
    public void follow(Path file) {
        weights = file;
        look();
    }

    /// Reads the curves again.
    public void look() {
        Path file = weights;
        if (file == null) {
            return;
        }
        boolean table = file.toString().endsWith(".csv");
        errands.run(
                () -> curves(
                        String.valueOf(file.getFileName()), CurveTable.read(table ? file : CurveTable.beside(file))),
                read -> {
                    if (file.equals(weights)) {
                        notices.solved("curves");
                        shown.set(read);
                    }
                },
                why -> {
                    if (file.equals(weights)) {
                        weights = null;
                        notices.show("curves", why);
                    }
                });
    }

    private static Shown curves(String name, CurveTable table) {
        var out = new ArrayList<Curve>();
        table.columns().forEach((column, values) -> {
            if (!column.equals(LOSS)) {
                var points = new ArrayList<Learning.Point>();
                for (int i = 0; i < values.size(); i++) {
                    points.add(new Learning.Point(table.steps().get(i), values.get(i)));
                }
                out.add(new Curve(name(column), points));
            }
        });
        return new Shown(name, table.steps().isEmpty() ? 0 : table.steps().getLast(), out);
    }

    private static String name(String column) {
        return switch (column) {
            case "ap_50" -> Words.of("ui.training.ap");
            case "foreground_iou" -> Words.of("ui.training.foreground");
            case "iou_click" -> Words.of("ui.training.click");
            case "iou_box" -> Words.of("ui.training.box");
            case "iou_three_clicks" -> Words.of("ui.training.three");
            default -> column;
        };
    }
}
