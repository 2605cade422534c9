package org.maskwright.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.maskwright.app.ModelFiles;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.train.TrainingSet.LabelledFrame;

/// A picture of bright discs on a dark, noisy ground: easy for any trained model.
record Discs(int side, Raster raster, List<Mask> masks) {
    static Discs of(int side, long seed) {
        var random = new Random(seed);
        byte[] grey = new byte[side * side];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (20 + random.nextInt(25));
        }
        var masks = new ArrayList<Mask>();
        int pitch = 64;
        for (int y = pitch / 2; y + pitch / 2 <= side; y += pitch) {
            for (int x = pitch / 2; x + pitch / 2 <= side; x += pitch) {
                double cx = x + random.nextInt(13) - 6;
                double cy = y + random.nextInt(13) - 6;
                double radius = 12 + random.nextInt(10);
                Mask mask = Mask.of(side, side, i -> Math.hypot(i % side - cx, Math.floorDiv(i, side) - cy) < radius);
                mask.forEachRun((row, x0, x1) -> {
                    for (int i = row * side + x0; i < row * side + x1; i++) {
                        grey[i] = (byte) (150 + random.nextInt(25));
                    }
                });
                masks.add(mask);
            }
        }
        return new Discs(side, Raster.ofBytes(side, side, 1, grey), masks);
    }

    LabelledFrame frame(int index) {
        return new LabelledFrame(index, () -> raster, () -> Contrast.NONE, masks);
    }

    /// The model that comes with Maskwright; the test is skipped where it is not there.
    static Path model() {
        try {
            return ModelFiles.ofThisMachine().find(java.util.Optional.empty());
        } catch (org.maskwright.Problem none) {
            Assumptions.abort("no bundled model: " + none.getMessage());
            throw none;
        }
    }
}
