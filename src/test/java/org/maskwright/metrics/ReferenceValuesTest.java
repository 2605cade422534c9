package org.maskwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.label.Track;

/// Against what the challenge's own Python package and its official programs gave.
class ReferenceValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"clean", "noisy0", "noisy1", "noisy2"})
    void equalsTheChallengesPythonPackage(String name) throws IOException {
        Path folder = Sequences.fixture("ctc-metrics").resolve(name);
        JsonNode expected =
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        Path results = folder.resolve("01_RES");
        TrackingFrames frames = Sequences.frames(folder.resolve("01_GT/TRA"), results);
        List<Track> reference = Sequences.tracks(folder.resolve("01_GT/TRA/man_track.txt"));
        List<Track> result = Sequences.tracks(results.resolve("res_track.txt"));

        Aogm aogm = Aogm.of(frames, reference, result);
        same(aogm.ns(), expected, "AOGM_NS");
        same(aogm.fn(), expected, "AOGM_FN");
        same(aogm.fp(), expected, "AOGM_FP");
        same(aogm.ed(), expected, "AOGM_ED");
        same(aogm.ea(), expected, "AOGM_EA");
        same(aogm.ec(), expected, "AOGM_EC");
        same(aogm.cost(), expected, "AOGM");
        same(aogm.emptyCost(), expected, "AOGM_0");
        same(aogm.det(), expected, "DET");
        same(aogm.tra(), expected, "TRA");
        same(aogm.lnk(), expected, "LNK");

        var biological = new Biological(frames, reference, result);
        same(biological.completeTracks(), expected, "CT");
        same(biological.trackFractions(), expected, "TF");
        for (int i = 0; i <= 3; i++) {
            Biological.Divisions divisions = biological.divisions(i);
            same(divisions.truePositives(), expected, "tp_div(" + i + ")");
            same(divisions.falsePositives(), expected, "fp_div(" + i + ")");
            same(divisions.falseNegatives(), expected, "fn_div(" + i + ")");
            same(divisions.f1(), expected, "BC(" + i + ")");
        }

        var seg = new Seg();
        for (Path image : Sequences.images(folder.resolve("01_GT/SEG"))) {
            String number = image.getFileName().toString().replaceAll("\\D", "");
            seg.add(Overlap.of(Sequences.labels(image), Sequences.labels(results.resolve("mask" + number + ".tif"))));
        }
        same(seg.value(), expected, "SEG");
    }

    private static void same(OptionalDouble value, JsonNode expected, String key) {
        same(value.orElseThrow(), expected, key);
    }

    private static void same(double value, JsonNode expected, String key) {
        assertThat(expected.has(key)).as(key).isTrue();
        assertThat(value).as(key).isCloseTo(expected.get(key).asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"testing_03, 03, 0.688000, 0.622980", "ipsc02_02, 02, 0.936992, 0.932231"})
    void equalsTheChallengesOwnPrograms(String name, String sequence, double det, double tra) {
        Path folder = Sequences.fixture("ctc-official").resolve(name);
        Path truth = folder.resolve(sequence + "_GT/TRA");
        Path results = folder.resolve(sequence + "_RES");
        Aogm aogm = Aogm.of(
                Sequences.frames(truth, results),
                Sequences.tracks(truth.resolve("man_track.txt")),
                Sequences.tracks(results.resolve("res_track.txt")));
        assertThat(aogm.det().orElseThrow()).isCloseTo(det, within(1e-6));
        assertThat(aogm.tra().orElseThrow()).isCloseTo(tra, within(1e-6));
    }

    @Test
    void thePartsAreTheSameWhateverTheOrderOfTheTable() {
        Path folder = Sequences.fixture("ctc-metrics").resolve("noisy1");
        TrackingFrames frames = Sequences.frames(folder.resolve("01_GT/TRA"), folder.resolve("01_RES"));
        List<Track> reference = Sequences.tracks(folder.resolve("01_GT/TRA/man_track.txt"));
        List<Track> result = Sequences.tracks(folder.resolve("01_RES/res_track.txt"));
        assertThat(Aogm.of(frames, reference.reversed(), result.reversed()))
                .isEqualTo(Aogm.of(frames, reference, result));
    }
}
