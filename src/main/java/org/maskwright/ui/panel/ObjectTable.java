package org.maskwright.ui.panel;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.ui.model.Numbers;

/// The table of objects: swatch, number, area, predicted IoU, clicks, state; sorted by a click on a head.
final class ObjectTable extends TableView<ObjectRow> {
    /// Below this the network doubts its own mask.
    private static final double LOW_IOU = 0.80;

    private final TableColumn<ObjectRow, ObjectRow> area;
    private final TableColumn<ObjectRow, ObjectRow> clicks;
    private final IntUnaryOperator rgb;
    private UnaryOperator<Double> inUnits = v -> v;
    private int decimals;

    /// @param rgb from a slot of the palette to 0xRRGGBB
    ObjectTable(ObservableList<ObjectRow> rows, IntUnaryOperator rgb) {
        this.rgb = rgb;
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        setId("objects");
        getStyleClass().add("object-table");
        setAccessibleText(Words.of("ui.objects.table"));
        setPlaceholder(new Region());
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setSortPolicy(t -> true);
        setFixedCellSize(24);

        var swatch = column("", 36, Comparator.comparingInt(ObjectRow::colour), r -> "");
        swatch.setCellFactory(c -> new SwatchCell());
        swatch.setSortable(false);
        var number = column(
                Words.of("ui.objects.number"),
                52,
                Comparator.comparingInt(r -> r.id().value()),
                r -> String.valueOf(r.id().value()));
        area = column(
                "",
                88,
                Comparator.comparingInt(r -> r.mask().area()),
                r -> Numbers.decimal(inUnits.apply((double) r.mask().area()), decimals));
        var iou = column(
                Words.of("ui.objects.iou"),
                58,
                Comparator.comparingDouble(ObjectRow::iou),
                r -> Numbers.decimal(r.iou(), 2));
        clicks = column(
                Words.of("ui.objects.clicks"),
                52,
                Comparator.comparingInt(ObjectRow::clicks),
                r -> r.clicks() == 0 ? Numbers.UNKNOWN : String.valueOf(r.clicks()));
        iou.setCellFactory(c -> new NumberCell(r -> Numbers.decimal(r.iou(), 2), r -> r.iou() < LOW_IOU));
        var state = column("", 26, Comparator.comparing(ObjectRow::state), r -> "");
        state.setCellFactory(c -> new StateCell());
        state.setSortable(false);
        getColumns().setAll(java.util.List.of(swatch, number, area, iou, clicks, state));
        getSortOrder().add(number);
        measureIn("px", v -> v, 0);
    }

    /// @param unit of area, as the head shows it
    void measureIn(String unit, UnaryOperator<Double> conversion, int digits) {
        inUnits = conversion;
        decimals = digits;
        area.setText(Words.of("ui.objects.area", unit));
        refresh();
    }

    void showClicks(boolean on) {
        clicks.setVisible(on);
    }

    /// Calls back for the row that a click chooses, and again when it is clicked twice.
    void onOpen(Consumer<ObjectRow> open) {
        setRowFactory(t -> {
            var row = new javafx.scene.control.TableRow<ObjectRow>();
            row.setOnMouseClicked(e -> {
                if (e.getClickCount() == 2 && row.getItem() != null) {
                    open.accept(row.getItem());
                }
            });
            return row;
        });
    }

    private TableColumn<ObjectRow, ObjectRow> column(
            String words, double width, Comparator<ObjectRow> order, Function<ObjectRow, String> text) {
        var column = new TableColumn<ObjectRow, ObjectRow>(words);
        column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(c.getValue()));
        column.setCellFactory(c -> new NumberCell(text, r -> false));
        column.setComparator(order.thenComparing(r -> r.id().value()));
        column.setPrefWidth(width);
        column.setReorderable(false);
        column.getStyleClass().add("numbers");
        return column;
    }

    private static final class NumberCell extends TableCell<ObjectRow, ObjectRow> {
        private final Function<ObjectRow, String> words;
        private final java.util.function.Predicate<ObjectRow> low;

        NumberCell(Function<ObjectRow, String> words, java.util.function.Predicate<ObjectRow> low) {
            this.words = words;
            this.low = low;
            getStyleClass().add("number");
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(ObjectRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean there = !empty && row != null;
            setText(there ? words.apply(row) : "");
            Faces.toggle(this, "warn", there && low.test(row));
            Faces.toggle(this, "in-hand", there && row.state() == ObjectRow.State.ACTIVE);
        }
    }

    /// Filled for what is accepted, dashed for a proposal.
    private final class SwatchCell extends TableCell<ObjectRow, ObjectRow> {
        private final Swatch swatch = new Swatch();

        SwatchCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setAlignment(Pos.CENTER);
        }

        @Override
        protected void updateItem(ObjectRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null ? null : swatch);
            if (!empty && row != null) {
                swatch.show(rgb.applyAsInt(row.colour()), row.state() == ObjectRow.State.PROPOSED);
            }
        }
    }

    private static final class StateCell extends TableCell<ObjectRow, ObjectRow> {
        private final FontIcon icon = new FontIcon(CarbonIcons.CHECKMARK);
        private final Label face = new Label("", icon);

        StateCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setAlignment(Pos.CENTER);
        }

        @Override
        protected void updateItem(ObjectRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null ? null : face);
            if (empty || row == null) {
                return;
            }
            icon.setIconCode(code(row.state()));
            Faces.toggle(icon, "icon-ok", row.state() == ObjectRow.State.ACCEPTED);
            Faces.toggle(icon, "icon-err", row.state() == ObjectRow.State.UNSAVED);
            Faces.toggle(icon, "icon-accent", row.state() == ObjectRow.State.ACTIVE);
            setAccessibleText(Words.of("ui.objects.state." + row.state().name().toLowerCase(Locale.ROOT)));
        }

        private static Ikon code(ObjectRow.State state) {
            return switch (state) {
                case ACTIVE -> CarbonIcons.CENTER_CIRCLE;
                case ACCEPTED -> CarbonIcons.CHECKMARK;
                case LOCKED -> CarbonIcons.LOCKED;
                case PROPOSED -> CarbonIcons.CIRCLE_DASH;
                case UNSAVED -> CarbonIcons.ERROR_FILLED;
            };
        }
    }
}
