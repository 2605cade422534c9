package org.maskwright.project;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

/// Reads what [Encoder] wrote. Whatever the bytes are, it takes no more memory than they justify, and anything
/// that is not of the format ends in a [StoreFailure] of damage.
final class Decoder {
    /// Groups of groups deeper than this are not made by anyone.
    private static final int DEEPEST = 8;

    private final ByteBuffer in;
    private final List<String> strings = new ArrayList<>();

    private Decoder(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /// Reads the whole of `bytes` by `reading`.
    static <T> T decode(byte[] bytes, Function<Decoder, T> reading) throws StoreFailure {
        try {
            var d = new Decoder(bytes);
            if (d.in.get() != Encoder.FORMAT) {
                throw new IllegalArgumentException("format " + bytes[0]);
            }
            T value = reading.apply(d);
            if (d.in.hasRemaining()) {
                throw new IllegalArgumentException(d.in.remaining() + " bytes too many");
            }
            return value;
        } catch (RuntimeException e) { // underflow, a count or a value that cannot be
            throw new StoreFailure(StoreFailure.Why.DAMAGED, e);
        }
    }

    long number() {
        long v = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.get();
            v |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return (v >>> 1) ^ -(v & 1);
            }
        }
        throw new IllegalArgumentException("number too long");
    }

    int whole() {
        return Math.toIntExact(number());
    }

    private boolean yes() {
        return whole() != 0;
    }

    private float real32() {
        return (float) in.getDouble();
    }

    @Nullable
    String text() {
        int place = whole();
        if (place < 0) {
            return null;
        }
        if (place > 0) {
            return strings.get(place - 1);
        }
        byte[] utf = new byte[count(1)];
        in.get(utf);
        strings.add(new String(utf, StandardCharsets.UTF_8));
        return strings.getLast();
    }

    /// A count of things that take at least `bytes` bytes each.
    private int count(int bytes) {
        int n = whole();
        if (n < 0 || n > in.remaining() / bytes) {
            throw new IllegalArgumentException("count " + n);
        }
        return n;
    }

    <T> List<T> all(Supplier<T> each) {
        int n = count(1);
        var list = new ArrayList<T>(n);
        for (int i = 0; i < n; i++) {
            list.add(each.get());
        }
        return list;
    }

    Plane plane() {
        return new Plane(whole(), whole());
    }

    Edit edit() {
        return edit(0);
    }

    private Edit edit(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("groups too deep");
        }
        int kind = whole();
        return switch (kind) {
            case 1 -> new Edit.Add(plane(), instance());
            case 2 -> new Edit.Remove(plane(), instance());
            case 3 -> new Edit.Replace(plane(), instance(), instance());
            case 4 -> new Edit.Split(plane(), instance(), all(this::instance));
            case 5 -> new Edit.Merge(plane(), all(this::instance), instance());
            case 6 -> new Edit.Assign(plane(), id(), new TrackId(whole()), colour(), new TrackId(whole()), colour());
            case 7 -> new Edit.SetParent(new TrackId(whole()), track(), track());
            case 8 -> new Edit.SetComplete(whole(), yes());
            case 9 -> new Edit.Group(Edit.Deed.values()[whole()], all(() -> edit(depth + 1)));
            default -> throw new IllegalArgumentException("edit " + kind);
        };
    }

    private @Nullable TrackId track() {
        int v = whole();
        return v == 0 ? null : new TrackId(v);
    }

    private InstanceId id() {
        return new InstanceId(whole());
    }

    /// The instances of a snapshot's plane, onto `onto`.
    Labels labels(Labels onto) {
        Labels labels = onto;
        for (Instance i : all(this::instance)) {
            labels = labels.with(i);
        }
        return labels;
    }

    /// A snapshot's complete frames and parents, onto `onto`.
    Project rest(Project onto) {
        Set<Integer> complete = Set.copyOf(all(this::whole));
        Map<TrackId, TrackId> parents = new HashMap<>();
        int n = count(2);
        for (int i = 0; i < n; i++) {
            parents.put(new TrackId(whole()), new TrackId(whole()));
        }
        return onto.withRest(complete, parents);
    }

    OpenObject open() {
        Plane plane = plane();
        int id = whole();
        List<Prompt> prompts = all(this::prompt);
        Mask mask = mask();
        return new OpenObject(plane, id == 0 ? null : new InstanceId(id), prompts, mask.isEmpty() ? null : mask);
    }

    Instance instance() {
        InstanceId id = id();
        var track = new TrackId(whole());
        Instance.State state = Instance.State.values()[whole()];
        int colour = colour();
        Provenance from = provenance();
        return new Instance(id, mask(), track, state, colour, from);
    }

    private int colour() {
        return Objects.checkIndex(whole(), LabelColours.SLOTS);
    }

    private Provenance provenance() {
        return new Provenance(
                Provenance.Source.values()[whole()],
                all(this::prompt),
                text(),
                real32(),
                real32(),
                real32(),
                instant());
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    Prompt prompt() {
        int kind = whole();
        return switch (kind) {
            case 1 -> new Prompt.Click(in.getDouble(), in.getDouble(), yes());
            case 2 -> new Prompt.Box(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
            case 3 -> new Prompt.Scribble(all(in::getDouble), yes());
            default -> throw new IllegalArgumentException("prompt " + kind);
        };
    }

    Mask mask() {
        int[] runs = new int[3 * count(3)];
        int y = 0;
        int x = 0;
        for (int i = 0; i < runs.length; i += 3) {
            y += whole();
            x += whole();
            runs[i] = y;
            runs[i + 1] = x;
            runs[i + 2] = Math.addExact(x, whole());
        }
        return Mask.ofRuns(runs);
    }
}
