package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FolderViewerTest {
    @Test
    void eachSystemHasItsOwnProgram() {
        assertThat(FolderViewer.of("Windows 11").command(Path.of("a")).getFirst())
                .isEqualTo("explorer.exe");
        assertThat(FolderViewer.of("Mac OS X").command(Path.of("a")).getFirst()).isEqualTo("open");
        assertThat(FolderViewer.of("Linux").command(Path.of("a")))
                .containsExactly("xdg-open", Path.of("a").toAbsolutePath().toString());
    }
}
