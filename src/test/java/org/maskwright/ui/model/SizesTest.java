package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.View;
import org.maskwright.sam.TypicalSize;

class SizesTest {
    private static Project empty() {
        var frames = IntStream.range(0, 5)
                .mapToObj(i -> new FrameEntry(i, i, "t" + i, 200, 200))
                .toList();
        var view = new View(Contrast.NONE, View.ALL, Calibration.NONE);
        return Project.of("test", new ImageRef("", "/nowhere", List.of()), frames, 1, view);
    }

    private static Project with(Project p, int frame, int side, int count, Instance.State state) {
        Project out = p;
        for (int i = 0; i < count; i++) {
            var plane = Plane.of(frame);
            InstanceId id = out.labels(plane).nextId();
            var instance = new Instance(
                    id,
                    Mask.of(0, 0, side, side, _ -> true),
                    new TrackId(id.value()),
                    state,
                    0,
                    Provenance.drawn(Instant.EPOCH));
            out = out.apply(new Edit.Add(plane, instance));
        }
        return out;
    }

    @Test
    void nothingIsExpectedBeforeSomethingWasAccepted() {
        Project p = with(empty(), 2, 50, 3, Instance.State.PROPOSED);
        assertThat(new Sizes().around(p, Plane.of(2))).isEqualTo(TypicalSize.UNKNOWN);
    }

    @Test
    void theFrameInViewCountsAndItsNeighboursWhileItsObjectsAreFew() {
        Project few = with(with(empty(), 2, 10, 1, Instance.State.ACCEPTED), 4, 40, 3, Instance.State.ACCEPTED);
        var sizes = new Sizes();
        TypicalSize near = sizes.around(few, Plane.of(2));
        assertThat(near.objects()).isEqualTo(4);
        assertThat(near.diameter()).isCloseTo(Math.sqrt(4 * 1600 / Math.PI), within(1e-9));
        Project many = with(few, 2, 10, 40, Instance.State.ACCEPTED);
        assertThat(sizes.around(many, Plane.of(2)).diameter()).isCloseTo(Math.sqrt(400 / Math.PI), within(1e-9));
        assertThat(sizes.around(many, Plane.of(4)).objects()).isEqualTo(44);
    }
}
