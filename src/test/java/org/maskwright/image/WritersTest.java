package org.maskwright.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ij.ImagePlus;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we write is read by ImageJ, which shares no code with us, and by ourselves.
class WritersTest {
    @TempDir
    Path folder;

    @Test
    void labelsKeepEveryIdIn16BitGrey() {
        int[] ids = new int[701 * 333];
        var random = new Random(7);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % 701 < 200 ? 0 : i / 5000 * 997 % 65536;
        }
        for (int i = 0; i < 3000; i++) { // noise fills the code table of LZW several times
            ids[random.nextInt(ids.length)] = random.nextInt(65536);
        }
        ids[0] = 1;
        ids[ids.length - 1] = 65535;
        Path file = folder.resolve("man_seg é 000.tif");
        LabelTiff.write(file, 701, 333, ids);

        assertThat(Images.readLabels(file)).isEqualTo(new LabelImage(701, 333, ids));
        ImagePlus theirs = new Opener().openImage(file.toString());
        assertThat(theirs.getBitDepth()).isEqualTo(16);
        assertThat(theirs.getStackSize()).isEqualTo(1);
        var pixels = (ShortProcessor) theirs.getProcessor();
        for (int i = 0; i < ids.length; i++) {
            assertThat(pixels.get(i)).isEqualTo(ids[i]);
        }
    }

    @Test
    void theSmallestLabelImageHasOnePixel() {
        Path file = folder.resolve("one.tif");
        LabelTiff.write(file, 1, 1, new int[] {9});
        assertThat(Images.readLabels(file).id(0, 0)).isEqualTo(9);
    }

    @Test
    void noiseOfEveryLengthSurvivesPacking() throws Exception {
        var random = new Random(3);
        for (int n : new int[] {1, 2, 255, 256, 257, 4000, 4094, 70_000}) {
            byte[] in = new byte[n];
            random.nextBytes(in);
            try (var out = new LzwStream(LzwPacker.pack(in, 0, n))) {
                assertThat(out.readAllBytes()).as("%d bytes", n).isEqualTo(in);
            }
        }
    }

    @Test
    void anIdAbove16BitsIsRefused() {
        assertThatThrownBy(() -> LabelTiff.write(folder.resolve("x.tif"), 1, 1, new int[] {65536}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labelStacksHaveAPageForEachSlice() {
        Path file = folder.resolve("stack.tif");
        LabelTiff.writeStack(file, 2, 1, List.of(new int[] {0, 1}, new int[] {2, 3}));
        assertThat(Images.readLabels(file, 1)).isEqualTo(new LabelImage(2, 1, new int[] {2, 3}));
        assertThat(new Opener().openImage(file.toString()).getStackSize()).isEqualTo(2);
    }

    @Test
    void greyRastersSurviveAsTiffAndPng() {
        var bytes = Raster.ofBytes(3, 2, 1, new byte[] {0, 1, 2, 100, (byte) 200, (byte) 255});
        var shorts = Raster.ofShorts(2, 2, 1, new short[] {0, 256, (short) 40_000, -1});
        for (Raster r : List.of(bytes, shorts)) {
            RasterFile.writeTiff(folder.resolve("t.tif"), r);
            RasterFile.writePng(folder.resolve("t.png"), r);
            assertThat(Images.open(folder.resolve("t.tif")).read(0, 0)).isEqualTo(r);
            assertThat(Images.open(folder.resolve("t.png")).read(0, 0)).isEqualTo(r);
        }
        RasterFile.writeTiff(folder.resolve("t.tif"), bytes);
        var theirs = (ByteProcessor)
                new Opener().openImage(folder.resolve("t.tif").toString()).getProcessor();
        assertThat(theirs.get(4)).isEqualTo(200);
    }

    @Test
    void thePixelSizeSurvivesAsTiffAlsoForImageJ() {
        var rgb = Raster.ofBytes(2, 1, 3, new byte[] {10, 20, 30, 40, 50, 60});
        Path file = folder.resolve("c.tif");
        for (var size : List.of(
                new Calibration(0.65, "µm"),
                new Calibration(1234.5, 2, "nm"),
                new Calibration(2.5e-7, "Å"),
                new Calibration(3, "mm"))) {
            RasterFile.writeTiff(file, size, rgb);
            var stack = Images.open(file);
            assertThat(stack.read(0, 0)).isEqualTo(rgb);
            assertThat(stack.calibration().unit()).isEqualTo(size.unit());
            assertThat(stack.calibration().pixelSize()).isCloseTo(size.pixelSize(), withinPercentage(1e-3));
            assertThat(stack.calibration().pixelHeight()).isCloseTo(size.pixelHeight(), withinPercentage(1e-3));
            var theirs = new Opener().openImage(file.toString()).getCalibration();
            assertThat(theirs.pixelWidth).isCloseTo(size.pixelSize(), withinPercentage(1e-3));
            assertThat(theirs.pixelHeight).isCloseTo(size.pixelHeight(), withinPercentage(1e-3));
            assertThat(theirs.getUnit()).isEqualTo(size.unit());
        }
    }

    @Test
    void colourSurvivesAsPng() {
        var rgb = Raster.ofBytes(2, 1, 3, new byte[] {10, 20, 30, 40, 50, 60});
        RasterFile.writePng(folder.resolve("c.png"), rgb);
        var stack = Images.open(folder.resolve("c.png"));
        assertThat(stack.isColour()).isTrue();
        assertThat(stack.read(0, 0)).isEqualTo(rgb);
    }
}
