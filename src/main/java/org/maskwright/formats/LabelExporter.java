package org.maskwright.formats;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.maskwright.Cancel;

/// Plain label images: `STEM.tif` for each frame with at least one accepted instance, complete or
/// not, 16-bit, ids kept; a page for each slice.
final class LabelExporter implements Exporter {
    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        var out = new Outbox(folder);
        Set<String> taken = new HashSet<>();
        for (FrameLabels frame : source.frames()) {
            cancel.check();
            if (frame.hasAccepted()) {
                out.labels(unique(frame, taken) + ".tif", frame.slices());
            }
        }
        return out.done();
    }

    /// The frame's name, with its number where another frame has the same one.
    static String unique(FrameLabels frame, Set<String> taken) {
        String name = frame.name();
        for (int more = frame.index(); !taken.add(name); more++) {
            name = frame.name() + "-" + more;
        }
        return name;
    }
}
