package org.maskwright.ui.panel;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.maskwright.Words;

/// The right column: five tabs, one panel each. Arrows move between the tabs.
public final class Inspector extends VBox {
    /// The tabs from left to right.
    public enum Tab {
        OBJECTS,
        MEASURES,
        DISPLAY,
        MODEL,
        HISTORY
    }

    private final Map<Tab, ToggleButton> heads = new EnumMap<>(Tab.class);
    private final HBox tabs = new HBox();

    public Inspector(
            ObjectsPanel objects,
            MeasuresPanel measures,
            DisplayPanel display,
            ModelPanel model,
            HistoryPanel history) {
        getStyleClass().addAll("panel", "inspector");
        tabs.getStyleClass().add("tabs");
        tabs.setAccessibleRole(AccessibleRole.TAB_PANE);
        var body = new StackPane();
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        var group = new ToggleGroup();
        Map<Tab, Node> panels = Map.of(
                Tab.OBJECTS,
                objects,
                Tab.MEASURES,
                measures,
                Tab.DISPLAY,
                display,
                Tab.MODEL,
                model,
                Tab.HISTORY,
                history);
        for (Tab tab : Tab.values()) {
            Node panel = panels.get(tab);
            var head = new ToggleButton(Words.of("ui.tab." + tab.name().toLowerCase(Locale.ROOT)));
            head.setTooltip(new Tooltip(head.getText())); // in a narrow window the heads may be cut
            head.setId("tab-" + tab.name().toLowerCase(Locale.ROOT));
            head.setAccessibleRole(AccessibleRole.TAB_ITEM);
            head.setToggleGroup(group);
            head.setOnAction(e -> head.setSelected(true));
            if (panel != null) {
                panel.visibleProperty().bind(head.selectedProperty());
                panel.managedProperty().bind(head.selectedProperty());
                // Those that are not in view would be laid out at each change, in the time of a click.
                head.selectedProperty().addListener((o, was, is) -> {
                    if (is) {
                        body.getChildren().setAll(panel);
                    }
                });
            }
            heads.put(tab, head);
            tabs.getChildren().add(head);
        }
        tabs.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            int direction = switch (e.getCode()) {
                case LEFT -> -1;
                case RIGHT -> 1;
                default -> 0;
            };
            if (direction != 0) {
                Tab next = Tab.values()[Math.floorMod(selected().ordinal() + direction, Tab.values().length)];
                select(next);
                e.consume();
            }
        });
        getChildren().addAll(tabs, body);
        select(Tab.OBJECTS);
    }

    /// As wide as its heads, which large text makes longer.
    @Override
    protected double computeMinWidth(double height) {
        return snappedLeftInset() + tabs.prefWidth(-1) + snappedRightInset();
    }

    public void select(Tab tab) {
        ToggleButton head = heads.get(tab);
        if (head != null) {
            head.setSelected(true);
            if (heads.values().stream().anyMatch(ToggleButton::isFocused)) {
                head.requestFocus();
            }
        }
    }

    public Tab selected() {
        return heads.entrySet().stream()
                .filter(e -> e.getValue().isSelected())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Tab.OBJECTS);
    }
}
