package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.measure.Quantity;
import org.maskwright.measure.Quantity.Kind;
import org.maskwright.ui.model.Measuring.Row;
import org.maskwright.ui.model.Numbers;

/// The table of measures: a row for each object, a column for each measure, sorted by a click on a head; the button at
/// the right end of the heads chooses the columns.
final class MeasureTable extends TableView<Row> {
    private static final Set<Kind> AT_FIRST = EnumSet.of(
            Kind.AREA,
            Kind.PERIMETER,
            Kind.EQUIVALENT_DIAMETER,
            Kind.MAX_FERET,
            Kind.MIN_FERET,
            Kind.CIRCULARITY,
            Kind.MEAN,
            Kind.CORRECTED_MEAN);

    private final TableColumn<Row, Row> frame;
    private final TableColumn<Row, Row> number;
    private final TableColumn<Row, Row> track;
    private Calibration size = Calibration.NONE;
    private int channels = -1;
    private final Map<Quantity, Integer> decimals = new HashMap<>();

    MeasureTable(ObservableList<Row> rows) {
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        setId("measures");
        getStyleClass().addAll("object-table", "measure-table");
        setAccessibleText(Words.of("ui.measures.table"));
        setPlaceholder(new Region());
        setSortPolicy(t -> true);
        setFixedCellSize(24);
        setTableMenuButtonVisible(true);
        frame = column(
                Words.of("ui.measures.frame"), 56, Comparator.comparingInt(Row::frame), r -> String.valueOf(r.frame()));
        number = column(
                Words.of("ui.objects.number"),
                52,
                Comparator.comparing(r -> r.instance().id()),
                r -> String.valueOf(r.instance().id().value()));
        track = column(
                Words.of("ui.objects.track"),
                56,
                Comparator.comparingInt(r -> r.instance().track().value()),
                r -> String.valueOf(r.instance().track().value()));
        track.setVisible(false);
    }

    /// Makes the columns that there are measures for; those that were chosen and sorted by stay so.
    ///
    /// @param allFrames whether the frame is said
    void show(int channelCount, Calibration calibration, boolean allFrames) {
        frame.setVisible(allFrames);
        if (channelCount == channels && calibration.equals(size)) {
            settleDecimals();
            return;
        }
        size = calibration;
        Set<Object> hidden = new HashSet<>();
        Optional<TableColumn<Row, ?>> by = getSortOrder().stream().findFirst();
        getColumns().stream().filter(c -> !c.isVisible()).forEach(c -> hidden.add(c.getUserData()));
        boolean first = channels < 0;
        Set<Object> were = new HashSet<>();
        getColumns().forEach(c -> were.add(c.getUserData()));
        channels = channelCount;
        settleDecimals();
        List<TableColumn<Row, Row>> columns = new ArrayList<>(List.of(number, frame, track));
        for (Quantity q : Quantity.all(channels)) {
            var c = column(
                    q.title(channels, size),
                    width(q),
                    Comparator.comparingDouble(r -> q.of(r.measured())),
                    r -> shown(q, q.of(r.measured())));
            c.setUserData(q);
            c.setVisible((first || !were.contains(q)) ? AT_FIRST.contains(q.kind()) : !hidden.contains(q));
            columns.add(c);
        }
        getColumns().setAll(columns);
        TableColumn<Row, Row> sorted = by.flatMap(b -> columns.stream()
                        .filter(c -> c == b
                                || (c.getUserData() != null && c.getUserData().equals(b.getUserData())))
                        .findFirst())
                .orElse(number);
        by.ifPresent(b -> sorted.setSortType(b.getSortType()));
        getSortOrder().setAll(List.of(sorted));
    }

    private static double width(Quantity q) {
        return switch (q.kind()) { // what its head needs
            case AREA, PERIMETER, CIRCULARITY, DEVIATION -> 104;
            case MEAN, TOTAL, BACKGROUND -> 112;
            case MAX_FERET, MIN_FERET -> 124;
            case EQUIVALENT_DIAMETER, CORRECTED_MEAN, CORRECTED_TOTAL, MIN, MAX -> 172;
        };
    }

    /// One number of decimals for a column: counted pixels whole, circularity like a score, of the rest three digits
    /// of its largest number.
    private void settleDecimals() {
        for (Quantity q : Quantity.all(channels)) {
            double most = getItems().stream()
                    .mapToDouble(r -> Math.abs(q.of(r.measured())))
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            boolean whole = most == 0 || most >= 1000 || (q.kind() == Kind.AREA && !size.isKnown());
            int digits = whole ? 0 : Math.clamp(2 - (int) Math.log10(most), 1, 9);
            decimals.put(q, q.kind() == Kind.CIRCULARITY ? 2 : digits);
        }
    }

    private String shown(Quantity q, double v) {
        int digits = decimals.getOrDefault(q, 0);
        boolean whole = digits == 0 && Double.isFinite(v) && Math.abs(v) < 1e15;
        return whole ? Numbers.whole(Math.round(v)) : Numbers.decimal(v, digits);
    }

    private static TableColumn<Row, Row> column(
            String words, double width, Comparator<Row> order, Function<Row, String> text) {
        var column = new TableColumn<Row, Row>(words);
        column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(c.getValue()));
        column.setCellFactory(c -> new NumberCell(text));
        column.setComparator(
                order.thenComparing(Row::plane).thenComparing(r -> r.instance().id()));
        column.setPrefWidth(width);
        column.setReorderable(true);
        column.getStyleClass().add("numbers");
        return column;
    }

    private static final class NumberCell extends TableCell<Row, Row> {
        private final Function<Row, String> words;

        NumberCell(Function<Row, String> words) {
            this.words = words;
            getStyleClass().add("number");
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? "" : words.apply(row));
        }
    }
}
