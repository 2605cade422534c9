package org.maskwright.ui.panel;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.label.InstanceId;
import org.maskwright.measure.Distribution;
import org.maskwright.measure.Quantity;
import org.maskwright.project.Project;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.Measuring;
import org.maskwright.ui.model.Measuring.Row;
import org.maskwright.ui.model.Measuring.Scope;
import org.maskwright.ui.model.Scale;
import org.maskwright.ui.model.Workbench;

/// The tab of measures: how large a pixel is, the table of all accepted objects of the frame or of all frames, how a
/// measure is distributed; and both as files.
public final class MeasuresPanel extends VBox {
    /// Where the files go: asked of the person and written by whoever wires the window.
    public interface Files {
        /// Writes the table of the frame in view, or of all.
        void table(Scope scope);

        /// Writes a histogram.
        void histogram(Distribution counted, String title, String axis, Path named);
    }

    private final Workbench bench;
    private final Measuring measuring;
    private final Scale scale;
    private final Files files;
    private final MeasureTable table;
    private final ComboBox<Quantity> measure = new ComboBox<>();
    private final DistributionView histogram = new DistributionView();
    private final Button saveTable;
    private final Button saveHistogram;
    private final VBox empty;
    private final VBox distribution;
    private Optional<Distribution> counted = Optional.empty();
    private Consumer<InstanceId> goThere = id -> {};
    private @Nullable Row going;
    private boolean following;
    private boolean stale;

