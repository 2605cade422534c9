package org.maskwright.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was done and can be undone, and what was undone and can be redone; immutable. The journal holds more:
/// also every undo and redo themselves, and what was given up by a new edit after an undo.
public final class History {
    static final History NONE = new History(null, null);

    /// An edit that was made, as it stands in the journal.
    public static final class Entry {
        private final long seq;
        private final Instant at;
        private final byte[] body;

        Entry(long seq, Instant at, byte[] body) {
            this.seq = seq;
            this.at = at;
            this.body = body;
        }

        /// Its number in the journal.
        public long seq() {
            return seq;
        }

        /// When it was made.
        public Instant at() {
            return at;
        }

        /// The edit, decoded anew at each call (a person's history is long, and seldom looked at).
        public Edit edit() {
            try {
                return Decoder.decode(body, Decoder::edit);
            } catch (StoreFailure e) {
                throw new IllegalStateException(e); // it was decoded before, when it was written or opened
            }
        }
    }

    private record Link(Entry entry, @Nullable Link below) {}

    private final @Nullable Link done;
    private final @Nullable Link undone;

    private History(@Nullable Link done, @Nullable Link undone) {
        this.done = done;
        this.undone = undone;
    }

    /// The edit that undo would take back.
    public Optional<Entry> undoable() {
        return Optional.ofNullable(done).map(Link::entry);
    }

    /// The edit that redo would bring back.
    public Optional<Entry> redoable() {
        return Optional.ofNullable(undone).map(Link::entry);
    }

    /// What is done, oldest first.
    public List<Entry> done() {
        List<Entry> list = walk(done);
        Collections.reverse(list);
        return list;
    }

    /// What is undone, the one that redo brings back first.
    public List<Entry> undone() {
        return walk(undone);
    }

    History did(Entry entry) {
        return new History(new Link(entry, done), null);
    }

    /// @throws IllegalStateException when there is nothing to undo
    History undid() {
        Link top = top(done);
        return new History(top.below, new Link(top.entry, undone));
    }

    /// @throws IllegalStateException when there is nothing to redo
    History redid() {
        Link top = top(undone);
        return new History(new Link(top.entry, done), top.below);
    }

    private static Link top(@Nullable Link stack) {
        if (stack == null) {
            throw new IllegalStateException("nothing there");
        }
        return stack;
    }

    private static List<Entry> walk(@Nullable Link from) {
        var list = new ArrayList<Entry>();
        for (Link l = from; l != null; l = l.below) {
            list.add(l.entry);
        }
        return list;
    }
}
