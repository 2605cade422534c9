package org.maskwright.ui.canvas;

import java.util.List;
import java.util.Objects;
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
    private @Nullable Class<? extends Content> arranged;
    private boolean compact;
    private Consumer<Choice> choices = c -> {};

    // Made once: new controls take longer to style than a whole canvas to paint.
    private final Region swatch = styled(new Region(), "swatch");
    private final Label name = styled(new Label(), "semibold");
    private final Label hint = styled(new Label(Words.of("ui.canvas.correct")), "muted");
    private final Label masksWord = styled(new Label(Words.of("ui.canvas.mask")), "muted");
    private final Label count = styled(new Label(), "number");
    private final HBox masksRow = styled(new HBox(8), "row");
    private final Region beforeMasks = separator();
    private final Button masks = choice(Choice.NEXT_MASK, "mask");
    private final Button takeBack = choice(Choice.TAKE_BACK, "takeback");
    private final Button cancel = choice(Choice.CANCEL, "cancel");
    private final Button accept = primary(Choice.ACCEPT, "accept");
    private final Button reject = choice(Choice.REJECT, "reject");
    private final Button skip = choice(Choice.SKIP, "skip");
    private final Button keep = primary(Choice.KEEP, "keep");

    public ObjectBar() {
        getStyleClass().addAll("object-bar", "on-picture");
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setVisible(false);
        masks.setText(null);
        masks.setGraphic(masksRow);
    }

    public void onChoice(Consumer<Choice> listener) {
        choices = listener;
    }

    /// Shows the bar with this, or hides it.
    public void show(@Nullable Content next) {
        if (Objects.equals(next, content)) {
            return;
        }
        content = next;
        setVisible(next != null);
        if (next != null) {
            arrange(next);
            fill(next);
        }
    }

    public @Nullable Content content() {
        return content;
    }

    /// Without words but the last one, for a narrow canvas.
    void setCompact(boolean narrow) {
        if (compact != narrow) {
            compact = narrow;
            arranged = null;
            if (content != null) {
                arrange(content);
            }
        }
    }

    private void arrange(Content c) {
        if (c.getClass() == arranged) {
            return;
        }
        arranged = c.getClass();
        for (Button b : List.of(takeBack, cancel, reject, skip)) {
            b.setText(compact ? null : b.getAccessibleText());
        }
        Label cap = cap("mask");
        masksRow.getChildren().setAll(compact ? List.of(count, cap) : List.of(masksWord, count, cap));
        getChildren()
                .setAll(
                        switch (c) {
                            case Content.InHand _ ->
                                List.of(swatch, name, beforeMasks, masks, takeBack, cancel, accept);
                            case Content.InReview _ ->
                                compact
                                        ? List.of(swatch, name, separator(), reject, skip, keep)
                                        : List.of(swatch, name, separator(), hint, separator(), reject, skip, keep);
                        });
    }

    private void fill(Content c) {
        swatch.setBackground(new Background(
                new BackgroundFill(Color.web(String.format("#%06X", c.rgb())), new CornerRadii(3), Insets.EMPTY)));
        name.setText(c.name());
        if (c instanceof Content.InHand hand) {
            for (Node part : List.of(beforeMasks, masks)) {
                part.setVisible(hand.masks() > 1);
                part.setManaged(hand.masks() > 1);
            }
            count.setText(Words.of("ui.canvas.maskof", hand.mask(), hand.masks()));
            takeBack.setDisable(!hand.mayTakeBack());
            accept.setDisable(!hand.mayAccept());
        }
    }

    private Button primary(Choice choice, String word) {
        Button b = choice(choice, word);
        b.getStyleClass().setAll("button", "primary", "compact");
        return b;
    }

    private Button choice(Choice choice, String word) {
        var b = new Button(Words.of("ui.canvas." + word), cap(word));
        b.getStyleClass().addAll("quiet", "compact");
        b.setContentDisplay(ContentDisplay.RIGHT);
        b.setAccessibleText(Words.of("ui.canvas." + word));
        b.setFocusTraversable(false);
        b.setOnAction(e -> choices.accept(choice));
        b.setId("objectbar-" + word);
        return b;
    }

    private static Label cap(String word) {
        return styled(new Label(Words.of("ui.canvas." + word + ".key")), "key-cap");
    }

    private static Region separator() {
        return styled(new Region(), "bar-separator");
    }

    private static <T extends Node> T styled(T node, String style) {
        node.getStyleClass().add(style);
        return node;
    }
}
