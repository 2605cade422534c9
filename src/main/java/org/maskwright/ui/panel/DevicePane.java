package org.maskwright.ui.panel;

import java.time.Duration;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.sam.ModelInfo;
import org.maskwright.ui.model.CardLibraries;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;
import org.maskwright.worker.Card;
import org.maskwright.worker.DeviceReport;
import org.maskwright.worker.SelfTest;

/// On what the network runs, why not on something faster, and how long that takes; on demand all that was found, and a
/// test of it.
final class DevicePane extends VBox {
    private static final long MEGABYTE = 1_000_000;

    private final Workbench bench;
    private final Label device = Faces.text("", "semibold");
    private final Label reason = Faces.prose("", "muted");
    private final Label click = Faces.number("", "semibold-number");
    private final HBox clickTime = Faces.row(click, Faces.text(Words.of("ui.model.a-click"), "subtle"));
    private final Hyperlink more = new Hyperlink();
    private final VBox facts = new VBox(4);
    private final VBox details;
    private final Button test;
    private final Button fetch;
    private final Button remove;
    private final CardLibraries cards;
    private final Label libraries = Faces.prose("", "caption");
    private final Label tested = Faces.prose("", "muted");

    DevicePane(Workbench bench, Models models) {
        this.bench = bench;
        getStyleClass().addAll("section", "device-pane");
        more.setId("device-details");
        test = Faces.compact(Words.of("ui.device.test"), models::testDevice);
        test.setId("test-device");
        cards = models.cards();
        fetch = Faces.compact(Words.of("ui.device.fetch-cuda"), cards::fetch);
        fetch.setId("fetch-cuda");
        remove = Faces.compact(Words.of("ui.device.remove-cuda"), cards::remove);
        remove.setId("remove-cuda");
        details = new VBox(8, facts, test, tested, libraries, fetch, remove);
        Faces.show(details, false);
        more.setOnAction(e -> {
            Faces.show(details, !details.isVisible());
            show();
        });
        getChildren()
                .addAll(Faces.apart(Faces.row(Faces.icon(CarbonIcons.CHIP), device), clickTime), reason, more, details);
        Machine machine = bench.machine();
        InvalidationListener changed = o -> show();
        machine.state().addListener(changed);
        machine.device().addListener(changed);
        machine.model().addListener(changed);
        var unhurried = new Unhurried(this::show);
        machine.lastClick().addListener(o -> unhurried.soon());
        machine.lastEmbedding().addListener(changed);
        machine.tested().addListener(changed);
        machine.testing().addListener(changed);
        cards.here().addListener(changed);
        show();
    }

    private void show() {
        Machine machine = bench.machine();
        DeviceReport report = machine.device().get();
        var model = machine.model().get();
        boolean none = machine.state().get() == Machine.State.NO_MODEL;
        device.setText(report != null ? report.name() : Words.of(none ? "ui.model.none" : "ui.model.loading"));
        reason.setText(none ? Words.of("ui.model.none.what") : report == null ? "" : because(report));
        Faces.show(reason, !reason.getText().isEmpty());
        Faces.name(device, model == null ? device.getText() : Words.of("ui.model.name", model.name()));
        double ms = machine.lastClick().get();
        Faces.show(clickTime, !Double.isNaN(ms));
        click.setText(time(ms));
        more.setText(Words.of(details.isVisible() ? "ui.device.less" : "ui.device.more"));
        Faces.show(more, report != null);
        if (report != null) {
            showDetails(report);
        }
    }

    private static String because(DeviceReport report) {
        return Words.of(report.isGraphics() ? "ui.model.gpu-used" : "ui.model.gpu-not-used", report.reason());
    }

    private void showDetails(DeviceReport report) {
        Machine machine = bench.machine();
        String processor = report.processor().isEmpty()
                ? Words.of("ui.device.cores", report.cores())
                : Words.of("ui.device.processor", report.processor(), report.cores());
        ModelInfo model = machine.model().get();
        SelfTest last = machine.tested().get();
        double frame = machine.lastEmbedding().get();
        facts.getChildren()
                .setAll(
                        fact("ui.device.found", processor),
                        fact(
                                "ui.device.card",
                                report.card().map(DevicePane::card).orElse(Words.of("ui.device.no-card"))),
                        fact(
                                "ui.device.precision",
                                model == null
                                        ? Numbers.UNKNOWN
                                        : model.precision().inWords()),
                        fact(
                                "ui.device.frame",
                                time(Double.isNaN(frame) && last != null ? last.encodeMillis() : frame)),
                        fact("ui.device.memory", last == null ? Numbers.UNKNOWN : memory(last)));
        test.setDisable(machine.testing().get() || machine.model().get() == null);
        test.setText(Words.of(machine.testing().get() ? "ui.device.testing" : "ui.device.test"));
        boolean here = cards.here().get();
        boolean lacking = !here && report.kind() == DeviceReport.Kind.ENGINE_FOR_PROCESSOR;
        libraries.setText(
                here
                        ? Words.of("ui.device.libraries.here")
                        : Words.of("ui.device.libraries", cards.offer().orElse("")));
        Faces.show(libraries, here || lacking);
        Faces.show(fetch, lacking && cards.offer().isPresent());
        Faces.show(remove, here);
        tested.setText(last == null ? "" : said(last));
        Faces.toggle(tested, "err", last != null && !last.agrees());
        Faces.show(tested, last != null);
    }

    private static Node fact(String key, String value) {
        Label said = Faces.prose(value);
        said.setMinWidth(0);
        Label name = Faces.text(Words.of(key), "subtle");
        name.setMinWidth(76);
        HBox.setHgrow(said, Priority.ALWAYS);
        var row = new HBox(8, name, said);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static String card(Card card) {
        String driver = card.driver().isEmpty() ? Numbers.UNKNOWN : card.driver();
        return Words.of(
                "ui.device.card-is",
                card.name(),
                driver,
                card.megabytes() == 0 ? Numbers.UNKNOWN : Numbers.megabytes(card.megabytes() * MEGABYTE));
    }

    private static String memory(SelfTest last) {
        return Words.of(
                "ui.device.memory-is",
                last.residentMegabytes() == 0
                        ? Numbers.UNKNOWN
                        : Numbers.megabytes(last.residentMegabytes() * MEGABYTE),
                Numbers.megabytes(last.embeddingBytes()));
    }

    private static String said(SelfTest t) {
        String against = Words.of(
                t.against() == SelfTest.Against.PROCESSOR ? "ui.device.against.processor" : "ui.device.against.kept");
        return Words.of(
                t.agrees() ? "ui.device.agrees" : "ui.device.differs",
                time(t.encodeMillis()),
                time(t.clickMillis()),
                against,
                Numbers.decimal(t.iou(), 3));
    }

    private static String time(double ms) {
        return Double.isNaN(ms) ? Numbers.UNKNOWN : Numbers.time(Duration.ofNanos((long) (ms * 1e6)));
    }
}
