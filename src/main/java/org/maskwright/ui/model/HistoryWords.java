package org.maskwright.ui.model;

import org.maskwright.Words;
import org.maskwright.project.Edit;
import org.maskwright.project.Project;

/// Edits in words, for the history.
public final class HistoryWords {
    private HistoryWords() {}

    /// What an edit did and to what, in one line.
    public static String of(Edit edit, Project project) {
        return switch (edit) {
            case Edit.Add a ->
                Words.of(
                        "ui.history.add",
                        a.instance().id().value(),
                        frame(a.plane().frame(), project));
            case Edit.Remove r ->
                Words.of(
                        "ui.history.remove",
                        r.instance().id().value(),
                        frame(r.plane().frame(), project));
            case Edit.Replace r ->
                Words.of(
                        "ui.history.replace",
                        r.after().id().value(),
                        frame(r.plane().frame(), project));
            case Edit.Split s ->
                Words.of(
                        "ui.history.split",
                        s.before().id().value(),
                        s.after().size(),
                        frame(s.plane().frame(), project));
            case Edit.Merge m ->
                Words.of(
                        "ui.history.merge",
                        m.before().size(),
                        m.after().id().value(),
                        frame(m.plane().frame(), project));
            case Edit.Assign a ->
                Words.of(
                        "ui.history.assign",
                        a.id().value(),
                        a.after().value(),
                        frame(a.plane().frame(), project));
            case Edit.SetParent s -> Words.of("ui.history.parent", s.track().value());
            case Edit.SetComplete s ->
                Words.of(s.complete() ? "ui.history.complete" : "ui.history.not-complete", frame(s.frame(), project));
            case Edit.Group g ->
                switch (g.deed()) {
                    case IMPORT -> Words.of("ui.history.import", objects(g));
                    case ACCEPT -> Words.of("ui.history.accept", g.edits().size());
                    case PROPOSE -> Words.of("ui.history.propose", g.edits().size());
                    case REJECT -> Words.of("ui.history.reject", g.edits().size());
                    case TRACK -> Words.of("ui.history.track", g.edits().size());
                    case CHANGE -> Words.of("ui.history.change", g.edits().size());
                    case KEEP -> Words.of("ui.history.keep", kept(g), frame(keptIn(g), project));
                };
        };
    }

    private static int kept(Edit.Group group) {
        return group.edits().getFirst() instanceof Edit.Replace r
                ? r.after().id().value()
                : 0;
    }

    private static int keptIn(Edit.Group group) {
        return group.edits().getFirst() instanceof Edit.Replace r ? r.plane().frame() : 0;
    }

    private static long objects(Edit.Group group) {
        return group.edits().stream().filter(e -> e instanceof Edit.Add).count();
    }

    private static int frame(int index, Project project) {
        return project.frames().get(index).number();
    }
}
