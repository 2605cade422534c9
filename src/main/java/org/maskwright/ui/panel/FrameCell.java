package org.maskwright.ui.panel;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import javafx.beans.InvalidationListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.ui.model.DoubtWords;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.Thumbnail;
import org.maskwright.ui.model.Workbench;

/// One frame of the strip. Asks for its thumbnail when it comes into view.
final class FrameCell extends ListCell<FrameItem> {
    private final Workbench bench;
    private final BooleanSupplier rail;
    private final BooleanSupplier why;
    private final ImageView picture = new ImageView();
    private final Rectangle clip = new Rectangle();
    private final StackPane frame = new StackPane(picture);
    private final Label number = Faces.number("");
    private final Label objects = Faces.text("", "caption");
    private final FontIcon state = new FontIcon(CarbonIcons.RADIO_BUTTON);
    private final Unhurried following = new Unhurried(this::refresh);
    private final InvalidationListener changed = o -> following.soon();
    private @Nullable FrameItem shown;
    private @Nullable Thumbnail pictured;
    private @Nullable Boolean laidOutAsRail;

    /// @param why whether what labelling would bring is said in the place of the number of objects
    FrameCell(Workbench bench, BooleanSupplier rail, BooleanSupplier why) {
        this.why = why;
        this.bench = bench;
        this.rail = rail;
        frame.getStyleClass().add("thumbnail");
        picture.setSmooth(true);
        clip.setArcWidth(6);
        clip.setArcHeight(6);
        picture.setClip(clip);
        number.getStyleClass().add("frame-number");
        setPrefWidth(0); // the row is as wide as the strip, never wider
    }

    @Override
    protected void updateItem(@Nullable FrameItem item, boolean empty) {
        super.updateItem(item, empty);
        if (shown != null && shown != item) {
            shown.state().removeListener(changed);
            shown.objects().removeListener(changed);
            shown.thumbnail().removeListener(changed);
        }
        if (item == null || empty) {
            shown = null;
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        if (shown != item) {
            shown = item;
            item.state().addListener(changed);
            item.objects().addListener(changed);
            item.thumbnail().addListener(changed);
            bench.wantThumbnail(item);
        }
        lay();
        refresh();
    }

    private void lay() {
        boolean narrow = rail.getAsBoolean();
        if (laidOutAsRail != null && laidOutAsRail == narrow) {
            setGraphic(getGraphic() == null ? build(narrow) : getGraphic());
            return;
        }
        laidOutAsRail = narrow;
        setGraphic(build(narrow));
    }

    private HBox build(boolean narrow) {
        double width = narrow ? 60 : 72;
        double height = narrow ? 45 : 54;
        frame.setMinSize(width, height);
        frame.setMaxSize(width, height);
        picture.setFitWidth(width);
        picture.setFitHeight(height);
        clip.setWidth(width);
        clip.setHeight(height);
        HBox box;
        if (narrow) {
            HBox.setMargin(state, null);
            var line = new HBox(6, number, state);
            line.setAlignment(Pos.CENTER);
            var column = new VBox(2, frame, line);
            column.setAlignment(Pos.TOP_CENTER);
            box = new HBox(column);
            box.setAlignment(Pos.TOP_CENTER);
        } else {
            var words = new VBox(2, number, objects);
            words.setAlignment(Pos.CENTER_LEFT);
            box = new HBox(frame, words, state);
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox.setMargin(words, new Insets(0, 0, 0, 10));
            box.setAlignment(Pos.CENTER_LEFT);
            HBox.setMargin(state, new Insets(0, 4, 16, 0));
        }
        box.getStyleClass().add("frame-row");
        return box;
    }

    private void refresh() {
        FrameItem item = shown;
        if (item == null) {
            return;
        }
        number.setText(String.valueOf(item.entry().number()));
        var to = item.state().get();
        int count = item.objects().get();
        String words = to == FrameItem.State.UNTOUCHED && count == 0
                ? Words.of("ui.frames.untouched")
                : count == 1 ? Words.of("ui.frames.object") : Words.of("ui.frames.objects", count);
        var gain = item.gain().get();
        objects.setText(why.getAsBoolean() && gain != null ? DoubtWords.of(gain) : words);
        state.setIconCode(
                switch (to) {
                    case UNTOUCHED -> CarbonIcons.RADIO_BUTTON;
                    case IN_WORK -> CarbonIcons.INCOMPLETE;
                    case COMPLETE -> CarbonIcons.CHECKMARK_OUTLINE;
                });
        state.getStyleClass().removeAll("icon-ok", "icon-accent");
        switch (to) {
            case COMPLETE -> state.getStyleClass().add("icon-ok");
            case IN_WORK -> state.getStyleClass().add("icon-accent");
            case UNTOUCHED -> {}
        }
        Thumbnail made = item.thumbnail().get();
        if (!Objects.equals(made, pictured)) {
            pictured = made;
            picture.setImage(image(made));
        }
        setAccessibleText(Words.of(
                "ui.frames.spoken",
                item.entry().number(),
                words,
                Words.of("ui.frames.state." + to.name().toLowerCase(java.util.Locale.ROOT))));
    }

    static @Nullable WritableImage image(@Nullable Thumbnail made) {
        if (made == null) {
            return null;
        }
        var image = new WritableImage(made.width(), made.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        made.width(),
                        made.height(),
                        PixelFormat.getIntArgbInstance(),
                        made.argb(),
                        0,
                        made.width());
        return image;
    }
}
