package org.maskwright.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.maskwright.Words;

/// All keys, searchable, made from the table of [Shortcut]s.
final class ShortcutSheet extends VBox {
    private static final double COLUMN = 300;

    private final TextField search = new TextField();
    private final FlowPane groups = new FlowPane(24, 16);

    ShortcutSheet() {
        getStyleClass().add("dialog-sheet");
        setMaxSize(2 * COLUMN + 72, USE_PREF_SIZE);
        var title = new Label(Words.of("ui.shell.shortcuts"));
        title.getStyleClass().add("title");
        search.setPromptText(Words.of("ui.shell.shortcuts.find"));
        search.setAccessibleText(Words.of("ui.shell.shortcuts.find"));
        search.setPrefWidth(220);
        search.textProperty().addListener((o, was, is) -> fill(is));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, space, search);
        head.setAlignment(Pos.CENTER_LEFT);
        groups.setPrefWrapLength(2 * COLUMN + 24);
        var scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(440);
        scroll.setMinHeight(0);
        getChildren().addAll(head, scroll);
        fill("");
    }

    void focusSearch() {
        search.clear();
        search.requestFocus();
    }

    private void fill(String wanted) {
        String words = wanted.strip().toLowerCase(Locale.ROOT);
        groups.getChildren().clear();
        for (Shortcut.Group group : Shortcut.Group.values()) {
            List<Node> rows = Arrays.stream(Shortcut.values())
                    .filter(s -> s.group() == group)
                    .filter(s -> (s.words() + " " + s.caps())
                            .toLowerCase(Locale.ROOT)
                            .contains(words))
                    .map(ShortcutSheet::row)
                    .toList();
            if (!rows.isEmpty()) {
                var head = new Label(group.words());
                head.getStyleClass().add("section-title");
                var box = new VBox(4, head);
                box.getChildren().addAll(rows);
                box.setPrefWidth(COLUMN);
                groups.getChildren().add(box);
            }
        }
        if (groups.getChildren().isEmpty()) {
            groups.getChildren().add(new Label(Words.of("ui.shell.shortcuts.none")));
        }
    }

    private static Node row(Shortcut shortcut) {
        var words = new Label(shortcut.words());
        words.getStyleClass().add("muted");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var row = new HBox(6, words, space);
        for (String cap : shortcut.caps()) {
            var key = new Label(cap);
            key.getStyleClass().add("key-cap");
            key.setMinWidth(USE_PREF_SIZE);
            row.getChildren().add(key);
        }
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
