package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.Track;

class ValidatorTest {
    private static final int W = 6;
    private static final int H = 4;

    @TempDir
    private Path data;

    private Path seg;
    private Path tra;
    private Path res;
    private Path table;

    /// Three frames: cell 1 divides into 2 and 3 after frame 0; result the same.
    @BeforeEach
    void valid() throws IOException {
        Path raw = Files.createDirectories(data.resolve("01"));
        seg = Files.createDirectories(data.resolve("01_GT/SEG"));
        tra = Files.createDirectories(data.resolve("01_GT/TRA"));
        res = Files.createDirectories(data.resolve("01_RES"));
        table = tra.resolve("man_track.txt");
        for (int t = 0; t < 3; t++) {
            LabelTiff.write(raw.resolve("t00" + t + ".tif"), W, H, new int[W * H]);
            LabelTiff.write(tra.resolve("man_track00" + t + ".tif"), W, H, ids(t));
            LabelTiff.write(res.resolve("mask00" + t + ".tif"), W, H, ids(t));
        }
        LabelTiff.write(seg.resolve("man_seg001.tif"), W, H, ids(1));
        tracks(table);
        tracks(res.resolve("res_track.txt"));
    }

    private static int[] ids(int frame) {
        int[] ids = new int[W * H];
        if (frame == 0) {
            ids[0] = 1;
            ids[1] = 1;
        } else {
            ids[0] = 2;
            ids[3] = 3;
        }
        return ids;
    }

    private static void tracks(Path file) {
        TrackTable.write(file, List.of(new Track(3, 1, 2, 1), new Track(1, 0, 0, 0), new Track(2, 1, 2, 1)));
    }

    private List<Finding> check() {
        return Validator.check(data, new Cancel());
    }

    private List<String> codes() {
        return check().stream().map(Finding::code).distinct().toList();
    }

    @Test
    void aValidDataSetHasNothingToSay() {
        assertThat(check()).isEmpty();
        assertThat(Validator.isChallenge(data)).isTrue();
        assertThat(Validator.isChallenge(data.resolve("01_GT"))).isTrue();
        assertThat(Validator.check(data.resolve("01_RES"), new Cancel())).isEmpty();
        assertThat(TrackTable.read(table)).extracting(Track::id).containsExactly(1, 2, 3);
    }

    @Test
    void theChallengesOwnFilesPass() {
        Path clean = Path.of("../shared/fixtures/ctc-metrics/clean");
        assumeTrue(Files.isDirectory(clean), clean + " is not here");
        assertThat(Validator.check(clean, new Cancel())).noneMatch(Finding::isError);
    }

    @Test
    void anEmptyFolderIsNoDataSet() throws IOException {
        Path other = Files.createDirectories(data.resolve("elsewhere"));
        assertThat(Validator.check(other, new Cancel()))
                .extracting(Finding::code)
                .containsExactly("nothing");
    }

    @Test
    void aFolderOfAnyNameIsCheckedByWhatItsFilesAreCalled() throws IOException {
        Path other = data.resolve("run-7");
        Files.move(res, other);
        assertThat(Validator.isChallenge(other)).isTrue();
        assertThat(Validator.check(other, new Cancel())).singleElement().satisfies(f -> {
            assertThat(f.isError()).isFalse();
            assertThat(f.what()).contains("NN_RES");
        });
        Files.delete(other.resolve("mask001.tif"));
        assertThat(Validator.check(other, new Cancel()))
                .extracting(Finding::code)
                .contains("gap");
        Path markers = data.resolve("markers");
        Files.move(tra, markers);
        assertThat(Validator.check(markers, new Cancel()))
                .singleElement()
                .satisfies(f -> assertThat(f.what()).contains("NN_GT/TRA"));
    }

    @Test
    void aPartOfADataSetKnowsItsRawFrames() throws IOException {
        assertThat(Validator.check(seg, new Cancel())).isEmpty();
        assertThat(Validator.check(tra, new Cancel())).isEmpty();
        Files.delete(data.resolve("01/t001.tif"));
        assertThat(Validator.check(seg, new Cancel())).extracting(Finding::code).containsExactly("noRaw");
    }

    @Test
    void namesDigitsAndMissingFrames() throws IOException {
        Files.move(res.resolve("mask001.tif"), res.resolve("mask0001.tif"));
        assertThat(codes()).containsExactly("digits");
        Files.move(res.resolve("mask0001.tif"), res.resolve("mask_1.tif"));
        assertThat(codes()).containsExactly("name", "missing");
        Files.delete(res.resolve("mask_1.tif"));
        LabelTiff.write(seg.resolve("man_seg007.tif"), W, H, ids(1));
        assertThat(codes()).containsExactly("noRaw", "missing");
    }

