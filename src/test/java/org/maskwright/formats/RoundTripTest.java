package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.project.Edit;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

/// What is exported as gold truth and imported again is the same: ids, masks and which frames are complete.
class RoundTripTest {
    @TempDir
    private Path data;

    private Project importAgain() {
        var plan = ProjectImport.read(data, Optional.of("01"), data.resolve("project"), Instant.EPOCH, new Cancel());
        Project project = plan.project();
        for (Edit edit : plan.edits()) {
            project = project.apply(edit);
        }
        return project;
    }

    private static Map<InstanceId, Mask> masks(Labels labels) {
        return labels.instances().stream().collect(Collectors.toMap(Instance::id, Instance::mask));
    }

    private void raw(String name, int width, int height, int depth) throws IOException {
        Files.createDirectories(data.resolve("01"));
        List<int[]> pages = new java.util.ArrayList<>();
        for (int z = 0; z < depth; z++) {
            int[] page = new int[width * height];
            page[0] = z;
            pages.add(page);
        }
        LabelTiff.writeStack(data.resolve("01").resolve(name + ".tif"), width, height, pages);
    }

    @Test
    void planes() throws IOException {
        int w = 83;
        int h = 31;
        Labels corner = Given.labels(w, h, Given.accepted(65_535, Mask.ofRuns(0, 0, 1)));
        FrameLabels[] frames = {
            Given.frame(0, "t0000", true, corner),
            Given.frame(1, "t0001", true, Labels.empty(w, h)),
            Given.frame(2, "t0002", false, Given.blobs(5, w, h)),
            Given.frame(3, "t0005", true, Given.blobs(6, w, h)),
        };
        for (FrameLabels frame : frames) {
            raw(frame.name(), w, h, 1);
        }
        new CtcExporter().write(data, Given.source(frames), new Cancel());
        assertThat(Validator.check(data, new Cancel())).noneMatch(Finding::isError);
        Project again = importAgain();
        for (FrameLabels frame : frames) {
            assertThat(again.isComplete(frame.index())).isEqualTo(frame.complete());
            Labels expected = frame.complete() ? frame.slices().getFirst() : Labels.empty(w, h);
            assertThat(masks(again.labels(Plane.of(frame.index())))).isEqualTo(masks(expected));
        }
    }

    @Test
    void volumesAndSlices() throws IOException {
        Labels none = Labels.empty(40, 25);
        FrameLabels whole = Given.frame(0, "t000", true, Given.blobs(1, 40, 25), none, Given.blobs(2, 40, 25));
        FrameLabels parts = Given.frame(1, "t001", false, none, none, Given.blobs(3, 40, 25));
        raw("t000", 40, 25, 3);
        raw("t001", 40, 25, 3);
        new CtcExporter().write(data, Given.source(whole, parts), new Cancel());
        assertThat(Validator.check(data, new Cancel())).noneMatch(Finding::isError);
        Project again = importAgain();
        assertThat(again.complete()).containsExactly(0);
        for (FrameLabels frame : List.of(whole, parts)) {
            for (int z = 0; z < 3; z++) {
                assertThat(masks(again.labels(new Plane(frame.index(), z))))
                        .isEqualTo(masks(frame.slices().get(z)));
            }
        }
    }
}
