package org.maskwright.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.maskwright.Problem;

/// The learning curves that a training writes beside its weights, as CSV: a head of names, then one line for each step
/// that was scored. A training that runs may be read; a line that is not whole yet is left out.
///
/// @param steps that were scored, in the order of the file
/// @param columns by name, one number for each step
public record CurveTable(List<Integer> steps, SequencedMap<String, List<Double>> columns) {
    private static final String STEP = "step";

    public CurveTable {
        steps = List.copyOf(steps);
    }

    /// The file with the curves of weights.
    public static Path beside(Path weights) {
        return weights.resolveSibling(weights.getFileName() + ".csv");
    }

    /// @throws Problem `formats.noCurves` when there is no such file or it is another table
    public static CurveTable read(Path csv) {
        List<String> lines;
        try {
            lines = Files.readAllLines(csv);
        } catch (IOException e) {
            throw Problem.causedBy(e, "formats.noCurves", csv.toString());
        }
        String[] names = lines.isEmpty() ? new String[0] : lines.getFirst().split(",", -1);
        if (names.length < 2 || !names[0].equals(STEP)) {
            throw new Problem("formats.noCurves", csv.toString());
        }
        var steps = new ArrayList<Integer>();
        var columns = new LinkedHashMap<String, List<Double>>();
        for (int i = 1; i < names.length; i++) {
            columns.put(names[i], new ArrayList<>());
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != names.length) {
                continue;
            }
            try {
                int step = Integer.parseInt(cells[0]);
                var values = new ArrayList<Double>();
                for (int i = 1; i < cells.length; i++) {
                    values.add(Double.valueOf(cells[i]));
                }
                steps.add(step);
                int i = 0;
                for (List<Double> column : columns.values()) {
                    column.add(values.get(i++));
                }
            } catch (NumberFormatException e) {
                throw Problem.causedBy(e, "formats.noCurves", csv.toString());
            }
        }
        return new CurveTable(steps, columns);
    }
}
