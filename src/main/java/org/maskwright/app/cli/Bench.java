package org.maskwright.app.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Raster;
import org.maskwright.label.Distance;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Surroundings;
import org.maskwright.project.View;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Sam;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Scene;
import org.maskwright.synth.Simulator;
import org.maskwright.synth.SynthImage;
import org.maskwright.train.Pace;
import org.maskwright.train.Round;
import org.maskwright.train.TrainingSet;
import org.maskwright.train.TrainingSet.LabelledFrame;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Session;

/// Takes the time of what a person waits for, on synthetic frames of 1024 x 1024.
final class Bench {
    private static final int SIDE = 1024;
    private static final int FRAMES = 4;
    private static final int OBJECTS = 60;
    private static final int LEARNT_PER_FRAME = 13;
    private static final int ENCODES = 8;
    private static final int CLICKS = 100;
    private static final int ACCEPTS = 100;
    private static final long LEAST_REST_MILLIS = 500;
    private static final long SEED = 11;
    private static final long CACHE = 1L << 30;
    private static final int MEBI = 1 << 20;

    private final Path weights;
    private final Consumer<String> news;
    private final Raster[] rasters = new Raster[FRAMES];
    private final List<List<Mask>> masks = new ArrayList<>();
    private final Contrast contrast;
    private long rest = LEAST_REST_MILLIS;
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

    /// @param news told what is measured next
    Bench(Path weights, Consumer<String> news) {
        this.weights = weights;
        this.news = news;
        var simulator = new Simulator();
        Scene scene = simulator.scene(Kind.FLUO, SIDE, SIDE, OBJECTS, SEED);
        for (int i = 0; i < FRAMES; i++) {
            SynthImage image = simulator.render(scene, i);
            rasters[i] = image.image();
            masks.add(List.copyOf(LabelImages.masks(SIDE, SIDE, image.ids()).values()));
        }
        contrast = Contrasts.window(rasters[0], false);
    }

    /// Measures everything.
    Map<String, Object> run() throws IOException, InterruptedException {
        var report = new LinkedHashMap<String, Object>();
        network(report);
        session(report);
        news.accept("journal");
        report.put("journal_accept", journal().report());
        report.put("memory", memory());
        return report;
    }

    /// The network alone, on the tensor thread.
    private void network(Map<String, Object> report) {
        try (var lane = new Lane(Duration.ZERO)) {
            var device = lane.call(lane::device);
            Sam sam = lane.call(() -> Sam.load(weights, device.kind().device()));
            report.put("model", sam.info().name());
            report.put("model_hash", sam.info().modelHash());
            report.put("device", device.name());
            report.put("device_reason", device.reason());
            report.put("cores", device.cores());
            report.put("image", SIDE + "x" + SIDE);
            news.accept("encode");
            var at = new int[1];
            var encode = Times.of(
                    2,
                    ENCODES,
                    () -> lane.call(() -> {
                        sam.encode(rasters[at[0]++ % FRAMES], contrast, new Cancel())
                                .close();
                        return at;
                    }));
            report.put("encode", encode.report());
            rest = Math.max(LEAST_REST_MILLIS, Math.round(4 * encode.median()));
            news.accept("decode");
            Embedding embedding = lane.call(() -> sam.encode(rasters[0], contrast, new Cancel()));
            var decode = Times.of(
                    10, CLICKS, () -> lane.call(() -> sam.predict(embedding, click(0, at[0]++), null, new Cancel())));
            report.put("decode", decode.report());
            lane.call(() -> {
                embedding.close();
                sam.close();
                return at;
            });
        }
    }

    private List<Prompt> click(int frame, int object) {
        List<Mask> all = masks.get(frame);
        Distance.Deepest p = Distance.deepest(all.get(object % all.size())).orElseThrow();
        return List.of(new Prompt.Click(p.x(), p.y(), true));
    }

