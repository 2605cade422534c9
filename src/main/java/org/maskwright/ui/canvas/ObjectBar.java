package org.maskwright.ui.canvas;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;

/// The bar that floats on the picture while an object is in the hand or in review: what it is, and what can
/// be done with it, each with its key. It shows at once what it is given and takes no focus, so that the
/// keys stay with the canvas.
public final class ObjectBar extends HBox {
    /// What the person chose.
    public enum Choice {
        NEXT_MASK,
        TAKE_BACK,
        CANCEL,
        ACCEPT,
        REJECT,
        SKIP,
        KEEP
    }

    /// What the bar is about.
    public sealed interface Content {
        int rgb();

        String name();

        /// An object in the hand.
        ///
        /// @param mask number of the candidate that is shown, from 1
        /// @param masks number of candidates; with one or none, nothing is said of them
        record InHand(int rgb, String name, int mask, int masks, boolean mayTakeBack, boolean mayAccept)
                implements Content {}

        /// An object in review.
        record InReview(int rgb, String name) implements Content {}
    }

    private @Nullable Content content;
    private boolean compact;
    private Consumer<Choice> choices = c -> {};

    public ObjectBar() {
        getStyleClass().addAll("object-bar", "on-picture");
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setVisible(false);
    }

    public void onChoice(Consumer<Choice> listener) {
        choices = listener;
    }

    /// Shows the bar with this, or hides it.
    public void show(@Nullable Content next) {
        if (next == null ? content != null : !next.equals(content)) {
            content = next;
            build();
        }
    }

    public @Nullable Content content() {
        return content;
    }

    /// Without words but the last one, for a narrow canvas.
    void setCompact(boolean narrow) {
        if (compact != narrow) {
            compact = narrow;
            build();
        }
    }

    private void build() {
        setVisible(content != null);
        switch (content) {
            case null -> getChildren().clear();
            case Content.InHand c -> {
                fill(c);
                if (c.masks() > 1) {
                    getChildren().addAll(separator(), masks(c));
                }
                getChildren()
                        .addAll(
                                choice(Choice.TAKE_BACK, "takeback", c.mayTakeBack()),
                                choice(Choice.CANCEL, "cancel", true),
                                primary(Choice.ACCEPT, "accept", c.mayAccept()));
            }
            case Content.InReview c -> {
                fill(c);
                var hint = new Label(Words.of("ui.canvas.correct"));
                hint.getStyleClass().add("muted");
                if (!compact) {
                    getChildren().addAll(separator(), hint);
                }
                getChildren()
                        .addAll(
                                separator(),
                                choice(Choice.REJECT, "reject", true),
                                choice(Choice.SKIP, "skip", true),
                                primary(Choice.KEEP, "keep", true));
            }
        }
    }

    private void fill(Content c) {
        var swatch = new Region();
        swatch.getStyleClass().add("swatch");
        swatch.setBackground(new Background(
                new BackgroundFill(Color.web(String.format("#%06X", c.rgb())), new CornerRadii(3), Insets.EMPTY)));
        var name = new Label(c.name());
        name.getStyleClass().add("semibold");
        getChildren().setAll(swatch, name);
    }

    private Button masks(Content.InHand c) {
        Button b = choice(Choice.NEXT_MASK, "mask", true);
        b.setText(null);
        var word = new Label(Words.of("ui.canvas.mask"));
        word.getStyleClass().add("muted");
        var count = new Label(Words.of("ui.canvas.maskof", c.mask(), c.masks()));
        count.getStyleClass().add("number");
        var cap = cap("mask");
        var row = new HBox(8);
        row.getStyleClass().add("row");
        row.getChildren().setAll(compact ? List.of(count, cap) : List.of(word, count, cap));
        b.setGraphic(row);
        return b;
    }

    private Button primary(Choice choice, String word, boolean enabled) {
        Button b = choice(choice, word, enabled);
        b.setText(Words.of("ui.canvas." + word));
        b.getStyleClass().setAll("button", "primary", "compact");
        return b;
    }

    private Button choice(Choice choice, String word, boolean enabled) {
        var b = new Button(compact ? null : Words.of("ui.canvas." + word), cap(word));
        b.getStyleClass().addAll("quiet", "compact");
        b.setContentDisplay(ContentDisplay.RIGHT);
        b.setAccessibleText(Words.of("ui.canvas." + word));
        b.setFocusTraversable(false);
        b.setDisable(!enabled);
        b.setOnAction(e -> choices.accept(choice));
        b.setId("objectbar-" + word);
        return b;
    }

    private static Node cap(String word) {
        var cap = new Label(Words.of("ui.canvas." + word + ".key"));
        cap.getStyleClass().add("key-cap");
        return cap;
    }

    private static Region separator() {
        var line = new Region();
        line.getStyleClass().add("bar-separator");
        return line;
    }
}
