package org.maskwright.project;

import java.util.Locale;
import java.util.stream.Stream;
import org.maskwright.Words;
import org.maskwright.label.Instance;
import org.maskwright.label.Provenance;

/// Edits in words, for the history and for messages.
public final class EditWords {
    private EditWords() {}

    /// One line about an edit, such as "Object 113 accepted".
    public static String of(Edit edit) {
        return switch (edit) {
            case Edit.Add e ->
                Words.of("edit.add." + kind(e.instance()), e.instance().id().value());
            case Edit.Remove e -> Words.of("edit.remove", e.instance().id().value());
            case Edit.Replace e ->
                Words.of("edit.replace." + change(e), e.after().id().value());
            case Edit.Split e ->
                Words.of("edit.split", e.before().id().value(), e.after().size());
            case Edit.Merge e ->
                Words.of("edit.merge", e.before().size(), e.after().id().value());
            case Edit.Assign e ->
                Words.of("edit.assign", e.id().value(), e.after().value());
            case Edit.SetParent e ->
                e.after() == null
                        ? Words.of("edit.parent.none", e.track().value())
                        : Words.of(
                                "edit.parent.set", e.track().value(), e.after().value());
            case Edit.SetComplete e -> Words.of(e.complete() ? "edit.complete.yes" : "edit.complete.no");
            case Edit.Group e ->
                e.edits().size() == 1
                        ? of(e.edits().getFirst())
                        : Words.of("edit.group." + e.deed().name().toLowerCase(Locale.ROOT), objects(e));
        };
    }

    /// The frame that an edit is about, -1 when it is about none or several.
    public static int frame(Edit edit) {
        return switch (edit) {
            case Edit.Add e -> e.plane().frame();
            case Edit.Remove e -> e.plane().frame();
            case Edit.Replace e -> e.plane().frame();
            case Edit.Split e -> e.plane().frame();
            case Edit.Merge e -> e.plane().frame();
            case Edit.Assign e -> e.plane().frame();
            case Edit.SetParent _ -> -1;
            case Edit.SetComplete e -> e.frame();
            case Edit.Group e -> {
                int[] frames =
                        e.edits().stream().mapToInt(EditWords::frame).distinct().toArray();
                yield frames.length == 1 ? frames[0] : -1;
            }
        };
    }

    /// What is at stake when an edit cannot be saved: "object 113", or the number of changes.
    static String subject(Edit edit, int changes) {
        if (changes > 1) {
            return Words.of("edit.subject.changes", changes);
        }
        return instances(edit).distinct().count() == 1
                ? Words.of("edit.subject.object", instances(edit).findFirst().orElseThrow())
                : Words.of("edit.subject.change");
    }

    /// The same for what is no edit: contrast, model versions, the open object.
    static String settings() {
        return Words.of("edit.subject.settings");
    }

    private static long objects(Edit edit) {
        return instances(edit).count();
    }

    private static Stream<Integer> instances(Edit edit) {
        return switch (edit) {
            case Edit.Add e -> Stream.of(e.instance().id().value());
            case Edit.Remove e -> Stream.of(e.instance().id().value());
            case Edit.Replace e -> Stream.of(e.after().id().value());
            case Edit.Split e -> Stream.of(e.before().id().value());
            case Edit.Merge e -> Stream.of(e.after().id().value());
            case Edit.Assign e -> Stream.of(e.id().value());
            case Edit.SetParent _, Edit.SetComplete _ -> Stream.of();
            case Edit.Group e -> e.edits().stream().flatMap(EditWords::instances);
        };
    }

    private static String kind(Instance i) {
        if (!i.isAccepted()) {
            return "proposed";
        }
        return i.provenance().source() == Provenance.Source.IMPORTED ? "imported" : "accepted";
    }

    private static String change(Edit.Replace e) {
        Instance.State before = e.before().state();
        Instance.State after = e.after().state();
        if (before == after) {
            return "corrected";
        }
        return switch (after) {
            case ACCEPTED -> before == Instance.State.LOCKED ? "unlocked" : "accepted";
            case LOCKED -> "locked";
            case REJECTED -> "rejected";
            case PROPOSED -> "proposed";
        };
    }
}
