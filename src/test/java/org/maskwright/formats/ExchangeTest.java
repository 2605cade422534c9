package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import java.awt.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Shapes;

class ExchangeTest {
    private static final int W = 60;
    private static final int H = 40;

    @TempDir
    private Path folder;

    @Test
    void runLengthsAreThoseOfCoco() {
        assertThat(RunLengths.counts(Mask.of(2, 2, i -> true), 2, 2)).containsExactly(0, 4);
        assertThat(RunLengths.counts(Mask.ofRuns(0, 1, 2), 2, 3)).containsExactly(3, 1, 2);
        assertThat(RunLengths.pack(List.of(0, 4))).isEqualTo("04");
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            double density = random.nextDouble();
            Mask mask = Mask.of(W, H, i -> random.nextDouble() < density);
            List<Integer> counts = RunLengths.counts(mask, W, H);
            assertThat(RunLengths.unpack(RunLengths.pack(counts))).isEqualTo(counts);
            assertThat(RunLengths.mask(counts, W, H)).isEqualTo(mask);
        }
        List<Integer> large = List.of(100_000, 1, 2, 70_000);
        assertThat(RunLengths.unpack(RunLengths.pack(large))).isEqualTo(large);
    }

    @Test
    void cocoGivesEveryMaskBack() throws IOException {
        Labels labels = Given.blobs(7, W, H);
        new CocoExporter()
                .write(
                        folder,
                        Given.source(Given.frame(0, "a", false, Labels.empty(W, H)), Given.frame(1, "b", true, labels)),
                        new Cancel());
        JsonNode coco =
                new ObjectMapper().readTree(folder.resolve("annotations.json").toFile());
        assertThat(coco.get("images")).hasSize(2);
        assertThat(coco.get("images").get(1).get("file_name").asText()).isEqualTo("b.tif");
        assertThat(coco.get("annotations")).hasSize(labels.size());
        boolean runs = false;
        for (JsonNode a : coco.get("annotations")) {
            Mask mask = labels.find(new InstanceId(a.get("instance_id").asInt()))
                    .orElseThrow()
                    .mask();
            assertThat(a.get("image_id").asInt()).isEqualTo(2);
            assertThat(a.get("area").asInt()).isEqualTo(mask.area());
            assertThat(a.get("bbox").get(2).asInt()).isEqualTo(mask.bounds().width());
            JsonNode s = a.get("segmentation");
            if (s.isArray()) {
                Mask all = Mask.EMPTY;
                for (JsonNode ring : s) {
                    List<Double> xy = new ArrayList<>();
                    ring.forEach(v -> xy.add(v.asDouble() - 0.5));
                    all = all.or(Shapes.polygon(xy.stream().mapToDouble(v -> v).toArray()));
                }
                assertThat(all).isEqualTo(mask);
            } else {
                runs = true;
                assertThat(RunLengths.mask(RunLengths.unpack(s.get("counts").asText()), W, H))
                        .isEqualTo(mask);
            }
        }
        assertThat(runs).isTrue();
    }

    @Test
    void geoJsonGivesEveryMaskBack() throws IOException {
        Labels labels = Given.blobs(8, W, H);
        new GeoJsonExporter().write(folder, Given.source(Given.frame(0, "a", true, labels)), new Cancel());
        JsonNode all = new ObjectMapper().readTree(folder.resolve("a.geojson").toFile());
        assertThat(all.get("features")).hasSize(labels.size());
        for (JsonNode feature : all.get("features")) {
            JsonNode geometry = feature.get("geometry");
            List<double[]> rings = new ArrayList<>();
            if (geometry.get("type").asText().equals("Polygon")) {
                geometry.get("coordinates").forEach(r -> rings.add(ring(r)));
            } else {
                geometry.get("coordinates").forEach(p -> p.forEach(r -> rings.add(ring(r))));
            }
            JsonNode properties = feature.get("properties");
            Instance instance = labels.find(new InstanceId(
                            Integer.parseInt(properties.get("name").asText())))
                    .orElseThrow();
            assertThat(Shapes.polygons(rings)).isEqualTo(instance.mask());
            assertThat(properties.get("metadata")).allMatch(JsonNode::isTextual);
        }
    }

    private static double[] ring(JsonNode ring) {
        assertThat((Object) ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
        double[] xy = new double[2 * ring.size() - 2];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = ring.get(i / 2).get(i % 2).asDouble() - 0.5;
        }
        return xy;
    }

    @Test
    void imageJReadsEveryRegion() throws IOException {
        Labels labels = Given.blobs(9, W, H);
        new ImageJExporter()
                .write(
                        folder,
                        Given.source(
                                Given.frame(0, "t000", false, Labels.empty(W, H)),
                                Given.frame(1, "t001", true, labels)),
                        new Cancel());
        int read = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(folder.resolve("RoiSet.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Roi roi = RoiDecoder.openFromByteArray(zip.readAllBytes());
                assertThat(entry.getName()).isEqualTo(roi.getName() + ".roi");
                assertThat(roi.getPosition()).isEqualTo(2);
                int id = Integer.parseInt(roi.getName().substring(roi.getName().length() - 5));
                Mask mask = labels.find(new InstanceId(id)).orElseThrow().mask();
                Mask seen = Mask.EMPTY;
                for (Point p : roi.getContainedPoints()) {
                    seen = seen.or(Mask.ofRuns(p.y, p.x, p.x + 1));
                }
                assertThat(seen).as(roi.toString()).isEqualTo(mask);
                read++;
            }
        }
        assertThat(read).isEqualTo(labels.size());
    }

    @Test
    void theTableHasARowForEachAcceptedInstance() throws IOException {
        Labels labels = Given.labels(W, H, Given.accepted(4, Mask.of(2, 3, 4, 5, i -> true)));
        float[] samples = new float[W * H];
        Arrays.fill(samples, 7.5f);
        var source = new ExportSource(
                List.of(new FrameLabels(0, 12, "a, \"b\"", "a.tif", true, List.of(labels))),
                new Calibration(0.5, "µm"),
                Optional.of((frame, z) -> Raster.ofFloats(W, H, 1, samples)));
        new CsvExporter().write(folder, source, new Cancel());
        List<String> lines = Files.readAllLines(folder.resolve("objects.csv"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("frame,name,z,id,")
                .contains("area_µm2")
                .contains("mean_1");
        assertThat(lines.get(1))
                .startsWith("12,\"a, \"\"b\"\"\",0,4,4,3.5,5,20,")
                .endsWith(",7.5,150,7.5,0,0,0,7.5,7.5");
    }
}
