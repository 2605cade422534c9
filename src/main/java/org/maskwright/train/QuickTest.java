package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.maskwright.sam.DecoderSizes;
import org.maskwright.sam.Network;
import org.maskwright.sam.PromptMaps;
import org.maskwright.sam.PromptToken;
import org.maskwright.sam.Question;

/// The check that chooses checkpoints while training: fixed crops of images that never train, one
/// object each, asked for by one click, by a box and by three clicks. Cheaper than `simulate` and of
/// one scale only; its figures are for comparing checkpoints, not for reports.
final class QuickTest {
    private final List<Crop> crops;

    QuickTest(List<Crop> crops) {
        this.crops = List.copyOf(crops);
    }

    /// Mean IoU at half resolution, of the mask with the highest predicted IoU.
    record Result(double click, double box, double threeClicks) {
        double mean() {
            return (click + box + threeClicks) / 3;
        }
    }

    /// Tells tests of other crops apart: results compare only within one.
    String identity() {
        int hash = 1;
        for (Crop c : crops) {
            hash = 31 * hash
                    + Float.hashCode(c.pixel(c.pixelCount() / 2))
                    + c.targets().size();
        }
        return crops.size() + "-" + Integer.toHexString(hash);
    }

    Result run(Network network, NDManager manager) {
        double click = 0;
        double box = 0;
        double three = 0;
        for (Crop crop : crops) {
            try (NDManager m = manager.newSubManager()) {
                var asked = new Asked(network, m, crop);
                click += asked.clicks(1);
                three += asked.clicks(3);
                box += asked.box();
            }
        }
        return new Result(click / crops.size(), box / crops.size(), three / crops.size());
    }

    /// One crop, encoded once.
    private static final class Asked {
        private final Network network;
        private final NDManager m;
        private final int half;
        private final Network.Features f;
        private final float[] offsets;
        private final boolean[] truth;
        private final boolean[] fine;
        private final int size;
        private final PromptSimulator prompts = new PromptSimulator(new Random(7));

        Asked(Network network, NDManager m, Crop crop) {
            this.network = network;
            this.m = m;
            size = crop.size();
            half = size / 2;
            float[] pixels = new float[crop.pixelCount()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = Network.normalise(crop.pixel(i));
            }
            f = network.encode(Network.channelsLast(m, pixels, 1, size, size, 3), false);
            float[] dense = f.dense().toFloatArray();
            int q = size / 4;
            offsets = java.util.Arrays.copyOfRange(dense, 2 * q * q, 4 * q * q);
            // The object that the crop was drawn for holds its middle or is the first one.
            int middle = crop.id(half, half);
            int id = crop.targets().stream().anyMatch(t -> t.id() == middle)
                    ? middle
                    : crop.targets().getFirst().id();
            fine = crop.mask(id);
            int[] covered = new int[half * half];
            for (int i = 0; i < fine.length; i++) {
                covered[i / size / 2 * half + i % size / 2] += fine[i] ? 1 : 0;
            }
            truth = new boolean[half * half];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = covered[i] >= 2;
            }
        }

        double clicks(int n) {
            List<PromptToken> tokens = new ArrayList<>();
            float[] previous = null;
            double iou = 0;
            boolean[] answer = new boolean[truth.length];
            for (int i = 0; i < n; i++) {
                tokens.add(
                        i == 0
                                ? new PromptSimulator(new Random(1)).deepest(fine, size, 1)
                                : prompts.correction(truth, answer, half, 2));
                previous = best(tokens, previous);
                answer = positive(previous);
                iou = iou(answer);
            }
            return iou;
        }

        double box() {
            return iou(positive(best(prompts.tightBox(fine, size, 1), null)));
        }

        private float[] best(List<PromptToken> tokens, float @org.jspecify.annotations.Nullable [] previous) {
            float[] maps = new float[PromptMaps.CHANNELS * half * half];
            new PromptMaps(half, half, offsets).draw(tokens, previous, maps, 0);
            NDArray drawn = Network.tensor(m, maps, 1, PromptMaps.CHANNELS, half, half);
            var answer = network.decode(
                    f.embedding(),
                    f.skip4(),
                    f.skip2(),
                    new Question(PromptSimulator.padded(Collections.singletonList(tokens)), drawn));
            float[] iou = answer.iou().toFloatArray();
            int best = 0;
            for (int k = 1; k < DecoderSizes.MASKS && tokens.size() == 1; k++) {
                best = iou[k] > iou[best] ? k : best;
            }
            float[] logits = answer.logits().toFloatArray();
            return java.util.Arrays.copyOfRange(logits, best * half * half, (best + 1) * half * half);
        }

        private static boolean[] positive(float[] logits) {
            boolean[] out = new boolean[logits.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = logits[i] > 0;
            }
            return out;
        }

        private double iou(boolean[] answer) {
            int both = 0;
            int any = 0;
            for (int i = 0; i < truth.length; i++) {
                both += answer[i] && truth[i] ? 1 : 0;
                any += answer[i] || truth[i] ? 1 : 0;
            }
            return any == 0 ? 1 : (double) both / any;
        }
    }
}
