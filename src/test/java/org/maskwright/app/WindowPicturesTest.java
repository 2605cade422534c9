package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.ui.Theme;
import org.maskwright.ui.panel.Inspector;
import org.maskwright.worker.FakeWorker;
import org.testfx.api.FxToolkit;

/// Writes pictures of the window to target/screenshots, to be looked at beside the design.
class WindowPicturesTest {
    private static final Path OUT = Path.of("target/screenshots");
    private static final Path SEQUENCE = Path.of("../shared/data/ctc2013_n2dh_gowt1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @Test
    void pictures() throws Exception {
        assumeTrue(Files.isDirectory(SEQUENCE), SEQUENCE + " is not here");
        FxToolkit.registerPrimaryStage();
        try (var w = AppWindow.show(
                AppWindow.stage(),
                home,
                Optional.empty(),
                replies -> new FakeWorker(Platform::runLater, replies),
                s -> Path.of("any"),
                960,
                700)) {
            w.picture(OUT.resolve("start-dark.png"));
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("start-light.png"));
            w.does(() -> w.wiring().theme().set(Theme.DARK));
            Path mine = Files.createSymbolicLink(home.resolve("gowt1"), SEQUENCE.toAbsolutePath().normalize());
            w.open(mine).ready().picture(OUT.resolve("label-dark.png"));
            w.click(300, 300).answered().picture(OUT.resolve("label-dark.png"));
            for (var tab : Inspector.Tab.values()) {
                w.does(() -> w.shell().inspector().select(tab)).picture(OUT.resolve(tab.name().toLowerCase(java.util.Locale.ROOT) + "-dark.png"));
            }
            w.does(() -> w.wiring().theme().set(Theme.LIGHT)).picture(OUT.resolve("label-light.png"));
        }
        assertThat(OUT.resolve("label-light.png")).isNotEmptyFile();
    }
}
