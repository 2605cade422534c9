package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.formats.CtcFolder;
import org.maskwright.image.Images;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import picocli.CommandLine;

/// `import`, `label` and `check` as a person types them.
class ProjectCommandsTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path project;
    private CtcFolder set;

    private int run(Object... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private Path labels(String name, int[]... rectangles) throws IOException {
        set.labels(name, rectangles);
        return set.root().resolve(name);
    }

    private Labels labelled(int frame) {
        return ProjectStore.read(project).labels(Plane.of(frame));
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = temp.resolve("project");
        set = new CtcFolder(temp.resolve("set"))
                .raw("01", 3, 2)
                .labels("01_GT/SEG/man_seg003.tif", new int[] {6, 2, 2, 6, 6});
        assertThat(run("import", set.root(), project)).isZero();
    }

    @Test
    void importSaysWhatCame() {
        assertThat(out.toString()).isEqualTo("Imported. Frames: 2, complete: 1. Instances: 1 accepted, 0 proposed.\n");
        assertThat(run("import", set.root(), project))
                .as("the folder is not empty")
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(run("import", set.root())).isEqualTo(2);
    }

    @Test
    void eachInstanceIsAcceptedUnderItsIdInACommitOfItsOwn() throws IOException {
        Path file = labels("a.tif", new int[] {9, 1, 1, 4, 4}, new int[] {300, 10, 10, 5, 5});
        assertThat(run("label", project, "--frame", 4, file)).isZero();
        assertThat(out.toString()).isEqualTo("accepted frame=4 id=9 seq=2\naccepted frame=4 id=300 seq=3\n");
        assertThat(labelled(1).instances()).extracting(i -> i.id().value()).containsExactly(9, 300);
        assertThat(labelled(1).instances()).extracting(i -> i.track()).doesNotHaveDuplicates();
    }

    @Test
    void anIdThatIsThereIsReplaced() throws IOException {
        Path file = labels("a.tif", new int[] {6, 20, 20, 3, 3});
        var before = labelled(0).find(new InstanceId(6)).orElseThrow();
        assertThat(run("label", project, "--frame", 3, file)).isZero();
        var after = labelled(0).find(new InstanceId(6)).orElseThrow();
        assertThat(labelled(0).size()).isEqualTo(1);
        assertThat(after.mask().area()).isEqualTo(9);
        assertThat(after.track()).isEqualTo(before.track());
        try (var store = ProjectStore.open(project, org.maskwright.project.Surroundings.of("test", _ -> {}))) {
            store.undo().join();
        }
        assertThat(labelled(0).find(new InstanceId(6))).contains(before);
    }

    @Test
    void whatDoesNotFitIsOneLineAndChangesNothing() throws IOException {
        Path file = labels("a.tif", new int[] {6, 20, 20, 3, 3});
        assertThat(run("label", project, "--frame", 0, file)).isEqualTo(1);
        assertThat(err.toString()).contains("no frame 0");
        Path small = temp.resolve("small.tif");
        LabelTiff.write(small, 3, 3, new int[9]);
        assertThat(run("label", project, "--frame", 3, small)).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("3 x 3");
        assertThat(run("label", temp, "--frame", 3, file)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(labelled(0).size()).isEqualTo(1);
    }

    @Test
    void whatIsExportedComesBackTheSame() throws IOException {
        set.labels("01_GT/SEG/man_seg004.tif", new int[] {2, 3, 3, 7, 5}, new int[] {65_535, 0, 0, 1, 1})
                .text("03/readme.txt", "not a sequence");
        Path first = temp.resolve("first");
        assertThat(run("import", set.root(), first)).isZero();
        Path exported = temp.resolve("exported");
        assertThat(run("export", first, "--format", "ctc", "--out", exported)).isZero();
        assertThat(exported.resolve("01_GT/SEG")).isDirectoryContaining("glob:**man_seg003.tif");
        assertThat(run("check", exported)).isZero();
        assertThat(out.toString()).isEqualTo("Valid. Warnings: 0.\n");
        Files.createDirectories(exported.resolve("01"));
        for (String name : new String[] {"t003.tif", "t004.tif"}) {
            Files.copy(
                    set.root().resolve("01").resolve(name),
                    exported.resolve("01").resolve(name));
        }
        Path second = temp.resolve("second");
        assertThat(run("import", exported, second)).isZero();
        Project a = ProjectStore.read(first);
        Project b = ProjectStore.read(second);
        assertThat(b.complete()).isEqualTo(a.complete()).hasSize(2);
        for (FrameEntry frame : a.frames()) {
            assertThat(masks(b, frame)).isEqualTo(masks(a, frame)).isNotEmpty();
        }
        assertThat(run("export", second, "--format", "labels", "--out", temp.resolve("labels")))
                .isZero();
        assertThat(Images.readLabels(temp.resolve("labels/t004.tif")))
                .isEqualTo(Images.readLabels(set.root().resolve("01_GT/SEG/man_seg004.tif")));
        LabelTiff.write(exported.resolve("01_GT/SEG/man_seg9.tif"), 3, 3, new int[9]);
        assertThat(run("check", exported)).isEqualTo(1);
        assertThat(out.toString()).contains("man_seg9.tif");
        assertThat(run("check", temp)).isEqualTo(1);
        assertThat(run("export", second, "--format", "xml", "--out", temp)).isEqualTo(2);
    }

    private static Map<InstanceId, Mask> masks(Project project, FrameEntry frame) {
        return project.labels(Plane.of(frame.index())).instances().stream()
                .collect(Collectors.toMap(Instance::id, Instance::mask));
    }

    @Test
    void checkSaysLineByLineWhatIsWrongWithAnExport() throws IOException {
        Path exported = temp.resolve("exported");
        assertThat(run("export", project, "--format", "ctc", "--out", exported)).isZero();
        assertThat(run("check", exported)).isZero();
        assertThat(out.toString()).isEqualTo("Valid. Warnings: 0.\n");
        Path seg = exported.resolve("01_GT/SEG");
        Files.move(seg.resolve("man_seg003.tif"), seg.resolve("man_seg3.tif"));
        assertThat(run("check", exported)).isEqualTo(1);
        assertThat(out.toString().lines()).singleElement().asString().contains("man_seg3.tif: error: ");
    }

    @Test
    void checkSaysWholeOrWhatIsWrong() throws IOException {
        assertThat(run("check", project)).isZero();
        assertThat(out.toString()).isEqualTo("Whole. Journal entries: 1, accepted instances: 1, frames: 2.\n");
        Files.delete(set.root().resolve("01/t003.tif"));
        assertThat(run("check", project))
                .as("the store does not need the images")
                .isZero();
        assertThat(err.toString()).contains("Images not found").contains("t003.tif");
        byte[] bytes = Files.readAllBytes(project.resolve(ProjectStore.DATABASE));
        java.util.Arrays.fill(bytes, 4096, 12_000, (byte) 7);
        Files.write(project.resolve(ProjectStore.DATABASE), bytes);
        assertThat(run("check", project)).isEqualTo(1);
        assertThat(err.toString() + out).contains("damaged");
    }
}
