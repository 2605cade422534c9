package org.maskwright.auto.doubt;

import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.sam.Candidate;

/// What the network's answers to [Questions#all] say of a mask, each 0 to 1, the more the better.
///
/// @param predicted the network's estimate for its answer to the box
/// @param firm IoU of that answer at a higher and a lower threshold
/// @param fit IoU of the mask with that answer
/// @param click mean IoU of the mask with the answers to the two clicks
/// @param moved IoU of the answers to the box and to the moved box
public record Steadiness(double predicted, double firm, double fit, double click, double moved) {
    /// @param answers to box, moved box, click and moved click
    public static Steadiness of(Mask mask, List<List<Candidate>> answers) {
        if (answers.size() != 4) {
            throw new IllegalArgumentException(answers.size() + " answers");
        }
        Candidate box = answers.get(0).getFirst();
        return new Steadiness(
                box.predictedIou(),
                box.stability(),
                box.mask().iou(mask),
                (first(answers, 2).iou(mask) + first(answers, 3).iou(mask)) / 2,
                box.mask().iou(first(answers, 1)));
    }

    private static Mask first(List<List<Candidate>> answers, int question) {
        return answers.get(question).getFirst().mask();
    }
}
