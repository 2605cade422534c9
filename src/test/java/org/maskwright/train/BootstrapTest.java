package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Sam;
import org.maskwright.train.Bootstrap.Word;
import org.maskwright.worker.Lane;

/// On pictures of discs, with the model that ships and one step of learning.
class BootstrapTest {
    private static final int SIDE = 192;
    private static final HeadLesson.Recipe SHORT = new HeadLesson.Recipe(1, 1e-4f);

    private static Page page(Discs discs, List<Mask> masks, boolean complete, boolean bright) {
        return new Page(() -> bright ? discs.raster() : inverted(discs.raster()), () -> Contrast.NONE, masks, complete);
    }

    private static Raster inverted(Raster raster) {
        float[] plane = raster.channel(0);
        byte[] out = new byte[plane.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (255 - (int) plane[i]);
        }
        return Raster.ofBytes(raster.width(), raster.height(), 1, out);
    }

    private static List<Word> run(SearchSet labels, List<Page> unlabelled, int rounds, HeadLesson.Recipe recipe) {
        Path weights = Discs.model();
        var told = new ArrayList<Word>();
        try (var lane = new Lane(Duration.ZERO)) {
            lane.call(() -> {
                try (Sam inUse = Sam.load(weights, "cpu");
                        var work = new Bootstrap(labels, unlabelled, rounds, recipe, 1, told::add)) {
                    String before = inUse.info().modelHash();
                    double done = 0;
                    while (done < 1) {
                        double now = work.step(inUse);
                        assertThat(now).isGreaterThanOrEqualTo(done);
                        done = now;
                    }
                    inUse.refresh(Depth.ALL);
                    assertThat(inUse.info().modelHash()).isEqualTo(before);
                }
                return told;
            });
        }
        assertThat(told.removeLast()).isInstanceOf(Word.Over.class);
        return told;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void brightAndDarkParticlesAreKeptAndTheirBandsIgnored(boolean bright) {
        Discs discs = Discs.of(SIDE, 3);
        var none = new SearchSet(List.of(), List.of());

        var told = run(none, List.of(page(discs, List.of(), false, bright)), 3, SHORT);

        WeakLabels certain = ((Word.Labelled) told.getFirst()).labels();
        assertThat(certain.kept())
                .isNotEmpty()
                .allSatisfy(m -> assertThat(discs.masks()).anyMatch(d -> d.iou(m) > 0.8));
        int[] ids = certain.ids(SIDE, SIDE);
        Mask first = certain.kept().getFirst();
        assertThat(ids[
                        first.bounds().top() * SIDE
                                + (first.bounds().left() + first.bounds().right()) / 2])
                .isEqualTo(Example.IGNORED);
        Word.Done end = (Word.Done) told.getLast();
        assertThat(end.kept()).isTrue();
        assertThat(end.before()).isNaN();
        assertThat(end.head()).isNotEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void aHeadThatFindsLessIsRefusedWithItsFigures() {
        Discs discs = Discs.of(SIDE, 3);
        // The ground is labelled as objects and the objects as ground.
        Mask corner = Mask.of(SIDE, SIDE, i -> discs.masks().stream().noneMatch(m -> m.contains(i % SIDE, i / SIDE)));
        var poisoned = new SearchSet(
                List.of(page(discs, List.of(corner), true, true)), List.of(page(discs, discs.masks(), true, true)));

        var told = run(poisoned, List.of(), 0, new HeadLesson.Recipe(4, 2e-2f));

        Word.Scored before = (Word.Scored) told.getFirst();
        Word.Done end = (Word.Done) told.getLast();
        assertThat(before.ap()).isGreaterThan(0.8).isEqualTo(end.before());
        assertThat(end.after()).isLessThan(end.before());
        assertThat(end.kept()).isFalse();
        assertThat(end.head()).isEmpty();
        assertThat(end.words()).contains("refused");
    }

    @Test
    void framesThatAreNotCompleteTeachInsideTheirObjectsAloneAndJudgeNothing() {
        Discs discs = Discs.of(SIDE, 3);
        Page open = page(discs, discs.masks().subList(0, 2), false, true);
        var set = SearchSet.of(List.of(open), SIDE, SIDE, 1);

        assertThat(set.held()).isEmpty();
        assertThat(set.ifEnough()).isEmpty();
        Example example = open.sheet().example();
        assertThat(example.id(0, 0)).isEqualTo(Example.IGNORED);
        assertThat(example.items()).hasSize(2);
    }

    @Test
    void ofASingleCompleteFrameAThirdIsHeldOut() {
        Discs discs = Discs.of(SIDE, 3);
        var set = SearchSet.of(List.of(page(discs, discs.masks(), true, true)), SIDE, SIDE, 1);

        assertThat(set.train().getFirst().raster().get().width()).isEqualTo(128);
        assertThat(set.held().getFirst().raster().get().width()).isEqualTo(64);
        assertThat(set.train().getFirst().masks()).hasSize(6);
        assertThat(set.held().getFirst().masks()).hasSize(3);
    }
}
