package org.maskwright.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;

class ImagesTest {
    @TempDir
    Path folder;

    private static Raster grey(int value, int size) {
        byte[] b = new byte[size * size];
        java.util.Arrays.fill(b, (byte) value);
        return Raster.ofBytes(size, size, 1, b);
    }

    private Path write(String name, int value) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        RasterFile.writeTiff(path, grey(value, 4));
        return path;
    }

    @Test
    void aSequenceKnowsItsNumbersAndOrder() throws IOException {
        write("01/t0010.tif", 10);
        write("01/t0002.TIF", 2);
        write("01/notes.txt.tif", 0);
        Files.delete(folder.resolve("01/notes.txt.tif"));
        Files.writeString(folder.resolve("01/notes.txt"), "no image");
        write("01_GT/SEG/man_seg0002.tif", 1);

        var stack = Images.open(folder);

        assertThat(stack.name()).isEqualTo(folder.getFileName() + " 01");
        assertThat(stack.isSeries()).isTrue();
        assertThat(stack.frames()).containsExactly(new Frame(0, 2, "t0002"), new Frame(1, 10, "t0010"));
        assertThat(stack.read(1, 0)).isEqualTo(grey(10, 4));
    }

    @Test
    void severalSequencesAreOpenedOneByOne() throws IOException {
        write("02/t000.tif", 1);
        write("01/t000.tif", 1);
        assertThat(Images.sequences(folder)).containsExactly(folder.resolve("01"), folder.resolve("02"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Images.open(folder))
                .withMessageContaining("01, 02");
    }

    @Test
    void unlikeNamesOrSizesAreASet() throws IOException {
        write("a/cell one.tif", 1);
        write("a/other.tif", 2);
        assertThat(Images.open(folder.resolve("a")).isSeries()).isFalse();

        write("b/f1.tif", 1);
        RasterFile.writeTiff(folder.resolve("b/f2.tif"), grey(1, 5));
        var mixed = Images.open(folder.resolve("b"));
        assertThat(mixed.isSeries()).isFalse();
        assertThat(mixed.plane(1)).isEqualTo(new PlaneInfo(5, 5, 1, SampleType.UINT8));

        write("c/f1.tif", 1);
        write("c/f2.tif", 1);
        assertThat(Images.open(folder.resolve("c")).isSeries()).isTrue();
        assertThat(Images.openSet(folder.resolve("c")).isSeries()).isFalse();
    }

    @Test
    void theBowlLayoutOpensItsImages() throws IOException {
        for (String id : new String[] {"0b", "0a"}) {
            Files.createDirectories(folder.resolve(id + "/images"));
            Files.createDirectories(folder.resolve(id + "/masks"));
            RasterFile.writePng(folder.resolve(id + "/images/" + id + ".png"), grey(5, 3));
            RasterFile.writePng(folder.resolve(id + "/masks/m.png"), grey(255, 3));
        }
        var stack = Images.open(folder);
        assertThat(stack.frames()).extracting(Frame::name).containsExactly("0a", "0b");
        assertThat(stack.files(0)).containsExactly(folder.resolve("0a/images/0a.png"));
    }

    @Test
    void aDamagedFileKeepsItsPlaceAndSaysWhyWhenRead() throws IOException {
        write("s/t0.tif", 1);
        write("s/t2.tif", 1);
        byte[] whole = Files.readAllBytes(folder.resolve("s/t0.tif"));
        Files.write(folder.resolve("s/t1.tif"), java.util.Arrays.copyOf(whole, whole.length - 40));
        var stack = Images.open(folder.resolve("s"));
        assertThat(stack.frames()).hasSize(3);
        assertThat(stack.isSeries()).isTrue();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> stack.read(1, 0))
                .withMessageContaining("t1.tif")
                .satisfies(p -> assertThat(p.code()).isEqualTo("image.truncated"));
        assertThat(stack.read(2, 0)).isEqualTo(grey(1, 4));
    }

    @Test
    void pagesWithoutMeaningAreTimePoints() {
        Path file = folder.resolve("movie.ome.tif");
        RasterFile.writeTiff(file, grey(1, 4), grey(2, 4), grey(3, 4));
        var stack = Images.open(file);
        assertThat(stack.name()).isEqualTo("movie");
        assertThat(stack.frames()).hasSize(3);
        assertThat(stack.depth()).isEqualTo(1);
        assertThat(stack.read(2, 0)).isEqualTo(grey(3, 4));
    }

    @Test
    void whatIsNoImageIsSaidInWords() throws IOException {
        Path text = Files.writeString(folder.resolve("readme.tif"), "hello");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Images.open(text))
                .satisfies(p -> assertThat(p.code()).isEqualTo("image.kind"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Images.open(folder.resolve("gone.tif")))
                .satisfies(p -> assertThat(p.code()).isEqualTo("image.missing"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Images.open(Files.createDirectory(folder.resolve("empty"))))
                .satisfies(p -> assertThat(p.code()).isEqualTo("image.noImages"));
    }

    @Test
    void imageJAndOmeAxesAreUnderstood() {
        var j = StackAxes.of(
                "ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nunit=\\u00B5m\nspacing=2.0\n",
                12,
                pixelsTo(4, 4, 1));
        assertThat(j).isEqualTo(new StackAxes(2, 3, 2, "czt", new Calibration(0.25, "µm")));
        assertThat(j.page(1, 2, 1)).isEqualTo(11);

        var ome = StackAxes.of("""
                <?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0">
                <Pixels ID="Pixels:0" DimensionOrder="XYZCT" SizeC="2" SizeZ="3" SizeT="1" SizeX="4" SizeY="4"
                PhysicalSizeX="0.65" PhysicalSizeXUnit="µm"/></Image></OME>""", 6, pixelsTo(Double.NaN, Double.NaN, 1));
        assertThat(ome).isEqualTo(new StackAxes(2, 3, 1, "zct", new Calibration(0.65, "µm")));
        assertThat(ome.page(1, 0, 0)).isEqualTo(3);

        assertThat(StackAxes.of(null, 5, pixelsTo(72, 72, 2)))
                .isEqualTo(new StackAxes(1, 1, 5, "czt", Calibration.NONE));
        assertThat(StackAxes.of(null, 1, pixelsTo(20_000, 20_000, 3)).calibration())
                .isEqualTo(new Calibration(0.5, "µm"));
    }

    private static StackAxes.Resolution pixelsTo(double across, double down, int unit) {
        return new StackAxes.Resolution(across, down, unit);
    }

    @Test
    void aPixelMayBeHigherThanWide() {
        assertThat(StackAxes.of(null, 1, pixelsTo(20_000, 10_000, 3)).calibration())
                .isEqualTo(new Calibration(0.5, 1, "µm"));
        assertThat(StackAxes.of("ImageJ=1.53t\nimages=1\nunit=nm\n", 1, pixelsTo(2, 4, 1))
                        .calibration())
                .isEqualTo(new Calibration(0.5, 0.25, "nm"));
        assertThat(StackAxes.of(null, 1, pixelsTo(20_000, Double.NaN, 3))
                        .calibration()
                        .isSquare())
                .isTrue();
        String ome = "<OME><Pixels PhysicalSizeX=\"0.5\" PhysicalSizeY=\"%s\" PhysicalSizeYUnit=\"%s\"/></OME>";
        var none = pixelsTo(Double.NaN, Double.NaN, 1);
        assertThat(StackAxes.of(ome.formatted("0.25", "um"), 1, none).calibration())
                .isEqualTo(new Calibration(0.5, 0.25, "µm"));
        assertThat(StackAxes.of(ome.formatted("250", "nm"), 1, none).calibration())
                .as("units that differ are not understood, so the pixel counts as square")
                .isEqualTo(new Calibration(0.5, "µm"));
        assertThat(StackAxes.of(ome.formatted("-1", "µm"), 1, none)
                        .calibration()
                        .isSquare())
                .isTrue();
    }

    @Test
    void numbersSortAsNumbers() {
        assertThat(java.util.stream.Stream.of("t10", "T9", "t010", "a", "t2").sorted(NaturalOrder.BY_NAME))
                .containsExactly("a", "t2", "T9", "t010", "t10");
    }
}
