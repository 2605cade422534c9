package org.maskwright.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.maskwright.Cancel;
import org.maskwright.sam.Cuts;
import org.maskwright.sam.DecoderSizes;
import org.maskwright.sam.Network;
import org.maskwright.sam.PromptMaps;
import org.maskwright.sam.PromptToken;
import org.maskwright.sam.Question;

/// Objects of a few crops that are asked for together: first by a click, a box or a stroke, then by corrections
/// of the answer, with the loss of each answer. Pretraining and fine-tuning share it. Tensor thread only.
final class Exercise {
    /// Weight of pixels far from the object in the cross-entropy.
    private static final float FAR = 0.15f;

    /// An object to ask for: the crop's place in the batch, the crop, the object's id in it.
    record Asked(int batch, Crop crop, int id) {}

    private final List<Asked> objects;
    private final PromptSimulator prompts;
    private final RandomGenerator random;
    private final int size;
    private final int half;
    private final double pitch;
    private final List<boolean[]> truths = new ArrayList<>();
    private final List<List<PromptToken>> tokens = new ArrayList<>();
    private final float[] soft;
    private final float[] weights;
    private final float[][] previous;
    private double iou;

    /// @param objects at least one, of crops of one size
    Exercise(List<Asked> objects, RandomGenerator random) {
        this(objects, 1, random);
    }

    /// @param pitch pixels of the network's input from one pixel of a crop to the next; logits lie at twice of it
    Exercise(List<Asked> objects, double pitch, RandomGenerator random) {
        this.pitch = pitch;
        this.objects = List.copyOf(objects);
        this.random = random;
        prompts = new PromptSimulator(random);
        size = objects.getFirst().crop().size();
        half = size / 2;
        previous = new float[objects.size()][];
        soft = choosePrompts();
        weights = weights();
    }

    int objects() {
        return objects.size();
    }

    /// Mean IoU of the last answer's mask with the highest predicted IoU.
    double iou() {
        return iou;
    }

    /// The features of crops, each repeated for each of its objects.
    static Network.Features repeat(Network.Features f, int times) {
        return new Network.Features(
                repeat(f.embedding(), times), repeat(f.skip4(), times), repeat(f.skip2(), times), f.dense());
    }

    private static NDArray repeat(NDArray features, int times) {
        long[] s = features.getShape().getShape();
        return features.expandDims(1)
                .broadcast(new Shape(s[0], times, s[1], s[2], s[3]))
                .reshape(s[0] * times, s[1], s[2], s[3]);
    }

    /// Asks for all objects: first with their first prompts, then each time with a correction more.
    ///
    /// @param f embedding and skips with one batch entry for each object
    /// @param dense values of the crops' dense maps
    /// @return the mean loss of the answers, a scalar
    NDArray ask(NDManager m, Network network, Network.Features f, float[] dense) {
        if (previous[0] != null) {
            correct();
        }
        var question = new Question(PromptSimulator.padded(tokens), maps(m, dense));
        return learn(m, network.decode(f.embedding(), f.skip4(), f.skip2(), question));
    }

    /// The same of a network of the reference, whose only map is the previous logits.
    ///
    /// @param cuts takes the way back apart
    NDArray ask(NDManager m, Network network, NDArray embedding, Cuts cuts) {
        NDArray logits = null;
        if (previous[0] != null) {
            correct();
            float[] all = new float[objects.size() * half * half];
            for (int o = 0; o < objects.size(); o++) {
                System.arraycopy(previous[o], 0, all, o * half * half, half * half);
            }
            logits = Network.tensor(m, all, objects.size(), 1, half, half);
        }
        var question = new Question(PromptSimulator.padded(tokens), logits);
        return learn(m, network.decode(embedding, null, null, question, new Cancel(), cuts));
    }

    private NDArray learn(NDManager m, Network.Answer answer) {
        int n = objects.size();
        NDArray truth = Network.tensor(m, soft, n, 1, half, half);
        NDArray weight = Network.tensor(m, weights, n, 1, half, half);
        return loss(m, answer, Losses.mask(answer.logits(), truth, weight));
    }

