package org.maskwright.ui.panel;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small parts that every panel is made of, in the type and spacing of the look.
public final class Faces {
    private Faces() {}

    /// A label with style classes; too long a text ends in an ellipsis.
    public static Label text(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    static Label text(ObservableValue<String> words, String... styles) {
        Label label = text("", styles);
        label.textProperty().bind(words);
        return label;
    }

    /// Numbers are never cut. Columns of one width have no narrow space, so a full one takes its place.
    public static Label number(String digits, String... styles) {
        Label label = text(even(digits), styles);
        label.textProperty().addListener((o, was, is) -> {
            if (!label.textProperty().isBound()) {
                label.setText(even(is));
            }
        });
        label.getStyleClass().add("number");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setTextOverrun(OverrunStyle.CLIP);
        return label;
    }

    static Label number(ObservableValue<String> digits, String... styles) {
        Label label = number("", styles);
        label.textProperty().bind(digits.map(Faces::even));
        return label;
    }

    private static String even(String digits) {
        return digits.replace('\u202F', '\u00A0');
    }

    /// Words that run over several lines.
    public static Label prose(String words, String... styles) {
        Label label = text(words, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static FontIcon icon(Ikon code, String... styles) {
        var icon = new FontIcon(code);
        icon.getStyleClass().addAll(styles);
        return icon;
    }

    public static Region space() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    public static HBox row(Node... parts) {
        var row = new HBox(8, parts);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// What stands left is pushed apart from what stands right.
    public static HBox apart(Node left, Node... right) {
        HBox row = row(left, space());
        row.getChildren().addAll(right);
        return row;
    }

    public static VBox section(Node... parts) {
        var section = new VBox(parts);
        section.getStyleClass().add("section");
        return section;
    }

    public static Button compact(String words, Runnable run) {
        var button = new Button(words);
        button.getStyleClass().add("compact");
        button.setOnAction(e -> run.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// Toggles of equal width of which exactly one is on.
    public static HBox segments(String accessible, List<? extends ToggleButton> buttons) {
        var group = new ToggleGroup();
        for (ToggleButton b : buttons) {
            b.setToggleGroup(group);
            b.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(b, Priority.ALWAYS);
            b.setPrefWidth(1);
        }
        group.selectedToggleProperty().addListener((o, was, is) -> {
            if (is == null && was != null) {
                was.setSelected(true);
            }
        });
        var box = new HBox();
        box.getChildren().addAll(buttons);
        box.getStyleClass().add("segments");
        box.setAccessibleText(accessible);
        return box;
    }

    /// A quiet menu of two orders: the first while the property is false.
    static MenuButton choice(String accessible, BooleanProperty second, String first, String other) {
        var button = new MenuButton();
        button.getStyleClass().addAll("quiet", "compact", "order-menu");
        button.textProperty().bind(Bindings.when(second).then(other).otherwise(first));
        button.accessibleTextProperty().bind(Bindings.concat(accessible, ": ", button.textProperty()));
        var one = new MenuItem(first);
        one.setOnAction(e -> second.set(false));
        var two = new MenuItem(other);
        two.setOnAction(e -> second.set(true));
        button.getItems().setAll(one, two);
        return button;
    }

    public static void name(Node node, String words) {
        Tooltip.install(node, new Tooltip(words));
        node.setAccessibleText(words);
    }

    public static void show(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    public static void toggle(Node node, String style, boolean on) {
        node.getStyleClass().remove(style);
        if (on) {
            node.getStyleClass().add(style);
        }
    }
}
