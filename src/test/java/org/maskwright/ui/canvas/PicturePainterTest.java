package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.ui.canvas.CanvasScene.Channel;
import org.maskwright.ui.canvas.CanvasScene.Picture;

class PicturePainterTest {
    private static final Raster RAMP = Raster.ofShorts(4, 1, 1, new short[] {0, 1000, 2000, (short) 40_000});

    @Test
    void samplesGoThroughTheContrastWindow() {
        Pixels out = paint(Picture.of(RAMP, new Contrast(0, 2000)), new Viewport(4, 1, 4, 1, 1, 0, 0));
        assertThat(grey(out, 0, 0)).isZero();
        assertThat(grey(out, 1, 0)).isCloseTo(127, within(1));
        assertThat(grey(out, 2, 0)).isEqualTo(255);
        assertThat(grey(out, 3, 0)).as("unsigned").isEqualTo(255);
    }

    @Test
    void gammaBendsInsideTheWindow() {
        var picture = new Picture(RAMP, List.of(new Channel(0, ColourMap.GREY)), new Contrast(0, 2000), 2, false);
        Pixels out = paint(picture, new Viewport(4, 1, 4, 1, 1, 0, 0));
        assertThat(grey(out, 1, 0)).isCloseTo(64, within(1));
        assertThat(grey(out, 2, 0)).isEqualTo(255);
    }

    @Test
    void abovePercent100PixelsAreSquares() {
        Pixels out = paint(Picture.of(RAMP, new Contrast(0, 2000)), new Viewport(16, 4, 4, 1, 4, 0, 0));
        for (int x = 0; x < 16; x++) {
            for (int y = 0; y < 4; y++) {
                assertThat(grey(out, x, y)).isEqualTo(grey(out, x / 4 * 4, 0));
            }
        }
    }

    @Test
    void belowPercent100PixelsAreMixed() {
        byte[] checks = new byte[64 * 64];
        for (int i = 0; i < checks.length; i++) {
            checks[i] = (byte) ((i % 64 + i / 64) % 2 == 0 ? 200 : 0);
        }
        Picture picture = Picture.of(Raster.ofBytes(64, 64, 1, checks), Contrast.NONE);
        var half = new Viewport(32, 32, 64, 64, 0.5, 0, 0);
        var out = new Pixels(32, 32);
        new PicturePainter().paint(out, out.bounds(), half, picture, halved(picture.raster()));
        assertThat(grey(out, 16, 16)).isCloseTo(100, within(2));
    }

    private static Pyramid halved(Raster raster) {
        byte[] mean = new byte[32 * 32];
        java.util.Arrays.fill(mean, (byte) 100);
        return new Pyramid(List.of(raster, Raster.ofBytes(32, 32, 1, mean)));
    }

    @Test
    void thePyramidHoldsMeansOfTwoByTwo() {
        float[] values = new float[600 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 600 < 300 ? 8 : 4;
        }
        Pyramid p = Pyramid.of(Raster.ofFloats(600, 3, 1, values));
        assertThat(p.levels()).hasSize(3);
        Raster half = p.levels().get(1);
        assertThat(half.width()).isEqualTo(300);
        assertThat(half.height()).isEqualTo(2);
        assertThat(half.sample(0, 149, 1)).isEqualTo(8);
        assertThat(half.sample(0, 150, 1)).isEqualTo(4);
        assertThat(p.levelFor(1)).isZero();
        assertThat(p.levelFor(0.51)).isZero();
        assertThat(p.levelFor(0.5)).isEqualTo(1);
        assertThat(p.levelFor(0.01)).isEqualTo(2);
    }

    @Test
    void channelsAddUp() {
        Raster rgb = Raster.ofBytes(1, 1, 3, new byte[] {(byte) 255, 100, 0});
        Pixels out = paint(Picture.of(rgb, Contrast.NONE), new Viewport(1, 1, 1, 1, 1, 0, 0));
        assertThat(out.array()[0]).isEqualTo(0xFFFF6400);
    }

    @Test
    void aroundThePictureNothingIsPainted() {
        Pixels out = paint(Picture.of(RAMP, new Contrast(0, 2000)), new Viewport(10, 3, 4, 1, 1, 3, 1));
        assertThat(out.array()[out.index(2, 1)]).isZero();
        assertThat(out.array()[out.index(3, 1)]).isEqualTo(0xFF000000);
        assertThat(out.array()[out.index(6, 1)]).isEqualTo(0xFFFFFFFF);
        assertThat(out.array()[out.index(7, 1)]).isZero();
        assertThat(out.array()[out.index(5, 0)]).isZero();
        assertThat(out.array()[out.index(5, 2)]).isZero();
    }

    private static Pixels paint(Picture picture, Viewport v) {
        var out = new Pixels((int) v.width(), (int) v.height());
        new PicturePainter().paint(out, out.bounds(), v, picture, Pyramid.flat(picture.raster()));
        return out;
    }

    private static int grey(Pixels p, int x, int y) {
        int c = p.array()[p.index(x, y)];
        assertThat(c >>> 24).isEqualTo(255);
        assertThat((c >> 16) & 0xFF).isEqualTo(c & 0xFF);
        return c & 0xFF;
    }
}
