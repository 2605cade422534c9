package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.label.Components;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Tensor;

/// The compact network's answer to one set of prompts: decodes a window at each scale in one batch and
/// offers the masks that [Ranking] puts first.
final class ScaledDecoding {
    /// Scales that are decoded for one question at most.
    private static final int LOOKED_AT = 3;

    /// Masks offered at most.
    private static final int OFFERED = 3;

    /// Two masks that overlap more are one offer.
    private static final double SAME = 0.9;

    /// What a mask that runs into the edge of its window is worth: it is cut off there.
    private static final float CUT = 0.75f;

    private final Network network;

    ScaledDecoding(Network network) {
        this.network = network;
    }

    List<Candidate> predict(
            NDManager parent,
            ScaledEmbedding embedding,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            TypicalSize typical,
            @Nullable Consumer<Candidate> glimpse,
            Cancel cancel) {
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("no prompt");
        }
        List<Window> windows = windows(embedding, prompts, typical);
        var answers = new ArrayList<Ranking.Answer>();
        if (glimpse != null && windows.size() > 1) {
            Window first = likeliest(windows, typical);
            answers.addAll(answers(parent, embedding, List.of(first), prompts, previous, cancel));
            offers(embedding, prompts, Ranking.of(answers, typical, false), 1).forEach(glimpse);
            windows = windows.stream().filter(w -> !w.equals(first)).toList();
        }
        answers.addAll(answers(parent, embedding, windows, prompts, previous, cancel));
        return offers(embedding, prompts, Ranking.of(answers, typical, previous == null), OFFERED);
    }

    /// Where an object is probably seen well: of scales that suit the typical size alike, that nearest to the image's.
    private static Window likeliest(List<Window> windows, TypicalSize typical) {
        return Collections.min(
                windows,
                Comparator.comparingDouble((Window w) -> typical.off(w.level().scale()))
                        .thenComparingDouble(w -> Math.abs(Math.log(w.level().scale()))));
    }

    private List<Ranking.Answer> answers(
            NDManager parent,
            ScaledEmbedding embedding,
            List<Window> windows,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        try (NDManager call = parent.newSubManager()) {
            Network.Answer answer = decode(call, windows, prompts, previous, cancel);
            cancel.check();
            return answers(windows, prompts, answer, embedding);
        }
    }

    /// The window of the coarsest scale, in which most of the frame lies.
    WholeFrame wholeFrame(NDManager parent, ScaledEmbedding embedding, List<Prompt> prompts) {
        ScaledEmbedding.Level level = embedding.levels().getLast();
        Window window = Window.around(level, prompts, network.geometry().stride());
        try (NDManager call = parent.newSubManager()) {
            Network.Answer answer = decode(call, List.of(window), prompts, null, new Cancel());
            int from = isOneClick(prompts) ? 1 : 0;
            int to = isOneClick(prompts) ? DecoderSizes.MASKS : 1;
            return new WholeFrame(
                    tensor(answer.logits().get(":, {}:{}", from, to)),
                    tensor(answer.iou().get(":, {}:{}", from, to)));
        }
    }

    private static Tensor tensor(NDArray array) {
        return Tensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    private static boolean isOneClick(List<Prompt> prompts) {
        return prompts.size() == 1 && prompts.getFirst() instanceof Prompt.Click;
    }

    /// One window for each scale that can hold the prompts, three at most: those in which objects of the typical size
    /// are seen best, the finest when nothing is known; at least the coarsest.
    private List<Window> windows(ScaledEmbedding embedding, List<Prompt> prompts, TypicalSize typical) {
        var out = new ArrayList<Window>();
        int stride = network.geometry().stride();
        for (ScaledEmbedding.Level level : embedding.levels()) {
            Window w = Window.around(level, prompts, stride);
            boolean holds = prompts.stream().allMatch(p -> !(p instanceof Prompt.Box b) || w.holds(b));
            if (holds || level == embedding.levels().getLast()) {
                out.add(w);
            }
        }
        // All windows of a batch have one size; levels are padded to hold a whole window.
        if (out.size() <= LOOKED_AT) {
            return out;
        }
        return out.stream()
                .sorted(Comparator.comparingDouble(w -> typical.off(w.level().scale())))
                .limit(LOOKED_AT)
                .sorted(Comparator.comparingDouble(w -> -w.level().scale()))
                .toList();
    }

    private Network.Answer decode(
            NDManager call,
            List<Window> windows,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        return decodeEach(call, windows, Collections.nCopies(windows.size(), prompts), previous, cancel);
    }

    /// Several objects at once, each with its prompts in a window of one level; all with the same kinds of
    /// prompts.
    ///
    /// @param cells side of the windows
    /// @return the decoder's single answer for each object
    List<Candidate> each(
            NDManager parent,
            ScaledEmbedding embedding,
            ScaledEmbedding.Level level,
            List<List<Prompt>> prompts,
            int cells) {
        List<Window> windows = prompts.stream()
                .map(p -> Window.around(level, p, network.geometry().stride(), cells))
                .toList();
        try (NDManager call = parent.newSubManager()) {
            Network.Answer answer = decodeEach(call, windows, prompts, null, new Cancel());
            float[] logits = answer.logits().get(":, 0").toFloatArray();
            float[] iou = answer.iou().toFloatArray();
            var out = new ArrayList<Candidate>();
            for (int i = 0; i < windows.size(); i++) {
                LowResLogits low = logits(windows.get(i), logits, i);
                Mask mask = asked(low.mask(embedding.width(), embedding.height()), prompts.get(i));
                out.add(new Candidate(
                        mask, predicted(low, iou[i * DecoderSizes.MASKS], embedding), low.stability(), low));
            }
            return out;
        }
    }

    private static LowResLogits logits(Window w, float[] all, int index) {
        int plane = 16 * w.rows() * w.columns();
        return new LowResLogits(w.across(), w.down(), Arrays.copyOfRange(all, index * plane, (index + 1) * plane));
    }

    private static float predicted(LowResLogits low, float iou, ScaledEmbedding embedding) {
        float predicted = Math.clamp(iou, 0f, 1f);
        return low.isCut(embedding.width(), embedding.height()) ? predicted * CUT : predicted;
    }

    /// Each window with its own prompts.
    private Network.Answer decodeEach(
            NDManager call,
            List<Window> windows,
            List<List<Prompt>> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        int rows = windows.getFirst().rows();
        int columns = windows.getFirst().columns();
        int plane = 16 * rows * columns;
        float[] maps = new float[windows.size() * PromptMaps.CHANNELS * plane];
        var tokens = new ArrayList<List<PromptToken>>();
        var embeddings = new NDList();
        var skips4 = new NDList();
        var skips2 = new NDList();
        for (int i = 0; i < windows.size(); i++) {
            Window w = windows.get(i);
            List<PromptToken> own = w.tokens(prompts.get(i));
            new PromptMaps(4 * rows, 4 * columns, w.level().offsets(w.top(), w.left(), rows, columns))
                    .draw(own, w.previous(previous), maps, i * PromptMaps.CHANNELS * plane);
            tokens.add(own);
            Network.Features f = w.level().features();
            embeddings.add(cut(call, f.embedding(), w, 1));
            skips4.add(cut(call, f.skip4(), w, 2));
            skips2.add(cut(call, f.skip2(), w, 4));
        }
        boolean box = prompts.getFirst().stream().anyMatch(p -> p instanceof Prompt.Box);
        if (!box) {
            tokens.replaceAll(t -> {
                var more = new ArrayList<>(t);
                more.add(PromptToken.PADDING);
                return more;
            });
        }
        cancel.check();
        NDArray drawn = Network.tensor(call, maps, windows.size(), PromptMaps.CHANNELS, 4L * rows, 4L * columns);
        return network.decode(
                NDArrays.concat(embeddings, 0),
                NDArrays.concat(skips4, 0),
                NDArrays.concat(skips2, 0),
                new Question(tokens, drawn),
                cancel);
    }

    private static NDArray cut(NDManager call, NDArray features, Window w, int per) {
        NDArray part = features.get(
                ":, :, {}:{}, {}:{}",
                w.top() * per,
                (w.top() + w.rows()) * per,
                w.left() * per,
                (w.left() + w.columns()) * per);
        part.attach(call);
        return part;
    }

    /// One click may mean several things, so all masks count; more prompts mean one thing.
    private static List<Ranking.Answer> answers(
            List<Window> windows, List<Prompt> prompts, Network.Answer answer, ScaledEmbedding embedding) {
        float[] logits = answer.logits().toFloatArray();
        float[] iou = answer.iou().toFloatArray();
        int masks = isOneClick(prompts) ? DecoderSizes.MASKS : 1;
        var out = new ArrayList<Ranking.Answer>();
        for (int i = 0; i < windows.size(); i++) {
            Window w = windows.get(i);
            for (int k = 0; k < masks; k++) {
                LowResLogits low = logits(w, logits, i * DecoderSizes.MASKS + k);
                out.add(new Ranking.Answer(
                        embedding.levels().indexOf(w.level()),
                        w.level().scale(),
                        low,
                        predicted(low, iou[i * DecoderSizes.MASKS + k], embedding)));
            }
        }
        return out;
    }

    private static List<Candidate> offers(
            ScaledEmbedding embedding, List<Prompt> prompts, List<Ranking.Ranked> ranked, int most) {
        var out = new ArrayList<Candidate>();
        for (Ranking.Ranked r : ranked) {
            Mask mask = asked(r.outline().mask(embedding.width(), embedding.height()), prompts);
            boolean last = r.equals(ranked.getLast());
            if (mask.isEmpty() && (!last || !out.isEmpty())) {
                continue;
            }
            if (out.stream().noneMatch(c -> c.mask().iou(mask) > SAME)) {
                out.add(new Candidate(mask, r.iou(), r.logits().stability(), r.logits()));
            }
            if (out.size() == most) {
                break;
            }
        }
        return out;
    }

    /// The pieces that a positive click lies in or, without one, all of at least a tenth of the largest.
    static Mask asked(Mask mask, List<Prompt> prompts) {
        List<Mask> pieces = Components.of(mask, Components.Connectivity.EIGHT);
        if (pieces.size() < 2) {
            return mask;
        }
        Mask clicked = Mask.EMPTY;
        Mask largest = Mask.EMPTY;
        for (Mask piece : pieces) {
            largest = piece.area() > largest.area() ? piece : largest;
            for (Prompt p : prompts) {
                if (p instanceof Prompt.Click c
                        && c.positive()
                        && piece.contains((int) Math.round(c.x()), (int) Math.round(c.y()))) {
                    clicked = clicked.or(piece);
                    break;
                }
            }
        }
        if (!clicked.isEmpty()) {
            return clicked;
        }
        Mask out = largest;
        for (Mask piece : pieces) {
            if (!piece.equals(largest) && piece.area() * 10 >= largest.area()) {
                out = out.or(piece);
            }
        }
        return out;
    }
}
