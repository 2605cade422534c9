package org.maskwright.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.maskwright.Cancel;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.measure.Intensity;
import org.maskwright.measure.Shape;

/// A table of measurements, `objects.csv` (RFC 4180, UTF-8, decimal points): a row for each accepted
/// instance, in pixels and, where the size of a pixel is known, in units; intensities as stored, for
/// each channel, where the images are at hand.
final class CsvExporter implements Exporter {
    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        List<List<String>> rows = new ArrayList<>();
        int channels = 0;
        for (FrameLabels frame : source.frames()) {
            cancel.check();
            for (int z = 0; z < frame.depth(); z++) {
                List<Instance> instances = frame.accepted(z);
                if (instances.isEmpty()) {
                    continue;
                }
                int slice = z;
                Optional<Raster> raster = source.pixels().map(p -> p.read(frame.index(), slice));
                channels = Math.max(channels, raster.map(Raster::channels).orElse(0));
                for (Instance instance : instances) {
                    rows.add(row(frame, z, instance, source.calibration(), raster));
                }
            }
        }
        var out = new Outbox(folder);
        if (!rows.isEmpty()) {
            var text = new StringBuilder();
            line(text, head(source.calibration(), channels));
            rows.forEach(row -> line(text, row));
            out.text("objects.csv", text.toString());
        }
        return out.done();
    }

    private static List<String> head(Calibration calibration, int channels) {
        List<String> out = new ArrayList<>(List.of(
                "frame",
                "name",
                "z",
                "id",
                "track",
                "x",
                "y",
                "area_px",
                "perimeter_px",
                "equivalent_diameter_px",
                "max_feret_px",
                "min_feret_px",
                "circularity",
                "predicted_iou",
                "prompts",
                "source"));
        if (calibration.isKnown()) {
            String unit = calibration.unit();
            out.addAll(List.of(
                    "area_" + unit + "2",
                    "perimeter_" + unit,
                    "equivalent_diameter_" + unit,
                    "max_feret_" + unit,
                    "min_feret_" + unit));
        }
        for (int c = 1; c <= channels; c++) {
            out.addAll(List.of("mean_" + c, "total_" + c, "deviation_" + c, "min_" + c, "max_" + c));
        }
        return out;
    }

    private static List<String> row(
            FrameLabels frame, int z, Instance instance, Calibration calibration, Optional<Raster> raster) {
        Shape shape = Shape.of(instance.mask());
        List<String> out = new ArrayList<>(List.of(
                Integer.toString(frame.number()),
                frame.name(),
                Integer.toString(z),
                Integer.toString(instance.id().value()),
                Integer.toString(instance.track().value()),
                number(shape.centroidX()),
                number(shape.centroidY()),
                Integer.toString(instance.mask().area()),
                number(shape.perimeter()),
                number(shape.equivalentDiameter()),
                number(shape.maxFeret()),
                number(shape.minFeret()),
                number(shape.circularity()),
                number(instance.provenance().predictedIou()),
                Integer.toString(instance.provenance().clicks()),
                instance.provenance().source().name().toLowerCase(Locale.ROOT)));
        if (calibration.isKnown()) {
            Shape units = shape.in(calibration);
            out.addAll(List.of(
                    number(units.area()),
                    number(units.perimeter()),
                    number(units.equivalentDiameter()),
                    number(units.maxFeret()),
                    number(units.minFeret())));
        }
        raster.ifPresent(r -> {
            for (int c = 0; c < r.channels(); c++) {
                Intensity i = Intensity.of(instance.mask(), r, c);
                out.addAll(List.of(
                        number(i.mean()),
                        number(i.total()),
                        number(i.deviation()),
                        number(i.least()),
                        number(i.most())));
            }
        });
        return out;
    }

    /// At most seven digits, no exponent for the usual; empty when unknown.
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.toString(new java.math.BigDecimal(value)
                .round(new java.math.MathContext(7))
                .doubleValue());
    }

    private static void line(StringBuilder out, List<String> cells) {
        out.append(String.join(",", cells.stream().map(CsvExporter::quote).toList()))
                .append("\r\n");
    }

    private static String quote(String cell) {
        return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
