package org.maskwright.ui.model;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Frame;
import org.maskwright.image.ImageStack;
import org.maskwright.image.PlaneInfo;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.FullDisk;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Surroundings;
import org.maskwright.project.View;
import org.maskwright.worker.FakeWorker;

/// A bench with a real store, a worker that answers with discs, and the test's thread in the place of the toolkit's.
final class BenchFixture implements AutoCloseable {
    static final int SIDE = 200;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
    private final Path folder;
    private final List<FakeWorker> workers = new ArrayList<>();
    final Workbench bench;

    BenchFixture(Path folder) {
        this.folder = folder;
        bench = new Workbench(turns::add, Runnable::run, InstantSource.system(), ZoneId.of("UTC"), replies -> {
            workers.add(new FakeWorker(turns::add, replies));
            return workers.getLast();
        });
        bench.maskOptions().set(org.maskwright.label.MaskOptions.NONE);
        bench.machine().load(Path.of("any"));
    }

    /// What is to be done on the bench's thread.
    Queue<Runnable> turns() {
        return turns;
    }

    FakeWorker worker() {
        return workers.getLast();
    }

    /// Opens the project of the folder, made when it is not there.
    BenchFixture open() {
        var around = Surroundings.of("a test", bench::saving);
        var store = ProjectStore.isProject(folder)
                ? ProjectStore.open(folder, around)
                : ProjectStore.create(folder, project(), around);
        bench.open(new OpenProject(store, new Plain(), ""));
        return settle();
    }

    /// The same on a disk that can be told to be full.
    FullDisk openOnDisk() {
        var around = Surroundings.of("a test", bench::saving);
        if (!ProjectStore.isProject(folder)) {
            ProjectStore.create(folder, project(), around).close();
        }
        FullDisk.Opened opened = FullDisk.open(folder, around);
        bench.open(new OpenProject(opened.store(), new Plain(), ""));
        settle();
        return opened.disk();
    }

    private static Project project() {
        var frames = new ArrayList<FrameEntry>();
        for (int i = 0; i < 3; i++) {
            frames.add(new FrameEntry(i, i, "t00" + i, SIDE, SIDE));
        }
        return Project.of(
                "test",
                new ImageRef("", "/nowhere", List.of()),
                frames,
                1,
                new View(Contrast.NONE, View.ALL, Calibration.NONE));
    }

    /// Runs what waits for the bench's thread until nothing does.
    BenchFixture settle() {
        for (Runnable next = turns.poll(); next != null; next = turns.poll()) {
            next.run();
        }
        return this;
    }

    /// The same until something holds, which another thread brings about.
    BenchFixture until(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE;
        settle();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            settle();
        }
        return this;
    }

    BenchFixture click(double x, double y) {
        bench.hand().click(x, y, true, Belongs.PLACE);
        return settle();
    }

    BenchFixture not(double x, double y) {
        bench.hand().click(x, y, false, Belongs.PLACE);
        return settle();
    }

    BenchFixture accept() {
        bench.hand().accept();
        return settle();
    }

    /// Waits until so many objects are accepted, which takes the disk.
    BenchFixture accepted(int count) {
        return until(() -> accepted() == count);
    }

    long accepted() {
        return bench.labels().get().instances().stream()
                .filter(Instance::isAccepted)
                .count();
    }

    @Override
    public void close() {
        bench.close();
    }

    /// Grey frames.
    private static final class Plain implements ImageStack {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public List<Frame> frames() {
            return List.of(new Frame(0, 0, "t000"), new Frame(1, 1, "t001"), new Frame(2, 2, "t002"));
        }

        @Override
        public int depth() {
            return 1;
        }

        @Override
        public boolean isSeries() {
            return true;
        }

        @Override
        public Calibration calibration() {
            return Calibration.NONE;
        }

        @Override
        public boolean isColour() {
            return false;
        }

        @Override
        public PlaneInfo plane(int frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Path> files(int frame) {
            return List.of();
        }

        @Override
        public Raster read(int frame, int z) {
            return Raster.ofBytes(SIDE, SIDE, 1, new byte[SIDE * SIDE]);
        }
    }
}
