package org.maskwright.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Sam;
import org.maskwright.sam.TypicalSize;

/// Runs simulated annotators over a labelled set. Tensor thread only.
public final class Simulate {
    /// IoU at which a simulated person accepts.
    public static final double ENOUGH = 0.8;

    /// What a careful person mends an outline to with the brush before accepting it.
    static final double MENDED = 0.9;

    private static final int MOST_CLICKS = 5;

    private final Sam sam;
    private final Cancel cancel;
    private final int remembered;
    private final Deque<Integer> accepted = new ArrayDeque<>();
    private List<Integer> learnt = List.of();

    public Simulate(Sam sam, Cancel cancel) {
        this(sam, 0, cancel);
    }

    /// @param remembered the model expects objects of the sizes that so many masks had that were accepted before, as
    ///     the application has it; 0 for no expectation
    public Simulate(Sam sam, int remembered, Cancel cancel) {
        this.sam = sam;
        this.remembered = remembered;
        this.cancel = cancel;
    }

    /// An object of a set: its image and its id there.
    public record Target(LabelledSet.Entry image, int id) {}

    /// The objects of at least 25 pixels, in order of file and id; with `most` > 0 that many of them,
    /// drawn by `seed`, in the same order.
    public static List<Target> targets(LabelledSet set, int most, long seed) {
        var all = new ArrayList<Target>();
        for (LabelledSet.Entry e : set.entries()) {
            masks(e).keySet().forEach(id -> all.add(new Target(e, id)));
        }
        if (most <= 0 || all.size() <= most) {
            return all;
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order.subList(0, most).stream().sorted().map(all::get).toList();
    }

    /// Clicks and boxes for each target. The sizes that the model expects are at first those of the masks that
    /// [#accept] gave, if it did.
    ///
    /// @param progress is told how many are done, of how many
    public ClickScores run(List<Target> targets, int clicks, BiConsumer<Integer, Integer> progress) {
        expect(learnt);
        var byImage = new java.util.LinkedHashMap<LabelledSet.Entry, List<Target>>();
        targets.forEach(
                t -> byImage.computeIfAbsent(t.image(), k -> new ArrayList<>()).add(t));
        var scored = new ArrayList<ClickScores.Scored>();
        byImage.forEach((entry, list) -> {
            Raster raster = Images.open(entry.image()).read(0, 0);
            Map<Integer, Mask> masks = masks(entry);
            try (Embedding e = sam.encode(raster, Contrasts.window(raster, raster.channels() >= 3), cancel)) {
                for (Target t : list) {
                    Mask reference = masks.getOrDefault(t.id(), Mask.EMPTY);
                    var guesses = new ArrayList<ClickScores.Guess>();
                    var annotator = new Annotator((prompts, previous) -> {
                        List<Candidate> answers = sam.predict(e, prompts, previous, cancel);
                        int given = prompts.getFirst() instanceof Prompt.Box ? 0 : prompts.size();
                        for (int i = 0; i < answers.size(); i++) {
                            Candidate c = answers.get(i);
                            guesses.add(new ClickScores.Guess(
                                    given, i, c.predictedIou(), c.mask().iou(reference)));
                        }
                        return answers;
                    });
                    Annotator.Session session = annotator.click(reference, clicks, 2);
                    remember(session.mask());
                    scored.add(new ClickScores.Scored(
                            entry.name(), t.id(), reference.area(), session.iou(), annotator.box(reference), guesses));
                    progress.accept(scored.size(), targets.size());
                }
            }
        });
        return new ClickScores(scored, clicks);
    }

    private void expect(List<Integer> areas) {
        accepted.clear();
        accepted.addAll(areas);
        sam.expect(TypicalSize.of(areas));
    }

    /// An accepted mask, after its last click; the oldest is forgotten.
    private void remember(Mask mask) {
        if (!mask.isEmpty()) {
            accepted.addLast(mask.area());
        }
        while (accepted.size() > remembered) {
            accepted.removeFirst();
        }
        sam.expect(TypicalSize.of(List.copyOf(accepted)));
    }

    /// Clicks objects of a set, image after image in order of file, each to [#ENOUGH] or five clicks, and
    /// accepts what the model answered, never the reference.
    ///
    /// @param objects that are clicked; one whose answer is empty is not accepted
    /// @param each of an image at most, evenly drawn from them in order of id
    /// @param paints whether what clicks leave below [#MENDED] is mended with brush and eraser until it is reached
    public TrainingSet accept(LabelledSet set, int objects, int each, boolean paints) {
        expect(List.of());
        var frames = new ArrayList<TrainingSet.LabelledFrame>();
        int left = objects;
        List<LabelledSet.Entry> entries = set.entries().stream()
                .sorted(Comparator.comparing(LabelledSet.Entry::name))
                .toList();
        for (int i = 0; i < entries.size() && left > 0; i++) {
            List<Mask> references = evenly(List.copyOf(masks(entries.get(i)).values()), Math.min(left, each));
            left -= references.size();
            Raster raster = Images.open(entries.get(i).image()).read(0, 0);
            Contrast window = Contrasts.window(raster, raster.channels() >= 3);
            try (Embedding e = sam.encode(raster, window, cancel)) {
                var annotator = new Annotator((prompts, previous) -> sam.predict(e, prompts, previous, cancel));
                List<Mask> accepted = references.stream()
                        .map(m -> {
                            Mask answer =
                                    annotator.click(m, MOST_CLICKS, ENOUGH).mask();
                            Mask mended = paints ? Annotator.paint(m, answer, MENDED) : answer;
                            remember(mended);
                            return mended;
                        })
                        .toList();
                frames.add(new TrainingSet.LabelledFrame(i, () -> raster, () -> window, accepted));
            }
        }
        learnt = List.copyOf(accepted);
        return new TrainingSet(frames);
    }

    private static List<Mask> evenly(List<Mask> all, int most) {
        int n = Math.min(most, all.size());
        return IntStream.range(0, n)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / n)))
                .toList();
    }

    /// The reference objects of an image by id, without specks (see [Specks]) and small ones.
    static Map<Integer, Mask> masks(LabelledSet.Entry entry) {
        var labels = Images.readLabels(entry.labels());
        int[] clean = Specks.removed(labels.width(), labels.height(), labels.ids());
        var out = new TreeMap<>(LabelImages.masks(labels.width(), labels.height(), clean));
        out.values().removeIf(m -> m.area() < Example.LEAST_AREA);
        return out;
    }
}
