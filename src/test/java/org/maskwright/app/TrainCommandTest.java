package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.LabelTiff;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Simulator;
import org.maskwright.synth.SynthImage;
import picocli.CommandLine;

/// `import` of a folder with labels, then `train`, as a person types them.
class TrainCommandTest {
    private static final int SIDE = 256;

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... words) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    /// One frame of nuclei with its labels.
    private Path folder(int nuclei) throws IOException {
        var simulator = new Simulator();
        SynthImage image = simulator.render(simulator.scene(Kind.FLUO, SIDE, SIDE, nuclei, 5), 0);
        Path set = Files.createDirectories(temp.resolve("set/labels")).resolveSibling("images");
        Files.createDirectories(set);
        float[] grey = image.image().channel(0);
        int[] samples = new int[grey.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (int) grey[i];
        }
        LabelTiff.write(set.resolve("a.tif"), SIDE, SIDE, samples);
        LabelTiff.write(set.resolveSibling("labels").resolve("a.tif"), SIDE, SIDE, image.ids());
        return set;
    }

    @Test
    void aRoundOnAnImportedFolderEndsWithAVerdictInWords() throws IOException {
        assumeTrue(Beside.folder("models").isPresent(), "there is no bundled model");
        Path project = temp.resolve("project");
        assertThat(run("import", folder(30), project)).as(err.toString()).isZero();

        assertThat(run("train", project, "--seconds", 1)).as(err.toString()).isZero();

        Project after = ProjectStore.read(project);
        ModelRecord version = after.models().getFirst();
        boolean promoted = version.verdict() == Verdict.PROMOTED;
        assertThat(out.toString().lines().toList().getLast())
                .startsWith(promoted ? "promoted: IoU after one click" : "refused: IoU after one click");
        assertThat(after.model().isPresent()).isEqualTo(promoted);
    }

    @Test
    void withTooFewObjectsThereIsNoRoundAndOneLineSaysWhy() throws IOException {
        assumeTrue(Beside.folder("models").isPresent(), "there is no bundled model");
        Path project = temp.resolve("project");
        assertThat(run("import", folder(4), project)).isZero();
        assertThat(run("train", project)).isEqualTo(1);
        assertThat(err.toString().lines().toList().getLast()).contains("20");
    }
}
