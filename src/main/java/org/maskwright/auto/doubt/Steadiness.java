package org.maskwright.auto.doubt;

import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.sam.Candidate;

/// What the network's answers to [Questions#all] say of a mask, each 0 to 1, the more the better.
///
/// @param predicted the network's estimate for its answer to the box
/// @param firm IoU of that answer at a higher and a lower threshold
/// @param fit IoU of the mask with that answer
/// @param click IoU of the mask with that answer to the click which comes nearest to it
/// @param moved IoU of the answers to the box and to the moved box
public record Steadiness(double predicted, double firm, double fit, double click, double moved) {
    /// @param answers to box, moved box and click
    public static Steadiness of(Mask mask, List<List<Candidate>> answers) {
        if (answers.size() != 3) {
            throw new IllegalArgumentException(answers.size() + " answers");
        }
        Candidate box = answers.get(0).getFirst();
        Mask moved = answers.get(1).getFirst().mask();
        double click =
                answers.get(2).stream().mapToDouble(c -> c.mask().iou(mask)).max().orElse(0);
        return new Steadiness(
                box.predictedIou(),
                box.stability(),
                box.mask().iou(mask),
                click,
                box.mask().iou(moved));
    }
}
