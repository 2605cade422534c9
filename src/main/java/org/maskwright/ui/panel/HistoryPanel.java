package org.maskwright.ui.panel;

import java.time.InstantSource;
import java.time.ZoneId;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.project.Edit;
import org.maskwright.project.Project;
import org.maskwright.ui.model.HistoryItem;
import org.maskwright.ui.model.HistoryWords;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// The tab of history, newest first. A click (or Enter) goes to the state after an entry; what was taken back is faint
/// and can be brought back the same way.
public final class HistoryPanel extends VBox {
    private final Workbench bench;
    private final InstantSource clock;
    private final ZoneId zone;
    private final ListView<HistoryItem> list;

    public HistoryPanel(Workbench bench, InstantSource clock, ZoneId zone) {
        this.bench = bench;
        this.clock = clock;
        this.zone = zone;
        getStyleClass().add("history-panel");
        list = new ListView<>(bench.history());
        list.setId("history");
        // Which row is the present one depends on the rows above it.
        var refreshing = new Unhurried(list::refresh);
        bench.history().addListener((ListChangeListener<HistoryItem>) c -> refreshing.soon());
        list.setFixedCellSize(28);
        list.setCellFactory(l -> new Row());
        list.setAccessibleText(Words.of("ui.history.title"));
        list.setOnKeyPressed(e -> {
            HistoryItem item = list.getSelectionModel().getSelectedItem();
            if (e.getCode() == KeyCode.ENTER && item != null) {
                bench.goTo(item);
                e.consume();
            }
        });
        var empty = new VBox(Faces.prose(Words.of("ui.history.none"), "muted"));
        empty.getStyleClass().add("empty-state");
        empty.visibleProperty().bind(Bindings.isEmpty(bench.history()));
        list.visibleProperty().bind(Bindings.isNotEmpty(bench.history()));
        var middle = new StackPane(list, empty);
        VBox.setVgrow(middle, Priority.ALWAYS);
        getChildren().add(middle);
    }

    private final class Row extends ListCell<HistoryItem> {
        private final Label words = Faces.text("");
        private final Label when = Faces.number("", "subtle");
        private final HBox face =
                new HBox(8, Faces.icon(CarbonIcons.DOT_MARK, "icon-tiny"), words, Faces.space(), when);

        Row() {
            face.setAlignment(Pos.CENTER_LEFT);
            face.getStyleClass().add("history-row");
            setPrefWidth(0); // as wide as the list; too long a text ends in an ellipsis
            setOnMouseClicked(e -> {
                if (e.getButton() == MouseButton.PRIMARY && getItem() != null) {
                    bench.goTo(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable HistoryItem item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : face);
            if (empty || item == null) {
                setAccessibleText(null);
                return;
            }
            Edit edit = item.entry().edit();
            Project project = bench.project().get();
            words.setText(project == null ? "" : HistoryWords.of(edit, project));
            when.setText(Numbers.when(item.entry().at(), clock.instant(), zone));
            Faces.toggle(face, "undone", item.undone());
            boolean now = !item.undone() && firstDone() == getIndex();
            Faces.toggle(face, "now", now);
            setAccessibleText(Words.of(
                    item.undone() ? "ui.history.spoken-undone" : "ui.history.spoken", words.getText(), when.getText()));
        }

        private int firstDone() {
            for (int i = 0; i < bench.history().size(); i++) {
                if (!bench.history().get(i).undone()) {
                    return i;
                }
            }
            return -1;
        }
    }
}
