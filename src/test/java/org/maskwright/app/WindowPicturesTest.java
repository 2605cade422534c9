package org.maskwright.app;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;
import org.maskwright.label.Instance;
import org.maskwright.label.Mask;
import org.maskwright.ui.Theme;
import org.maskwright.ui.model.Belongs;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.panel.Inspector;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.NamedModel;
import org.maskwright.weights.OddServer;
import org.maskwright.worker.Card;
import org.maskwright.worker.DeviceReport;
import org.maskwright.worker.FakeWorker;
import org.maskwright.worker.Session;
import org.maskwright.worker.Worker;
import org.testfx.api.FxToolkit;

/// Writes pictures of the window to target/screenshots, to be looked at beside the design and copied to
/// docs/screenshots. The labels are the exact truth of the sample; the object in hand is the network's,
/// where the bundled model is there.
class WindowPicturesTest {
    private static final Path OUT = Path.of("target/screenshots");
    private static final Path SAMPLE = Path.of("assets/sample").toAbsolutePath();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private static Worker worker(java.util.function.Consumer<org.maskwright.worker.Reply> replies) {
        try {
            ModelFiles.ofThisMachine().find(Optional.empty());
            return new Session(400_000_000, Optional.empty(), Platform::runLater, replies);
        } catch (Problem none) {
            return new FakeWorker(Platform::runLater, replies);
        }
    }

    private static Path model() {
        try {
            return ModelFiles.ofThisMachine().find(Optional.empty());
        } catch (Problem none) {
            return Path.of("any");
        }
    }

    private AppWindow window(double width, double height) {
        return AppWindow.show(
                AppWindow.stage(), home, Optional.empty(), WindowPicturesTest::worker, s -> model(), width, height);
    }

