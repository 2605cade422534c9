package org.maskwright.ui.panel;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.ui.model.DoubtWords;
import org.maskwright.ui.model.Doubtful;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// One object of the queue: its picture, name, reason, frame and predicted IoU. On a rail the picture and the IoU
/// alone.
final class ReviewCell extends ListCell<Doubtful> {
    private static final double PICTURE = 54;

    private final Workbench bench;
    private final ImageView picture = new ImageView();
    private final StackPane frame = new StackPane(picture);
    private final Label name = Faces.text("", "semibold");
    private final Label iou = Faces.number("", "warn-text");
    private final Label reason = Faces.text("");
    private final Label where = Faces.text("", "caption");
    private final VBox words = new VBox(2, Faces.apart(name, iou), reason, where);
    private final HBox row = new HBox(12, frame, words);
    private @Nullable Doubtful shown;

    ReviewCell(Workbench bench) {
        this.bench = bench;
        frame.getStyleClass().add("thumbnail");
        frame.setMinSize(PICTURE, PICTURE);
        frame.setMaxSize(PICTURE, PICTURE);
        picture.setFitWidth(PICTURE);
        picture.setFitHeight(PICTURE);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("frame-row");
        row.setPadding(new Insets(0, 12, 0, 0));
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Doubtful item, boolean empty) {
        super.updateItem(item, empty);
        if (item == null || empty) {
            shown = null;
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        boolean other = shown == null
                || !shown.plane().equals(item.plane())
                || !shown.instance().equals(item.instance());
        shown = item;
        Faces.show(words, !bench.folds().get().rail());
        setGraphic(row);
        int number = frameNumber(item);
        name.setText(Words.of("ui.canvas.object", item.instance().id().value()));
        iou.setText(Numbers.decimal(item.instance().provenance().predictedIou(), 2));
        reason.setText(DoubtWords.brief(item));
        where.setText(Words.of("ui.review.frame", number));
        setAccessibleText(Words.of(
                "ui.review.spoken",
                item.instance().id().value(),
                number,
                Numbers.percent(item.doubt().value()),
                reason.getText()));
        if (other) {
            picture.setImage(null);
            bench.review().wantCrop(item, made -> {
                if (item.equals(shown)) {
                    picture.setImage(FrameCell.image(made));
                }
            });
        }
    }

    private int frameNumber(Doubtful item) {
        int index = item.plane().frame();
        return index < bench.frames().size() ? bench.frames().get(index).entry().number() : index;
    }
}
