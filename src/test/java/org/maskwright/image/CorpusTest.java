package org.maskwright.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.Problem;

/// Walks real TIFFs of every sort: each is read with the shape that a common reader gives, or refused in one line.
class CorpusTest {
    private static final Set<String> MUST = Set.of("uint8", "uint16", "float32");

    /// Deeper files that a common reader narrows to 8 bits; here they stay as stored.
    private static final Set<String> NARROWED = Set.of(
            "pillow__tiff_16bit_RGBa.tiff",
            "pillow__tiff_strip_planar_16bit_RGBa.tiff",
            "pillow__tiff_tiled_planar_16bit_RGB.tiff");

    @ParameterizedTest
    @ValueSource(strings = {"microscopy_tiffs", "tiff_corpus"})
    void readsOrRefuses(String corpus) throws IOException {
        Path folder = Path.of("../shared/data", corpus);
        assumeTrue(Files.isDirectory(folder), folder + " is not here");
        int must = 0;
        var refused = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        int read = 0;
        for (var row : manifest(folder.resolve("MANIFEST.csv"))) {
            String file = row.file;
            boolean wanted = row.decodes && MUST.contains(row.dtype);
            must += wanted ? 1 : 0;
            try {
                var info = ImageInfo.of(folder.resolve(file));
                read++;
                boolean typed = !wanted
                        || NARROWED.contains(file)
                        || info.type().name().toLowerCase(Locale.ROOT).equals(row.dtype);
                if (row.decodes && !(typed && shape(info).equals(shape(row.shape)))) {
                    wrong.add(file + " " + row.shape + " " + info);
                }
            } catch (Problem p) {
                assertThat(p.getMessage()).as(file).isNotBlank().doesNotContain("\n");
                if (wanted) {
                    refused.add(file);
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "%s: %d read; of %d that must be read, refused %s%n", corpus, read, must, refused);
        assertThat(wrong).isEmpty();
        assertThat(refused.size() * 100).as("refused: %s", refused).isLessThanOrEqualTo(must * 3);
    }

    /// The JDK's own TIFF reader shares no code with ours: where it reads a file, sample for sample the same.
    @ParameterizedTest
    @ValueSource(strings = {"microscopy_tiffs", "tiff_corpus"})
    void agreesWithTheJdk(String corpus) throws IOException {
        Path folder = Path.of("../shared/data", corpus);
        assumeTrue(Files.isDirectory(folder), folder + " is not here");
        int compared = 0;
        var unlike = new ArrayList<String>();
        for (var row : manifest(folder.resolve("MANIFEST.csv"))) {
            Path path = folder.resolve(row.file);
            boolean comparable = row.decodes && isPlain(path);
            var theirs = comparable ? jdk(path) : null;
            if (theirs != null) {
                Raster ours = Images.scan(path).stored(0);
                if (ours.width() == theirs.getWidth() && ours.channels() == theirs.getNumBands()) {
                    firstDifference(ours, theirs).ifPresent(d -> unlike.add(path.getFileName() + ": " + d));
                    compared++;
                }
            }
        }
        System.out.println(corpus + ": " + compared + " files agree sample by sample with the JDK's reader");
        assertThat(unlike).isEmpty();
        assertThat(compared).isGreaterThan(50);
    }

    /// Kinds that the JDK does not convert: it inverts white-is-zero and reads deep whole numbers as signed.
    private static boolean isPlain(Path path) throws IOException {
        try {
            if (!(Images.scan(path) instanceof ImageFile.Tiff(TiffFile file))
                    || file.layout().isRelayed()) {
                return false;
            }
            var layout = file.layout();
            boolean whole = layout.format() == 1 && (layout.bits() == 8 || layout.bits() == 16);
            boolean real = layout.format() == 3 && layout.bits() >= 32;
            boolean unchanged = layout.photometric() >= 1 && layout.photometric() <= 5;
            return (whole || real) && unchanged && Files.size(path) < 100_000;
        } catch (Problem refused) {
            return false;
        }
    }

    private static Optional<String> firstDifference(Raster ours, java.awt.image.Raster theirs) {
        double[] row = new double[ours.width() * ours.channels()];
        for (int y = 0; y < ours.height(); y++) {
            theirs.getPixels(0, y, ours.width(), 1, row);
            for (int i = 0; i < row.length; i++) {
                float mine = ours.sample(i % ours.channels(), i / ours.channels(), y);
                if (Float.compare(mine, (float) row[i]) != 0) {
                    return Optional.of("row %d sample %d is %s, not %s".formatted(y, i, mine, row[i]));
                }
            }
        }
        return Optional.empty();
    }

    private static java.awt.image.@Nullable Raster jdk(Path path) throws IOException {
        var readers = ImageIO.getImageReadersByFormatName("tiff");
        while (readers.hasNext()) {
            var reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.")) {
                try (var in = new FileImageInputStream(path.toFile())) {
                    reader.setInput(in);
                    return reader.read(0).getRaster();
                } catch (IOException | RuntimeException cannot) {
                    return null;
                }
            }
        }
        throw new AssertionError("the JDK has a TIFF reader");
    }

    /// Sizes above one, in order of size: the axes have many names, the sizes do not.
    private static List<Integer> shape(String text) {
        return shape(Stream.of(text.split("x", -1)).mapToInt(Integer::parseInt));
    }

    private static List<Integer> shape(ImageInfo i) {
        return shape(IntStream.of(i.width(), i.height(), i.channels(), i.slices(), i.times()));
    }

    private static List<Integer> shape(IntStream sizes) {
        return sizes.filter(n -> n != 1).sorted().boxed().toList();
    }

    /// What a common reader made of a file.
    private record Row(String file, boolean decodes, String shape, String dtype) {}

    private static List<Row> manifest(Path csv) throws IOException {
        var lines = Files.readAllLines(csv);
        var heads = List.of(lines.getFirst().split(",", -1));
        return lines.stream()
                .skip(1)
                .map(line -> line.split(",", heads.size()))
                .map(cells -> new Row(
                        cells[heads.indexOf("file")],
                        cells[heads.indexOf("decodes")].equals("1"),
                        cells[heads.indexOf("decoded_shape")],
                        cells[heads.indexOf("decoded_dtype")]))
                .toList();
    }
}