    @Test
    void pictures() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLE), "the sample is not here");
        FxToolkit.registerPrimaryStage();
        Path mine = Files.createSymbolicLink(home.resolve("Sample nuclei"), SAMPLE);
        try (var w = window(1280, 800)) {
            w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
            Instance one = AppWindow.on(() -> largest(w));
            w.does(() -> w.bench().selected().set(one.id())).does(w.bench().hand()::remove);
            w.until("removed", () -> w.bench().labels().get().find(one.id()).isEmpty());
            double[] at = middle(one.mask());
            w.does(() -> w.bench().hand().click(at[0], at[1], true, Belongs.NEW))
                    .answered()
                    .followed();
            w.picture(OUT.resolve("label-dark.png"));
            for (var tab : Inspector.Tab.values()) {
                w.does(() -> w.shell().inspector().select(tab))
                        .picture(OUT.resolve(tab.name().toLowerCase(Locale.ROOT) + "-dark.png"));
            }
            w.does(() -> w.shell().inspector().select(Inspector.Tab.OBJECTS));
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("label-light.png"));
            w.does(() -> w.shell().inspector().select(Inspector.Tab.MODEL)).picture(OUT.resolve("model-light.png"));
            w.does(() -> w.wiring().theme().set(Theme.DARK)).press(KeyCode.ESCAPE);
            w.press(KeyCode.F1).picture(OUT.resolve("shortcuts-dark.png")).press(KeyCode.ESCAPE);
            w.press(KeyCode.CONTROL, KeyCode.COMMA)
                    .picture(OUT.resolve("settings-dark.png"))
                    .press(KeyCode.ESCAPE);
        }
        try (var w = window(960, 640)) {
            w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
            w.picture(OUT.resolve("small-dark.png"));
            w.does(w.wiring()::closeProject).picture(OUT.resolve("start-small.png"));
        }
        try (var w = window(1024, 640)) {
            w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
            double[] at = middle(AppWindow.on(() -> largest(w)).mask());
            w.does(() -> w.bench().hand().click(at[0], at[1], true, Belongs.NEW))
                    .answered()
                    .followed();
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("narrow-light.png"));
            w.does(() -> w.shell().inspector().select(Inspector.Tab.DISPLAY))
                    .picture(OUT.resolve("narrow-display-light.png"));
            w.press(KeyCode.CONTROL, KeyCode.COMMA)
                    .picture(OUT.resolve("narrow-settings-light.png"))
                    .press(KeyCode.ESCAPE);
            w.does(() -> w.wiring().settings().set(large(w.wiring().settings().get())))
                    .picture(OUT.resolve("large-text-light.png"));
            w.does(() -> w.shell().inspector().select(Inspector.Tab.MODEL))
                    .picture(OUT.resolve("large-text-model-light.png"));
        }
        try (var w = window(1280, 800)) {
            w.until("loaded", () -> w.bench().machine().model().get() != null);
            w.picture(OUT.resolve("start-dark.png"));
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("start-light.png"));
        }
    }

    private static Settings large(Settings s) {
        return s.with(new Settings.Look(
                s.look().theme(), 16, s.look().leftWidth(), s.look().inspectorWidth()));
    }

    @Test
    void picturesOfProposals() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLE), "the sample is not here");
        FxToolkit.registerPrimaryStage();
        Path mine = Files.createSymbolicLink(home.resolve("cells"), SAMPLE.resolve("01"));
        try (var w = window(1280, 800)) {
            w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
            w.press(KeyCode.A)
                    .until("proposed", () -> w.bench().proposals().count().get() > 0, 120)
                    .picture(OUT.resolve("proposals-dark.png"));
            w.does(() -> w.bench().proposals().acceptAll())
                    .until(
                            "accepted",
                            () -> w.bench().labels().get().instances().stream().anyMatch(Instance::isAccepted));
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("proposals-light.png"));
        }
    }

    /// The search learns from frames without labels; without a complete frame it says what is missing.
    @Test
    void picturesOfBootstrap() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLE), "the sample is not here");
        FxToolkit.registerPrimaryStage();
        Path mine = Files.createSymbolicLink(home.resolve("cells"), SAMPLE.resolve("01"));
        try (var w = window(1280, 800)) {
            w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
            w.does(() -> w.shell().inspector().select(Inspector.Tab.MODEL));
            w.does(() -> w.bench().learning().bootstrap())
                    .until("refused", () -> !w.bench().learning().running().get())
                    .picture(OUT.resolve("bootstrap-refused-dark.png"));
            w.does(() -> {
                w.bench().notices().solved("round");
                w.bench().learning().begin();
                w.bench().learning().beginSearch(0.612);
                w.bench().learning().scored(new Learning.Point(1, 0.704));
                w.bench().learning().progressed(0.55);
            });
            w.picture(OUT.resolve("bootstrap-dark.png"));
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("bootstrap-light.png"));
            w.does(() -> w.bench().learning().end(null));
        }
    }

    /// A real round on the exact truth of the sample: the curve, the verdict and the version.
    @Test
    @Tag("slow")
    void picturesOfARound() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLE), "the sample is not here");
        FxToolkit.registerPrimaryStage();
        Path mine = Files.createSymbolicLink(home.resolve("Sample nuclei"), SAMPLE);
        try (var w = window(1280, 800)) {
            w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
            w.does(() -> w.shell().inspector().select(Inspector.Tab.MODEL));
            w.does(() -> w.bench().learning().fineTune())
                    .until("judged", () -> w.bench().learning().verdict().get() != null, 500)
                    .until("over", () -> !w.bench().learning().running().get());
            w.does(() -> w.bench().notices().clear()).picture(OUT.resolve("learnt-dark.png"));
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("learnt-light.png"));
        }
    }

    /// The models and the device, with a download under way and a card that is not used.
    @Test
    void models() throws Exception {
        assumeTrue(Files.isDirectory(SAMPLE), "the sample is not here");
        FxToolkit.registerPrimaryStage();
        Path mine = Files.createSymbolicLink(home.resolve("Sample nuclei"), SAMPLE);
        var held = new CountDownLatch(1);
        OddServer.Answer half = (asked, out) -> {
            OddServer.head(out, 200, "Content-Length: 40728226");
            out.write(new byte[24_000_000]);
            out.flush();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        var card = new DeviceReport(
                DeviceReport.Kind.ENGINE_FOR_PROCESSOR,
                8,
                "AMD Ryzen 7 7840U",
                Optional.of(new Card("NVIDIA GeForce RTX 4060", "535.104.05", 8188)));
        try (var server = new OddServer(half)) {
            NamedModel small = NamedModel.ALL.getFirst();
            var near = new NamedModel(
                    small.name(),
                    small.file(),
                    server.address(),
                    small.licence(),
                    small.sha256(),
                    small.bytes(),
                    small.words());
            var named = new ArrayList<>(NamedModel.ALL);
            named.set(0, near);
            var catalogue = new Catalogue(home.resolve("models"), Optional.of(Path.of("models")), named);
            Path weights = Path.of("models/maskwright-2.safetensors").toAbsolutePath();
            try (var w = AppWindow.show(
                    AppWindow.stage(),
                    home,
                    Optional.of(SAMPLE.resolve("01")),
                    replies -> new FakeWorker(Platform::runLater, replies).on(card),
                    s -> weights,
                    catalogue,
                    1280,
                    800)) {
                w.open(mine).ready().does(() -> w.bench().notices().solved("opened"));
                w.does(() -> w.shell().inspector().select(Inspector.Tab.MODEL));
                w.until("listed", () -> w.wiring().models().rows().size() == 5);
                w.picture(OUT.resolve("model-gpu-unused-dark.png"));
                w.press("device-details").press("test-device");
                w.until("tested", () -> w.bench().machine().tested().get() != null);
                w.picture(OUT.resolve("model-device-dark.png"));
                w.press("device-details").press("change-model");
                w.does(() -> w.wiring()
                        .models()
                        .fetch(w.wiring().models().rows().get(1).entry()));
                w.until(
                        "half there",
                        () -> w.wiring().models().rows().get(1).fetch() != null
                                && w.wiring()
                                                .models()
                                                .rows()
                                                .get(1)
                                                .fetch()
                                                .done()
                                                .get()
                                        > 0.5);
                w.picture(OUT.resolve("model-fetch-dark.png"));
                w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("model-fetch-light.png"));
                w.press("device-details").picture(OUT.resolve("model-device-light.png"));
                w.does(() -> requireNonNull(w.wiring().models().rows().get(1).fetch())
                        .cancel());
                held.countDown();
            }
        }
    }

    private static Instance largest(AppWindow w) {
        return w.bench().labels().get().instances().stream()
                .max((a, b) -> Integer.compare(a.mask().area(), b.mask().area()))
                .orElseThrow();
    }

    private static double[] middle(Mask mask) {
        var b = mask.bounds();
        return new double[] {(b.left() + b.right()) / 2.0, (b.top() + b.bottom()) / 2.0};
    }
}
