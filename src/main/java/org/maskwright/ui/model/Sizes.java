package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.TypicalSize;

/// What was accepted says how large the objects of a project are: those of the frame in view and, while they are few,
/// of the frames around it. Nothing of it is stored: the labels are.
final class Sizes {
    private static final int ENOUGH = 30;

    private @Nullable Project of;
    private @Nullable Plane at;
    private TypicalSize size = TypicalSize.UNKNOWN;

    /// Worked out once for each state of the project.
    @SuppressWarnings("ReferenceEquality") // a project is a value that is replaced, never changed
    TypicalSize around(Project project, Plane plane) {
        if (project != of || !plane.equals(at)) {
            of = project;
            at = plane;
            size = TypicalSize.of(areas(project, plane));
        }
        return size;
    }

    private static List<Integer> areas(Project project, Plane plane) {
        var out = new ArrayList<Integer>();
        int frames = project.frames().size();
        for (int away = 0; away < frames && out.size() < ENOUGH; away++) {
            add(project, plane.frame() - away, plane, out);
            if (away > 0) {
                add(project, plane.frame() + away, plane, out);
            }
        }
        return out;
    }

    private static void add(Project project, int frame, Plane like, List<Integer> out) {
        if (frame >= 0 && frame < project.frames().size()) {
            for (Instance i : project.labels(new Plane(frame, like.z())).instances()) {
                if (i.isAccepted()) {
                    out.add(i.mask().area());
                }
            }
        }
    }
}