    /// Picks the first prompts; the truth at stride 2, soft at the rim.
    private float[] choosePrompts() {
        float[] out = new float[objects.size() * half * half];
        for (int o = 0; o < objects.size(); o++) {
            boolean[] fine = objects.get(o).crop().mask(objects.get(o).id());
            boolean[] coarse = new boolean[half * half];
            for (int i = 0; i < fine.length; i++) {
                if (fine[i]) {
                    out[o * half * half + i / size / 2 * half + i % size / 2] += 0.25f;
                }
            }
            int sum = 0;
            for (int i = 0; i < coarse.length; i++) {
                coarse[i] = out[o * half * half + i] >= 0.5f;
                sum += coarse[i] ? 1 : 0;
            }
            if (sum == 0) {
                // Thinner than the grid everywhere: any cell it touches counts.
                for (int i = 0; i < coarse.length; i++) {
                    coarse[i] = out[o * half * half + i] > 0;
                }
            }
            truths.add(coarse);
            int kind = random.nextInt(20);
            tokens.add(new ArrayList<>(
                    kind < 7
                            ? prompts.box(fine, size, pitch)
                            : kind < 9
                                    ? prompts.firstStroke(fine, size, pitch)
                                    : List.of(prompts.firstClick(fine, size, pitch))));
        }
        return out;
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

    private NDArray maps(NDManager m, float[] dense) {
        int n = objects.size();
        int q = size / 4;
        float[] out = new float[n * PromptMaps.CHANNELS * half * half];
        for (int o = 0; o < n; o++) {
            float[] offsets = new float[2 * q * q];
            System.arraycopy(dense, (objects.get(o).batch() * 4 + 2) * q * q, offsets, 0, offsets.length);
            new PromptMaps(half, half, offsets)
                    .draw(tokens.get(o), previous[o], out, o * PromptMaps.CHANNELS * half * half);
        }
        return Network.tensor(m, out, n, PromptMaps.CHANNELS, half, half);
    }

    private NDArray loss(NDManager m, Network.Answer answer, NDArray losses) {
        int n = objects.size();
        int masks = DecoderSizes.MASKS;
        float[] loss = losses.toFloatArray();
        float[] logits = answer.logits().toFloatArray();
        float[] predicted = answer.iou().toFloatArray();
        float[] share = new float[n * masks];
        float[] asked = new float[n * masks];
        float[] real = new float[n * masks];
        iou = 0;
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
            previous[o] =
                    Arrays.copyOfRange(logits, (o * masks + kept) * half * half, (o * masks + kept + 1) * half * half);
            if (random.nextInt(3) == 0) {
                coarsen(previous[o]);
            }
            iou += real[o * masks + kept] / n;
        }
        return Losses.mean(losses, Network.tensor(m, share, n, masks))
                .add(Losses.squared(
                        answer.iou(), Network.tensor(m, real, n, masks), Network.tensor(m, asked, n, masks)));
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

    /// The logits as a window at half the scale would have given them: at use an answer at one scale is
    /// corrected at all of them.
    private void coarsen(float[] logits) {
        for (int y = 0; y + 1 < half; y += 2) {
            for (int x = 0; x + 1 < half; x += 2) {
                int i = y * half + x;
                float mean = (logits[i] + logits[i + 1] + logits[i + half] + logits[i + half + 1]) / 4;
                logits[i] = mean;
                logits[i + 1] = mean;
                logits[i + half] = mean;
                logits[i + half + 1] = mean;
            }
        }
    }

    private void correct() {
        for (int o = 0; o < tokens.size(); o++) {
            float[] logits = previous[o];
            boolean[] answer = new boolean[logits.length];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = logits[i] > 0;
            }
            tokens.get(o).addAll(prompts.correctionOrStroke(truths.get(o), answer, half, 2 * pitch));
        }
    }
}
