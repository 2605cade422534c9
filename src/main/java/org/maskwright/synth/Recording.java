package org.maskwright.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.maskwright.Cancel;
import org.maskwright.image.LabelTiff;
import org.maskwright.image.RasterFile;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Track;

/// Writes a [Scene] as a sequence of the Cell Tracking Challenge with its truth: `01/tNNN.tif`, a complete
/// `01_GT/SEG/man_segNNN.tif` for every frame, `01_GT/TRA/man_trackNNN.tif` and `man_track.txt`.
public final class Recording {
    private final Scene scene;
    private final Map<Integer, Integer> labels = new HashMap<>();
    private final Map<Integer, Track> tracks = new TreeMap<>();

    private Recording(Scene scene) {
        this.scene = scene;
    }

    /// Writes the frames from 0 on into an existing or new folder. Files of the same names are replaced.
    ///
    /// @param done receives the number of frames written
    /// @throws UncheckedIOException when something cannot be written
    /// @throws IllegalStateException when the tracks do not fit into 16-bit labels
    public static void write(Scene scene, int frames, Path folder, IntConsumer done, Cancel cancel) {
        try {
            new Recording(scene).write(frames, folder, done, cancel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(int frames, Path folder, IntConsumer done, Cancel cancel) throws IOException {
        Path images = Files.createDirectories(folder.resolve("01"));
        Path segmentation = Files.createDirectories(folder.resolve("01_GT").resolve("SEG"));
        Path tracking = Files.createDirectories(folder.resolve("01_GT").resolve("TRA"));
        int digits = frames > 1000 ? String.valueOf(frames - 1).length() : 3;
        var simulator = new Simulator();
        for (int t = 0; t < frames; t++) {
            cancel.check();
            SynthImage image = simulator.render(scene, t);
            int[] labelled = label(image.ids(), t);
            String number = "0".repeat(digits - String.valueOf(t).length()) + t + ".tif";
            RasterFile.writeTiff(images.resolve("t" + number), image.image());
            LabelTiff.write(segmentation.resolve("man_seg" + number), scene.width(), scene.height(), labelled);
            LabelTiff.write(tracking.resolve("man_track" + number), scene.width(), scene.height(), labelled);
            done.accept(t + 1);
        }
        var table = new StringBuilder();
        for (Track t : tracks.values()) {
            table.append("%d %d %d %d\n".formatted(t.id(), t.first(), t.last(), t.parent()));
        }
        Files.writeString(tracking.resolve("man_track.txt"), table);
    }

    /// Track labels in place of object ids. A track has no gaps: an object that was hidden for a while goes
    /// on as a child of its own earlier track.
    private int[] label(int[] ids, int frame) {
        int[] out = new int[ids.length];
        for (int p = 0; p < ids.length; p++) {
            if (ids[p] != 0) {
                out[p] = labels.getOrDefault(ids[p], 0);
                Track known = tracks.get(out[p]);
                if (known == null || known.last() < frame) {
                    out[p] = extend(ids[p], out[p], frame);
                }
            }
        }
        return out;
    }

    private int extend(int id, int label, int frame) {
        Track t = tracks.get(label);
        if (t != null && t.last() == frame - 1) {
            tracks.put(label, new Track(label, t.first(), frame, t.parent()));
            return label;
        }
        int fresh = tracks.size() + 1;
        if (fresh > InstanceId.MAX) {
            throw new IllegalStateException("more than " + InstanceId.MAX + " tracks");
        }
        int parent = label != 0 ? label : labels.getOrDefault(scene.parent(id), 0);
        tracks.put(fresh, new Track(fresh, frame, frame, parent));
        labels.put(id, fresh);
        return fresh;
    }
}
