package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;

/// The search with the model that ships, on bright discs.
class FinderTest {
    private static final int SIDE = 256;

    @BeforeEach
    void loadEngine() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    private static Mask disc(int cx, int cy, int radius) {
        return Mask.of(SIDE, SIDE, i -> Math.hypot(i % SIDE - cx, i / SIDE - cy) <= radius);
    }

    private static Raster picture(List<Mask> discs) {
        var random = new SplittableRandom(5);
        float[] samples = new float[SIDE * SIDE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 20 + 6 * (float) random.nextGaussian();
        }
        discs.forEach(d -> d.forEachRun((y, x0, x1) -> {
            for (int x = x0; x < x1; x++) {
                samples[y * SIDE + x] += 140;
            }
        }));
        return Raster.ofFloats(SIDE, SIDE, 1, samples);
    }

    @Test
    void findsDiscsOfSeveralSizesInSteps() {
        var discs =
                List.of(disc(40, 40, 7), disc(120, 50, 14), disc(70, 150, 28), disc(200, 190, 20), disc(220, 40, 10));
        try (Sam sam = Sam.load(Path.of("models/maskwright-2.safetensors"), "cpu");
                Embedding embedding = sam.encode(picture(discs), new Contrast(0, 200), new Cancel())) {
            Finder finder = Finder.of(sam, embedding);
            double done = 0;
            while (done < 1) {
                double next = finder.step(embedding);
                assertThat(next).isGreaterThan(done);
                done = next;
            }
            var found = finder.found();
            for (Mask disc : discs) {
                assertThat(found)
                        .filteredOn(p -> p.mask().iou(disc) > 0.75)
                        .isNotEmpty()
                        .allSatisfy(p -> assertThat(p.confidence()).isGreaterThan(0.5f));
            }
        }
    }

    /// A disc on each seam, a crossing included.
    @Test
    void anObjectCutByTheBorderOfAPartComesOutWhole() {
        var discs = List.of(disc(128, 128, 12), disc(128, 40, 9), disc(60, 128, 15), disc(210, 215, 10));
        Raster picture = picture(discs);
        try (Sam sam = Sam.load(Path.of("models/maskwright-2.safetensors"), "cpu");
                Embedding whole = encoded(sam, picture, Mosaic.Parts.NORMAL);
                Embedding parts = encoded(sam, picture, new Mosaic.Parts(256, 96))) {
            assertThat(parts.bytes()).isEqualTo(whole.bytes());
            var expected = Finder.all(sam, whole, new Cancel());
            var found = Finder.all(sam, parts, new Cancel());
            for (Mask disc : discs) {
                Mask best = best(found, disc);
                assertThat(best.iou(disc)).isGreaterThan(0.75);
                assertThat(best.iou(best(expected, disc))).isGreaterThan(0.95);
            }
        }
    }

    private static Mask best(List<Proposal> found, Mask disc) {
        return found.stream()
                .map(Proposal::mask)
                .max(java.util.Comparator.comparingDouble(m -> m.iou(disc)))
                .orElseThrow();
    }

    private static Embedding encoded(Sam sam, Raster picture, Mosaic.Parts parts) {
        var encoding = new ScaledEncoding(sam.network(), sam.network().manager(), picture, new Contrast(0, 200), parts);
        while (!encoding.step()) {
            assertThat(encoding.isComplete()).isFalse();
        }
        return encoding.embedding();
    }

    @Test
    void anEmptyPictureIsSearchedToTheEnd() {
        try (Sam sam = Sam.random(3);
                Embedding embedding =
                        sam.encode(Raster.ofFloats(64, 48, 1, new float[64 * 48]), Contrast.NONE, new Cancel())) {
            Finder finder = Finder.of(sam, embedding);
            while (finder.step(embedding) < 1) {
                assertThat(finder.found()).isNotNull();
            }
        }
    }

    @Test
    void aGridAsksEverywhere() {
        var discs = List.of(disc(70, 150, 28));
        try (Sam sam = Sam.load(Path.of("models/maskwright-2.safetensors"), "cpu");
                Embedding embedding = sam.encode(picture(discs), new Contrast(0, 200), new Cancel())) {
            Finder finder = new GridFinder(sam, SIDE, SIDE, new GridFinder.Grid(6, 0.8f, 0.8f));
            while (finder.step(embedding) < 1) {
                assertThat(finder.found()).isNotNull();
            }
            assertThat(finder.found())
                    .allSatisfy(p -> assertThat(p.predictedIou()).isGreaterThanOrEqualTo(0.8f))
                    .anySatisfy(p -> assertThat(p.mask().iou(discs.getFirst())).isGreaterThan(0.75));
        }
    }
}
