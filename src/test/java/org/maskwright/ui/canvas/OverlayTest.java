package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;

class OverlayTest {
    private static final int W = 200;
    private static final int H = 1100; // three strips
    private static final Overlay NOTHING = new Overlay(false, false, false, false, 0, 0.24);

    private static CanvasScene.Picture grey(int level) {
        byte[] samples = new byte[W * H];
        Arrays.fill(samples, (byte) level);
        return CanvasScene.Picture.of(Raster.ofBytes(W, H, 1, samples), Contrast.NONE);
    }

    private static Instance disc(int id, Instance.State state, double x, double y, double r) {
        Mask mask = Shapes.brush(new double[] {x, y}, r).clip(W, H);
        return new Instance(new InstanceId(id), mask, new TrackId(id), state, id, Provenance.imported(Instant.EPOCH));
    }

    private static int rgb(Raster r, int x, int y) {
        return (int) r.sample(0, x, y) << 16 | (int) r.sample(1, x, y) << 8 | (int) r.sample(2, x, y);
    }

    private static long changed(Raster r, int grey) {
        return IntStream.range(0, W * H)
                .filter(i -> rgb(r, i % W, i / W) != grey * 0x010101)
                .count();
    }

    @Test
    void withoutAnythingDrawnItIsThePicture() {
        Labels labels = Labels.empty(W, H).with(disc(1, Instance.State.ACCEPTED, 100, 512, 40));
        Raster painted = NOTHING.paint(grey(70), labels, Calibration.NONE);
        assertThat(painted.width()).isEqualTo(W);
        assertThat(painted.height()).isEqualTo(H);
        assertThat(changed(painted, 70)).isZero();
    }

    @Test
    void fillsCoverTheMaskAndOutlinesItsEdgeAcrossStrips() {
        Instance disc = disc(3, Instance.State.LOCKED, 100, 512, 40); // on the border of two strips
        Labels labels = Labels.empty(W, H).with(disc);
        var fills = new Overlay(false, true, false, false, 0, 1).paint(grey(0), labels, Calibration.NONE);
        int own = LabelColours.rgb(3, false);
        assertThat(rgb(fills, 100, 511)).isEqualTo(own);
        assertThat(rgb(fills, 100, 512)).isEqualTo(own);
        assertThat(changed(fills, 0)).isEqualTo(disc.mask().area());
        var outlines = new Overlay(true, false, false, false, 2, 0.24).paint(grey(0), labels, Calibration.NONE);
        assertThat(rgb(outlines, 100, 512)).as("inside").isZero();
        assertThat(rgb(outlines, 60, 512)).as("on the edge, below the border").isNotZero();
        assertThat(rgb(outlines, 60, 511)).as("on the edge, above the border").isNotZero();
        assertThat(changed(outlines, 0)).isBetween(400L, 1100L);
    }

    @Test
    void onlyAcceptedObjectsAreDrawn() {
        Labels labels = Labels.empty(W, H)
                .with(disc(1, Instance.State.PROPOSED, 50, 50, 20))
                .with(disc(2, Instance.State.REJECTED, 150, 50, 20));
        assertThat(changed(Overlay.USUAL.paint(grey(30), labels, Calibration.NONE), 30))
                .as("the scale bar alone")
                .isLessThan(2500);
    }

    @Test
    void theScaleBarIsAsLongAsItSays() {
        var bar = new Overlay(false, false, false, true, 0, 0.24);
        Raster painted = bar.paint(grey(0), Labels.empty(W, H), new Calibration(0.25, 0.5, "µm")); // 20 µm are 80 px
        int y = H - 18;
        long white = IntStream.range(0, W)
                .filter(x -> rgb(painted, x, y) == 0xFFFFFF)
                .count();
        assertThat(white).isEqualTo(80);
    }

    @Test
    void numbersStandOnTheirObjects() {
        Labels labels = Labels.empty(W, H).with(disc(7, Instance.State.ACCEPTED, 100, 300, 30));
        Raster painted = new Overlay(false, false, true, false, 0, 0.24).paint(grey(0), labels, Calibration.NONE);
        long near = IntStream.range(0, 40 * 40)
                .filter(i -> rgb(painted, 80 + i % 40, 280 + i / 40) == 0xFFFFFF)
                .count();
        assertThat(near).isBetween(5L, 200L);
        assertThat(changed(painted, 0)).isLessThan(200);
    }

    @Test
    void aPictureOfOnePixelAndManyObjectsAreNoTrouble() {
        Raster one = Raster.ofFloats(1, 1, 1, new float[] {Float.NaN});
        var picture = CanvasScene.Picture.of(one, new Contrast(0, 1));
        assertThat(rgb(Overlay.USUAL.paint(picture, Labels.empty(1, 1), Calibration.NONE), 0, 0))
                .isZero();
        Labels many = Labels.empty(W, H);
        for (int i = 0; i < 1500; i++) {
            many = many.with(disc(i + 1, Instance.State.ACCEPTED, i % 25 * 8, i / 25 * 18, 5)
                    .withTrack(new TrackId(1), i % 18));
        }
        Raster painted = new Overlay(true, false, false, false, 1.5, 0.24).paint(grey(0), many, Calibration.NONE);
        assertThat(IntStream.range(0, 60)
                        .filter(r -> rgb(painted, 93 + 1, 18 * r) != 0
                                || rgb(painted, 91, 18 * r) != 0
                                || rgb(painted, 93, 18 * r) != 0)
                        .count())
                .as("every row has its outlines, however many there are")
                .isEqualTo(60);
        assertThatIllegalArgumentException().isThrownBy(() -> new Overlay(true, true, true, true, -1, 0.2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Overlay(true, true, true, true, 1, Double.NaN));
    }
}
