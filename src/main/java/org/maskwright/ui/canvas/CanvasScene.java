package org.maskwright.ui.canvas;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.ui.model.Tool;

/// All that a [LabelCanvas] shows, immutable. The canvas compares a new scene with the last one by identity
/// of its parts and repaints only what differs, so whoever builds scenes hands on the parts that did not
/// change.
///
/// @param labels the objects of this frame, the active one left out or named by [Active#reopened()]
/// @param otherFrame the frame before, its tracks drawn dotted; never takes a click
/// @param active the object in the hand
/// @param preview what a click under the pointer would give
/// @param brushRadius in image pixels
/// @param description what a screen reader says of the picture; changes are spoken
public record CanvasScene(
        Picture picture,
        Labels labels,
        @Nullable Labels otherFrame,
        @Nullable Active active,
        @Nullable Preview preview,
        Marks marks,
        Style style,
        Tool tool,
        double brushRadius,
        Calibration calibration,
        String description) {

    /// The pixels and how they become colours.
    ///
    /// @param channels the channels shown, added up; at least one
    /// @param gamma 1 leaves the picture as it is; applied inside the contrast window
    /// @param bright true when the series is bright (median of what is shown above half): labels are darker
    public record Picture(Raster raster, List<Channel> channels, Contrast contrast, double gamma, boolean bright) {
        public Picture {
            channels = List.copyOf(channels);
            if (channels.isEmpty() || !(gamma > 0)) {
                throw new IllegalArgumentException("nothing to show");
            }
            for (Channel c : channels) {
                if (c.index < 0 || c.index >= raster.channels()) {
                    throw new IllegalArgumentException(c + " of " + raster);
                }
            }
        }

        /// Grey, or red, green and blue for three channels, unchanged by gamma.
        public static Picture of(Raster raster, Contrast contrast) {
            var channels = raster.channels() == 3
                    ? List.of(
                            new Channel(0, ColourMap.RED),
                            new Channel(1, ColourMap.GREEN),
                            new Channel(2, ColourMap.BLUE))
                    : List.of(new Channel(0, ColourMap.GREY));
            return new Picture(raster, channels, contrast, 1, false);
        }
    }

    /// One channel of the raster and the colours it is shown in.
    public record Channel(int index, ColourMap map) {}

    /// The object in the hand, not yet accepted.
    ///
    /// @param mask null while its first mask is on the way
    /// @param colour slot of the label palette
    /// @param prompts in order; the last one is what Backspace takes back
    /// @param reopened the accepted object that it stands for and hides, if any
    public record Active(
            @Nullable Mask mask,
            int colour,
            List<Prompt> prompts,
            @Nullable InstanceId reopened) {
        public Active {
            prompts = List.copyOf(prompts);
        }
    }

    /// What a click under the pointer would give.
    ///
    /// @param predictedIou the network's own estimate, 0 to 1
    /// @param adds true when a click would add to the active object
    public record Preview(Mask mask, double predictedIou, boolean adds) {}

    /// What is marked beyond an object's own state.
    ///
    /// @param doubtful objects with a "?"
    /// @param unsaved objects with a "!": accepted, and refused by the disk
    /// @param selected the chosen object
    /// @param inQuestion in review: this one stands out, all others recede
    /// @param divisions pairs of daughters, joined by a line
    public record Marks(
            Set<InstanceId> doubtful,
            Set<InstanceId> unsaved,
            @Nullable InstanceId selected,
            @Nullable InstanceId inQuestion,
            List<Division> divisions) {
        public static final Marks NONE = new Marks(Set.of(), Set.of(), null, null, List.of());

        public Marks {
            doubtful = Set.copyOf(doubtful);
            unsaved = Set.copyOf(unsaved);
            divisions = List.copyOf(divisions);
        }
    }

    /// Two daughters of one mother, both in this frame.
    public record Division(InstanceId one, InstanceId other) {}

    /// What is drawn of labels, and how strongly.
    ///
    /// @param fill opacity of an accepted object's fill
    /// @param outline width of an accepted object's outline in screen pixels
    public record Style(
            double fill,
            double outline,
            boolean fills,
            boolean outlines,
            boolean hidden,
            boolean rejected,
            boolean numbers,
            boolean divisions,
            boolean scaleBar) {
        public static final Style NORMAL = new Style(0.24, 1.5, true, true, false, false, false, true, true);
    }

    /// A picture with labels and nothing in the hand.
    public static CanvasScene of(Picture picture, Labels labels) {
        return new CanvasScene(
                picture, labels, null, null, null, Marks.NONE, Style.NORMAL, Tool.POINT, 8, Calibration.NONE, "");
    }

    public CanvasScene withPicture(Picture p) {
        return new CanvasScene(
                p, labels, otherFrame, active, preview, marks, style, tool, brushRadius, calibration, description);
    }

    public CanvasScene withLabels(Labels l, @Nullable Labels other) {
        return new CanvasScene(
                picture, l, other, active, preview, marks, style, tool, brushRadius, calibration, description);
    }

    public CanvasScene withActive(@Nullable Active a) {
        return new CanvasScene(
                picture, labels, otherFrame, a, preview, marks, style, tool, brushRadius, calibration, description);
    }

    public CanvasScene withPreview(@Nullable Preview p) {
        return new CanvasScene(
                picture, labels, otherFrame, active, p, marks, style, tool, brushRadius, calibration, description);
    }

    public CanvasScene withMarks(Marks m) {
        return new CanvasScene(
                picture, labels, otherFrame, active, preview, m, style, tool, brushRadius, calibration, description);
    }

    public CanvasScene withStyle(Style s) {
        return new CanvasScene(
                picture, labels, otherFrame, active, preview, marks, s, tool, brushRadius, calibration, description);
    }

    public CanvasScene withTool(Tool t, double radius) {
        return new CanvasScene(
                picture, labels, otherFrame, active, preview, marks, style, t, radius, calibration, description);
    }

    public CanvasScene withWords(Calibration c, String words) {
        return new CanvasScene(picture, labels, otherFrame, active, preview, marks, style, tool, brushRadius, c, words);
    }
}
