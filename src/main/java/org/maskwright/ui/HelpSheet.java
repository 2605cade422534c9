package org.maskwright.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.maskwright.Words;

/// The user guide, searchable: all sections, or those that hold what is typed.
final class HelpSheet extends VBox {
    private static final double WIDTH = 720;

    private final Guide guide;
    private final TextField search = new TextField();
    private final VBox body = new VBox(8);

    HelpSheet(Guide guide) {
        this.guide = guide;
        getStyleClass().add("dialog-sheet");
        setMaxSize(WIDTH, USE_PREF_SIZE);
        var title = new Label(Words.of("ui.shell.help"));
        title.getStyleClass().add("title");
        search.setId("help-search");
        search.setPromptText(Words.of("ui.shell.help.find"));
        search.setAccessibleText(Words.of("ui.shell.help.find"));
        search.setPrefWidth(220);
        search.textProperty().addListener((o, was, is) -> fill(is));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, space, search);
        head.setAlignment(Pos.CENTER_LEFT);
        body.setId("help-body");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(460);
        scroll.setMinHeight(0);
        getChildren().addAll(head, scroll);
        fill("");
    }

    void focusSearch() {
        search.requestFocus();
    }

    private void fill(String words) {
        List<Guide.Section> found = guide.find(words);
        var rows = new ArrayList<Node>();
        for (Guide.Section section : found) {
            String head =
                    section.title().equals(section.page()) ? section.title() : section.page() + " · " + section.title();
            rows.add(label(head, "section-title"));
            section.lines().forEach(line -> rows.add(row(line)));
        }
        if (rows.isEmpty()) {
            boolean empty = guide.sections().isEmpty();
            rows.add(label(Words.of(empty ? "ui.shell.help.missing" : "ui.shell.help.none"), "muted"));
        }
        body.getChildren().setAll(rows);
    }

    private static Node row(Guide.Line line) {
        return switch (line.kind()) {
            case PARAGRAPH -> label(line.text(), "muted");
            case ITEM -> label("•  " + line.text(), "muted");
            case CODE -> label(line.text(), "number");
        };
    }

    private static Label label(String words, String style) {
        var label = new Label(words);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
