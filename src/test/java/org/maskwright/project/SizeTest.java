package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Calibration;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

/// Large projects: 5,000 objects in a frame, 100,000 in all. Opening reads the snapshot, not the past.
class SizeTest {
    private static final int FRAMES = 20;
    private static final int OBJECTS = 5_000;
    private static final int SIZE = 2_048;

    @TempDir
    Path temp;

    private static Instance disc(int id) {
        int side = 24;
        int perRow = SIZE / 28;
        int x = id % perRow * 28;
        int y = id / perRow * 28;
        Mask mask = Mask.of(x, y, side, side, i -> {
            int dx = 2 * (i % side) - side + 1;
            int dy = 2 * (i / side) - side + 1;
            return dx * dx + dy * dy < side * side;
        });
        return new Instance(
                new InstanceId(id),
                mask,
                new TrackId(id),
                Instance.State.ACCEPTED,
                id % 18,
                Provenance.imported(RandomEdits.NOON));
    }

    @Test
    void aHundredThousandObjectsOpenFromTheSnapshot() throws Exception {
        var around = new Surroundings("anna", InstantSource.fixed(RandomEdits.NOON), _ -> {}, _ -> {});
        var frames = new ArrayList<FrameEntry>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(new FrameEntry(i, i, "t%03d".formatted(i), SIZE, SIZE));
        }
        List<Instance> discs = new ArrayList<>();
        for (int id = 1; id <= OBJECTS; id++) {
            discs.add(disc(id));
        }
        var images = new ImageRef("", "", List.of());
        var view = new View(null, 0, Calibration.NONE);
        try (var store = ProjectStore.create(temp.resolve("p"), Project.of("p", images, frames, 1, view), around)) {
            for (int i = 0; i < FRAMES; i++) {
                Plane plane = Plane.of(i);
                List<Edit> adds =
                        discs.stream().<Edit>map(d -> new Edit.Add(plane, d)).toList();
                store.append(new Edit.Group(Edit.Deed.IMPORT, adds)).join();
            }
        }
        long start = System.nanoTime();
        try (var store = ProjectStore.open(temp.resolve("p"), around)) {
            System.out.printf("100,000 objects opened in %d ms%n", (System.nanoTime() - start) / 1_000_000);
            assertThat(store.project().accepted()).isEqualTo(FRAMES * OBJECTS);
            assertThat(store.history().done()).hasSize(FRAMES);
            long[] took = new long[50];
            for (int i = 0; i < took.length; i++) {
                start = System.nanoTime();
                store.append(new Edit.Remove(Plane.of(3), discs.get(i))).join();
                took[i] = System.nanoTime() - start;
            }
            java.util.Arrays.sort(took);
            System.out.printf(
                    "an edit in a frame of 5,000, durable: median %.1f ms, 95th percentile %.1f ms%n",
                    took[25] / 1e6, took[47] / 1e6);
        }
        try (var reader = SqliteReader.open(temp.resolve("p"))) {
            Journal.Loaded loaded = reader.load();
            assertThat(loaded.snapshotSeq()).as("nothing is left to replay").isEqualTo(loaded.lastSeq());
        }
    }
}
