package org.maskwright.formats;

import java.util.List;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;

/// The labels of one frame on their way out; only accepted instances are written.
///
/// @param number the number that the frame's file has
/// @param name the stem of the frame's file, under which it is exported
/// @param complete whether all objects of the frame are labelled
/// @param slices labels of each slice in order, of one size; one for a frame without depth
public record FrameLabels(int number, String name, boolean complete, List<Labels> slices) {
    public FrameLabels {
        slices = List.copyOf(slices);
        if (slices.isEmpty() || number < 0) {
            throw new IllegalArgumentException("frame " + number + " with " + slices.size() + " slices");
        }
        for (Labels l : slices) {
            if (l.width() != slices.getFirst().width()
                    || l.height() != slices.getFirst().height()) {
                throw new IllegalArgumentException("slices of different sizes in frame " + number);
            }
        }
    }

    /// A frame without depth.
    public FrameLabels(int number, String name, boolean complete, Labels labels) {
        this(number, name, complete, List.of(labels));
    }

    public int width() {
        return slices.getFirst().width();
    }

    public int height() {
        return slices.getFirst().height();
    }

    static List<Instance> accepted(Labels labels) {
        return labels.instances().stream().filter(Instance::isAccepted).toList();
    }

    boolean hasAccepted() {
        return slices.stream().anyMatch(l -> !accepted(l).isEmpty());
    }
}
