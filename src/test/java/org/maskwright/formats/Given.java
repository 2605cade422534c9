package org.maskwright.formats;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.maskwright.image.Calibration;
import org.maskwright.label.Instance;
import org.maskwright.label.Instance.State;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;

/// Labels for tests of the formats.
final class Given {
    private Given() {}

    static Instance instance(int id, Mask mask, State state) {
        return new Instance(new InstanceId(id), mask, new TrackId(id), state, 0, Provenance.drawn(Instant.EPOCH));
    }

    static Instance accepted(int id, Mask mask) {
        return instance(id, mask, State.ACCEPTED);
    }

    static Labels labels(int width, int height, Instance... instances) {
        Labels labels = Labels.empty(width, height);
        for (Instance i : instances) {
            labels = labels.with(i);
        }
        return labels;
    }

    /// Blobs that do not overlap, of any id, one with a hole and one in two parts among them.
    static Labels blobs(int seed, int width, int height) {
        var random = new Random(seed);
        Labels labels = Labels.empty(width, height);
        Mask taken = Mask.EMPTY;
        for (int n = 0; n < 12; n++) {
            double x = random.nextDouble() * width;
            double y = random.nextDouble() * height;
            Mask mask = Shapes.brush(new double[] {x, y}, 2 + 6 * random.nextDouble());
            if (n % 4 == 0) {
                mask = mask.minus(Shapes.brush(new double[] {x, y}, 1));
            }
            if (n % 4 == 1) {
                mask = mask.or(mask.translate(15, 3));
            }
            mask = mask.clip(width, height).minus(taken);
            if (!mask.isEmpty()) {
                labels = labels.with(accepted(n == 3 ? InstanceId.MAX : 1 + n * 7, mask));
                taken = taken.or(mask);
            }
        }
        return labels;
    }

    static FrameLabels frame(int index, String name, boolean complete, Labels... slices) {
        int number = Integer.parseInt("0" + name.replaceAll("\\D", ""));
        return new FrameLabels(index, number, name, name + ".tif", complete, List.of(slices));
    }

    static ExportSource source(FrameLabels... frames) {
        return new ExportSource(List.of(frames), Calibration.NONE, Optional.empty());
    }
}
