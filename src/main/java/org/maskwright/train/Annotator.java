package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Distance;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;

/// A simulated annotator of one object: the first click at its deepest interior point, each next one at
/// the deepest point of the error, a positive click where something is missing and a negative one where
/// there is too much; the image border counts as outside. Every call gets all clicks so far and the
/// previous logits, and the mask kept is the one with the highest predicted IoU, never the best
/// against the reference.
public final class Annotator {
    private final Model model;

    /// Answers prompts on one frame, the highest predicted IoU first.
    @FunctionalInterface
    public interface Model {
        List<Candidate> predict(List<Prompt> prompts, @Nullable LowResLogits previous);
    }

    public Annotator(Model model) {
        this.model = model;
    }

    /// Where a session with one object ended.
    ///
    /// @param iou with the reference after each click; once no error is left the value stays
    /// @param mask the last answer
    /// @param predicted the network's estimate for it, NaN without an answer
    /// @param prompts all clicks
    public record Session(List<Double> iou, Mask mask, double predicted, List<Prompt> prompts) {}

    /// Clicks until `enough` is reached or `most` clicks are spent.
    ///
    /// @param enough stop at this IoU; more than 1 never stops
    public Session click(Mask reference, int most, double enough) {
        var prompts = new ArrayList<Prompt>();
        var iou = new ArrayList<Double>();
        Mask mask = Mask.EMPTY;
        LowResLogits logits = null;
        double predicted = Double.NaN;
        while (iou.size() < most) {
            Optional<Prompt> next = nextClick(reference, mask);
            if (next.isPresent()) {
                prompts.add(next.get());
                List<Candidate> answers = model.predict(prompts, logits);
                mask = answers.isEmpty() ? Mask.EMPTY : answers.getFirst().mask();
                logits = answers.isEmpty() ? null : answers.getFirst().logits();
                predicted = answers.isEmpty() ? Double.NaN : answers.getFirst().predictedIou();
            }
            iou.add(mask.iou(reference));
            if (iou.getLast() >= enough) {
                break;
            }
        }
        return new Session(List.copyOf(iou), mask, predicted, List.copyOf(prompts));
    }

    /// What a person does with brush and eraser where clicks did not do: paints or wipes one disc after the other, each
    /// the largest that fits into the deepest error, until `enough` is reached.
    static Mask paint(Mask reference, Mask answer, double enough) {
        Mask mask = answer;
        while (mask.iou(reference) < enough && nextClick(reference, mask).orElse(null) instanceof Prompt.Click at) {
            Mask error = at.positive() ? reference.minus(mask) : mask.minus(reference);
            Mask stroke = disc(Distance.deepest(error).orElseThrow()).and(error);
            mask = at.positive() ? mask.or(stroke) : mask.minus(stroke);
        }
        return mask;
    }

    private static Mask disc(Distance.Deepest d) {
        int r = (int) Math.sqrt(d.squared());
        int side = 2 * r + 1;
        return Mask.of(d.x() - r, d.y() - r, side, side, i -> {
            int dx = i % side - r;
            int dy = i / side - r;
            return dx * dx + dy * dy < d.squared();
        });
    }

    /// IoU after one prompt, the tight box.
    public double box(Mask reference) {
        var b = reference.bounds();
        var box = new Prompt.Box(b.left(), b.top(), b.right() - 1, b.bottom() - 1);
        List<Candidate> answers = model.predict(List.of(box), null);
        return answers.isEmpty() ? 0 : answers.getFirst().mask().iou(reference);
    }

    /// The next click, or nothing when the mask is right to the pixel.
    static Optional<Prompt> nextClick(Mask reference, Mask mask) {
        var missing = Distance.deepest(reference.minus(mask));
        var extra = Distance.deepest(mask.minus(reference));
        int missingDepth = missing.map(Distance.Deepest::squared).orElse(0);
        int extraDepth = extra.map(Distance.Deepest::squared).orElse(0);
        return missingDepth >= extraDepth
                ? missing.map(d -> new Prompt.Click(d.x(), d.y(), true))
                : extra.map(d -> new Prompt.Click(d.x(), d.y(), false));
    }
}
