package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maskwright.Problem;

class SelfCheckTest {
    private static final Optional<Path> SAMPLE = Optional.of(Path.of("assets/sample"));

    private final StringWriter out = new StringWriter();

    @Test
    void theProgramWithItsModelAndItsSampleIsWhole() {
        var check = new SelfCheck(
                new PrintWriter(out), () -> ModelFiles.ofThisMachine().find(Optional.empty()), SAMPLE);
        assertThat(check.run()).as(out.toString()).isTrue();
        assertThat(out.toString())
                .contains("Maskwright " + Main.VERSION, "model hash ", "journal: ", "Everything works.")
                .doesNotContain("BROKEN");
    }

    @Test
    void whatIsMissingIsSaidInWordsAndTheRestIsTriedStill() {
        var check = new SelfCheck(
                new PrintWriter(out),
                () -> {
                    throw new Problem("app.nomodel", "maskwright");
                },
                SAMPLE);
        assertThat(check.run()).isFalse();
        assertThat(out.toString())
                .contains("click: BROKEN: There is no model maskwright.", "journal: written and read")
                .contains("Something is broken");
    }

    @Test
    void aMissingSampleIsSaid() {
        var check = new SelfCheck(new PrintWriter(out), () -> Path.of("any"), Optional.empty());
        assertThat(check.run()).isFalse();
        assertThat(out.toString()).contains("BROKEN: The sample is missing");
    }
}
