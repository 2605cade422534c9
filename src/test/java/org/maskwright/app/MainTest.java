package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.maskwright.Problem;
import org.maskwright.Words;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine line = Main.commandLine().addSubcommand(new CouldNot());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)); // and of its subcommands
        return line.execute(words);
    }

    @Command(name = "could-not")
    private static final class CouldNot implements Runnable {
        @Override
        public void run() {
            throw new Problem("app.settings-unreadable", "settings.json", "two\nlines");
        }
    }

    @Test
    void versionAndHelpSucceedOnStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("maskwright ");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: maskwright");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrongWordsAreTwo() {
        assertThat(run("--no-such-word")).isEqualTo(2);
        assertThat(err.toString()).contains("--no-such-word").contains("--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aProblemIsOneLineAndOne() {
        assertThat(run("could-not")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("settings.json");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theStartPageNamesThisVersion() {
        assertThat(Words.of("ui.start.version")).isEqualTo("Maskwright " + Main.VERSION);
    }
}
