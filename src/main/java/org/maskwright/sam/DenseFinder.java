package org.maskwright.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// Search by the encoder's dense map: a click at each seed, answered in batches of small windows at the
/// scale of the seed.
///
/// What is proposed at a scale is about as large, in network pixels, as objects are in training, so that
/// most objects are asked about at two or three scales; [Expected] says which answers to believe. Choices were made on
/// the held-out tenth of the training sets, never on `val`.
final class DenseFinder implements Finder {
    /// Decoded together; about a tenth of a second on two cores.
    private static final int BATCH = 16;

    /// Seeds that are smaller are left to a finer scale, larger ones to a coarser one. In network pixels.
    private static final double SMALLEST = 16;

    private static final double LARGEST = 84;

    /// Side of a window in embedding cells; larger objects get a whole [Window#CELLS].
    private static final int CELLS = 16;

    private static final double FITS = 64;

    private static final int LEAST_AREA = 12;

    private final Sam sam;
    private final List<Batch> batches = new ArrayList<>();
    private final List<Expected.Answer> answers = new ArrayList<>();
    private final List<Seeds> levels = new ArrayList<>();
    private final double[] scales;
    private final int width;
    private final int height;
    private int next;

    /// Seeds of one level whose windows have one size.
    private record Batch(int level, int cells, List<Seeds.Seed> seeds) {}

    DenseFinder(Sam sam, ScaledEmbedding embedding) {
        this.sam = sam;
        width = embedding.width();
        height = embedding.height();
        scales = embedding.levels().stream()
                .mapToDouble(ScaledEmbedding.Level::scale)
                .toArray();
        int last = scales.length - 1;
        for (int i = 0; i <= last; i++) {
            Map<Integer, List<Seeds.Seed>> byCells = new TreeMap<>();
            ScaledEmbedding.Level level = embedding.levels().get(i);
            float[] dense = sam.network().denseOfFrame(level.features());
            var seeds = new Seeds(level, dense, width, height);
            levels.add(seeds);
            for (Seeds.Seed s : seeds.find()) {
                boolean left = i > 0 && s.diameter() < SMALLEST;
                boolean tooLarge = i < last && s.diameter() > LARGEST;
                if (!left && !tooLarge) {
                    int cells = s.diameter() > FITS ? Window.CELLS : CELLS;
                    byCells.computeIfAbsent(cells, c -> new ArrayList<>()).add(s);
                }
            }
            for (var e : byCells.entrySet()) {
                for (int from = 0; from < e.getValue().size(); from += BATCH) {
                    int to = Math.min(from + BATCH, e.getValue().size());
                    batches.add(new Batch(i, e.getKey(), e.getValue().subList(from, to)));
                }
            }
        }
    }

    @Override
    public double step(Embedding embedding) {
        if (next < batches.size()) {
            ask((ScaledEmbedding) embedding, batches.get(next++));
        }
        return batches.isEmpty() ? 1 : (double) next / batches.size();
    }

    private void ask(ScaledEmbedding embedding, Batch batch) {
        List<List<Prompt>> prompts =
                batch.seeds().stream().map(s -> List.<Prompt>of(s.click())).toList();
        var each = sam.each(embedding, embedding.levels().get(batch.level()), prompts, batch.cells());
        for (int i = 0; i < prompts.size(); i++) {
            Candidate c = each.get(i);
            Seeds.Seed seed = batch.seeds().get(i);
            if (c.mask().area() >= LEAST_AREA) {
                answers.add(new Expected.Answer(batch.level(), c, seed.inside(c.mask()), seed.click()));
            }
        }
    }

    @Override
    public Mask maybe(float least) {
        return Mask.of(width, height, i -> {
            int y = i / width;
            return levels.stream().anyMatch(l -> l.inside(i % width, y) > least);
        });
    }

    @Override
    public List<Proposal> found() {
        return new Expected(width, height, scales, answers).proposals();
    }
}
