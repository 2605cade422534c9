package org.maskwright.train;

import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.maskwright.Problem;
import org.maskwright.project.ModelRecord.Figures;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.weights.Tensor;

/// What a round of fine-tuning tells while it runs, in this order. The search learns after the rest
/// has, or alone. [Over] is always the last, and comes
/// without [Judged] when the round was stopped or failed.
public sealed interface Round {
    /// The held-out score of the model in use, to be reached.
    record Before(Figures figures) implements Round {}

    /// A point of the learning curve.
    ///
    /// @param step of the optimizer
    /// @param iou mean IoU after one click on some of the held-out objects
    record Point(int step, double iou) implements Round {}

    /// The gate has decided.
    ///
    /// @param hash names the new weights as provenance does
    /// @param parent names the weights that the round began from
    /// @param objections of the gate, none where it was promoted
    /// @param objects that were learnt from
    /// @param weights what was learnt: prompt encoder and mask decoder, and the encoder where it learnt too;
    ///     whatever the verdict
    /// @param recipe what was trained and how, in words
    /// @param seconds spent on the tensor thread
    record Judged(
            String hash,
            String parent,
            Figures before,
            Figures after,
            Verdict verdict,
            List<Objection> objections,
            int objects,
            long seed,
            String recipe,
            double seconds,
            SequencedMap<String, Tensor> weights)
            implements Round {
        /// @param leftOut recipes that were not tried, in words
        Judged after(double tensorThread, List<String> leftOut) {
            String words = String.join(
                    "; ", Stream.concat(Stream.of(recipe), leftOut.stream()).toList());
            return new Judged(
                    hash, parent, before, after, verdict, objections, objects, seed, words, tensorThread, weights);
        }
    }

    /// How the search does on held-out frames.
    ///
    /// @param round -1: the model in use; 0: what learnt from the labels alone; else the round on weak labels
    /// @param ap AP at IoU 0.50
    record Searched(int round, double ap, int heldOut) implements Round {}

    /// The gate has decided on the search.
    record SearchJudged(Bootstrap.Word.Done done) implements Round {}

    /// The round could not be done, or its result not written; the model in use stays.
    record Failed(Problem problem) implements Round {}

    /// The round has ended, one way or the other.
    record Over() implements Round {}
}
