package org.maskwright.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.formats.CtcFiles.Kind;

/// Gold truth for the Cell Tracking Challenge: `01_GT/SEG/man_segT.tif`, 16-bit, 0 outside. Readers
/// take whatever is not labelled there for background, so only frames that are marked complete are
/// written. Of a frame with depth that is not complete, the slices that hold something are written as
/// `man_seg_T_Z.tif`, which may leave objects out.
final class CtcExporter implements Exporter {
    private static final String SEQUENCE = "01";
    private static final int LEAST_DIGITS = 3;
    private static final Pattern TRAILING_NUMBER = Pattern.compile("(\\d{1,9})$");

    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        Path seg = folder.resolve(SEQUENCE + "_GT").resolve("SEG");
        int digits = digits(source.frames());
        SortedSet<String> names = new TreeSet<>();
        source.frames().forEach(f -> names.addAll(names(f, digits)));
        refuseOthers(seg, names);
        var out = new Outbox(seg);
        for (FrameLabels frame : source.frames()) {
            cancel.check();
            if (frame.complete()) {
                out.labels(Kind.SEG.name(frame.number(), digits), frame.slices());
            } else if (frame.depth() > 1) {
                slices(frame)
                        .forEach(z -> out.labels(
                                CtcFiles.sliceName(frame.number(), z, digits),
                                List.of(frame.slices().get(z))));
            } else if (frame.hasAccepted()) {
                out.note(new Problem("formats.notComplete", frame.name()));
            }
        }
        if (names.isEmpty()) {
            throw new Problem("formats.noComplete");
        }
        return out.done();
    }

    private static List<String> names(FrameLabels frame, int digits) {
        if (frame.complete()) {
            return List.of(Kind.SEG.name(frame.number(), digits));
        }
        return slices(frame).stream()
                .map(z -> CtcFiles.sliceName(frame.number(), z, digits))
                .toList();
    }

    /// The slices of an unfinished frame with depth that hold something.
    private static List<Integer> slices(FrameLabels frame) {
        return java.util.stream.IntStream.range(0, frame.depth() > 1 ? frame.depth() : 0)
                .filter(z -> !frame.accepted(z).isEmpty())
                .boxed()
                .toList();
    }

    /// As many as the names of the source have, but never fewer than the numbers need.
    static int digits(List<FrameLabels> frames) {
        int digits = LEAST_DIGITS;
        for (FrameLabels frame : frames) {
            digits = Math.max(digits, Integer.toString(frame.number()).length());
            Matcher m = TRAILING_NUMBER.matcher(frame.name());
            if (m.find() && Integer.parseInt(m.group(1)) == frame.number()) {
                digits = Math.max(digits, m.group(1).length());
            }
        }
        return digits;
    }

    /// Truth of an earlier export that this one would not replace must not mix with it.
    private static void refuseOthers(Path seg, SortedSet<String> names) {
        for (Path file : CtcFiles.list(seg)) {
            String name = CtcFiles.name(file);
            if ((Kind.SEG.matcher(name).matches() || CtcFiles.isSlice(name)) && !names.contains(name)) {
                throw new Problem("formats.stale", file.toString());
            }
        }
    }
}