    /// Clicks through the whole way but the window: request, tensor thread, masks, reply; at rest and while a round of
    /// fine-tuning runs.
    private void session(Map<String, Object> report) throws InterruptedException {
        try (var session = new Session(CACHE, Optional.empty(), Runnable::run, replies::add)) {
            session.submit(new Request.Load(weights));
            var ready = (Reply.Ready) last(Reply.Ready.class);
            session.submit(new Request.Open(new Pictures(FRAMES, i -> rasters[i], _ -> contrast, Pictures.ALL)));
            session.submit(new Request.Encode(0));
            last(Reply.Encoded.class);
            news.accept("click");
            for (int i = 0; i < 10; i++) {
                clicked(session, i);
            }
            var clicks = new Times();
            for (int i = 0; i < CLICKS; i++) {
                clicks.add(clicked(session, i));
            }
            report.put("click", clicks.report());
            news.accept("fine-tune");
            var pieces = new Times();
            var told = new LinkedBlockingQueue<Round>();
            var device = ready.device().kind().device();
            session.submit(new Request.Train(
                    new Pace(learnt(), () -> Checkpoints.read(weights), device, SEED, pieces::add, told::add)));
            var disturbed = new Times();
            Round.@Nullable Judged judged = null;
            for (int i = 0; ; i++) {
                // A piece that encodes a frame gives way to a click and begins again: leave it the time to end.
                Round word = told.poll(rest, TimeUnit.MILLISECONDS);
                if (word instanceof Round.Judged j) {
                    judged = j;
                } else if (word instanceof Round.Over) {
                    break;
                }
                disturbed.add(clicked(session, i));
            }
            report.put("click_while_learning", disturbed.report());
            report.put("fine_tune_piece", pieces.report());
            var round = new LinkedHashMap<String, Object>();
            round.put(
                    "objects",
                    learnt().frames().stream().mapToInt(f -> f.masks().size()).sum());
            round.put("tensor_thread_s", judged == null ? null : Math.round(judged.seconds() * 10) / 10.0);
            round.put("recipe", judged == null ? null : judged.recipe());
            report.put("fine_tune_round", round);
        }
    }

    private long clicked(Session session, int object) throws InterruptedException {
        long begun = System.nanoTime();
        var kind = Request.Predict.Kind.CLICK;
        session.submit(new Request.Predict(kind, 0, object, object, click(0, object), null));
        last(Reply.Predicted.class);
        return System.nanoTime() - begun;
    }

    private Reply last(Class<? extends Reply> kind) throws InterruptedException {
        while (true) {
            Reply reply = replies.take();
            if (kind.isInstance(reply)) {
                return reply;
            } else if (reply instanceof Reply.Failed failed) {
                throw failed.problem();
            }
        }
    }

    private TrainingSet learnt() {
        var frames = new ArrayList<LabelledFrame>();
        for (int i = 0; i < FRAMES; i++) {
            Raster raster = rasters[i];
            frames.add(new LabelledFrame(
                    i, () -> raster, () -> contrast, masks.get(i).subList(0, LEARNT_PER_FRAME)));
        }
        return new TrainingSet(frames);
    }

    /// From the edit to its place on the disk.
    private Times journal() throws IOException {
        Path folder = Files.createTempDirectory("maskwright-bench");
        try {
            var project = Project.of(
                    "bench",
                    new ImageRef("", folder.toString(), List.of()),
                    List.of(new FrameEntry(0, 0, "t000", SIDE, SIDE)),
                    1,
                    new View(contrast, 0, Calibration.NONE));
            try (var store =
                    ProjectStore.create(folder.resolve("project"), project, Surroundings.of("bench", _ -> {}))) {
                var id = new int[1];
                return Times.of(
                        5, ACCEPTS, () -> store.append(accepted(++id[0])).join());
            }
        } finally {
            delete(folder);
        }
    }

    private Edit accepted(int id) {
        Mask mask = masks.get(0).get(id % masks.get(0).size());
        var instance = new Instance(
                new InstanceId(id),
                mask,
                new TrackId(id),
                Instance.State.ACCEPTED,
                id % 18,
                Provenance.imported(Instant.EPOCH));
        return new Edit.Add(new Plane(0, 0), instance);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }
    }

    /// Peaks since the process began. Resident memory (native included) is known where `/proc` tells it.
    private static Map<String, Object> memory() throws IOException {
        long heap = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heap += pool.getPeakUsage().getUsed();
            }
        }
        Long resident = null;
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    resident = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        }
        var out = new LinkedHashMap<String, Object>();
        out.put("peak_resident_mib", resident);
        out.put("peak_heap_mib", heap / MEBI);
        return out;
    }
}
