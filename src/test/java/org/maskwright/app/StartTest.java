package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    Path temp;

    private static Optional<Start> plain(String... words) {
        return Start.plain(words);
    }

    @Test
    void whatDesktopsSayNeedsNoParser() throws Exception {
        String file = Files.writeString(temp.resolve("a cell.maskwright"), "").toString();
        assertThat(plain()).contains(new Start(Optional.empty(), false, false));
        assertThat(plain("--sample", "--time-start")).contains(new Start(Optional.empty(), true, true));
        assertThat(plain(file)).contains(new Start(Optional.of(Path.of(file)), false, false));
    }

    @Test
    void allElseIsForTheParser() {
        String there = temp.toString();
        assertThat(plain("check", there)).isEmpty();
        assertThat(plain("check")).isEmpty();
        assertThat(plain("--help")).isEmpty();
        assertThat(plain(temp.resolve("gone").toString())).isEmpty();
        assertThat(plain(there, there)).isEmpty();
        assertThat(plain("a\0b")).isEmpty();
    }
}
