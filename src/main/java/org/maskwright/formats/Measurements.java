package org.maskwright.formats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.maskwright.Cancel;
import org.maskwright.image.Calibration;
import org.maskwright.label.Instance;
import org.maskwright.measure.Measured;
import org.maskwright.measure.Measurer;
import org.maskwright.measure.Quantity;

/// The measures of all accepted objects, a row for each object and plane, and the table that is made of them.
///
/// @param rows by frame, slice and id
/// @param calibration size of a pixel
public record Measurements(List<Row> rows, Calibration calibration) {
    /// @param frame the frame it is in
    /// @param z the slice it is in
    public record Row(FrameLabels frame, int z, Instance instance, Measured measured) {}

    public Measurements {
        rows = List.copyOf(rows);
    }

    /// Reads the pictures one after the other where they are at hand; for a thread that may wait.
    ///
    /// @param measured told after each frame how many are done
    /// @throws org.maskwright.Problem when a picture cannot be read, or is of another size than its labels
    public static Measurements of(ExportSource source, Cancel cancel, IntConsumer measured) {
        List<Row> rows = new ArrayList<>();
        int done = 0;
        for (FrameLabels frame : source.frames()) {
            for (int z = 0; z < frame.depth(); z++) {
                cancel.check();
                List<Instance> accepted = frame.accepted(z);
                if (!accepted.isEmpty()) {
                    int slice = z;
                    var measurer = new Measurer(
                            frame.slices().get(z),
                            source.pixels().map(p -> p.read(frame.index(), slice)),
                            source.calibration());
                    accepted.forEach(i -> rows.add(new Row(frame, slice, i, measurer.of(i.mask()))));
                }
            }
            measured.accept(++done);
        }
        return new Measurements(rows, source.calibration());
    }

    /// The most channels that any of the pictures has.
    public int channels() {
        return rows.stream().mapToInt(r -> r.measured().channels().size()).max().orElse(0);
    }

    /// Writes the table, whole or not at all.
    ///
    /// @throws org.maskwright.Problem when it cannot be written
    public void write(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        new Outbox(folder == null ? Path.of("") : folder).text(String.valueOf(file.getFileName()), csv());
    }

    /// RFC 4180, UTF-8, decimal points, the unit in each head; a cell is empty where nothing is known. Intensities are
    /// as stored.
    public String csv() {
        List<Quantity> shape = Quantity.all(0);
        List<Quantity> lengths = calibration.isKnown()
                ? shape.stream().filter(q -> q.power() > 0).toList()
                : List.of();
        List<Quantity> intensities = Quantity.all(channels()).stream()
                .filter(q -> q.kind().isIntensity())
                .toList();
        List<String> head = new ArrayList<>(List.of("frame", "name", "z", "id", "track", "x", "y"));
        shape.forEach(q -> head.add(q.power() > 0 ? q.word() + "_px" : q.word()));
        head.addAll(List.of("predicted_iou", "prompts", "source"));
        lengths.forEach(q -> head.add(q.word() + "_" + calibration.unit() + (q.power() == 2 ? "2" : "")));
        intensities.forEach(q -> head.add(q.word()));
        var out = new StringBuilder();
        line(out, head);
        for (Row r : rows) {
            var from = r.instance.provenance();
            List<String> cells = new ArrayList<>(List.of(
                    Integer.toString(r.frame.number()),
                    r.frame.name(),
                    Integer.toString(r.z),
                    Integer.toString(r.instance.id().value()),
                    Integer.toString(r.instance.track().value()),
                    number(r.measured.pixels().centroidX()),
                    number(r.measured.pixels().centroidY())));
            shape.forEach(q -> cells.add(number(q.power() > 0 ? q.inPixels(r.measured) : q.of(r.measured))));
            cells.addAll(List.of(
                    number(from.predictedIou()),
                    Integer.toString(from.clicks()),
                    from.source().name().toLowerCase(Locale.ROOT)));
            lengths.forEach(q -> cells.add(number(q.of(r.measured))));
            intensities.forEach(q -> cells.add(number(q.of(r.measured))));
            line(out, cells);
        }
        return out.toString();
    }

    /// At most nine digits, no exponent for the usual; empty when unknown.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        var digits = new BigDecimal(value).round(new MathContext(9)).stripTrailingZeros();
        return Math.abs(value) >= 1e-6 && Math.abs(value) < 1e15 ? digits.toPlainString() : digits.toString();
    }

    private static void line(StringBuilder out, List<String> cells) {
        out.append(String.join(",", cells.stream().map(Measurements::quote).toList()))
                .append("\r\n");
    }

    private static String quote(String cell) {
        return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
