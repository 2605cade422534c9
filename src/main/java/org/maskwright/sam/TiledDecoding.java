package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Tensor;

/// The reference's answer to one set of prompts: from the tile in which they lie and, when there is none
/// or its masks run over its edge, from the whole frame.
final class TiledDecoding {
    /// Two masks that overlap more are one offer.
    private static final double SAME = 0.9;

    /// What a mask that runs into the edge of its tile is worth: it is cut off there.
    private static final float CUT = 0.75f;

    private final Network network;
    private final SquareEncoder encoder;

    TiledDecoding(Network network, SquareEncoder encoder) {
        this.network = network;
        this.encoder = encoder;
    }

    private record Ranked(LowResLogits logits, float score, boolean cut) {}

    /// What the decoder said of the masks that count.
    private static final class Answer {
        private final float[] logits;
        private final float[] iou;

        Answer(float[] logits, float[] iou) {
            this.logits = logits;
            this.iou = iou;
        }

        int masks() {
            return iou.length;
        }

        float[] logits(int mask) {
            int plane = logits.length / iou.length;
            return Arrays.copyOfRange(logits, mask * plane, (mask + 1) * plane);
        }

        float predictedIou(int mask) {
            return iou[mask];
        }
    }

    List<Candidate> predict(
            NDManager parent,
            TiledEmbedding frame,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("no prompt");
        }
        cancel.check();
        Optional<Square> tile = frame.tile(prompts, network, encoder, cancel);
        var ranked = new ArrayList<Ranked>();
        tile.ifPresent(t -> ranked.addAll(ranked(parent, t, frame, prompts, previous, cancel)));
        if (ranked.stream().allMatch(Ranked::cut)) {
            ranked.addAll(ranked(parent, frame.whole(), frame, prompts, previous, cancel));
        }
        ranked.sort(Comparator.comparingDouble(r -> -r.score()));
        return offers(frame, ranked);
    }

    /// Clicks at several objects, those that lie in one tile in one call of the decoder.
    ///
    /// @return for each click its masks, as a click alone would get them
    List<List<Candidate>> each(NDManager parent, TiledEmbedding frame, List<Prompt.Click> clicks, Cancel cancel) {
        var ranked = new ArrayList<List<Ranked>>();
        Map<Square, List<Integer>> byTile = new LinkedHashMap<>();
        for (int i = 0; i < clicks.size(); i++) {
            ranked.add(new ArrayList<>());
            int at = i;
            frame.tile(List.of(clicks.get(i)), network, encoder, cancel)
                    .ifPresent(t ->
                            byTile.computeIfAbsent(t, k -> new ArrayList<>()).add(at));
        }
        byTile.forEach((tile, which) -> ask(parent, tile, frame, clicks, which, ranked, cancel));
        List<Integer> cut = IntStream.range(0, clicks.size())
                .filter(i -> ranked.get(i).stream().allMatch(Ranked::cut))
                .boxed()
                .toList();
        if (!cut.isEmpty()) {
            ask(parent, frame.whole(), frame, clicks, cut, ranked, cancel);
        }
        return ranked.stream()
                .map(r -> {
                    r.sort(Comparator.comparingDouble(a -> -a.score()));
                    return offers(frame, r);
                })
                .toList();
    }

    private void ask(
            NDManager parent,
            Square square,
            TiledEmbedding frame,
            List<Prompt.Click> clicks,
            List<Integer> which,
            List<List<Ranked>> ranked,
            Cancel cancel) {
        List<List<Prompt>> prompts =
                which.stream().map(i -> List.<Prompt>of(clicks.get(i))).toList();
        List<Answer> answers = askEach(parent, square, prompts, null, cancel);
        for (int i = 0; i < answers.size(); i++) {
            ranked.get(which.get(i)).addAll(ranked(answers.get(i), square, frame));
        }
    }

    private List<Ranked> ranked(
            NDManager parent,
            Square square,
            TiledEmbedding frame,
            List<Prompt> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        return ranked(ask(parent, square, prompts, previous, cancel), square, frame);
    }

    private static List<Ranked> ranked(Answer answer, Square square, TiledEmbedding frame) {
        var out = new ArrayList<Ranked>();
        for (int k = 0; k < answer.masks(); k++) {
            var logits =
                    new LowResLogits(square.place().across(), square.place().down(), answer.logits(k));
            boolean cut = logits.isCut(frame.width(), frame.height());
            out.add(new Ranked(logits, answer.predictedIou(k) * (cut ? CUT : 1), cut));
        }
        return out;
    }

    private static List<Candidate> offers(TiledEmbedding frame, List<Ranked> ranked) {
        var out = new ArrayList<Candidate>();
        for (Ranked r : ranked) {
            Mask mask = r.logits().mask(frame.width(), frame.height());
            if (out.stream().noneMatch(c -> c.mask().iou(mask) > SAME)) {
                float predicted = Math.clamp(r.score(), 0f, 1f);
                out.add(new Candidate(mask, predicted, r.logits().stability(), r.logits()));
            }
        }
        return out.subList(0, Math.min(out.size(), DecoderSizes.MASKS - 1));
    }

    WholeFrame wholeFrame(NDManager parent, TiledEmbedding frame, List<Prompt> prompts) {
        Answer answer = ask(parent, frame.whole(), prompts, null, new Cancel());
        int side = 4 * SquareEncoder.CELLS;
        return new WholeFrame(
                Tensor.of(answer.logits, 1, answer.masks(), side, side), Tensor.of(answer.iou, 1, answer.masks()));
    }

    private Answer ask(
            NDManager parent, Square square, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
        return askEach(parent, square, List.of(prompts), previous, cancel).getFirst();
    }

    /// One click may mean several things: three masks. More prompts mean one thing: the first mask.
    ///
    /// @param prompts of each object, all of the same kinds
    private List<Answer> askEach(
            NDManager parent,
            Square square,
            List<List<Prompt>> prompts,
            @Nullable LowResLogits previous,
            Cancel cancel) {
        Place place = square.place();
        int side = 4 * SquareEncoder.CELLS;
        List<Prompt> first = prompts.getFirst();
        boolean box = first.stream().anyMatch(p -> p instanceof Prompt.Box);
        boolean oneClick = first.size() == 1 && first.getFirst() instanceof Prompt.Click && previous == null;
        int from = oneClick ? 1 : 0;
        int to = oneClick ? DecoderSizes.MASKS : 1;
        var tokens = new ArrayList<List<PromptToken>>();
        for (List<Prompt> of : prompts) {
            List<PromptToken> own = PromptToken.of(of, place::toNetworkX, place::toNetworkY);
            if (!box) {
                own.add(PromptToken.PADDING);
            }
            tokens.add(own);
        }
        try (NDManager call = parent.newSubManager()) {
            NDArray mask = previous == null
                    ? null
                    : Network.tensor(call, previous.on(place.across(), place.down()), 1, 1, side, side);
            var out = network.decode(call, square.embedding(), new Question(tokens, mask, from, to), cancel);
            float[] logits = out.logits().toFloatArray();
            float[] iou = out.iou().toFloatArray();
            int n = prompts.size();
            return IntStream.range(0, n)
                    .mapToObj(i -> new Answer(share(logits, i, n), share(iou, i, n)))
                    .toList();
        }
    }

    private static float[] share(float[] all, int index, int of) {
        int each = all.length / of;
        return Arrays.copyOfRange(all, index * each, (index + 1) * each);
    }
}
