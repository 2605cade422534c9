package org.maskwright.ui;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.Tool;
import org.maskwright.ui.model.Workbench;

/// Menu and project, tools, the actions that people need each minute, undo and redo, export.
final class TopBar extends HBox {
    private final Commands commands;
    private final MenuButton menu = new MenuButton();
    private final Label proposeWords = new Label(Words.of("ui.shell.propose"));
    private final Label proposeKey = new Label(Shortcut.PROPOSE.cap());
    private final Label reviewWords = new Label(Words.of("ui.review.next"));
    private final Label reviewKey = new Label(Shortcut.REVIEW.cap());
    private final Label completeWords = new Label(Words.of("ui.shell.complete"));
    private final Label completeKey = new Label(Shortcut.COMPLETE.cap());
    private final Button export;
    private final Button inspector;

    TopBar(Workbench bench, Commands commands, ObservableValue<Number> leftWidth, Runnable toggleInspector) {
        this.commands = commands;
        getStyleClass().add("top-bar");
        menu.getStyleClass().addAll("quiet", "project-menu");
        menu.setGraphic(new FontIcon(CarbonIcons.MENU));
        menu.setAccessibleText(Words.of("ui.shell.menu"));
        menu.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> bench.project().get() == null
                                ? ""
                                : bench.project().get().name(),
                        bench.project()));
        menu.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(() -> leftWidth.getValue().doubleValue() - 12, leftWidth));
        menu.setMinWidth(96);

        export = new Button(Words.of("ui.shell.export"), new FontIcon(CarbonIcons.EXPORT));
        export.setOnAction(e -> commands.run(Shortcut.EXPORT));
        name(export, Shortcut.EXPORT);
        inspector = iconButton(CarbonIcons.OPEN_PANEL_RIGHT);
        inspector.setTooltip(new Tooltip(Words.of("ui.shell.inspector")));
        inspector.setAccessibleText(Words.of("ui.shell.inspector"));
        inspector.setOnAction(e -> toggleInspector.run());

        Button undo = icon(CarbonIcons.UNDO, Shortcut.UNDO);
        undo.disableProperty().bind(bench.canUndo().not().and(bench.active().isNull()));
        Button redo = icon(CarbonIcons.REDO, Shortcut.REDO);
        redo.disableProperty().bind(bench.canRedo().not());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .addAll(
                        menu,
                        bar(),
                        tool(bench, CarbonIcons.CENTER_CIRCLE, Shortcut.POINT, Tool.POINT),
                        tool(bench, CarbonIcons.SUBTRACT_ALT, Shortcut.MINUS, Tool.MINUS),
                        tool(bench, CarbonIcons.ADD_ALT, Shortcut.NEW, Tool.NEW),
                        bar(),
                        tool(bench, CarbonIcons.PAINT_BRUSH_ALT, Shortcut.BRUSH, Tool.BRUSH),
                        tool(bench, CarbonIcons.ERASE, Shortcut.ERASER, Tool.ERASER),
                        tool(bench, CarbonIcons.LASSO, Shortcut.LASSO, Tool.LASSO),
                        tool(bench, CarbonIcons.CUT, Shortcut.SPLIT, Tool.SPLIT),
                        tool(bench, CarbonIcons.DIRECTION_MERGE, Shortcut.MERGE, Tool.MERGE),
                        bar(),
                        action(CarbonIcons.MAGIC_WAND, Shortcut.PROPOSE, proposeWords, proposeKey),
                        action(CarbonIcons.WARNING_ALT, Shortcut.REVIEW, reviewWords, reviewKey),
                        action(CarbonIcons.CHECKMARK_OUTLINE, Shortcut.COMPLETE, completeWords, completeKey),
                        space,
                        undo,
                        redo,
                        bar(),
                        hide(bench),
                        icon(CarbonIcons.KEYBOARD, Shortcut.SHEET),
                        inspector,
                        bar(),
                        export);
    }

    void setMenu(MenuItem... items) {
        menu.getItems().setAll(items);
    }

    void fold(Folds folds) {
        for (Label key : List.of(proposeKey, reviewKey, completeKey)) {
            show(key, folds.keyHints());
        }
        for (Label words : List.of(proposeWords, completeWords)) {
            show(words, folds.actionWords());
        }
        show(reviewWords, folds.keyHints());
        export.setContentDisplay(folds.actionWords() ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
        toggle(export, "quiet", !folds.actionWords());
        toggle(export, "tool", !folds.actionWords());
        show(inspector, folds.drawer());
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private static void toggle(Node node, String styleClass, boolean on) {
        node.getStyleClass().remove(styleClass);
        if (on) {
            node.getStyleClass().add(styleClass);
        }
    }

    /// A menu item with its key.
    MenuItem item(String words, Shortcut shortcut) {
        var item = new MenuItem(words);
        item.setAccelerator(shortcut.combination());
        item.setOnAction(e -> commands.run(shortcut));
        return item;
    }

    static MenuItem item(String words, Runnable run) {
        var item = new MenuItem(words);
        item.setOnAction(e -> run.run());
        return item;
    }

    static MenuItem line() {
        return new SeparatorMenuItem();
    }

    static CheckMenuItem check(String words, BooleanProperty on) {
        var item = new CheckMenuItem(words);
        item.selectedProperty().bindBidirectional(on);
        return item;
    }

    private static Separator bar() {
        var bar = new Separator(Orientation.VERTICAL);
        bar.getStyleClass().add("bar-separator");
        return bar;
    }

    private ToggleButton tool(Workbench bench, Ikon icon, Shortcut shortcut, Tool tool) {
        var button = new ToggleButton("", new FontIcon(icon));
        button.getStyleClass().add("tool");
        button.setId("tool-" + tool.name().toLowerCase(Locale.ROOT));
        bench.tool().addListener((o, was, is) -> button.setSelected(is == tool));
        button.setSelected(bench.tool().get() == tool);
        button.setOnAction(e -> {
            commands.run(shortcut);
            button.setSelected(true);
        });
        button.setFocusTraversable(true);
        name(button, shortcut);
        return button;
    }

    private ToggleButton hide(Workbench bench) {
        var button = new ToggleButton("", new FontIcon(CarbonIcons.VIEW));
        button.getStyleClass().add("tool");
        button.selectedProperty().bindBidirectional(bench.display().hidden());
        button.selectedProperty()
                .addListener((o, was, is) ->
                        ((FontIcon) button.getGraphic()).setIconCode(is ? CarbonIcons.VIEW_OFF : CarbonIcons.VIEW));
        name(button, Shortcut.HIDE);
        return button;
    }

    private Button icon(Ikon icon, Shortcut shortcut) {
        Button button = iconButton(icon);
        button.setOnAction(e -> commands.run(shortcut));
        name(button, shortcut);
        return button;
    }

    private static Button iconButton(Ikon icon) {
        var button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll("quiet", "tool");
        return button;
    }

    private Button action(Ikon icon, Shortcut shortcut, Label words, Label key) {
        key.getStyleClass().add("key-cap");
        var face = new HBox(8, new FontIcon(icon), words, key);
        face.setAlignment(Pos.CENTER);
        var button = new Button("", face);
        button.getStyleClass().add("quiet");
        button.setOnAction(e -> commands.run(shortcut));
        name(button, shortcut);
        return button;
    }

    private static void name(ButtonBase button, Shortcut shortcut) {
        button.setTooltip(new Tooltip(shortcut.words() + "   " + shortcut.cap()));
        button.setAccessibleText(shortcut.words());
    }
}
