package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Font;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Words;
import org.maskwright.image.LabelTiff;
import org.maskwright.ui.Theme;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.panel.Inspector;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.FakeWorker;
import org.testfx.api.FxToolkit;

/// The whole window with a worker that answers with discs.
class WindowTest {
    private static final int SIDE = 256;
    private static final int TIMES = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    /// A sequence of three frames with a bright square that moves.
    @BeforeEach
    void images() throws IOException {
        Path folder = Files.createDirectories(home.resolve("cells"));
        for (int t = 0; t < 3; t++) {
            int[] grey = new int[SIDE * SIDE];
            for (int i = 0; i < grey.length; i++) {
                int x = i % SIDE;
                int y = i / SIDE;
                grey[i] = x > 40 + 9 * t && x < 90 + 9 * t && y > 50 && y < 120 ? 900 : 100 + (x * 7 + y * 13) % 40;
            }
            LabelTiff.write(folder.resolve("t00" + t + ".tif"), SIDE, SIDE, grey);
        }
    }

    private AppWindow window() {
        return AppWindow.show(
                AppWindow.stage(),
                home,
                Optional.of(home.resolve("cells")),
                replies -> new FakeWorker(Platform::runLater, replies),
                s -> Path.of("any"),
                960,
                700);
    }

    @Test
    void aProjectIsOpenedByItsFileAndTheSettingsKeepTheDevice() {
        Path file = home.resolve("cells.maskwright/cells.maskwright");
        try (var w = window()) {
            w.open(home.resolve("cells")).does(w.wiring()::closeProject);
            w.until("closed", () -> w.bench().project().get() == null);
            assertThat(file).exists();
            w.does(() -> w.wiring().dropped(List.of(file)))
                    .until("open", () -> w.bench().picture().get() != null);
            assertThat(AppWindow.on(() -> w.bench().store().orElseThrow().folder()))
                    .isEqualTo(file.getParent());
            w.press(KeyCode.CONTROL, KeyCode.COMMA).press("device-PROCESSOR");
            assertThat(AppWindow.on(() -> w.wiring().settings().get().machine().device()))
                    .isEqualTo(Settings.Device.PROCESSOR);
        }
    }

    @Test
    void theKeysDoWhatTheSheetSays() {
        try (var w = window()) {
            w.open(home.resolve("cells")).ready();
            w.click(60, 80).answered().press(KeyCode.ENTER).accepted(1);
            w.click(200, 200).answered().press(KeyCode.TAB).press(KeyCode.ESCAPE);
            assertThat(AppWindow.on(() -> w.bench().active().get() == null)).isTrue();
            w.press(KeyCode.C)
                    .until(
                            "complete",
                            () -> w.bench().frames().getFirst().state().get() == FrameItem.State.COMPLETE);
            w.press(KeyCode.PERIOD)
                    .until("at the next frame", () -> w.bench().plane().get().frame() == 1);
            w.press(KeyCode.COMMA).until("back", () -> w.bench().plane().get().frame() == 0);
            w.press(KeyCode.C)
                    .until(
                            "not complete",
                            () -> w.bench().frames().getFirst().state().get() == FrameItem.State.IN_WORK);
            w.click(60, 80).until("chosen", () -> w.bench().selected().get() != null);
            w.press(KeyCode.DELETE).accepted(0);
            w.press(KeyCode.F1).until("the sheet is open", () -> shown(w, ".dialog-sheet"));
            w.press(KeyCode.ESCAPE).until("the sheet is closed", () -> !shown(w, ".dialog-sheet"));
        }
    }

    @Test
    void escapeDropsTheGestureBeforeTheObject() {
        try (var w = window()) {
            w.open(home.resolve("cells")).ready().click(60, 80).answered();
            w.dragHalf(150, 150, 190, 190, KeyCode.ESCAPE);
            assertThat(AppWindow.on(() -> w.bench().active().get())).isNotNull();
            w.answered();
            assertThat(AppWindow.on(() -> w.bench().active().get().prompts())).hasSize(1);
            w.press(KeyCode.ESCAPE);
            assertThat(AppWindow.on(() -> w.bench().active().get() == null)).isTrue();
        }
    }

    @Test
    void aProjectThatCannotBeMadeBesideItsImagesGoesToTheDocuments() throws IOException {
        Files.writeString(home.resolve("cells.maskwright"), "in the way");
        try (var w = window()) {
            w.open(home.resolve("cells"));
            assertThat(AppWindow.on(() -> w.bench().store().orElseThrow().folder()))
                    .isEqualTo(home.resolve("Documents/cells.maskwright"));
            assertThat(AppWindow.on(() -> w.bench().notices().all().toString())).contains("Documents");
        }
    }

