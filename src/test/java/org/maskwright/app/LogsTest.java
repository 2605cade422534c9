package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.Precision;
import org.maskwright.worker.DeviceReport;

class LogsTest {
    @TempDir
    Path temp;

    private static String file(int daysAgo) {
        return "maskwright." + LocalDate.now(ZoneId.systemDefault()).minusDays(daysAgo) + ".log";
    }

    @Test
    void aDayHasAFileAndOldOnesGoWhenTheProgramStarts() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("Änne Müller (細胞)"));
        for (int days : List.of(20, 3)) {
            Files.writeString(folder.resolve(file(days)), "an old line");
        }
        Files.writeString(folder.resolve("crash-1.log"), "a report");
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logs.begin(context, folder.toString());
        context.getLogger("a.room").info("a line – 細胞");
        context.getLogger("a.room").debug("not this one");
        context.stop(); // waits for the cleaning
        assertThat(folder.resolve(file(0)))
                .content()
                .contains("INFO", "a.room - a line – 細胞")
                .doesNotContain("not this one");
        assertThat(folder.resolve(file(20))).doesNotExist();
        assertThat(folder.resolve(file(3))).exists();
        assertThat(folder.resolve("crash-1.log")).exists();
    }

    @Test
    void logbackFindsItAndWithoutAFolderItSaysNothing() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(Logs.class);
        assertThat(System.getProperty(Logs.FOLDER)).isNull();
        assertThat(new Logs().configure(new LoggerContext()))
                .isEqualTo(Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }

    @Test
    void diagnosticsSayVersionsDeviceModelAndTheEndOfTheNewestLog() throws IOException {
        Files.writeString(temp.resolve(file(1)), "yesterday\n");
        Files.writeString(temp.resolve(file(0)), "x\n".repeat(500) + "the last line\n");
        Files.writeString(temp.resolve("crash-1.log"), "a report\n");
        String text = Diagnostics.text(
                temp,
                Optional.of(new DeviceReport(DeviceReport.Kind.PROCESSOR_CHOSEN, 2)),
                Optional.of(new ModelInfo("a-model", "hash-of-it", "e", "d", 1, "compact", Precision.SINGLE)));
        assertThat(text)
                .contains(Main.VERSION, Runtime.version().toString(), "the settings say so", "a-model hash-of-it")
                .endsWith("the last line\n")
                .doesNotContain("yesterday", "a report");
        assertThat(text.lines()).hasSizeLessThan(220);
        assertThat(Diagnostics.text(temp.resolve("none"), Optional.empty(), Optional.empty()))
                .contains("none");
    }
}
