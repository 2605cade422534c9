package org.maskwright.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Raster;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.Sam;

/// Frames as a network of the reference sees them, whole, with their objects on a board of half its
/// resolution: embeddings are made once, of each frame as it is first, then mirrored and turned by
/// quarters, and kept with what the encoder saw on the way, for attempts that go deeper one after the other. When
/// memory or time for new ones is spent, those that are there come again. Tensor thread only.
final class Squares implements AutoCloseable {
    /// Sides of the network's input and of the board in pixels.
    static final int INPUT = 1024;

    static final int SIDE = 512;

    /// What a board shows of an object at least, in its pixels.
    private static final int LEAST_AREA = 6;

    /// Bytes of embeddings kept at most.
    private static final long MOST_BYTES = 256L << 20;

    private static final int TURNS = 8;

    private final Sam sam;
    private final TrainingSet set;
    private final Random random;
    private final Deque<View> fresh = new ArrayDeque<>();
    private final List<Kept> kept = new ArrayList<>();
    private @Nullable Encoding encoding;
    private @Nullable Crop board;
    private int used;
    private long bytes;
    private long nanos;
    private double allowed;

    /// A frame, mirrored and turned in one of eight ways.
    private record View(int frame, int turn) {}

    private record Kept(Embedding embedding, Crop board) {}

    /// A view that is ready, with objects to ask for.
    record Ready(Embedding embedding, List<Exercise.Asked> objects) {}

    /// @param sam its encoder makes the embeddings
    Squares(Sam sam, TrainingSet set, long seed) {
        this.sam = sam;
        this.set = set;
        random = new Random(seed);
        var frames = new ArrayList<Integer>();
        for (int i = 0; i < set.frames().size(); i++) {
            frames.add(i);
        }
        Collections.shuffle(frames, random);
        for (int turn = 0; turn < TURNS; turn++) {
            for (int frame : frames) {
                fresh.add(new View(frame, turn));
            }
        }
    }

    /// Begins with what is kept again.
    ///
    /// @param seconds that new embeddings may take from now on
    void begin(double seconds) {
        used = 0;
        allowed = nanos + seconds * 1e9;
    }

    /// Spent on new embeddings so far.
    long nanos() {
        return nanos;
    }

    /// The next view in turn with some of its objects; empty when this call only went one block further in encoding it.
    ///
    /// @param most objects
    Optional<Ready> next(int most) {
        if (used >= kept.size() && mayEncode()) {
            encode();
            return Optional.empty();
        }
        if (kept.isEmpty()) {
            throw new IllegalStateException("no frame shows an object");
        }
        Kept view = kept.get(used % kept.size());
        used++;
        var targets = new ArrayList<>(view.board().targets());
        Collections.shuffle(targets, random);
        return Optional.of(new Ready(
                view.embedding(),
                targets.stream()
                        .limit(most)
                        .map(t -> new Exercise.Asked(0, view.board(), t.id()))
                        .toList()));
    }

    private boolean mayEncode() {
        return encoding != null || (!fresh.isEmpty() && bytes < MOST_BYTES && (nanos < allowed || kept.isEmpty()));
    }

    private void encode() {
        long begun = System.nanoTime();
        Encoding now = encoding;
        Crop shown = board;
        if (now == null || shown == null) {
            View view = fresh.remove();
            shown = board(view);
            if (shown.targets().isEmpty()) {
                return;
            }
            TrainingSet.LabelledFrame frame = set.frames().get(view.frame());
            now = sam.encodingToLearn(
                    turned(frame.raster().get(), view.turn()), frame.contrast().get());
        }
        encoding = now;
        board = shown;
        if (now.step()) {
            Embedding made = now.embedding();
            kept.add(new Kept(made, shown));
            bytes += made.bytes();
            encoding = null;
        }
        nanos += System.nanoTime() - begun;
    }

    /// Column and row of a pixel of a mirrored and turned picture in the picture itself.
    private static int[] source(int turn, int x, int y, int width, int height) {
        int u = (turn & 1) == 0 ? x : (turn & 4) == 0 ? width - 1 - x : height - 1 - x;
        int v = (turn & 2) == 0 ? y : (turn & 4) == 0 ? height - 1 - y : width - 1 - y;
        return (turn & 4) == 0 ? new int[] {u, v} : new int[] {v, u};
    }

    static Raster turned(Raster raster, int turn) {
        if (turn == 0) {
            return raster;
        }
        int w = (turn & 4) == 0 ? raster.width() : raster.height();
        int h = (turn & 4) == 0 ? raster.height() : raster.width();
        float[] out = new float[w * h * raster.channels()];
        for (int c = 0; c < raster.channels(); c++) {
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    int[] from = source(turn, x, y, raster.width(), raster.height());
                    out[(c * h + y) * w + x] = raster.sample(c, from[0], from[1]);
                }
            }
        }
        return Raster.ofFloats(w, h, raster.channels(), out);
    }

    private Crop board(View view) {
        TrainingSet.LabelledFrame frame = set.frames().get(view.frame());
        Raster raster = frame.raster().get();
        int w = (view.turn() & 4) == 0 ? raster.width() : raster.height();
        int h = (view.turn() & 4) == 0 ? raster.height() : raster.width();
        int[] ids = new int[SIDE * SIDE];
        int[] areas = new int[frame.masks().size() + 1];
        int[] labels = labels(frame, raster);
        double scale = Math.max(w, h) / (double) SIDE;
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                int x = (int) ((u + 0.5) * scale);
                int y = (int) ((v + 0.5) * scale);
                if (x < w && y < h) {
                    int[] from = source(view.turn(), x, y, raster.width(), raster.height());
                    int id = labels[from[1] * raster.width() + from[0]];
                    ids[v * SIDE + u] = id;
                    areas[id]++;
                }
            }
        }
        var targets = new ArrayList<Crop.Target>();
        for (int id = 1; id < areas.length; id++) {
            if (areas[id] >= LEAST_AREA) {
                targets.add(new Crop.Target(id, areas[id]));
            }
        }
        return new Crop(SIDE, new float[0], ids, targets, new float[0]);
    }

    private static int[] labels(TrainingSet.LabelledFrame frame, Raster raster) {
        int[] out = new int[raster.width() * raster.height()];
        for (int i = 0; i < frame.masks().size(); i++) {
            int id = i + 1;
            frame.masks()
                    .get(i)
                    .forEachRun((y, x0, x1) ->
                            java.util.Arrays.fill(out, y * raster.width() + x0, y * raster.width() + x1, id));
        }
        return out;
    }

    @Override
    public void close() {
        kept.forEach(k -> k.embedding().close());
        kept.clear();
        if (encoding != null) {
            encoding.close();
        }
    }
}
