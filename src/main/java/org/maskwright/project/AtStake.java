package org.maskwright.project;

import java.util.stream.Stream;
import org.maskwright.Words;

/// What is at stake when the disk refuses, in words: "object 113", "3 changes".
final class AtStake {
    private AtStake() {}

    static String words(Edit edit, int changes) {
        if (changes > 1) {
            return Words.of("project.at-stake.changes", changes);
        }
        int[] ids = instances(edit).mapToInt(i -> i).distinct().toArray();
        return ids.length == 1 ? Words.of("project.at-stake.object", ids[0]) : Words.of("project.at-stake.change");
    }

    /// The same for the object that is not accepted yet.
    static String inHand() {
        return Words.of("project.at-stake.in-hand");
    }

    /// The same for what is no edit: contrast, model versions.
    static String settings() {
        return Words.of("project.at-stake.settings");
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
            case Edit.Group e -> e.edits().stream().flatMap(AtStake::instances);
        };
    }
}