    @Test
    void formatAndSize() throws IOException {
        ImageIO.write(
                new BufferedImage(W, H, BufferedImage.TYPE_BYTE_GRAY),
                "tiff",
                seg.resolve("man_seg000.tif").toFile());
        assertThat(codes()).containsExactly("bits", "empty");
        ImageIO.write(
                new BufferedImage(W, H, BufferedImage.TYPE_INT_RGB),
                "tiff",
                seg.resolve("man_seg000.tif").toFile());
        assertThat(codes()).contains("channels");
        LabelTiff.write(seg.resolve("man_seg000.tif"), H, W, ids(0));
        assertThat(check()).singleElement().satisfies(f -> {
            assertThat(f.isError()).isTrue();
            assertThat(f.what()).contains("4 x 6").contains("6 x 4");
            assertThat(f.toString()).contains("man_seg000.tif");
        });
        Files.writeString(seg.resolve("man_seg000.tif"), "no image at all");
        assertThat(codes()).containsExactly("unreadable");
    }

    private List<Finding> withTable(String text) throws IOException {
        Files.writeString(table, text);
        return check();
    }

    @Test
    void everyRuleOfTheTable() throws IOException {
        String first = "1 0 0 0\n";
        assertThat(withTable(first + "2 1 2 1\n3 1 2 1\n3 1 2 1\n"))
                .extracting(Finding::code, Finding::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("labelTwice", 4));
        assertThat(withTable(first + "2 1 2 1\n3 1 2 9\n"))
                .extracting(Finding::code)
                .containsExactly("parentMissing");
        assertThat(withTable(first + "2 1 2 2\n3 1 2 1\n"))
                .extracting(Finding::code)
                .containsExactly("parentSelf");
        assertThat(withTable(first + "2 2 1 1\n3 1 2 1\n"))
                .extracting(Finding::code)
                .contains("backwards");
        assertThat(withTable(first + "2 0 2 1\n3 1 2 1\n"))
                .extracting(Finding::code)
                .containsExactly("parentLate", "absent");
        assertThat(withTable(first + "2 1 3 1\n3 1 2 1\n"))
                .extracting(Finding::code)
                .containsExactly("beyond");
        assertThat(withTable(first + "2 1 1 1\n3 1 2 1\n"))
                .extracting(Finding::code)
                .containsExactly("outside");
        assertThat(withTable(first + "2 1 2 1\n")).extracting(Finding::code).containsExactly("noRow", "noRow");
        assertThat(withTable(first + "2 1 2 1\n3 1 2\n"))
                .extracting(Finding::code)
                .containsExactly("trackLine", "noRow", "noRow");
        assertThat(withTable(first + "0 1 2 1\n2 1 2 1\n3 1 2 1\n"))
                .extracting(Finding::code)
                .contains("labelNotPositive");
        // A gap between the parent's end and the child's start is legal; tabs are too.
        assertThat(withTable("1\t0\t0\t0\n2 1 2 0\n3 1 2 1\n\n")).isEmpty();
        Files.delete(table);
        assertThat(codes()).containsExactly("noTable");
    }

    @Test
    void aGapInsideATrackIsNotAllowed() {
        LabelTiff.write(res.resolve("mask001.tif"), W, H, new int[W * H]);
        assertThat(check()).extracting(Finding::code).containsExactly("empty", "absent", "absent");
    }

    @Test
    void emptyAndTornLabelsAreWarnings() {
        int[] torn = ids(1);
        torn[W * H - 1] = 2;
        LabelTiff.write(seg.resolve("man_seg001.tif"), W, H, torn);
        LabelTiff.write(seg.resolve("man_seg002.tif"), W, H, new int[W * H]);
        assertThat(check()).extracting(Finding::code).containsExactly("pieces", "empty");
        assertThat(check()).noneMatch(Finding::isError);
        for (int t = 0; t < 3; t++) {
            LabelTiff.write(res.resolve("mask00" + t + ".tif"), W, H, new int[W * H]);
        }
        assertThat(codes()).contains("allEmpty");
    }

    @Test
    void anExportWithoutRawFramesPasses() throws IOException {
        Path out = Files.createDirectories(data.resolve("export"));
        new CtcExporter()
                .write(
                        out,
                        Given.source(
                                Given.frame(4, "t0004", true, Given.blobs(1, 40, 30)),
                                Given.frame(9, "t0009", true, Given.blobs(2, 40, 30))),
                        new Cancel());
        assertThat(Validator.check(out, new Cancel())).noneMatch(Finding::isError);
    }
}
