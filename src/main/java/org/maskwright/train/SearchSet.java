package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.maskwright.image.Region;
import org.maskwright.label.Instance;
import org.maskwright.label.Mask;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.worker.Pictures;

/// What the search learns from and what it is judged by. Only complete frames can judge: what is found elsewhere may
/// well be there. A quarter of them is held out; of a single one, a third of its longer side.
///
/// @param train learnt from; frames that are not complete count inside their objects alone
/// @param held judged by, all complete; empty when there is none
public record SearchSet(List<Page> train, List<Page> held) {
    private static final double SHARE = 0.25;
    private static final int MOST_HELD = 12;

    /// With fewer objects on either side nothing is learnt or nothing can be said.
    private static final int LEAST_OBJECTS = 5;

    public SearchSet {
        train = List.copyOf(train);
        held = List.copyOf(held);
    }

    /// @param width of a frame in pixels
    public static SearchSet of(List<Page> pages, int width, int height, long seed) {
        var complete = new ArrayList<>(pages.stream().filter(Page::complete).toList());
        var train = new ArrayList<>(pages.stream().filter(p -> !p.complete()).toList());
        Collections.shuffle(complete, new Random(seed));
        List<Page> held;
        if (complete.size() == 1) {
            boolean wide = width >= height;
            int cut = 2 * (wide ? width : height) / 3;
            Page only = complete.getFirst();
            train.add(only.part(wide ? new Region(0, 0, cut, height) : new Region(0, 0, width, cut)));
            held = List.of(only.part(
                    wide ? new Region(cut, 0, width - cut, height) : new Region(0, cut, width, height - cut)));
        } else {
            int most = Math.min(MOST_HELD, (int) Math.ceil(SHARE * complete.size()));
            held = complete.subList(0, most);
            train.addAll(complete.subList(most, complete.size()));
        }
        return new SearchSet(train, held);
    }

    /// All frames of a project with accepted objects, and the complete ones without any.
    ///
    /// @param pictures of the project's planes, counted as frame times depth plus slice
    public static SearchSet of(Project project, Pictures pictures, long seed) {
        var pages = new ArrayList<Page>();
        int width = 1;
        int height = 1;
        for (int i = 0; i < pictures.frames(); i++) {
            int at = i;
            var plane = new Plane(i / project.depth(), i % project.depth());
            var labels = project.labels(plane);
            boolean complete = project.isComplete(plane.frame());
            List<Mask> masks = labels.instances().stream()
                    .filter(Instance::isAccepted)
                    .map(Instance::mask)
                    .toList();
            if (complete || !masks.isEmpty()) {
                width = labels.width();
                height = labels.height();
                pages.add(new Page(
                        () -> pictures.seen(at), () -> pictures.contrast().apply(at), masks, complete));
            }
        }
        return of(pages, width, height, seed);
    }

    /// The same, if it is enough to learn from and to judge by.
    public Optional<SearchSet> ifEnough() {
        return objects(train) >= LEAST_OBJECTS && objects(held) >= LEAST_OBJECTS ? Optional.of(this) : Optional.empty();
    }

    int objects() {
        return objects(train);
    }

    private static int objects(List<Page> pages) {
        return pages.stream().mapToInt(p -> p.masks().size()).sum();
    }
}
