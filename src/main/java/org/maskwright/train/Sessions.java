package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.label.Mask;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;

/// Many small sessions of simulated annotators, every third of them careless, to see whether learning ever makes a
/// model worse: objects of a few cut-outs are clicked, mended and accepted, one gated round learns from them, and
/// objects of other images, which neither training nor gate saw, are clicked once before and after. Tensor thread only.
public final class Sessions {
    private static final int SIDE = 256;
    private static final int FRAMES = 4;
    private static final int OBJECTS_A_FRAME = 8;
    private static final int TESTED = 48;
    private static final int TESTED_A_FRAME = 16;
    private static final int MOST_CLICKS = 5;

    private final Sam sam;
    private final Supplier<? extends Map<String, Tensor>> base;
    private final String device;
    private final IntFunction<List<Recipe>> recipes;
    private final Cancel cancel;

    /// What is wrong with the labels of a session.
    public enum Fault {
        NONE,
        /// each mask lies beside its object, all in the same direction
        SHIFTED,
        /// each mask has swallowed its neighbour
        MERGED,
        /// every other object was left out
        MISSING
    }

    /// How a session went: mean IoU after one click on what neither training nor gate saw.
    ///
    /// @param gated the verdict of the gate, and the figures that it saw
    /// @param after of the model that learnt, taken over or not
    public record Outcome(Fault fault, Round.Judged gated, double before, double after) {
        /// Whether the gate let a model pass that is worse by more.
        public boolean isWorse(double by) {
            return gated.verdict() == Verdict.PROMOTED && after < before - by;
        }
    }

    /// @param recipes of a round, for a number of objects
    public Sessions(
            Sam sam,
            Supplier<? extends Map<String, Tensor>> base,
            String device,
            IntFunction<List<Recipe>> recipes,
            Cancel cancel) {
        this.sam = sam;
        this.base = base;
        this.device = device;
        this.recipes = recipes;
        this.cancel = cancel;
    }

    /// Runs sessions on different images and objects of a set, half of its images for the sessions, half to test by.
    public List<Outcome> run(LabelledSet set, int count, long seed, Consumer<Outcome> told) {
        var out = new ArrayList<Outcome>();
        for (int i = 0; i < count; i++) {
            cancel.check();
            Fault fault = i % 3 == 2 ? Fault.values()[1 + i / 3 % 3] : Fault.NONE;
            Outcome outcome = session(set, fault, seed + i);
            out.add(outcome);
            told.accept(outcome);
        }
        return out;
    }

    private Outcome session(LabelledSet set, Fault fault, long seed) {
        var random = new Random(seed);
        var entries = new ArrayList<>(set.entries());
        entries.sort(Comparator.comparing(LabelledSet.Entry::name));
        Collections.shuffle(entries, random);
        int half = entries.size() / 2;
        List<Cut> tested = cuts(entries.subList(0, half), TESTED_A_FRAME, TESTED, random);
        int each = fault == Fault.MISSING ? 2 * OBJECTS_A_FRAME : OBJECTS_A_FRAME;
        List<Cut> seen = cuts(entries.subList(half, entries.size()), each, FRAMES * each, random);
        var frames = new ArrayList<TrainingSet.LabelledFrame>();
        for (Cut c : seen) {
            List<Mask> accepted = spoilt(accepted(c), fault);
            // Far apart, so that each may be held out alone.
            frames.add(new TrainingSet.LabelledFrame(2 * frames.size(), c::raster, c::contrast, accepted));
        }
        double before = oneClick(sam, tested);
        var judged = FineTune.round(sam, base, device, new TrainingSet(frames), seed, recipes, cancel);
        double after;
        try (Sam learnt = Sam.of(merged(judged.weights()), "learnt", device)) {
            after = oneClick(learnt, tested);
        }
        return new Outcome(fault, judged, before, after);
    }

