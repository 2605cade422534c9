package org.maskwright.ui;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Thumbnail;

/// What is seen while nothing is open: where to drop images, three cards that teach, the projects opened last.
final class StartPage extends StackPane {
    private static final double LEFT = 548;
    private static final double RIGHT = 412;
    private static final double GAP = 56;
    private static final double MARGIN = 24;

    private final Doors doors;
    private final VBox recent = new VBox();
    private final TextField search = new TextField();
    private final VBox target;
    private final Button open = new Button(Words.of("ui.start.open"));

    StartPage(Doors doors, Runnable chooseImage) {
        this.doors = doors;
        getStyleClass().add("start-page");
        target = dropTarget(chooseImage);
        var left = new VBox(24, head(), target, cards());
        left.setMinWidth(LEFT);
        left.setMaxWidth(LEFT);
        var right = new VBox(18, recentHead(), recent);
        // Where there is no room beside the left column, it lies under it and is as wide.
        var width = Bindings.when(widthProperty().lessThan(LEFT + GAP + RIGHT + 2 * MARGIN))
                .then(LEFT)
                .otherwise(RIGHT);
        right.minWidthProperty().bind(width);
        right.maxWidthProperty().bind(width);
        var columns = new FlowPane(GAP, GAP / 2, left, right);
        columns.setAlignment(Pos.CENTER);
        columns.setRowValignment(VPos.TOP);
        columns.getStyleClass().add("start-columns");
        var scroll = new ScrollPane(columns);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        getChildren().add(scroll);
        doors.recent().addListener((ListChangeListener<Doors.Recent>) c -> fill());
        search.textProperty().addListener((o, was, is) -> fill());
        fill();
    }

    void focusOpen() {
        open.requestFocus();
    }

    /// Files are held over the window, or not any more.
    void dropping(boolean over) {
        target.getStyleClass().remove("over");
        if (over) {
            target.getStyleClass().add("over");
        }
    }

    private static Node head() {
        var cell = new Ellipse(7, 9);
        cell.getStyleClass().add("mark-cell");
        var plus = new SVGPath();
        plus.setContent("M0 4 H8 M4 0 V8");
        plus.getStyleClass().add("mark-plus");
        var mark = new StackPane(cell, plus);
        mark.getStyleClass().addAll("product-mark", "on-picture");
        var name = label(Words.of("ui.start.name"), "display");
        var line = label(Words.of("ui.start.line"), "muted");
        var head = new HBox(12, mark, new VBox(-2, name, line));
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private VBox dropTarget(Runnable chooseImage) {
        open.getStyleClass().addAll("primary", "large");
        open.setOnAction(e -> chooseImage.run());
        open.setId("start-open");
        var sample = new Button(Words.of("ui.start.sample"));
        sample.getStyleClass().add("large");
        sample.setId("start-sample");
        sample.setOnAction(e -> doors.openSample());
        var buttons = new HBox(8, open, sample);
        buttons.setAlignment(Pos.CENTER);
        var area = new VBox(
                label(Words.of("ui.start.drop"), "title"),
                label(Words.of("ui.start.kinds"), "muted"),
                buttons,
                label(Words.of("ui.start.promise"), "caption"));
        area.getStyleClass().add("drop-target");
        area.setMinHeight(176);
        return area;
    }

    private static Node cards() {
        return new HBox(
                16,
                card("hover.png", "1", Words.of("ui.start.hover"), Words.of("ui.start.hover.what")),
                card("click.png", "2", Words.of("ui.start.click"), Words.of("ui.start.click.what")),
                card("enter.png", "3", Words.of("ui.start.enter"), Words.of("ui.start.enter.what")));
    }

    private static Node card(String file, String number, String name, String what) {
        var view = new ImageView(picture(file));
        round(view, 172, 112, 6);
        var title = label(number + "  " + name, "semibold");
        var words = label(what, "muted");
        words.setWrapText(true);
        words.setMinHeight(36);
        var card = new VBox(4, view, title, words);
        card.setMaxWidth(172);
        VBox.setMargin(title, new Insets(4, 0, 0, 0));
        return card;
    }

    private Node recentHead() {
        search.setPromptText(Words.of("ui.start.find"));
        search.setAccessibleText(Words.of("ui.start.find"));
        search.getStyleClass().add("compact");
        search.setPrefWidth(176);
        var find = new StackPane(search, new FontIcon(CarbonIcons.SEARCH));
        find.getStyleClass().add("search-field");
        find.setAlignment(Pos.CENTER_LEFT);
        find.setMaxWidth(176);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(label(Words.of("ui.start.recent"), "title"), space, find);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinHeight(36);
        head.setStyle("-fx-padding: 0 10 0 10");
        return head;
    }

    private void fill() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        List<Node> rows = doors.recent().stream()
                .filter(r ->
                        (r.name() + " " + r.place()).toLowerCase(Locale.ROOT).contains(wanted))
                .map(this::row)
                .toList();
        recent.getChildren().setAll(rows);
        if (rows.isEmpty()) {
            var none = label(Words.of(wanted.isEmpty() ? "ui.start.no-recent" : "ui.start.not-found"), "muted");
            none.setStyle("-fx-padding: 8 10 8 10");
            recent.getChildren().add(none);
        }
    }

