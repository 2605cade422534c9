package org.maskwright.project;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

/// Writes edits and labels as bytes, for [Decoder] to read. Whole numbers are zigzag varints, a string is
/// written once and then named by its place, and a mask is its runs as differences: about 100 bytes for a
/// cell of 40 rows.
final class Encoder {
    /// The first byte of everything. A change of the format counts it up; [Decoder] reads all from 1 on.
    static final int FORMAT = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private final Map<String, Integer> strings = new HashMap<>();

    Encoder() {
        out.write(FORMAT);
    }

    static byte[] encode(Edit edit) {
        return new Encoder().edit(edit).bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Encoder number(long v) {
        long rest = (v << 1) ^ (v >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    Encoder text(@Nullable String s) {
        if (s == null) {
            return number(-1);
        }
        Integer place = strings.get(s);
        if (place != null) {
            return number(place + 1L);
        }
        strings.put(s, strings.size());
        byte[] utf = s.getBytes(StandardCharsets.UTF_8);
        number(0).number(utf.length);
        out.writeBytes(utf);
        return this;
    }

    private Encoder real(double v) {
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(v).array());
        return this;
    }

    <T> Encoder all(Collection<T> items, Consumer<T> each) {
        number(items.size());
        items.forEach(each);
        return this;
    }

    Encoder plane(Plane p) {
        return number(p.frame()).number(p.z());
    }

    Encoder edit(Edit edit) {
        return switch (edit) {
            case Edit.Add e -> number(1).plane(e.plane()).instance(e.instance());
            case Edit.Remove e -> number(2).plane(e.plane()).instance(e.instance());
            case Edit.Replace e ->
                number(3).plane(e.plane()).instance(e.before()).instance(e.after());
            case Edit.Split e -> number(4).plane(e.plane()).instance(e.before()).all(e.after(), this::instance);
            case Edit.Merge e ->
                number(5).plane(e.plane()).all(e.before(), this::instance).instance(e.after());
            case Edit.Assign e ->
                number(6)
                        .plane(e.plane())
                        .number(e.id().value())
                        .number(e.before().value())
                        .number(e.colourBefore())
                        .number(e.after().value())
                        .number(e.colourAfter());
            case Edit.SetParent e ->
                number(7).number(e.track().value()).track(e.before()).track(e.after());
            case Edit.SetComplete e -> number(8).number(e.frame()).number(e.complete() ? 1 : 0);
            case Edit.Group e -> number(9).number(e.deed().ordinal()).all(e.edits(), this::edit);
        };
    }

    private Encoder track(@Nullable TrackId t) {
        return number(t == null ? 0 : t.value());
    }

    Encoder labels(Labels labels) {
        return all(labels.instances(), this::instance);
    }

    /// What a snapshot holds beside the planes.
    Encoder rest(Project p) {
        return all(p.complete(), frame -> number(frame))
                .all(
                        p.parents().entrySet(),
                        e -> number(e.getKey().value()).number(e.getValue().value()));
    }

    Encoder open(OpenObject o) {
        plane(o.plane()).number(o.reopened() == null ? 0 : o.reopened().value()).all(o.prompts(), this::prompt);
        return mask(o.shown().orElse(Mask.EMPTY));
    }

    Encoder instance(Instance i) {
        return number(i.id().value())
                .number(i.track().value())
                .number(i.state().ordinal())
                .number(i.colour())
                .provenance(i.provenance())
                .mask(i.mask());
    }

    private Encoder provenance(Provenance p) {
        return number(p.source().ordinal())
                .all(p.prompts(), this::prompt)
                .text(p.modelHash())
                .real(p.low())
                .real(p.high())
                .real(p.predictedIou())
                .instant(p.when());
    }

    Encoder instant(Instant t) {
        return number(t.getEpochSecond()).number(t.getNano());
    }

    Encoder prompt(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Click c -> number(1).real(c.x()).real(c.y()).number(c.positive() ? 1 : 0);
            case Prompt.Box b ->
                number(2).real(b.x0()).real(b.y0()).real(b.x1()).real(b.y1());
            case Prompt.Scribble s -> number(3).all(s.xy(), this::real).number(s.positive() ? 1 : 0);
        };
    }

    Encoder mask(Mask mask) {
        int[] runs = mask.runs();
        number(runs.length / 3);
        int y = 0;
        int x = 0;
        for (int i = 0; i < runs.length; i += 3) {
            number(runs[i] - y).number(runs[i + 1] - x).number(runs[i + 2] - runs[i + 1]);
            y = runs[i];
            x = runs[i + 1];
        }
        return this;
    }
}