    private Map<String, Tensor> merged(Map<String, Tensor> learnt) {
        var all = new LinkedHashMap<String, Tensor>(base.get());
        all.putAll(learnt);
        return all;
    }

    /// A part of an image, with some of its objects.
    private record Cut(Raster raster, Contrast contrast, List<Mask> masks) {}

    /// Parts of images in turn until there are so many objects, or no more can be found.
    private static List<Cut> cuts(List<LabelledSet.Entry> entries, int each, int objects, Random random) {
        var out = new ArrayList<Cut>();
        int left = objects;
        for (int i = 0; i < 3 * entries.size() && left > 0; i++) {
            LabelledSet.Entry e = entries.get(i % entries.size());
            Raster raster = Images.open(e.image()).read(0, 0);
            Contrast contrast = Contrasts.window(raster, raster.channels() >= 3);
            int w = Math.min(SIDE, raster.width());
            int h = Math.min(SIDE, raster.height());
            var region =
                    new Region(random.nextInt(raster.width() - w + 1), random.nextInt(raster.height() - h + 1), w, h);
            var inside = new ArrayList<Mask>();
            for (Mask m : Simulate.masks(e).values()) {
                Mask moved = m.translate(-region.x(), -region.y());
                Mask part = moved.clip(w, h);
                if (part.area() == m.area()) {
                    inside.add(part);
                }
            }
            if (inside.size() >= 2) {
                Collections.shuffle(inside, random);
                List<Mask> some = inside.subList(0, Math.min(Math.min(each, left), inside.size()));
                left -= some.size();
                out.add(new Cut(Exam.cut(raster, region), contrast, List.copyOf(some)));
            }
        }
        return out;
    }

    private List<Mask> accepted(Cut cut) {
        try (Embedding e = sam.encode(cut.raster(), cut.contrast(), cancel)) {
            var annotator = new Annotator((prompts, previous) -> sam.predict(e, prompts, previous, cancel));
            return cut.masks().stream()
                    .map(m -> Annotator.paint(
                            m, annotator.click(m, MOST_CLICKS, Simulate.ENOUGH).mask(), Simulate.MENDED))
                    .toList();
        }
    }

    private double oneClick(Sam model, List<Cut> cuts) {
        double sum = 0;
        int n = 0;
        for (Cut c : cuts) {
            try (Embedding e = model.encode(c.raster(), c.contrast(), cancel)) {
                var annotator = new Annotator((prompts, previous) -> model.predict(e, prompts, previous, cancel));
                for (Mask m : c.masks()) {
                    sum += annotator.click(m, 1, 2).iou().getFirst();
                    n++;
                }
            }
        }
        return n == 0 ? 0 : sum / n;
    }

    private static List<Mask> spoilt(List<Mask> masks, Fault fault) {
        return switch (fault) {
            case NONE -> masks;
            case SHIFTED -> masks.stream().map(Sessions::shifted).toList();
            case MERGED -> masks.stream().map(m -> m.or(neighbour(m, masks))).toList();
            case MISSING -> masks.subList(0, (masks.size() + 1) / 2);
        };
    }

    private static Mask shifted(Mask m) {
        int by = (int) Math.max(2, Math.round(0.3 * Math.sqrt(m.area())));
        return m.translate(by, by).clip(SIDE, SIDE);
    }

    private static Mask neighbour(Mask of, List<Mask> masks) {
        Mask nearest = Mask.EMPTY;
        double least = Double.POSITIVE_INFINITY;
        for (Mask m : masks) {
            double dx = m.bounds().left()
                    + m.bounds().right()
                    - of.bounds().left()
                    - of.bounds().right();
            double dy = m.bounds().top()
                    + m.bounds().bottom()
                    - of.bounds().top()
                    - of.bounds().bottom();
            double d = Math.hypot(dx, dy);
            if (!m.equals(of) && !m.isEmpty() && d < least) {
                least = d;
                nearest = m;
            }
        }
        return nearest;
    }
}
