package org.maskwright.ui.panel;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.Workbench;

/// The tab of objects: which of them, the table, facts of the chosen one, what is done to the network's masks.
public final class ObjectsPanel extends VBox {
    /// Which objects the table shows.
    private enum Filter {
        ALL,
        ACCEPTED,
        PROPOSED;

        boolean keeps(ObjectRow row) {
            return switch (this) {
                case ALL -> true;
                case ACCEPTED -> row.state() == ObjectRow.State.ACCEPTED || row.state() == ObjectRow.State.LOCKED;
                case PROPOSED -> row.state() == ObjectRow.State.PROPOSED;
            };
        }
    }

    private final Workbench bench;
    private final ObservableList<ObjectRow> rows = FXCollections.observableArrayList();
    private final ObjectTable table;
    private final List<ToggleButton> filters;
    private final ObjectFacts facts;
    private final MaskOptionsPane options;
    private final VBox empty;
    private Filter filter = Filter.ALL;
    private boolean counts = true;
    private boolean following;
    private Consumer<InstanceId> goThere = id -> {};

    public ObjectsPanel(Workbench bench) {
        this.bench = bench;
        IntUnaryOperator rgb = slot -> LabelColours.rgb(slot, bench.bright().get());
        getStyleClass().add("objects-panel");
        filters = List.of(filter(Filter.ALL), filter(Filter.ACCEPTED), filter(Filter.PROPOSED));
        HBox segments = Faces.segments(Words.of("ui.objects.filter"), filters);
        var head = new VBox(segments);
        head.getStyleClass().add("objects-filter");

        table = new ObjectTable(rows, rgb);
        table.onOpen(r -> bench.hand().accept());
        table.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> chosen(is));
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::typed);
        var propose = new Button(Words.of("ui.objects.propose"));
        propose.setOnAction(e -> bench.proposals().propose());
        propose.getStyleClass().add("compact");
        empty = new VBox(12, Faces.prose(Words.of("ui.objects.none"), "muted"), propose);
        empty.getStyleClass().add("empty-state");
        var middle = new StackPane(table, empty);
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(96);

        facts = new ObjectFacts(bench, rgb);
        options = new MaskOptionsPane(bench);
        getChildren().addAll(head, new ProposalsPane(bench), middle, facts, new DoubtPane(bench), options);

        var refreshing = new Unhurried(this::refresh);
        InvalidationListener changed = o -> refreshing.soon();
        bench.labels().addListener(changed);
        bench.active().addListener(changed);
        Glance.onOther(bench, this::measure);
        bench.bright().addListener(o -> table.refresh());
        var scrolling = new Unhurried(this::follow);
        bench.selected().addListener(o -> scrolling.soon());
        bench.folds().addListener((o, was, is) -> fold(is));
        fold(bench.folds().get());
        measure();
        filters.getFirst().setSelected(true);
    }

    /// Told when a row is chosen, so that the canvas can show the object.
    public void onGoThere(Consumer<InstanceId> listener) {
        goThere = listener;
    }

    /// Drops the Clicks column, the counts and the lower sections in small windows.
    private void fold(Folds folds) {
        counts = !folds.compact();
        table.showClicks(!folds.compact());
        Faces.show(facts, folds.objectFacts());
        Faces.show(options, folds.maskOptions());
        count();
    }

    private ToggleButton filter(Filter of) {
        var button = new ToggleButton();
        button.setId("filter-" + of.name().toLowerCase(Locale.ROOT));
        button.setUserData(of);
        button.selectedProperty().addListener((o, was, is) -> {
            if (is) {
                filter = of;
                refresh();
            }
        });
        return button;
    }

    private void measure() {
        var project = bench.project().get();
        Calibration size = project == null ? Calibration.NONE : project.view().calibration();
        double square = size.pixelSize() * size.pixelHeight();
        table.measureIn(size.isKnown() ? size.unit() + "²" : "px", v -> v * square, size.isKnown() ? 1 : 0);
        facts.refresh();
    }

    private void refresh() {
        var all = ObjectRow.of(bench);
        following = true;
        rows.setAll(all.stream().filter(filter::keeps).toList());
        following = false;
        Faces.show(empty, all.isEmpty() && bench.project().get() != null);
        count();
        follow();
        facts.refresh();
    }

    private void count() {
        var all = ObjectRow.of(bench);
        for (ToggleButton b : filters) {
            Filter of = (Filter) b.getUserData();
            String words = Words.of("ui.objects.filter." + of.name().toLowerCase(Locale.ROOT));
            long n = all.stream().filter(of::keeps).count();
            b.setText(words);
            b.setAccessibleText(words + " " + n);
            b.setGraphic(counts ? Faces.number(String.valueOf(n)) : null);
        }
    }

    private void chosen(@org.jspecify.annotations.Nullable ObjectRow row) {
        if (!following && row != null) {
            if (row.state() != ObjectRow.State.ACTIVE) {
                bench.selected().set(row.id());
                facts.refresh();
            }
            goThere.accept(row.id());
        }
    }

    private void typed(KeyEvent e) {
        if (e.getCode() == KeyCode.ENTER && table.getSelectionModel().getSelectedItem() != null) {
            bench.hand().accept();
            e.consume();
        }
    }

    /// The row of the object in hand, else of the chosen one, scrolls into view.
    private void follow() {
        var active = bench.active().get();
        InstanceId id = active == null ? bench.selected().get() : active.id();
        following = true;
        var model = table.getSelectionModel();
        int at = -1;
        for (int i = 0; i < table.getItems().size() && id != null; i++) {
            if (table.getItems().get(i).id().equals(id)) {
                at = i;
            }
        }
        if (at < 0) {
            model.clearSelection();
        } else if (model.getSelectedIndex() != at) {
            model.clearAndSelect(at);
            int seen = (int) (table.getHeight() / 24) - 1;
            table.scrollTo(Math.max(0, at - Math.max(1, seen / 2)));
        }
        following = false;
        facts.refresh();
    }
}