    @Test
    void aDroppedWeightFileIsUsedAndTheLabelsStay() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("image_encoder.stem.0.conv.weight", Tensor.of(new float[1], 1));
        tensors.put("mask_decoder.mask_tokens.weight", Tensor.of(new float[4 * 128], 4, 128));
        Path weights = home.resolve("mine.safetensors");
        new Safetensors(tensors, Map.of()).write(weights);
        try (var w = window()) {
            w.open(home.resolve("cells")).ready();
            w.click(60, 80).answered().press(KeyCode.ENTER).accepted(1);
            w.does(() -> w.wiring().dropped(List.of(weights)))
                    .until(
                            "in use",
                            () -> String.valueOf(w.bench().machine().weights().get())
                                    .endsWith("mine.safetensors"))
                    .ready();
            assertThat(home.resolve("models/mine.safetensors")).exists();
            w.click(200, 200).answered().press(KeyCode.ENTER).accepted(2);
        }
    }

    @Test
    void droppedLabelsBecomeObjectsInOneStep() throws IOException {
        int[] ids = new int[SIDE * SIDE];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % SIDE > 100 && i / SIDE > 100 ? 1 + i % SIDE / 64 : 0;
        }
        Path labels = home.resolve("man_seg001.tif");
        LabelTiff.write(labels, SIDE, SIDE, ids);
        try (var w = window()) {
            w.open(home.resolve("cells")).ready();
            w.does(() -> w.wiring().dropped(List.of(labels)))
                    .until("imported", () -> w.bench().frames().get(1).objects().get() == 3);
            assertThat(AppWindow.on(() -> w.bench().notices().all().toString())).contains("3 objects imported");
            w.does(w.bench()::undo)
                    .until("undone", () -> w.bench().frames().get(1).objects().get() == 0);
            w.does(() -> w.wiring().dropped(List.of(home.resolve("cells/t002.tif"))))
                    .until("open", () -> w.bench().picture().get() != null)
                    .until(
                            "still without objects",
                            () -> w.bench().frames().get(1).objects().get() == 0);
        }
    }

    @Test
    void settingsHoldAtOnce() {
        try (var w = window()) {
            w.open(home.resolve("cells")).ready();
            w.press(KeyCode.CONTROL, KeyCode.COMMA).until("open", () -> shown(w, ".settings-sheet"));
            w.press("settings-hover").press("theme-LIGHT");
            assertThat(AppWindow.on(() -> w.bench().hoverPreview().get())).isFalse();
            assertThat(AppWindow.on(() -> w.wiring().theme().get())).isEqualTo(Theme.LIGHT);
            assertThat(AppWindow.on(() -> w.wiring().settings().get().work().hoverPreview()))
                    .isFalse();
            w.does(() -> w.bench().autoAccept().set(false));
            assertThat(AppWindow.on(() -> w.wiring().settings().get().work()))
                    .isEqualTo(new Settings.Work(null, 20, false, false, false));
        }
    }

    @Test
    void allFacesAreThere() {
        assertThat(AppWindow.on(() -> {
                    Theme.loadFonts();
                    return Font.getFamilies();
                }))
                .contains("Inter", "Inter SemiBold", "JetBrains Mono");
    }

    private static boolean shown(AppWindow w, String selector) {
        Node node = w.shell().lookup(selector);
        return node != null && node.isVisible() && node.getScene() != null;
    }

    @Test
    void theSampleIsCopiedBeforeItIsOpened() {
        try (var w = window()) {
            w.openSample();
            Path folder = AppWindow.on(() -> w.bench().store().orElseThrow().folder());
            assertThat(folder).startsWith(home.resolve("Documents"));
            assertThat(folder.resolveSibling(Words.of("app.sample")).resolve("t002.tif"))
                    .exists();
        }
    }

    @Test
    void noHandlerHoldsTheWindow() {
        try (var w = window();
                var watchdog = new FxWatchdog(100)) {
            w.open(home.resolve("cells")).ready();
            session(w, 160, 0);
            watchdog.holds(); // the first time, classes are loaded and compiled
            session(w, 210, 4);
            assertThat(watchdog.holds()).isEmpty();
        }
    }

    private static void session(AppWindow w, double y, int accepted) {
        for (int i = 0; i < 4; i++) {
            w.hover(30 + 60 * i, y).click(30 + 60 * i, y).answered();
            w.press(KeyCode.ENTER).accepted(accepted + i + 1);
            w.does(() -> w.bench().goTo(1))
                    .ready()
                    .does(() -> w.bench().goTo(0))
                    .ready();
        }
        for (var tab : Inspector.Tab.values()) {
            w.does(() -> w.shell().inspector().select(tab));
        }
        for (int i = 0; i < 4; i++) {
            w.does(w.bench()::undo).accepted(accepted + 3 - i);
        }
        for (int i = 0; i < 4; i++) {
            w.does(w.bench()::redo).accepted(accepted + 1 + i);
        }
        w.does(() -> w.bench().hand().cancel());
    }

    @Test
    void aClosedWindowLeavesNothingBehind() {
        List<WeakReference<Wiring>> windows = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            try (var w = window()) {
                w.open(home.resolve("cells"));
                w.does(() -> w.wiring().theme().set(Theme.LIGHT));
                windows.add(new WeakReference<>(w.wiring()));
            }
        }
        // The toolkit may hold on to the window that had the focus last.
        assertThat(collected(windows)).isGreaterThanOrEqualTo(TIMES - 2);
    }

    private static long collected(List<WeakReference<Wiring>> windows) {
        long gone = 0;
        for (int i = 0; i < 20 && gone < windows.size(); i++) {
            System.gc();
            AppWindow.on(() -> true);
            gone = windows.stream().filter(r -> r.refersTo(null)).count();
        }
        return gone;
    }
}
