package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.sam.Unet;
import org.maskwright.weights.Checkpoints;
import org.maskwright.worker.Lane;

class UnetTrainingTest {
    private static final int SIDE = 128;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    /// A folder of discs and their masks, without a table.
    private Path folder(int images) throws IOException {
        Files.createDirectories(temp.resolve("set/images"));
        Files.createDirectories(temp.resolve("set/masks"));
        for (int i = 0; i < images; i++) {
            Discs discs = Discs.of(SIDE, i);
            float[] grey = discs.raster().channel(0);
            int[] values = new int[grey.length];
            for (int k = 0; k < grey.length; k++) {
                values[k] = (int) grey[k];
            }
            var masks = new TreeMap<Integer, Mask>();
            discs.masks().forEach(m -> masks.put(masks.size() + 1, m));
            LabelTiff.write(temp.resolve("set/images/d" + i + ".tif"), SIDE, SIDE, values);
            LabelTiff.write(temp.resolve("set/masks/d" + i + ".tif"), SIDE, SIDE, LabelImages.paint(SIDE, SIDE, masks));
        }
        return temp.resolve("set");
    }

    private static String run(UnetTraining.Plan plan, Path folder, List<String> said) {
        try (var lane = new Lane(Duration.ZERO)) {
            return lane.call(
                    () -> UnetTraining.run(plan, List.of(UnetTraining.set(folder, "train")), said::add, new Cancel()));
        }
    }

    @Test
    void beginsWithAnotherModelsEncoderAndLeavesTheBestWithItsCurves() throws IOException {
        Path out = temp.resolve("unet.safetensors");
        var said = new ArrayList<String>();

        String best = run(new UnetTraining.Plan(out, 2, 0, 1, 0, 1, Discs.model()), folder(3), said);

        assertThat(said).hasSize(2);
        assertThat(best).matches("[12],[0-9.]+,[0-9.]+,[0-9.]+");
        assertThat(Files.readAllLines(temp.resolve("unet.safetensors.csv"))).hasSize(3);
        var curves = ImageIO.read(temp.resolve("unet.safetensors.png").toFile());
        assertThat(curves.getWidth()).isEqualTo(1280);
        var weights = Checkpoints.read(out);
        assertThat(Unet.is(weights)).isTrue();
        assertThat(Unet.is(Checkpoints.read(Discs.model()))).isFalse();
        Discs discs = Discs.of(SIDE, 9);
        try (var lane = new Lane(Duration.ZERO)) {
            var found = lane.call(() -> {
                try (Unet unet = Unet.of(weights)) {
                    return unet.find(discs.raster(), Contrast.NONE, new Cancel());
                }
            });
            assertThat(discs.masks())
                    .allSatisfy(d -> assertThat(found).anyMatch(p -> p.mask().iou(d) > 0.7));
        }
    }

    @Test
    void stopsEarlyWhenNothingGrowsBetter() throws IOException {
        var said = new ArrayList<String>();
        run(new UnetTraining.Plan(temp.resolve("u.safetensors"), 50, 0, 1, 1, 1, null), folder(2), said);
        assertThat(said).hasSizeLessThan(50);
    }

    @Test
    void aSingleImageIsRefused() throws IOException {
        Path one = folder(1);
        var plan = new UnetTraining.Plan(temp.resolve("u.safetensors"), 1, 0, 1, 0, 1, null);
        assertThatThrownBy(() -> run(plan, one, new ArrayList<>())).isInstanceOf(Problem.class);
    }
}
