package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.label.Instance.State;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;

/// Label images as they leave: read back by the JDK's own TIFF reader and by ImageJ, not by the code
/// that wrote them.
class LabelExportTest {
    @TempDir
    private Path folder;

    /// What the JDK's reader finds in a page; also that it is one channel of 16 unsigned bits.
    private static int[] jdk(Path file, int page) throws IOException {
        ImageReader reader = jdkReader();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            var raster = reader.read(page).getRaster();
            assertThat(raster.getNumBands()).isEqualTo(1);
            assertThat(raster.getSampleModel().getSampleSize(0)).isEqualTo(16);
            return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader jdkReader() {
        var readers = ImageIO.getImageReadersByFormatName("tiff");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio")) {
                return reader;
            }
        }
        throw new AssertionError("the JDK's TIFF reader is not here");
    }

    private static int[] imageJ(Path file, int page) {
        ImagePlus image = new Opener().openImage(file.toString());
        assertThat(image.getBitDepth()).isEqualTo(16);
        short[] pixels = (short[]) image.getStack().getPixels(page + 1);
        int[] out = new int[pixels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = pixels[i] & 0xFFFF;
        }
        return out;
    }

    private List<String> names(String sub) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(sub))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private Exported export(Exporter exporter, FrameLabels... frames) {
        return exporter.write(folder, Given.source(frames), new Cancel());
    }

    @Test
    void onlyCompleteFramesBecomeGoldTruth() throws IOException {
        Labels blobs = Given.blobs(1, 61, 37);
        Exported exported = export(
                new CtcExporter(),
                Given.frame(0, "t000", true, blobs),
                Given.frame(1, "t001", false, blobs),
                Given.frame(2, "t002", true, Labels.empty(61, 37)),
                Given.frame(3, "t003", false, Labels.empty(61, 37)));
        assertThat(names("01_GT/SEG")).containsExactly("man_seg000.tif", "man_seg002.tif");
        assertThat(exported.notes()).extracting(Problem::code).containsExactly("formats.notComplete");
        Path first = folder.resolve("01_GT/SEG/man_seg000.tif");
        assertThat(jdk(first, 0)).isEqualTo(blobs.toImage());
        assertThat(imageJ(first, 0)).isEqualTo(blobs.toImage());
        assertThat(jdk(folder.resolve("01_GT/SEG/man_seg002.tif"), 0)).containsOnly(0);
    }

    @Test
    void aSinglePixelAtTheCornerAndTheLargestLabelSurvive() throws IOException {
        Labels labels = Given.labels(
                5, 3, Given.accepted(1, Mask.ofRuns(0, 0, 1)), Given.accepted(65535, Mask.ofRuns(2, 3, 5)));
        export(new CtcExporter(), Given.frame(0, "t000", true, labels));
        int[] ids = jdk(folder.resolve("01_GT/SEG/man_seg000.tif"), 0);
        assertThat(ids[0]).isEqualTo(1);
        assertThat(ids).isEqualTo(labels.toImage()).contains(65535);
    }

    @Test
    void digitsAreThoseOfTheSourceAndAtLeastThree() throws IOException {
        Labels labels = Given.blobs(2, 20, 20);
        export(new CtcExporter(), Given.frame(0, "t0007", true, labels), Given.frame(1, "t0008", true, labels));
        assertThat(names("01_GT/SEG")).containsExactly("man_seg0007.tif", "man_seg0008.tif");
        assertThat(CtcExporter.digits(List.of(Given.frame(0, "img_5", true, labels))))
                .isEqualTo(3);
        assertThat(CtcExporter.digits(List.of(Given.frame(0, "img_12345", true, labels))))
                .isEqualTo(5);
    }

    @Test
    void anUnfinishedFrameWithDepthGivesItsSlices() throws IOException {
        Labels none = Labels.empty(20, 20);
        Labels some = Given.blobs(3, 20, 20);
        export(
                new CtcExporter(),
                Given.frame(3, "t003", false, none, some, none),
                Given.frame(4, "t004", true, some, none, some));
        assertThat(names("01_GT/SEG")).containsExactly("man_seg004.tif", "man_seg_003_001.tif");
        assertThat(jdk(folder.resolve("01_GT/SEG/man_seg_003_001.tif"), 0)).isEqualTo(some.toImage());
        assertThat(jdk(folder.resolve("01_GT/SEG/man_seg004.tif"), 2)).isEqualTo(some.toImage());
        assertThat(imageJ(folder.resolve("01_GT/SEG/man_seg004.tif"), 1)).containsOnly(0);
    }

    @Test
    void twoExportsDoNotMixAndNothingIsSaidAsNothing() {
        Labels labels = Given.blobs(4, 20, 20);
        export(new CtcExporter(), Given.frame(0, "t000", true, labels), Given.frame(1, "t001", true, labels));
        export(new CtcExporter(), Given.frame(0, "t000", true, labels), Given.frame(1, "t001", true, labels));
        assertThatThrownBy(() -> export(new CtcExporter(), Given.frame(0, "t000", true, labels)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("man_seg001.tif");
        assertThatThrownBy(() -> export(new LabelExporter(), Given.frame(0, "a", true, Labels.empty(5, 5))))
                .isInstanceOf(Problem.class);
    }

    @Test
    void withoutACompleteFrameThereIsNoGoldTruth() {
        assertThatThrownBy(() -> export(new CtcExporter(), Given.frame(0, "t000", false, Given.blobs(4, 20, 20))))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("formats.noComplete"));
        assertThat(folder.resolve("01_GT")).doesNotExist();
    }

    @Test
    void plainLabelsAreWrittenForEveryFrameWithAnAcceptedInstance() throws IOException {
        Labels accepted = Given.blobs(5, 30, 12);
        Labels proposed = Given.labels(30, 12, Given.instance(3, Mask.ofRuns(1, 1, 5), State.PROPOSED));
        Exported exported = export(
                new LabelExporter(),
                Given.frame(0, "well A", false, accepted),
                Given.frame(1, "well B", false, proposed),
                Given.frame(
                        2, "well A", true, accepted.with(Given.instance(9999, Mask.ofRuns(0, 0, 1), State.REJECTED))));
        assertThat(exported.files()).hasSize(2);
        assertThat(names("")).containsExactly("well A-2.tif", "well A.tif");
        for (Path file : exported.files()) {
            assertThat(jdk(file, 0)).isEqualTo(accepted.toImage());
        }
    }

    @Test
    void anInstanceUnderAnotherIsNamed() {
        Labels labels = Given.labels(
                9, 9, Given.accepted(1, Mask.of(9, 9, i -> true)), Given.accepted(2, Mask.ofRuns(3, 3, 5)));
        Exported exported = export(new LabelExporter(), Given.frame(0, "a", true, labels));
        assertThat(exported.notes()).extracting(Problem::code).containsExactly("formats.hidden");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ExportSource source = Given.source(Given.frame(0, "a", true, Given.blobs(1, 20, 20)));
        assertThatThrownBy(() -> new LabelExporter().write(file, source, new Cancel()))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("formats.unwritable"));
    }
}
