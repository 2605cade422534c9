package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private Path logs = Path.of("");

    @BeforeEach
    void folders() {
        logs = home.resolve("logs");
    }

    @Test
    void theReportOfAWindowThatDiedIsTakenToTheLogsOnce() throws IOException {
        var _ = CrashReports.begin(logs, 4711, home);
        Files.writeString(home.resolve("hs_err_pid4711.log"), "SIGSEGV in libtorch_cpu.so");
        assertThat(CrashReports.collect(logs, home.resolve("tmp"), process -> false))
                .containsExactly(logs.resolve("crash-4711.log"));
        assertThat(logs.resolve("crash-4711.log")).hasContent("SIGSEGV in libtorch_cpu.so");
        assertThat(home.resolve("hs_err_pid4711.log")).doesNotExist();
        assertThat(CrashReports.collect(logs, home.resolve("tmp"), process -> false))
                .isEmpty();
    }

    @Test
    void aReportInTheFolderForTemporaryFilesIsFoundToo() throws IOException {
        var _ = CrashReports.begin(logs, 12, Path.of("/nowhere"));
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        Files.writeString(temporary.resolve("hs_err_pid12.log"), "report");
        assertThat(CrashReports.collect(logs, temporary, process -> false)).hasSize(1);
    }

    @Test
    void anOpenWindowAndOneThatWasClosedAreLeftAlone() throws IOException {
        CrashReports.begin(logs, 1, home).close();
        var _ = CrashReports.begin(logs, 2, home);
        Files.writeString(home.resolve("hs_err_pid1.log"), "of something else");
        assertThat(CrashReports.collect(logs, home, process -> process == 2)).isEmpty();
        assertThat(home.resolve("hs_err_pid1.log")).exists();
        assertThat(logs.resolve("open-2")).exists();
    }

    @Test
    void aKilledWindowLeavesNothingToShow() {
        var _ = CrashReports.begin(logs, 3, home);
        assertThat(CrashReports.collect(logs, home, process -> false)).isEmpty();
        assertThat(logs.resolve("open-3")).doesNotExist();
    }

    @Test
    void theFiveNewestReportsAreKept() throws IOException {
        Files.createDirectories(logs);
        for (int i = 0; i < 8; i++) {
            Path report = Files.writeString(logs.resolve("crash-" + i + ".log"), "");
            assertThat(report.toFile().setLastModified(1_000_000L * (i + 1))).isTrue();
        }
        CrashReports.collect(logs, home, process -> false);
        assertThat(logs).isDirectoryContaining("glob:**crash-7.log").isDirectoryNotContaining("glob:**crash-2.log");
    }

    @Test
    void diagnosticsNameVersionsAndEndWithTheLog() throws IOException {
        Files.createDirectories(logs);
        Files.writeString(logs.resolve("maskwright.2026-01-01.log"), "yesterday\n");
        Files.writeString(logs.resolve("maskwright.2026-01-02.log"), "begun\nended badly\n");
        assertThat(Diagnostics.text(logs, Optional.empty(), Optional.empty()))
                .startsWith("Maskwright " + Main.VERSION)
                .endsWith("begun\nended badly\n")
                .doesNotContain("yesterday");
    }
}
