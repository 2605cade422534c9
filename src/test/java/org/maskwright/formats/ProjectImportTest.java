package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

class ProjectImportTest {
    @TempDir
    Path temp;

    private final Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private ProjectImport read(Path source, String... sequence) {
        return ProjectImport.read(
                source,
                sequence.length == 0 ? Optional.empty() : Optional.of(sequence[0]),
                temp.resolve("project"),
                now,
                new Cancel());
    }

    private static Project made(ProjectImport plan) {
        Project p = plan.project();
        for (Edit e : plan.edits()) {
            p = p.apply(e);
        }
        return p;
    }

    private static Instance instance(Project p, int frame, int id) {
        return p.labels(Plane.of(frame)).find(new InstanceId(id)).orElseThrow();
    }

    @Test
    void aChallengeSequenceBringsInstancesTracksAndWhatIsComplete() throws IOException {
        var set = new CtcFolder(temp.resolve("set"))
                .raw("01", 5, 4)
                .labels("01_GT/SEG/man_seg006.tif", new int[] {3, 2, 2, 6, 6}, new int[] {9, 20, 10, 6, 6})
                .labels("01_GT/SEG/man_seg_007_000.tif", new int[] {4, 2, 2, 6, 6})
                .labels("01_GT/TRA/man_track006.tif", new int[] {21, 3, 3, 2, 2}, new int[] {22, 23, 13, 2, 2})
                .labels("01_GT/TRA/man_track007.tif", new int[] {21, 3, 3, 2, 2})
                .text("01_GT/TRA/man_track.txt", "21 6 7 0\n22 6 6 21\n");
        Project p = made(read(set.root()));

        assertThat(p.frames()).extracting("number").containsExactly(5, 6, 7, 8);
        assertThat(p.complete()).containsExactly(1);
        assertThat(instance(p, 1, 3).track()).isEqualTo(new TrackId(21));
        assertThat(instance(p, 1, 9).track()).isEqualTo(new TrackId(22));
        assertThat(instance(p, 2, 4).track()).isEqualTo(new TrackId(21));
        assertThat(instance(p, 2, 4).colour()).isEqualTo(instance(p, 1, 3).colour());
        assertThat(p.parents()).isEqualTo(Map.of(new TrackId(22), new TrackId(21)));
        assertThat(p.accepted()).isEqualTo(3);
        assertThat(p.view().contrast()).isNotNull();
        assertThat(p.images().absolute()).endsWith("01");
    }

    @Test
    void silverTruthArrivesAsProposalsWhereNothingIsAccepted() throws IOException {
        var set = new CtcFolder(temp.resolve("set"))
                .raw("01", 0, 3)
                .labels("01_GT/SEG/man_seg000.tif", new int[] {1, 2, 2, 6, 6})
                .labels("01_GT/SEG/man_seg_001_000.tif", new int[] {1, 2, 2, 6, 6})
                .labels("01_ST/SEG/man_seg000.tif", new int[] {1, 2, 2, 6, 6}, new int[] {2, 20, 2, 5, 5})
                .labels("01_ST/SEG/man_seg001.tif", new int[] {7, 3, 3, 5, 5}, new int[] {1, 20, 2, 5, 5})
                .labels("01_ST/SEG/man_seg002.tif", new int[] {5, 2, 2, 6, 6});
        Project p = made(read(set.root()));

        assertThat(p.complete()).containsExactly(0);
        assertThat(p.labels(Plane.of(0)).size()).as("a complete frame").isEqualTo(1);
        Labels some = p.labels(Plane.of(1));
        assertThat(some.instances())
                .extracting(Instance::state)
                .containsExactly(Instance.State.ACCEPTED, Instance.State.PROPOSED);
        assertThat(some.instances().stream()
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .mask()
                        .bounds()
                        .left())
                .isEqualTo(20);
        assertThat(instance(p, 2, 5).state()).isEqualTo(Instance.State.PROPOSED);
    }

    @Test
    void aSetOfSeveralSequencesAsksWhichOne() throws IOException {
        var set = new CtcFolder(temp.resolve("set"))
                .raw("01", 0, 1)
                .raw("02", 0, 2)
                .labels("02_GT/SEG/man_seg001.tif", new int[] {1, 2, 2, 6, 6});
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(set.root()))
                .extracting(Problem::code)
                .isEqualTo("image.sequences");
        assertThat(made(read(set.root(), "02")).accepted()).isEqualTo(1);
        assertThat(made(read(set.root().resolve("02"))).accepted()).isEqualTo(1);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(set.root(), "03"));
    }

    @Test
    void theBowlHasAFileForEachNucleus() throws IOException {
        var set = new CtcFolder(temp.resolve("bowl"));
        for (String id : new String[] {"aa", "bb"}) {
            set.labels(id + "/images/" + id + ".tif", new int[] {200, 5, 5, 9, 9})
                    .labels(id + "/masks/m1.tif", new int[] {255, 2, 2, 6, 6})
                    .labels(id + "/masks/m2.tif", new int[] {255, 20, 2, 6, 6});
        }
        Project p = made(read(set.root()));
        assertThat(p.frames()).extracting("name").containsExactly("aa", "bb");
        assertThat(p.labels(Plane.of(1)).instances())
                .extracting(i -> i.id().value())
                .containsExactly(1, 2);
        assertThat(p.complete()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aFolderOfImagesAloneIsAProjectWithoutLabels() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("plain"));
        for (String name : new String[] {"cat.tif", "dog.tif"}) {
            LabelTiff.write(folder.resolve(name), 20, 10, new int[200]);
        }
        ProjectImport plan = read(folder);
        assertThat(plan.edits()).isEmpty();
        assertThat(plan.project().frames()).extracting("name").containsExactly("cat", "dog");
    }

    @Test
    void labelsOfAnotherSizeAreRefused() throws IOException {
        var set = new CtcFolder(temp.resolve("set")).raw("01", 0, 1);
        Path seg = Files.createDirectories(set.root().resolve("01_GT/SEG"));
        LabelTiff.write(seg.resolve("man_seg000.tif"), 8, 8, new int[64]);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(set.root()))
                .extracting(Problem::code)
                .isEqualTo("formats.otherSize");
    }

    @Test
    void aMaskWithoutAFrameIsLeftOutAndSaid() throws IOException {
        var set = new CtcFolder(temp.resolve("set"))
                .raw("01", 0, 1)
                .labels("01_GT/SEG/man_seg004.tif", new int[] {1, 2, 2, 6, 6});
        ProjectImport plan = read(set.root());
        assertThat(plan.edits()).isEmpty();
        assertThat(plan.notes())
                .singleElement()
                .extracting(Problem::title)
                .asString()
                .contains("man_seg004.tif");
    }
}
