package org.maskwright.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.maskwright.sam.DecoderSizes;
import org.maskwright.sam.Network;
import org.maskwright.sam.PromptMaps;
import org.maskwright.sam.PromptToken;

/// One step's worth of crops and objects: encodes the crops, asks for each object by a first prompt and
/// then by corrections of the answer, and adds up gradients. Tensor thread only.
final class Lesson {
    /// Weight of pixels far from the object in the cross-entropy.
    private static final float FAR = 0.15f;

    private final Network network;
    private final List<Crop> crops;
    private final int objectsPerCrop;
    private final PromptSimulator prompts;
    private final RandomGenerator random;
    private final int size;
    private final int half;
    private final List<boolean[]> truths = new ArrayList<>();
    private final List<List<PromptToken>> tokens = new ArrayList<>();

    /// @param crops all of one size
    Lesson(Network network, List<Crop> crops, int objectsPerCrop, RandomGenerator random) {
        this.network = network;
        this.crops = crops;
        this.objectsPerCrop = objectsPerCrop;
        this.random = random;
        prompts = new PromptSimulator(random);
        size = crops.getFirst().size();
        half = size / 2;
    }

    /// What came out: the loss and the mean IoU of the mask with the highest predicted IoU after each
    /// round of prompts.
    record Score(double loss, double[] iou) {
        Score {
            iou = iou.clone();
        }

        @Override
        public double[] iou() {
            return iou.clone();
        }
    }

    /// Runs forward and backward; gradients stay in the parameters.
    ///
    /// @param rounds of prompts: the first prompt and corrections
    Score learn(NDManager parent, int rounds) {
        try (NDManager m = parent.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Network.Features f = network.encode(input(m), true);
            NDArray loss = denseLoss(m, f.dense());
            int n = crops.size() * objectsPerCrop;
            float[] dense = f.dense().toFloatArray();
            NDArray embedding = perObject(f.embedding());
            NDArray skip4 = perObject(f.skip4());
            NDArray skip2 = perObject(f.skip2());
            float[] soft = chooseObjects();
            NDArray truth = Network.tensor(m, soft, n, 1, half, half);
            NDArray weight = Network.tensor(m, weights(), n, 1, half, half);

            double[] iou = new double[rounds];
            float[][] previous = new float[n][];
            for (int round = 0; round < rounds; round++) {
                var question = new Network.Question(PromptSimulator.padded(tokens), maps(m, dense, previous));
                Network.Answer answer = network.decode(embedding, skip4, skip2, question);
                loss = loss.add(answerLoss(m, answer, truth, weight, soft, round, previous, iou));
                if (round < rounds - 1) {
                    correct(previous);
                }
            }
            double value = loss.getFloat();
            collector.backward(loss);
            return new Score(value, iou);
        }
    }

    /// (batch, 3, size, size), channels-last memory, normalised.
    private NDArray input(NDManager m) {
        float[] pixels = new float[crops.size() * size * size * 3];
        int at = 0;
        for (Crop c : crops) {
            for (int i = 0; i < c.pixelCount(); i++) {
                pixels[at++] = Network.normalise(c.pixel(i));
            }
        }
        return Network.channelsLast(m, pixels, crops.size(), size, size, 3);
    }

    private NDArray denseLoss(NDManager m, NDArray map) {
        int q = size / 4;
        float[] inside = new float[crops.size() * q * q];
        float[] truth = new float[3 * inside.length];
        for (int b = 0; b < crops.size(); b++) {
            DenseTruth.draw(crops.get(b), inside, b * q * q, truth, 3 * b * q * q);
        }
        return Losses.dense(
                map, Network.tensor(m, truth, crops.size(), 3, q, q), Network.tensor(m, inside, crops.size(), 1, q, q));
    }

    /// Repeats each crop's features for each of its objects.
    private NDArray perObject(NDArray features) {
        long[] s = features.getShape().getShape();
        return features.expandDims(1)
                .broadcast(new Shape(s[0], objectsPerCrop, s[1], s[2], s[3]))
                .reshape(s[0] * objectsPerCrop, s[1], s[2], s[3]);
    }

    /// Picks the objects and their first prompts; the truth at stride 2, soft at the rim.
    private float[] chooseObjects() {
        int n = crops.size() * objectsPerCrop;
        float[] soft = new float[n * half * half];
        for (int o = 0; o < n; o++) {
            Crop crop = crops.get(o / objectsPerCrop);
            Crop.Target t =
                    crop.targets().get(o % objectsPerCrop % crop.targets().size());
            boolean[] fine = crop.mask(t.id());
            boolean[] coarse = new boolean[half * half];
            for (int i = 0; i < fine.length; i++) {
                if (fine[i]) {
                    soft[o * half * half + i / size / 2 * half + i % size / 2] += 0.25f;
                }
            }
            int sum = 0;
            for (int i = 0; i < coarse.length; i++) {
                coarse[i] = soft[o * half * half + i] >= 0.5f;
                sum += coarse[i] ? 1 : 0;
            }
            if (sum == 0) {
                // Thinner than the grid everywhere: any cell it touches counts.
                for (int i = 0; i < coarse.length; i++) {
                    coarse[i] = soft[o * half * half + i] > 0;
                }
            }
            truths.add(coarse);
            boolean box = random.nextInt(5) < 2;
            tokens.add(new ArrayList<>(box ? prompts.box(fine, size, 1) : List.of(prompts.firstClick(fine, size, 1))));
        }
        return soft;
    }

