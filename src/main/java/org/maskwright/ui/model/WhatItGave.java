package org.maskwright.ui.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.ToIntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.formats.EffortTable;
import org.maskwright.project.Effort;
import org.maskwright.project.History;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.Project;

/// What the labels of the open project cost, read off its history in the background when somebody looks.
public final class WhatItGave {
    /// Bars that can be told apart in the width of the inspector.
    private static final int MOST_GROUPS = 24;

    private final Workbench bench;
    private final Errands errands;
    private final ObjectProperty<Effort> effort = new SimpleObjectProperty<>(new Effort(List.of()));
    private History read = History.NONE;

    /// By what objects are put together.
    public enum By {
        TIME,
        FRAME,
        VERSION
    }

    /// Some objects together.
    ///
    /// @param name of the first of them: its place in time, its frame, its round
    /// @param clicks of one object on average, with those of corrections
    /// @param later of these, those of corrections
    /// @param seconds of the middle one, NaN when unknown
    public record Group(String name, int objects, double clicks, double later, double seconds) {
        static Group of(String name, List<Effort.Spent> all) {
            double later = all.stream().mapToInt(Effort.Spent::later).average().orElse(0);
            return new Group(name, all.size(), Effort.clicks(all), later, Effort.seconds(all));
        }
    }

    /// @param ui runs tasks on the bench's thread
    /// @param background runs tasks elsewhere
    public WhatItGave(Workbench bench, Executor ui, Executor background) {
        this.bench = bench;
        errands = new Errands(ui, background);
    }

    public ReadOnlyObjectProperty<Effort> effort() {
        return effort;
    }

    /// Brings it up to the history as it is now.
    public void refresh() {
        History now = bench.store().map(s -> s.history()).orElse(History.NONE);
        if (now.equals(read)) {
            return;
        }
        read = now;
        errands.run(
                () -> Effort.of(now),
                done -> {
                    if (now.equals(read)) {
                        effort.set(done);
                    }
                },
                why -> bench.notices().show("effort", why));
    }

    /// The objects in groups, in order.
    public List<Group> groups(By by) {
        List<Effort.Spent> all = effort.get().objects();
        Project p = bench.project().get();
        if (all.isEmpty() || p == null) {
            return List.of();
        }
        return switch (by) {
            case TIME -> inTime(all);
            case FRAME -> grouped(all, s -> p.frames().get(s.plane().frame()).number());
            case VERSION -> {
                List<String> rounds = p.models().stream().map(ModelRecord::hash).toList();
                yield grouped(all.stream().filter(s -> s.model() != null).toList(), s -> rounds.indexOf(s.model()) + 1);
            }
        };
    }

    private static List<Group> inTime(List<Effort.Spent> all) {
        int each = Math.max(1, (all.size() + MOST_GROUPS - 1) / MOST_GROUPS);
        var out = new ArrayList<Group>();
        for (int from = 0; from < all.size(); from += each) {
            out.add(Group.of(String.valueOf(from + 1), all.subList(from, Math.min(all.size(), from + each))));
        }
        return out;
    }

    private static List<Group> grouped(List<Effort.Spent> all, ToIntFunction<Effort.Spent> by) {
        Map<Integer, List<Effort.Spent>> groups = new TreeMap<>();
        all.forEach(s ->
                groups.computeIfAbsent(by.applyAsInt(s), k -> new ArrayList<>()).add(s));
        var out = new ArrayList<Group>();
        groups.forEach((name, of) -> out.add(Group.of(String.valueOf(name), of)));
        // The last ones: those of today.
        return out.size() <= MOST_GROUPS
                ? out
                : Collections.unmodifiableList(out.subList(out.size() - MOST_GROUPS, out.size()));
    }

    /// Writes the table.
    public void write(Path file) {
        Project p = bench.project().get();
        Effort of = effort.get();
        if (p == null) {
            return;
        }
        errands.run(
                () -> {
                    try {
                        return Files.writeString(file, EffortTable.csv(of, p));
                    } catch (java.io.IOException e) {
                        throw Problem.causedBy(e, "app.unwritable", file.toString());
                    }
                },
                done -> bench.notices()
                        .show(Notice.fact("effort", Words.of("ui.effort.csv.done"), String.valueOf(done))),
                why -> bench.notices().show("effort", why));
    }
}
