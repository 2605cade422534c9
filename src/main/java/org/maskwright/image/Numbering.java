package org.maskwright.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Finds the one number that tells a list of file names apart, as in `t000`, `t001`: the sign of a series.
final class Numbering {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Numbering() {}

    /// The number of each stem, or an empty list when they are not numbered alike.
    static List<Integer> of(List<String> stems) {
        if (stems.isEmpty()) {
            return List.of();
        }
        var texts = new HashSet<String>();
        var numbers = new ArrayList<List<String>>();
        for (String stem : stems) {
            texts.add(NUMBER.matcher(stem).replaceAll("\u0000"));
            numbers.add(NUMBER.matcher(stem).results().map(MatchResult::group).toList());
        }
        if (texts.size() > 1 || numbers.getFirst().isEmpty()) {
            return List.of();
        }
        int group = varying(numbers).orElse(-1);
        if (group < 0) {
            return List.of();
        }
        var out = new ArrayList<Integer>();
        for (var n : numbers) {
            if (n.get(group).length() > 9) {
                return List.of();
            }
            out.add(Integer.parseInt(n.get(group)));
        }
        return new HashSet<>(out).size() == out.size() ? out : List.of();
    }

    /// Which group of digits changes from name to name; the last one of a single name.
    private static OptionalInt varying(List<List<String>> numbers) {
        int found = -1;
        for (int g = 0; g < numbers.getFirst().size(); g++) {
            var values = new HashSet<String>();
            for (var n : numbers) {
                values.add(n.get(g));
            }
            if (values.size() > 1 && found >= 0) {
                return OptionalInt.empty();
            }
            if (values.size() > 1) {
                found = g;
            }
        }
        if (numbers.size() == 1) {
            found = numbers.getFirst().size() - 1;
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
