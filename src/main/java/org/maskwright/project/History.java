package org.maskwright.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was done and can be undone, and what was undone and can be redone; immutable. The journal holds more:
/// also every undo and redo themselves, and what was given up by a new edit after an undo.
public final class History {
    public static final History NONE = new History(null, null);

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

    /// A stack that shares its lower part with the stacks it was made of; known by its identity.
    private static final class Link {
        private final Entry entry;
        private final @Nullable Link below;
        private final int count;

        Link(@Nullable Link below, Entry entry) {
            this.below = below;
            this.entry = entry;
            count = 1 + count(below);
        }

        static int count(@Nullable Link link) {
            return link == null ? 0 : link.count;
        }

        /// How many links from the bottom on two stacks have in common.
        static int shared(@Nullable Link a, @Nullable Link b) {
            while (a != b) {
                if (count(a) > count(b)) {
                    a = a == null ? null : a.below;
                } else {
                    b = b == null ? null : b.below;
                }
            }
            return count(a);
        }
    }

    private final @Nullable Link done;
    private final @Nullable Link undone;

    private History(@Nullable Link done, @Nullable Link undone) {
        this.done = done;
        this.undone = undone;
    }

    /// The edit that undo would take back.
    public Optional<Entry> undoable() {
        return Optional.ofNullable(done).map(l -> l.entry);
    }

    /// The edit that redo would bring back.
    public Optional<Entry> redoable() {
        return Optional.ofNullable(undone).map(l -> l.entry);
    }

    /// What is done, oldest first.
    public List<Entry> done() {
        return walk(done, doneCount()).reversed();
    }

    /// What is undone, the one that redo brings back first.
    public List<Entry> undone() {
        return walk(undone, undoneCount());
    }

    public int doneCount() {
        return Link.count(done);
    }

    public int undoneCount() {
        return Link.count(undone);
    }

    /// So many of the last that are done, newest first.
    public List<Entry> lastDone(int count) {
        return walk(done, count);
    }

    /// So many of the first that redo brings back, in that order.
    public List<Entry> firstUndone(int count) {
        return walk(undone, count);
    }

    /// How many entries, from the oldest on, are done in both. Takes as long as they differ by.
    public int sharedDone(History other) {
        return Link.shared(done, other.done);
    }

    /// How many entries, from the newest on, are undone in both.
    public int sharedUndone(History other) {
        return Link.shared(undone, other.undone);
    }

    History did(Entry entry) {
        return new History(new Link(done, entry), null);
    }

    /// @throws IllegalStateException when there is nothing to undo
    History undid() {
        Link top = top(done);
        return new History(top.below, new Link(undone, top.entry));
    }

    /// @throws IllegalStateException when there is nothing to redo
    History redid() {
        Link top = top(undone);
        return new History(new Link(done, top.entry), top.below);
    }

    private static Link top(@Nullable Link stack) {
        if (stack == null) {
            throw new IllegalStateException("nothing there");
        }
        return stack;
    }

    private static List<Entry> walk(@Nullable Link from, int count) {
        var list = new ArrayList<Entry>(count);
        for (Link l = from; l != null && list.size() < count; l = l.below) {
            list.add(l.entry);
        }
        return list;
    }
}
