package org.maskwright.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.label.Instance;

/// `RoiSet.zip` for ImageJ's ROI Manager: a region for each accepted instance, named by frame and id
/// and placed at its slice of the stack.
final class ImageJExporter implements Exporter {
    /// The same bytes for the same labels, whenever they are written.
    private static final FileTime ALWAYS = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        var out = new Outbox(folder);
        var bytes = new ByteArrayOutputStream();
        Set<String> taken = new HashSet<>();
        int written = 0;
        try (var zip = new ZipOutputStream(bytes)) {
            for (FrameLabels frame : source.frames()) {
                cancel.check();
                String stem = LabelExporter.unique(frame, taken);
                for (int z = 0; z < frame.depth(); z++) {
                    for (Instance instance : frame.accepted(z)) {
                        ImageJRoi roi =
                                roi(stem, frame, z, instance, source.frames().size() > 1);
                        if (!roi.isWritable()) {
                            throw new Problem("formats.roiRange", frame.name());
                        }
                        zip.putNextEntry(new ZipEntry(roi.name() + ".roi").setLastModifiedTime(ALWAYS));
                        zip.write(roi.bytes());
                        zip.closeEntry();
                        written++;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (written > 0) {
            out.bytes("RoiSet.zip", bytes.toByteArray());
        }
        return out.done();
    }

    private static ImageJRoi roi(String stem, FrameLabels frame, int z, Instance instance, boolean series) {
        int id = instance.id().value();
        int time = series ? frame.index() + 1 : 0;
        if (frame.depth() > 1) {
            String name = String.format(Locale.ROOT, "%s-z%03d-%05d", stem, z, id);
            return new ImageJRoi(name, instance.mask(), 0, z + 1, time);
        }
        return new ImageJRoi(String.format(Locale.ROOT, "%s-%05d", stem, id), instance.mask(), time, 0, 0);
    }
}
