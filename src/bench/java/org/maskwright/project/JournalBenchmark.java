package org.maskwright.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Accepting an object until it is on the disk for good.
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // open() makes what the others use
public class JournalBenchmark {
    private static final int SIDE = 1024;

    private final Mask mask = Mask.of(500, 500, 40, 40, i -> Math.hypot(i % 40 - 20, Math.floorDiv(i, 40) - 20) < 19);
    private Path folder;
    private ProjectStore store;
    private int last;

    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("maskwright-journal");
        var project = Project.of(
                "bench",
                new ImageRef("", folder.toString(), List.of()),
                List.of(new FrameEntry(0, 0, "t000", SIDE, SIDE)),
                1,
                new View(Contrast.NONE, 0, Calibration.NONE));
        store = ProjectStore.create(folder.resolve("project"), project, Surroundings.of("bench", _ -> {}));
    }

    @Benchmark
    public long accept() {
        last++;
        var instance = new Instance(
                new InstanceId(last),
                mask,
                new TrackId(last),
                Instance.State.ACCEPTED,
                0,
                Provenance.imported(Instant.EPOCH));
        return store.append(new Edit.Add(new Plane(0, 0), instance)).join();
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }
    }
}