    private Node row(Doors.Recent r) {
        var view = new ImageView();
        r.thumbnail().ifPresent(t -> view.setImage(image(t)));
        round(view, 72, 54, 3);
        var thumbnail = new StackPane(view);
        thumbnail.getStyleClass().add("thumbnail");
        thumbnail.setMinSize(72, 54);
        thumbnail.setMaxSize(72, 54);
        var words = new VBox(label(r.name(), "semibold"), label(r.place(), "caption"));
        if (r.missing()) {
            var warning = label(Words.of("ui.start.missing"), "warn");
            var icon = new FontIcon(CarbonIcons.WARNING_ALT);
            icon.getStyleClass().add("icon-warn");
            warning.setGraphic(icon);
            words.getChildren().add(warning);
        } else {
            words.getChildren().add(label(r.progress(), "muted"));
        }
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var when = label(Numbers.when(r.opened(), Instant.now(), ZoneId.systemDefault()), "caption");
        when.setMinWidth(USE_PREF_SIZE);
        var side = new VBox(when);
        side.setAlignment(Pos.TOP_RIGHT);
        if (r.missing()) {
            var locate = new Button(Words.of("ui.start.locate"));
            locate.getStyleClass().add("compact");
            locate.setOnAction(e -> doors.locate(r.folder()));
            var gap = new Region();
            VBox.setVgrow(gap, Priority.ALWAYS);
            side.getChildren().addAll(gap, locate);
        }
        var row = new HBox(thumbnail, words, side);
        row.getStyleClass().addAll("recent-row", "row");
        row.setFocusTraversable(true);
        row.setAccessibleText(r.name() + ", " + r.progress());
        Path folder = r.folder();
        row.setOnMouseClicked(e -> doors.open(folder));
        row.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                doors.open(folder);
                e.consume();
            }
        });
        return row;
    }

    private static void round(ImageView view, double width, double height, double radius) {
        view.setFitWidth(width);
        view.setFitHeight(height);
        var clip = new Rectangle(width, height);
        clip.setArcWidth(2 * radius);
        clip.setArcHeight(2 * radius);
        view.setClip(clip);
    }

    private static Image image(Thumbnail t) {
        var image = new WritableImage(t.width(), t.height());
        image.getPixelWriter()
                .setPixels(0, 0, t.width(), t.height(), PixelFormat.getIntArgbInstance(), t.argb(), 0, t.width());
        return image;
    }

    private static Image picture(String file) {
        return new Image(Objects.requireNonNull(StartPage.class.getResourceAsStream(file), file));
    }

    private static Label label(String words, String styleClass) {
        var label = new Label(words);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
