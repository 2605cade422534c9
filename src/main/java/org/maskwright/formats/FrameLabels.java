package org.maskwright.formats;

import java.util.List;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;

/// The labels of one frame on their way out; only accepted instances are written.
///
/// @param index place in the series, from 0
/// @param number the number that the frame's file has
/// @param name the stem of the frame's file, under which it is exported
/// @param file the name of the file that holds its pixels; several frames may share one
/// @param complete whether all objects of the frame are labelled
/// @param slices labels of each slice in order, of one size; one for a frame without depth
public record FrameLabels(int index, int number, String name, String file, boolean complete, List<Labels> slices) {
    public FrameLabels {
        slices = List.copyOf(slices);
        if (slices.isEmpty() || index < 0 || number < 0) {
            throw new IllegalArgumentException("frame " + number + " with " + slices.size() + " slices");
        }
        for (Labels l : slices) {
            if (l.width() != slices.getFirst().width()
                    || l.height() != slices.getFirst().height()) {
                throw new IllegalArgumentException("slices of different sizes in frame " + number);
            }
        }
    }

    int width() {
        return slices.getFirst().width();
    }

    int height() {
        return slices.getFirst().height();
    }

    int depth() {
        return slices.size();
    }

    List<Instance> accepted(int slice) {
        return slices.get(slice).instances().stream()
                .filter(Instance::isAccepted)
                .toList();
    }

    boolean hasAccepted() {
        return slices.stream().anyMatch(l -> l.instances().stream().anyMatch(Instance::isAccepted));
    }
}
