package org.maskwright.ui.panel;

import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.maskwright.Words;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Proposals;
import org.maskwright.ui.model.Workbench;

/// The proposals of the frame in view, all at once: how sure they must be to be accepted, how many that is now, and
/// the way to be rid of them. Only there while there are any.
final class ProposalsPane extends VBox {
    private final Proposals proposals;
    private final Button accept = new Button();
    private final Button reject = new Button();

    ProposalsPane(Workbench bench) {
        super(8);
        proposals = bench.proposals();
        getStyleClass().addAll("section", "proposals-pane");
        var slider = new SliderRow(
                "ui.objects.proposals.confidence",
                proposals.confidence(),
                Proposals.NORMAL,
                v -> v,
                v -> Math.round(v * 100) / 100.0,
                v -> Numbers.decimal(v, 2));
        accept.setId("accept-proposals");
        accept.getStyleClass().add("compact");
        accept.setOnAction(e -> proposals.acceptAll());
        reject.setId("reject-proposals");
        reject.getStyleClass().addAll("compact", "quiet");
        reject.setOnAction(e -> proposals.rejectAll());
        getChildren().addAll(slider, new HBox(8, accept, Faces.space(), reject));
        InvalidationListener changed = o -> refresh();
        proposals.count().addListener(changed);
        proposals.above().addListener(changed);
        refresh();
    }

    private void refresh() {
        int all = proposals.count().get();
        int above = proposals.above().get();
        Faces.show(this, all > 0);
        accept.setText(Words.of("ui.objects.proposals.accept", above, all));
        accept.setDisable(above == 0);
        reject.setText(Words.of("ui.objects.proposals.reject"));
    }
}
