package org.maskwright.formats;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// One way out of a project: writes the accepted instances as files that other programs read.
public sealed interface Exporter
        permits CtcExporter, LabelExporter, CocoExporter, ImageJExporter, GeoJsonExporter, CsvExporter {
    /// Writes into a folder, which is made when it is not there. Each file appears whole or not at all.
    ///
    /// @throws Problem when there is nothing to write, or it cannot be written
    /// @throws java.util.concurrent.CancellationException when cancelled; files written before stay
    Exported write(Path folder, ExportSource source, Cancel cancel);

    /// The formats by their words on the command line.
    enum Format {
        CTC("ctc"),
        LABELS("labels"),
        COCO("coco"),
        IMAGEJ_ROI("imagej-roi"),
        GEOJSON("geojson"),
        CSV("csv");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }

        public static Optional<Format> of(String word) {
            return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
        }

        public Exporter exporter() {
            return switch (this) {
                case CTC -> new CtcExporter();
                case LABELS -> new LabelExporter();
                case COCO -> new CocoExporter();
                case IMAGEJ_ROI -> new ImageJExporter();
                case GEOJSON -> new GeoJsonExporter();
                case CSV -> new CsvExporter();
            };
        }
    }
}
