package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Contrast;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.sam.Depth;
import org.maskwright.sam.FormulaWeights;
import org.maskwright.sam.Sam;
import org.maskwright.train.TrainingSet.LabelledFrame;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Session;
import org.maskwright.worker.Training;

class FineTuneTest {
    private static final Discs PICTURE = Discs.of(320, 1);
    private static final TrainingSet HELD =
            new TrainingSet(List.of(Discs.of(192, 2).frame(1)));

    /// Runs a round to its end on the bundled model.
    private static List<Round> run(TrainingSet train, Recipe recipe) {
        Path weights = Discs.model();
        var told = new ArrayList<Round>();
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (Sam inUse = Sam.load(weights, "cpu");
                        var round = new FineTune(
                                () -> new HoldOut(train, HELD),
                                _ -> List.of(recipe),
                                1,
                                () -> Checkpoints.read(weights),
                                "cpu",
                                Runnable::run,
                                told::add)) {
                    double done = 0;
                    while (done < 1) {
                        double now = round.step(inUse);
                        assertThat(now).isGreaterThanOrEqualTo(done);
                        done = now;
                    }
                }
                return told;
            });
        }
        assertThat(told.getLast()).isInstanceOf(Round.Over.class);
        return told;
    }

    private static Round.Judged judged(List<Round> told) {
        return (Round.Judged) told.get(told.size() - 2);
    }

    @Test
    void aRoundOnGoodLabelsIsTakenOver() {
        var told = run(new TrainingSet(List.of(PICTURE.frame(0))), new Recipe(Depth.DECODER, 4, 20, 1e-4f));

        assertThat(told.getFirst()).isInstanceOf(Round.Before.class);
        Round.Judged end = judged(told);
        assertThat(end.verdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(end.before().objects()).isEqualTo(9).isEqualTo(end.after().objects());
        assertThat(end.after()).isNotEqualTo(end.before());
        assertThat(end.objects()).isEqualTo(25);
    }

    @Test
    void theEncoderLearnsToo() {
        var frame = PICTURE.frame(0);
        var few = new TrainingSet(List.of(frame.with(frame.masks().subList(0, 5))));

        Round.Judged end = judged(run(few, new Recipe(Depth.ALL, 2, 20, 3e-4f)));

        assertThat(end.weights().keySet())
                .contains("image_encoder.stem.0.conv.weight", "mask_decoder.mask_tokens.weight");
        assertThat(end.hash()).isNotEqualTo(end.parent());
        try (var lane = new Lane(Duration.ZERO)) {
            String hash = lane.call(() -> {
                try (Sam sam = Sam.load(Discs.model(), "cpu")) {
                    String encoder = sam.info().encoderHash();
                    sam.swap(end.weights());
                    assertThat(sam.info().encoderHash()).isNotEqualTo(encoder);
                    return sam.info().modelHash();
                }
            });
            assertThat(hash).isEqualTo(end.hash());
        }
    }

    /// Weights by formula know nothing, so that no recipe is enough: all that fit are tried, the deepest last.
    @Test
    @Tag("slow")
    void aNetworkOfTheReferenceGoesAsDeepAsItNeeds() {
        var base = FormulaWeights.tiny(0);
        var frame = PICTURE.frame(0);
        var few = new TrainingSet(List.of(frame.with(frame.masks().subList(0, 4))));
        var held = new TrainingSet(List.of(frame.with(frame.masks().subList(4, 9))));
        List<Recipe> recipes = List.of(
                new Recipe(Depth.ALL, 1, 600, 1e-4f),
                new Recipe(Depth.ADAPTERS, 1, 1e-3, 1e-4f),
                new Recipe(Depth.NECK, 1, 600, 1e-4f),
                new Recipe(Depth.DECODER, 1, 600, 1e-4f));
        var told = new ArrayList<Round>();
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (Sam inUse = Sam.of(base, "by formula", "cpu");
                        var round = new FineTune(
                                () -> new HoldOut(few, held),
                                _ -> recipes,
                                1,
                                () -> base,
                                "cpu",
                                Runnable::run,
                                told::add)) {
                    while (round.step(inUse) < 1) {}
                }
                return told;
            });
        }
        assertThat(told.stream().filter(Round.Point.class::isInstance)).hasSizeGreaterThanOrEqualTo(2);
        Round.Judged end = judged(told);
        assertThat(end.recipe())
                .contains("AdamW, 1 steps", "; left out", "low-rank adapters")
                .doesNotContain("everything");
        boolean neck = end.recipe().contains("and the encoder's neck, AdamW");
        assertThat(end.weights().containsKey("image_encoder.neck.0.weight")).isEqualTo(neck);
    }

    @Test
    void aPersonWhoNeverStopsClickingCannotKeepARoundFromEnding() throws Exception {
        Path weights = Discs.model();
        var told = new LinkedBlockingQueue<Round>();
        var replies = new LinkedBlockingQueue<Reply>();
        var clicks = new AtomicInteger();
        var frame = PICTURE.frame(0);
        var parts = new HoldOut(
                new TrainingSet(List.of(frame.with(frame.masks().subList(5, 25)))),
                new TrainingSet(List.of(frame.with(frame.masks().subList(0, 5)))));
        try (var session = new Session(1 << 28, Optional.empty(), Runnable::run, replies::add)) {
            session.submit(new Request.Load(weights));
            session.submit(new Request.Open(new Pictures(1, _ -> PICTURE.raster(), _ -> Contrast.NONE, Pictures.ALL)));
            session.submit(new Request.Encode(0));
            while (!(replies.take() instanceof Reply.Encoded)) {}
            var round = new FineTune(
                    () -> parts,
                    _ -> List.of(new Recipe(Depth.DECODER, 1, 20, 1e-4f)),
                    1,
                    () -> Checkpoints.read(weights),
                    "cpu",
                    Runnable::run,
                    told::add);
            session.submit(new Request.Train(new Training() {
                @Override
                public double step(Sam sam) {
                    var click = new Prompt.Click(clicks.incrementAndGet() % 320, 40, true);
                    session.submit(new Request.Predict(
                            Request.Predict.Kind.CLICK, 0, clicks.get(), clicks.get(), List.of(click), null));
                    return round.step(sam);
                }

                @Override
                public void close() {
                    round.close();
                }
            }));
            while (!(told.take() instanceof Round.Judged)) {}
        }
        assertThat(replies.stream().filter(Reply.Predicted.class::isInstance))
                .hasSizeGreaterThanOrEqualTo(clicks.get() - 1);
    }

    @Test
    void aRoundOnPoisonedLabelsIsRefusedWithItsFigures() {
        List<Mask> shifted = PICTURE.masks().stream()
                .map(m -> m.translate(24, 24).clip(PICTURE.side(), PICTURE.side()))
                .toList();
        LabelledFrame poisoned = PICTURE.frame(0).with(shifted);

        List<Round> told = run(new TrainingSet(List.of(poisoned)), new Recipe(Depth.DECODER, 30, 300, 1e-2f));
        Round.Judged end = judged(told);

        assertThat(end.verdict()).as("%s -> %s", end.before(), end.after()).isEqualTo(Verdict.REFUSED);
        assertThat(told.stream().filter(Round.Judged.class::isInstance)).hasSize(1);
        assertThat(end.objections()).extracting(Objection::kind).contains(Objection.Kind.FORGOTTEN);
        assertThat(end.after()).isNotEqualTo(end.before());
    }
}
