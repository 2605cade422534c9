package org.maskwright.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.maskwright.label.Track;

/// The rules of track tables, taken together from the programs that read them: each label once and
/// above 0, parents that exist and end before their children begin, pixels in every frame of a track
/// and in no other, no label without a row.
final class TrackCheck {
    private record Row(int line, Track track) {}

    private final Path table;
    private final List<Finding> findings;
    private final Map<Integer, Row> rows = new HashMap<>();
    private final int last;

    /// @param last the last frame that has a file
    TrackCheck(Path table, int last, List<Finding> findings) {
        this.table = table;
        this.last = last;
        this.findings = findings;
    }

    /// @param present the labels of each frame whose file can be read
    void check(SortedMap<Integer, Set<Integer>> present, SortedMap<Integer, Path> files) {
        List<Row> all = new ArrayList<>();
        for (TrackTable.Line line : TrackTable.lines(table)) {
            line.track()
                    .ifPresentOrElse(
                            track -> all.add(new Row(line.number(), track)),
                            () -> findings.add(Finding.error(table, "trackLine", line.text())
                                    .at(line.number())));
        }
        for (Row row : all) {
            if (row.track.id() <= 0) {
                add(row, "labelNotPositive", row.track.id());
            } else if (rows.putIfAbsent(row.track.id(), row) != null) {
                add(row, "labelTwice", row.track.id());
            }
        }
        for (Row row : all) {
            parent(row);
            life(row, present);
        }
        strays(present, files);
    }

    private void add(Row row, String code, Object... args) {
        findings.add(Finding.error(table, code, args).at(row.line));
    }

    private void parent(Row row) {
        Track track = row.track;
        if (!track.hasParent()) {
            return;
        }
        if (track.parent() == track.id()) {
            add(row, "parentSelf", track.id());
            return;
        }
        Row parent = rows.get(track.parent());
        if (parent == null) {
            add(row, "parentMissing", track.id(), track.parent());
        } else if (parent.track.last() >= track.first()) {
            add(row, "parentLate", track.id(), track.first(), track.parent(), parent.track.last());
        }
    }

    private void life(Row row, SortedMap<Integer, Set<Integer>> present) {
        Track track = row.track;
        if (track.first() < 0 || track.first() > track.last()) {
            add(row, "backwards", track.id(), track.first(), track.last());
            return;
        }
        int end = last;
        if (track.last() > end) {
            add(row, "beyond", track.id(), track.last(), end);
        }
        for (int t = track.first(); t <= Math.min(track.last(), end); t++) {
            Set<Integer> labels = present.get(t);
            if (labels != null && !labels.contains(track.id())) {
                add(row, "absent", track.id(), t);
            }
        }
    }

    /// Labels that have no row, or lie outside their track's frames.
    private void strays(SortedMap<Integer, Set<Integer>> present, SortedMap<Integer, Path> files) {
        present.forEach((frame, labels) -> {
            Path file = files.getOrDefault(frame, table);
            for (int label : labels) {
                Row row = rows.get(label);
                if (row == null) {
                    findings.add(Finding.error(file, "noRow", label));
                } else if (frame < row.track.first() || frame > row.track.last()) {
                    findings.add(Finding.error(file, "outside", label, row.track.first(), row.track.last()));
                }
            }
        });
    }
}
