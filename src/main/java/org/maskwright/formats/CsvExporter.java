package org.maskwright.formats;

import java.nio.file.Path;
import org.maskwright.Cancel;

/// A table of measurements, `objects.csv`: [Measurements].
final class CsvExporter implements Exporter {
    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        var out = new Outbox(folder);
        var measured = Measurements.of(source, cancel, done -> {});
        if (!measured.rows().isEmpty()) {
            out.text("objects.csv", measured.csv());
        }
        return out.done();
    }
}