    public MeasuresPanel(Workbench bench, Measuring measuring, Scale scale, Files files) {
        this.bench = bench;
        this.measuring = measuring;
        this.scale = scale;
        this.files = files;
        getStyleClass().add("measures-panel");
        table = new MeasureTable(measuring.rows());
        var frame = scope(Scope.FRAME);
        HBox scopes = Faces.segments(Words.of("ui.measures.scope"), List.of(frame, scope(Scope.ALL)));
        HBox.setHgrow(scopes, Priority.ALWAYS);
        saveTable = Faces.compact(
                Words.of("ui.measures.save-table"),
                () -> files.table(measuring.scope().get()));
        saveTable.setId("save-table");
        HBox head = Faces.row(scopes, saveTable);
        head.getStyleClass().add("objects-filter");
        empty = new VBox(Faces.prose(Words.of("ui.measures.none"), "muted"));
        empty.getStyleClass().add("empty-state");
        var middle = new StackPane(table, empty);
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(96);
        saveHistogram = Faces.compact(Words.of("ui.measures.save-histogram"), this::saveHistogram);
        saveHistogram.setId("save-histogram");
        measure.setId("measure");
        measure.setAccessibleText(Words.of("ui.measures.measure"));
        measure.setMaxWidth(Double.MAX_VALUE);
        measure.setConverter(words());
        measure.valueProperty().addListener(o -> count());
        HBox.setHgrow(measure, Priority.ALWAYS);
        distribution = Faces.section(Faces.row(measure, saveHistogram), histogram);
        distribution.getStyleClass().add("last");
        distribution.setStyle("-fx-border-width: 1 0 0 0; -fx-border-color: -color-border-muted;");
        getChildren().addAll(new PixelSizePane(bench, scale), head, middle, distribution);

        measuring.wanted().bind(visibleProperty());
        measuring.rows().addListener((ListChangeListener<Row>) c -> outdate());
        measuring.scope().addListener((o, was, is) -> {
            frame.setSelected(is == Scope.FRAME);
            outdate();
        });
        bench.project().addListener(o -> outdate());
        bench.selected().addListener(o -> follow());
        visibleProperty().addListener(o -> outdate());
        bench.picture().addListener(o -> arrive());
        bench.folds().addListener((o, was, is) -> fold(is));
        table.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> chosen(is));
        frame.setSelected(true);
        fold(bench.folds().get());
        refresh();
    }

    /// Told when a row is chosen and its frame is in view, so that the canvas can show the object.
    public void onGoThere(Consumer<InstanceId> listener) {
        goThere = listener;
    }

    private void fold(Folds folds) {
        Faces.show(distribution, folds.objectFacts());
    }

    private ToggleButton scope(Scope of) {
        var button = new ToggleButton(Words.of("ui.measures.scope." + of.name().toLowerCase(Locale.ROOT)));
        button.setId("scope-" + of.name().toLowerCase(Locale.ROOT));
        button.selectedProperty().addListener((o, was, is) -> {
            if (is) {
                measuring.scope().set(of);
            }
        });
        return button;
    }

    private StringConverter<Quantity> words() {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable Quantity q) {
                return q == null ? "" : q.title(measuring.channels(), scale.now());
            }

            @Override
            public Quantity fromString(String words) {
                throw new IllegalStateException("the list is not typed into");
            }
        };
    }

    /// Many rows may change in one turn of the event loop; nobody sees them while another tab is in view.
    private void outdate() {
        if (!stale && isVisible()) {
            stale = true;
            javafx.application.Platform.runLater(this::refresh);
        }
    }

    private void refresh() {
        stale = false;
        int channels = measuring.channels();
        Project project = bench.project().get();
        Calibration size = scale.now();
        boolean none = measuring.rows().isEmpty();
        following = true;
        table.show(channels, size, measuring.scope().get() == Scope.ALL);
        following = false;
        Faces.show(empty, none && project != null);
        table.setVisible(!none);
        saveTable.setDisable(project == null);
        Quantity chosen = measure.getValue();
        List<Quantity> all = Quantity.all(channels);
        if (!all.equals(measure.getItems())) {
            measure.getItems().setAll(all);
        }
        measure.setValue(null); // its words may be others now
        measure.setValue(chosen != null && all.contains(chosen) ? chosen : all.getFirst());
        count();
        follow();
    }

    private void count() {
        Quantity q = measure.getValue();
        counted = q == null
                ? Optional.empty()
                : Distribution.of(measuring.rows().stream().mapToDouble(r -> q.of(r.measured())));
        histogram.show(counted);
        saveHistogram.setDisable(counted.isEmpty());
    }

    private void saveHistogram() {
        Quantity q = measure.getValue();
        if (q != null) {
            int channels = measuring.channels();
            counted.ifPresent(d ->
                    files.histogram(d, q.title(channels), q.title(channels, scale.now()), Path.of(q.word() + ".svg")));
        }
    }

    private void chosen(@Nullable Row row) {
        if (following || row == null) {
            return;
        }
        going = row;
        if (row.plane().equals(bench.plane().get())) {
            arrive();
        } else {
            bench.goTo(row.plane());
        }
    }

    /// Once the frame of the chosen row is in view, its object is chosen there.
    private void arrive() {
        Row row = going;
        if (row != null && row.plane().equals(bench.plane().get())) {
            going = null;
            InstanceId id = row.instance().id();
            if (bench.labels().get().find(id).isPresent()) {
                bench.selected().set(id);
                goThere.accept(id);
            }
        }
    }

    /// The row of the chosen object scrolls into view.
    private void follow() {
        InstanceId id = bench.selected().get();
        var model = table.getSelectionModel();
        int at = -1;
        for (int i = 0; i < table.getItems().size() && id != null; i++) {
            Row row = table.getItems().get(i);
            if (row.instance().id().equals(id)
                    && row.plane().equals(bench.plane().get())) {
                at = i;
            }
        }
        following = true;
        if (at < 0) {
            if (going == null) {
                model.clearSelection();
            }
        } else if (model.getSelectedIndex() != at) {
            model.clearAndSelect(at);
            int seen = (int) (table.getHeight() / 24) - 1;
            table.scrollTo(Math.max(0, at - Math.max(1, seen / 2)));
        }
        following = false;
    }
}
