package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.View;

class LabelImportTest {
    private static final int SIDE = 40;
    private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private static Project project(String... names) {
        var frames = new ArrayList<FrameEntry>();
        for (int i = 0; i < names.length; i++) {
            frames.add(new FrameEntry(i, i + 7, names[i], SIDE, SIDE));
        }
        var view = new View(Contrast.NONE, View.ALL, Calibration.NONE);
        return Project.of("test", new ImageRef("", "/nowhere", List.of()), frames, 1, view);
    }

    /// Squares of ten pixels with the given ids, side by side.
    private Path labels(String name, int... ids) throws IOException {
        int[] pixels = new int[SIDE * SIDE];
        for (int k = 0; k < ids.length; k++) {
            for (int i = 0; i < 100; i++) {
                pixels[(i / 10) * SIDE + k * 10 + i % 10] = ids[k];
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        LabelTiff.write(file, SIDE, SIDE, pixels);
        return file;
    }

    private static LabelImport.Plan plan(Project project, Path... files) {
        return LabelImport.read(List.of(files), project, Plane.of(1), new Cancel(), share -> {})
                .plan(project, false, WHEN, new Cancel());
    }

    private static List<Integer> frames(LabelImport.Plan plan) {
        return plan.edit().edits().stream()
                .map(e -> ((Edit.Add) e).plane().frame())
                .toList();
    }

    @Test
    void aFileFindsItsFrameByNameThenByNumberThenByWhatIsInView() throws IOException {
        Project p = project("cell", "cell2", "other");
        assertThat(frames(plan(p, labels("cell2_masks.tif", 1)))).containsExactly(1);
        assertThat(frames(plan(p, labels("other.tif", 1)))).containsExactly(2);
        assertThat(frames(plan(p, labels("man_seg009.tif", 1)))).containsExactly(2);
        assertThat(frames(plan(p, labels("drawn.tif", 1)))).containsExactly(1);
    }

    @Test
    void aFolderIsImportedAsOneStepAndWhatBelongsNowhereIsSaid() throws IOException {
        Project p = project("a", "b", "c");
        labels("in/man_seg007.tif", 3, 4);
        labels("in/man_seg008.tif", 3);
        labels("in/notes.tif", 1);
        var read = LabelImport.read(List.of(folder.resolve("in")), p, Plane.of(0), new Cancel(), share -> {});
        assertThat(read.notes())
                .singleElement()
                .satisfies(n -> assertThat(n.title()).contains("notes.tif"));
        var plan = read.plan(p, false, WHEN, new Cancel());
        assertThat(plan.objects()).isEqualTo(3);
        assertThat(plan.frames()).isEqualTo(2);
        Project after = p.apply(plan.edit());
        assertThat(after.labels(Plane.of(0)).instances())
                .extracting(Instance::id)
                .containsExactly(new InstanceId(3), new InstanceId(4));
        assertThat(after.accepted()).isEqualTo(3);
        assertThat(after.apply(plan.edit().inverse())).isEqualTo(p);
    }

    @Test
    void whatIsAcceptedThereKeepsItsPixels() throws IOException {
        Project p = project("a", "b");
        p = p.apply(plan(p, labels("a.tif", 1)).edit());
        var again = plan(p, labels("a.tif", 1, 2));
        assertThat(again.taken()).isEqualTo(1);
        assertThat(again.objects()).isEqualTo(1);
        assertThat(p.apply(again.edit()).accepted()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIsRefusedInWords() throws IOException {
        Path small = folder.resolve("a.tif");
        LabelTiff.write(small, 8, 8, new int[64]);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> plan(project("a", "b"), small))
                .withMessageContaining("8 x 8");
        Path nothing = labels("b.tif");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> plan(project("a", "b"), nothing))
                .withMessageContaining("holds no objects");
    }

    @Test
    void labelsAreToldFromPictures() throws IOException {
        Project p = project("a");
        assertThat(LabelImport.isLabels(labels("l.tif", 1, 9), p)).isTrue();
        int[] noise = new int[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 100 + (i * 7919) % 61;
        }
        Path picture = folder.resolve("t.tif");
        LabelTiff.write(picture, SIDE, SIDE, noise);
        assertThat(LabelImport.isLabels(picture, p)).isFalse();
        assertThat(LabelImport.isLabels(folder.resolve("absent.tif"), p)).isFalse();
    }
}
