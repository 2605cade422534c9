package org.maskwright.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.maskwright.Problem;
import org.maskwright.formats.LabelFiles;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright label PROJECT --frame N LABELS.tif`: accepts the instances of a label image.
@Command(
        name = "label",
        description = {
            "Accepts the instances of a label image into a frame. Ids are kept; an id that is there is replaced.",
            "Each instance is a commit of its own; its line is written once it is on the disk."
        },
        mixinStandardHelpOptions = true)
public final class LabelCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROJECT", description = "The project's folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path folder;

    @Parameters(index = "1", paramLabel = "LABELS.tif", description = "0 outside, an id for each instance.")
    @SuppressWarnings("NullAway.Init")
    private Path labels;

    @Option(
            names = "--frame",
            required = true,
            paramLabel = "N",
            description = "The number in the frame's file name, else its index from 0.")
    private int number;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var store = CommandStore.open(folder)) {
            FrameEntry frame = store.project()
                    .frameNumbered(number)
                    .orElseThrow(() -> new Problem("app.no-frame", number, folder.toString()));
            List<LabelImage> pages = LabelFiles.read(labels);
            if (pages.size() > store.project().depth()) {
                throw new Problem(
                        "app.label-slices",
                        labels.toString(),
                        pages.size(),
                        store.project().depth());
            }
            for (int z = 0; z < pages.size(); z++) {
                accept(store, new Plane(frame.index(), z), masks(pages.get(z), frame));
            }
        }
        return 0;
    }

    private SortedMap<Integer, Mask> masks(LabelImage image, FrameEntry frame) {
        if (image.width() != frame.width() || image.height() != frame.height()) {
            throw new Problem(
                    "formats.otherSize",
                    labels.toString(),
                    image.width(),
                    image.height(),
                    frame.name(),
                    frame.width(),
                    frame.height());
        }
        SortedMap<Integer, Mask> masks = LabelImages.masks(image.width(), image.height(), image.ids());
        if (!masks.isEmpty() && masks.lastKey() > InstanceId.MAX) {
            throw new Problem("formats.largeId", labels.toString(), masks.lastKey());
        }
        return masks;
    }

    private void accept(CommandStore store, Plane plane, SortedMap<Integer, Mask> masks) {
        PrintWriter out = spec.commandLine().getOut();
        int track = store.project().nextTrack().value();
        for (var e : masks.entrySet()) {
            Edit edit = edit(store.project(), plane, new InstanceId(e.getKey()), e.getValue(), new TrackId(track++));
            long seq = store.append(edit);
            out.print("accepted frame=" + number + " id=" + e.getKey() + " seq=" + seq + "\n");
            out.flush();
        }
    }

    private static Edit edit(Project project, Plane plane, InstanceId id, Mask mask, TrackId track) {
        Labels there = project.labels(plane);
        var from = Provenance.imported(Instant.now());
        return there.find(id)
                .<Edit>map(old ->
                        new Edit.Replace(plane, old, old.withMask(mask, from).withState(Instance.State.ACCEPTED)))
                .orElseGet(() -> {
                    int colour = LabelColours.choose(mask, id, there, false);
                    return new Edit.Add(plane, new Instance(id, mask, track, Instance.State.ACCEPTED, colour, from));
                });
    }
}
