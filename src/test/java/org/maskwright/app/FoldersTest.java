package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Path OTHER = Path.of("other").toAbsolutePath();

    @Test
    void linuxFollowsTheBaseDirectories() {
        assertThat(Folders.of("linux", HOME, Map.of()).settings()).isEqualTo(HOME.resolve(".config/maskwright"));
        assertThat(Folders.of("linux", HOME, Map.of("XDG_STATE_HOME", OTHER.toString()))
                        .logs())
                .isEqualTo(OTHER.resolve("maskwright"));
        assertThat(Folders.of("linux", HOME, Map.of("XDG_CACHE_HOME", "not/absolute"))
                        .cache())
                .isEqualTo(HOME.resolve(".cache/maskwright"));
    }

    @Test
    void macosUsesLibrary() {
        assertThat(Folders.of("mac os x", HOME, Map.of()).cache()).isEqualTo(HOME.resolve("Library/Caches/Maskwright"));
    }

    @Test
    void windowsUsesApplicationData() {
        Folders folders = Folders.of("windows 11", HOME, Map.of("APPDATA", OTHER.toString()));
        assertThat(folders.settings()).isEqualTo(OTHER.resolve("Maskwright"));
        assertThat(folders.logs()).isEqualTo(HOME.resolve("AppData/Local/Maskwright/Logs"));
    }
}
