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
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.auto.Suppress;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
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
import org.maskwright.sam.Finder;
import org.maskwright.sam.Sam;
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

/// Takes the time of what a person waits for: on the sample sequence and on synthetic frames of 1024 x 1024.
final class Bench {
    private static final int SIDE = 1024;
    private static final int FRAMES = 4;
    private static final int OBJECTS = 60;
    private static final int LEARNT_PER_FRAME = 13;
    private static final int ENCODES = 12;
    private static final int CLICKS = 100;

    private static final int PROPOSALS = 5;

    /// Objects in the frame of which all are proposed.
    private static final int CROWD = 200;

    private static final int WARM_UPS = 20;
    private static final int WINDOW_CLICKS = 2;
    private static final int ACCEPTS = 100;
    private static final long REST_MILLIS = 300;
    private static final long SEED = 11;
    private static final long CACHE = 1L << 30;
    private static final int MEBI = 1 << 20;

    private final Path weights;
    private final Optional<Path> sample;
    private final Consumer<String> news;
    private @Nullable BenchFrames simulated;
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

    /// @param sample the folder of the sample sequence
    /// @param news told what is measured next
    Bench(Path weights, Optional<Path> sample, Consumer<String> news) {
        this.weights = weights;
        this.sample = sample;
        this.news = news;
    }

    /// Measures encoding and decoding alone, with the memory that they take.
    Map<String, Object> runNetwork() throws IOException {
        var report = new LinkedHashMap<String, Object>();
        news.accept("network");
        report.putAll(network(BenchFrames.discs(SIDE, FRAMES), false));
        report.put("memory", memory());
        return report;
    }

    private BenchFrames large() {
        BenchFrames made = simulated;
        if (made == null) {
            made = BenchFrames.synthetic(SIDE, FRAMES, OBJECTS, SEED);
            simulated = made;
        }
        return made;
    }

    /// Measures clicks in the whole window, on the sample, in a program that has done nothing before.
    Map<String, Object> runWindow() throws IOException, InterruptedException {
        Path images = sample.orElseThrow(() -> new Problem("app.no-sample"));
        news.accept("window");
        var frames = BenchFrames.sample(images, 1);
        var clicks = new ArrayList<Prompt.Click>();
        for (int i = 0; i < frames.masks().getFirst().size(); i++) {
            clicks.add((Prompt.Click) frames.click(i).getFirst());
        }
        var report = new LinkedHashMap<String, Object>();
        report.put("objects", clicks.size());
        report.putAll(BenchWindow.report(weights, images.resolve("01"), clicks, WINDOW_CLICKS));
        return report;
    }

    /// Measures everything but the window.
    Map<String, Object> run() throws IOException, InterruptedException {
        var report = new LinkedHashMap<String, Object>();
        news.accept("network");
        Optional<BenchFrames> small = sample.map(folder -> BenchFrames.sample(folder, FRAMES));
        Optional<Map<String, Object>> sampled = small.map(f -> network(f, false));
        Map<String, Object> figures = network(large(), true);
        news.accept("clicks");
        try (var session = new Session(CACHE, Optional.empty(), Runnable::run, replies::add)) {
            session.submit(new Request.Load(weights));
            Reply.Ready ready = last(Reply.Ready.class);
            report.put("model", ready.model().name());
            report.put("model_hash", ready.model().modelHash());
            report.put("device", ready.device().name());
            report.put("device_reason", ready.device().reason());
            report.put("cores", ready.device().cores());
            if (small.isPresent() && sampled.isPresent()) {
                sampled.get().put("click", clicks(session, small.get()).report());
                report.put("sample", sampled.get());
            }
            report.putAll(figures);
            report.put("click", clicks(session, large()).report());
            if (ready.model().isCompact()) {
                news.accept("fine-tune");
                learning(session, ready.device().kind().device(), report);
            }
        }
        news.accept("paint");
        report.put("paint", BenchPaint.report(SIDE, SEED));
        news.accept("journal");
        report.put("journal_accept", journal().report());
        report.put("memory", memory());
        return report;
    }

    /// The network alone: `decode` is prompts to logits of the whole frame, `answer` prompts to ranked masks of the
    /// image's pixels. On a tensor thread of its own: beside another one the engine's threads would wait for each
    /// other asleep, and every small operation would take longer.
    ///
    /// @param searches whether all objects of a crowded frame are searched for, too
    private Map<String, Object> network(BenchFrames frames, boolean searches) {
        var out = new LinkedHashMap<String, Object>();
        out.put("image", frames.size());
        try (var lane = new Lane(Duration.ZERO)) {
            Sam sam = lane.call(() -> Sam.load(weights, lane.device().kind().device()));
            out.put("kind", sam.info().kind());
            out.put("precision", sam.info().precision().inWords());
            var at = new int[1];
            var never = new Cancel();
            // SAM's encoders take seconds.
            boolean quick = sam.info().isCompact();
            Supplier<Embedding> encode =
                    () -> sam.encode(frames.rasters().get(at[0]++ % FRAMES), frames.contrast(), never);
            out.put(
                    "encode",
                    Times.of(
                                    quick ? 4 : 1,
                                    quick ? ENCODES : FRAMES,
                                    () -> lane.call(() -> {
                                        encode.get().close();
                                        return at;
                                    }))
                            .report());
            at[0] = 0;
            Embedding embedding = lane.call(encode);
            List<List<Prompt>> clicks =
                    IntStream.range(0, CLICKS).mapToObj(frames::click).toList();
            out.put(
                    "decode",
                    Times.of(WARM_UPS, CLICKS, () -> lane.call(() -> sam.wholeFrame(embedding, next(clicks, at))))
                            .report());
            out.put(
                    "answer",
                    Times.of(
                                    WARM_UPS,
                                    CLICKS,
                                    () -> lane.call(() -> sam.predict(embedding, next(clicks, at), null, never)))
                            .report());
            if (quick && searches) {
                out.put("propose", propose(lane, sam).report());
            }
            lane.call(() -> {
                embedding.close();
                sam.close();
                return at;
            });
        }
        return out;
    }