    /// 1 near the object, less far away, summing to 1 for each object.
    private float[] weights() {
        float[] out = new float[truths.size() * half * half];
        for (int o = 0; o < truths.size(); o++) {
            boolean[] t = truths.get(o);
            int l = half;
            int r = -1;
            int top = half;
            int b = -1;
            for (int i = 0; i < t.length; i++) {
                if (t[i]) {
                    l = Math.min(l, i % half);
                    r = Math.max(r, i % half);
                    top = Math.min(top, i / half);
                    b = Math.max(b, i / half);
                }
            }
            int margin = 4 + Math.max(r - l, b - top) / 2;
            float sum = 0;
            int base = o * half * half;
            for (int i = 0; i < t.length; i++) {
                int x = i % half;
                int y = i / half;
                boolean near = x >= l - margin && x <= r + margin && y >= top - margin && y <= b + margin;
                out[base + i] = near ? 1 : FAR;
                sum += out[base + i];
            }
            for (int i = 0; i < t.length; i++) {
                out[base + i] /= sum;
            }
        }
        return out;
    }

    private NDArray maps(NDManager m, float[] dense, float[][] previous) {
        int n = tokens.size();
        int q = size / 4;
        float[] out = new float[n * PromptMaps.CHANNELS * half * half];
        for (int o = 0; o < n; o++) {
            float[] offsets = new float[2 * q * q];
            System.arraycopy(dense, (o / objectsPerCrop * 4 + 2) * q * q, offsets, 0, offsets.length);
            new PromptMaps(half, half, offsets)
                    .draw(tokens.get(o), previous[o], out, o * PromptMaps.CHANNELS * half * half);
        }
        return Network.tensor(m, out, n, PromptMaps.CHANNELS, half, half);
    }

    private NDArray answerLoss(
            NDManager m,
            Network.Answer answer,
            NDArray truth,
            NDArray weight,
            float[] soft,
            int round,
            float[][] previous,
            double[] iou) {
        int n = tokens.size();
        int masks = DecoderSizes.MASKS;
        NDArray losses = Losses.mask(answer.logits(), truth, weight);
        float[] loss = losses.toFloatArray();
        float[] logits = answer.logits().toFloatArray();
        float[] predicted = answer.iou().toFloatArray();
        float[] share = new float[n * masks];
        float[] asked = new float[n * masks];
        float[] real = new float[n * masks];
        for (int o = 0; o < n; o++) {
            boolean oneClick = tokens.get(o).size() == 1;
            int best = 1;
            int kept = 0;
            for (int k = 0; k < masks; k++) {
                int i = o * masks + k;
                real[i] = iou(logits, i * half * half, truths.get(o));
                asked[i] = oneClick || k == 0 ? 1 : 0;
                best = k > 1 && loss[i] < loss[o * masks + best] ? k : best;
                kept = oneClick && predicted[i] > predicted[o * masks + kept] ? k : kept;
            }
            share[o * masks] = 1;
            if (oneClick) {
                for (int k = 1; k < masks; k++) {
                    share[o * masks + k] = k == best ? 1 : 0.05f;
                }
            }
            previous[o] = java.util.Arrays.copyOfRange(
                    logits, (o * masks + kept) * half * half, (o * masks + kept + 1) * half * half);
            iou[round] += real[o * masks + kept] / n;
        }
        long[] shape = {n, masks};
        return Losses.mean(losses, Network.tensor(m, share, shape))
                .add(Losses.squared(answer.iou(), Network.tensor(m, real, shape), Network.tensor(m, asked, shape)));
    }

    private static float iou(float[] logits, int at, boolean[] truth) {
        int both = 0;
        int any = 0;
        for (int i = 0; i < truth.length; i++) {
            boolean in = logits[at + i] > 0;
            both += in && truth[i] ? 1 : 0;
            any += in || truth[i] ? 1 : 0;
        }
        return any == 0 ? 1 : (float) both / any;
    }

    private void correct(float[][] previous) {
        for (int o = 0; o < tokens.size(); o++) {
            float[] logits = previous[o];
            boolean[] answer = new boolean[logits.length];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = logits[i] > 0;
            }
            tokens.get(o).add(prompts.correction(truths.get(o), answer, half, 2));
        }
    }
}
