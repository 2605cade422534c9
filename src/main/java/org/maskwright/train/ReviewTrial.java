package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.auto.doubt.Continuity;
import org.maskwright.auto.doubt.Doubt;
import org.maskwright.auto.doubt.Evidence;
import org.maskwright.auto.doubt.Outliers;
import org.maskwright.auto.doubt.Questions;
import org.maskwright.auto.doubt.Steadiness;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Images;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Sam;

/// Tries the queue of doubt where the truth is known: gives whole images of a set labels of mixed quality and asks of
/// each what the window would ask. Tensor thread only.
public final class ReviewTrial {
    private final Sam sam;
    private final @Nullable Sam former;
    private final boolean series;
    private final Cancel cancel;

    /// @param former the version before, null for none
    /// @param series whether the images are frames of one series and ids are tracks
    public ReviewTrial(Sam sam, @Nullable Sam former, boolean series, Cancel cancel) {
        this.sam = sam;
        this.former = former;
        this.series = series;
        this.cancel = cancel;
    }

    /// Objects of one image at most, so that a crowded one does not count for all.
    private static final int MOST_EACH = 20;

    /// One label, what is known of it, and how good it is.
    ///
    /// @param kind how it came about
    /// @param iou with the truth
    public record Row(String image, int id, String kind, double iou, Evidence evidence, Doubt doubt) {}

    /// What was asked of a label while its image was there.
    private record Heard(MixedLabels.Label label, Steadiness steadiness, double versions) {}

    private record Frame(LabelledSet.Entry entry, Labels labels, List<Heard> heard) {}

    /// @param most images are taken, drawn by `seed`, until they hold so many objects; 0 for all
    /// @param progress is told how many images are done, of how many
    public List<Row> run(LabelledSet set, int most, long seed, BiConsumer<Integer, Integer> progress) {
        List<LabelledSet.Entry> chosen = choose(set, most, seed);
        var frames = new ArrayList<Frame>();
        for (LabelledSet.Entry entry : chosen) {
            frames.add(hear(entry, seed * 31 + frames.size()));
            progress.accept(frames.size(), chosen.size());
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < frames.size(); i++) {
            weigh(frames, i, rows);
        }
        return rows;
    }

    private static List<LabelledSet.Entry> choose(LabelledSet set, int most, long seed) {
        var all = new ArrayList<>(set.entries());
        if (most <= 0) {
            return all;
        }
        var order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed));
        var out = new ArrayList<LabelledSet.Entry>();
        for (int objects = 0; objects < most && out.size() < order.size(); ) {
            out.add(order.get(out.size()));
            objects += Math.min(MOST_EACH, Simulate.masks(out.getLast()).size());
        }
        out.sort(java.util.Comparator.comparingInt(all::indexOf));
        return out;
    }

    private Frame hear(LabelledSet.Entry entry, long seed) {
        Raster raster = Images.open(entry.image()).read(0, 0);
        Contrast window = Contrasts.window(raster, raster.channels() >= 3);
        Map<Integer, Mask> reference = Simulate.masks(entry);
        var heard = new ArrayList<Heard>();
        try (Embedding e = sam.encode(raster, window, cancel);
                Embedding before = former == null ? null : former.encode(raster, window, cancel)) {
            var annotator = new Annotator((prompts, previous) -> sam.predict(e, prompts, previous, cancel));
            var labels = new MixedLabels(annotator, seed, raster.width(), raster.height())
                    .of(reference, some(reference, seed));
            for (MixedLabels.Label l : labels) {
                Mask mask = l.instance().mask();
                List<List<Candidate>> answers = ask(sam, e, Questions.all(mask));
                double versions = former == null || before == null
                        ? Double.NaN
                        : ask(former, before, Questions.first(mask))
                                .getFirst()
                                .getFirst()
                                .mask()
                                .iou(answers.getFirst().getFirst().mask());
                heard.add(new Heard(l, Steadiness.of(mask, answers), versions));
            }
            return new Frame(entry, MixedLabels.labels(labels, raster.width(), raster.height()), heard);
        }
    }

    /// In a series all, so that each finds itself again.
    private Set<Integer> some(Map<Integer, Mask> reference, long seed) {
        var ids = new ArrayList<>(reference.keySet());
        Collections.shuffle(ids, new Random(seed));
        return Set.copyOf(series ? ids : ids.subList(0, Math.min(MOST_EACH, ids.size())));
    }

    private List<List<Candidate>> ask(Sam who, Embedding of, List<List<Prompt>> questions) {
        return questions.stream().map(q -> who.predict(of, q, null, cancel)).toList();
    }

    private void weigh(List<Frame> frames, int at, List<Row> rows) {
        Frame frame = frames.get(at);
        var deviations = Outliers.of(
                frame.heard().stream().map(h -> h.label().instance().mask()).toList());
        for (int i = 0; i < deviations.size(); i++) {
            Heard h = frame.heard().get(i);
            Instance instance = h.label().instance();
            Continuity continuity = series
                    ? Continuity.of(instance, labels(frames, at - 1), labels(frames, at + 1))
                    : Continuity.UNKNOWN;
            var evidence = new Evidence(
                    instance.provenance().predictedIou(), h.steadiness(), h.versions(), deviations.get(i), continuity);
            rows.add(new Row(
                    frame.entry().name(),
                    instance.id().value(),
                    h.label().kind().name().toLowerCase(java.util.Locale.ROOT),
                    instance.mask().iou(h.label().truth()),
                    evidence,
                    Doubt.of(evidence)));
        }
    }

    private static Optional<Labels> labels(List<Frame> frames, int at) {
        return at < 0 || at >= frames.size()
                ? Optional.empty()
                : Optional.of(frames.get(at).labels());
    }
}