    private static List<Prompt> next(List<List<Prompt>> clicks, int[] at) {
        return clicks.get(at[0]++ % clicks.size());
    }

    /// All objects of a crowded frame, from its pixels to disjoint masks.
    private static Times propose(Lane lane, Sam sam) {
        var crowd = BenchFrames.synthetic(SIDE, 1, CROWD, SEED);
        var never = new Cancel();
        return Times.of(
                1,
                PROPOSALS,
                () -> lane.call(() -> {
                    try (Embedding fresh = sam.encode(crowd.rasters().getFirst(), crowd.contrast(), never)) {
                        return Suppress.of(Finder.all(sam, fresh, never), Suppress.LEAST_CONFIDENCE);
                    }
                }));
    }

    /// Clicks through the whole way but the window: request, tensor thread, masks, reply.
    private Times clicks(Session session, BenchFrames frames) throws InterruptedException {
        session.submit(new Request.Open(
                new Pictures(FRAMES, i -> frames.rasters().get(i), _ -> frames.contrast(), Pictures.ALL)));
        session.submit(new Request.Encode(0));
        last(Reply.Encoded.class);
        var clicks = new Times();
        for (int i = -WARM_UPS; i < CLICKS; i++) {
            long nanos = clicked(session, frames, i + WARM_UPS);
            if (i >= 0) {
                clicks.add(nanos);
            }
        }
        return clicks;
    }

    /// The same while a round of fine-tuning runs, and the round itself.
    private void learning(Session session, String device, Map<String, Object> report) throws InterruptedException {
        var pieces = new Times();
        var told = new LinkedBlockingQueue<Round>();
        long begun = System.nanoTime();
        session.submit(new Request.Train(
                new Pace(learnt(), () -> Checkpoints.read(weights), device, SEED, pieces::add, told::add)));
        var disturbed = new Times();
        Round.@Nullable Judged judged = null;
        Round word = null;
        for (int i = 0; !(word instanceof Round.Over); i++) {
            word = told.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
            if (word instanceof Round.Judged j) {
                judged = j;
            } else if (word == null) {
                disturbed.add(clicked(session, large(), i));
            }
        }
        long nanos = System.nanoTime() - begun;
        report.put("click_while_learning", disturbed.report());
        report.put("fine_tune_piece", pieces.report());
        var round = new LinkedHashMap<String, Object>();
        round.put(
                "objects",
                learnt().frames().stream().mapToInt(f -> f.masks().size()).sum());
        round.put("seconds", seconds(nanos / 1e9));
        round.put("tensor_thread_s", judged == null ? null : seconds(judged.seconds()));
        round.put("recipe", judged == null ? null : judged.recipe());
        report.put("fine_tune_round", round);
    }

    private static double seconds(double s) {
        return Math.round(s * 10) / 10.0;
    }

    private long clicked(Session session, BenchFrames frames, int object) throws InterruptedException {
        var kind = Request.Predict.Kind.CLICK;
        var click = new Request.Predict(kind, 0, object, object, frames.click(object), null);
        long begun = System.nanoTime();
        session.submit(click);
        last(Reply.Predicted.class);
        return System.nanoTime() - begun;
    }

    private <R extends Reply> R last(Class<R> kind) throws InterruptedException {
        while (true) {
            Reply reply = replies.take();
            if (kind.isInstance(reply)) {
                return kind.cast(reply);
            } else if (reply instanceof Reply.Failed failed) {
                throw failed.problem();
            }
        }
    }

    private TrainingSet learnt() {
        var frames = new ArrayList<LabelledFrame>();
        for (int i = 0; i < FRAMES; i++) {
            Raster raster = large().rasters().get(i);
            List<Mask> some = large().masks().get(i).subList(0, LEARNT_PER_FRAME);
            frames.add(new LabelledFrame(i, () -> raster, large()::contrast, some));
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
                    new View(large().contrast(), 0, Calibration.NONE));
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
        List<Mask> masks = large().masks().getFirst();
        Mask mask = masks.get(id % masks.size());
        var instance = new Instance(
                new InstanceId(id),
                mask,
                new TrackId(id),
                Instance.State.ACCEPTED,
                id % 18,
                Provenance.imported(Instant.EPOCH));
        return new Edit.Add(new Plane(0, 0), instance);
    }

    static void delete(Path folder) throws IOException {
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
