package org.maskwright.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.sam.ModelInfo;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Lane.Priority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of one open sequence's frames into embeddings: decoded, hashed and looked for on disk on a
/// virtual thread, then restored or encoded on the tensor thread. Whoever needs a frame leaves a
/// waiter; a frame that nobody waits for any more is given up. While the hand rests, two frames
/// ahead of the current one and one behind it are made ready.
final class Frames {
    private static final Logger LOG = LoggerFactory.getLogger(Frames.class);
    private static final int[] NEIGHBOURS = {1, 2, -1};

    /// Somebody who needs a frame. Called once, on the tensor thread or a virtual one.
    interface Waiter {
        void ready(Reply.Encoded.Source source);

        void failed(Throwable why);
    }

    private final Pictures pictures;
    private final Lane lane;
    private final Executor readers;
    private final EmbeddingCache memory;
    private final Optional<DiskCache> disk;
    private final Supplier<ModelInfo> model;
    private final Supplier<Network> network;
    private final Predicate<Throwable> relief;

    // Guarded by this.
    private final Map<Integer, Want> wants = new HashMap<>();
    private final Map<Integer, CacheKey> keys = new HashMap<>();
    private final Set<Integer> unreadable = new HashSet<>();
    private int current = -1;
    private Runnable holding = () -> {};
    private boolean closed;

    /// @param model waits for the model to be loaded; called on virtual threads
    /// @param network the loaded network; called on the tensor thread
    /// @param relief does something about a failure, so that it may be tried again; called on the tensor thread
    Frames(
            Pictures pictures,
            Lane lane,
            Executor readers,
            EmbeddingCache memory,
            Optional<DiskCache> disk,
            Supplier<ModelInfo> model,
            Supplier<Network> network,
            Predicate<Throwable> relief) {
        this.pictures = pictures;
        this.lane = lane;
        this.readers = readers;
        this.memory = memory;
        this.disk = disk;
        this.model = model;
        this.network = network;
        this.relief = relief;
    }

    /// The way of the same frames into another network's embeddings.
    Frames through(Network other, EmbeddingCache into) {
        ModelInfo its = other.info();
        return new Frames(pictures, lane, readers, into, disk, () -> its, () -> other, relief);
    }

    /// The frame's embedding if it is in memory. Tensor thread.
    synchronized Optional<Network.Features> find(int frame) {
        lane.check();
        return Optional.ofNullable(keys.get(frame)).flatMap(memory::find);
    }

    /// Makes this the frame in the middle of what is prefetched.
    ///
    /// @param told what is in memory, from now on; called on the tensor thread
    synchronized void show(int frame, Ticket ticket, Consumer<? super Reply.Held> told) {
        current = frame;
        holding = () -> told.accept(held(ticket));
        for (Want w : List.copyOf(wants.values())) {
            if (w.waiters.isEmpty() && !isNear(w.frame)) {
                w.giveUp();
            }
        }
    }

    /// Has a frame made ready for somebody who waits.
    synchronized void want(int frame, Waiter waiter) {
        want(frame, waiter, Priority.CURRENT);
    }

    /// The same with a priority; whoever waits for a frame that is on its way raises it to theirs.
    synchronized void want(int frame, Waiter waiter, Priority as) {
        if (frame < 0 || frame >= pictures.frames()) {
            throw new IllegalArgumentException("frame " + frame + " of " + pictures.frames());
        }
        Want w = wants.get(frame);
        if (w == null) {
            w = new Want(frame, as);
            w.waiters.add(waiter);
            w.begin();
        } else {
            w.waiters.add(waiter);
            w.raise(as);
        }
    }

    private synchronized Reply.Held held(Ticket ticket) {
        var frames = new HashSet<Integer>();
        keys.forEach((frame, key) -> {
            if (memory.holds(key)) {
                frames.add(frame);
            }
        });
        return new Reply.Held(ticket, frames, memory.bytes());
    }

    /// The frame in view stays in memory, whatever else is made ready. Tensor thread.
    private synchronized void keepCurrent() {
        Optional.ofNullable(keys.get(current)).ifPresent(memory::find);
    }

    /// The waiter does not need its frame any more.
    synchronized void release(Waiter waiter) {
        for (Want w : List.copyOf(wants.values())) {
            if (w.waiters.remove(waiter) && w.waiters.isEmpty()) {
                w.giveUp();
            }
        }
    }

    /// An embedding of a frame by a network that is not yet in use.
    record Ahead(int frame, CacheKey key, Network.Features features) {}

    /// Makes the embedding of the frame in view by another network, while the hand rests; empty when none is in view.
    ///
    /// @param then called on the tensor thread, like `failed`
    void ahead(Network next, Consumer<Optional<Ahead>> then, Consumer<Throwable> failed) {
        int frame;
        synchronized (this) {
            frame = closed ? -1 : current;
        }
        if (frame < 0) {
            then.accept(Optional.empty());
            return;
        }
        String encoder = next.info().encoderHash();
        readers.execute(() -> {
            try {
                Raster seen = pictures.seen(frame);
                CacheKey key = CacheKey.of(seen, pictures.contrast().apply(frame), encoder);
                var unfinished = new Unfinished();
                lane.post(
                        Priority.PREFETCH,
                        cancel -> then.accept(
                                Optional.of(new Ahead(frame, key, unfinished.go(next, seen, key.contrast(), cancel)))),
                        failed);
            } catch (RuntimeException | Error e) {
                lane.post(Priority.SWAP, _ -> failed.accept(e), failed);
            }
        });
    }

    /// What was made ahead counts from now on. Tensor thread.
    synchronized void keep(Ahead made) {
        memory.put(made.key(), made.features());
        keys.put(made.frame(), made.key());
        disk.ifPresent(d -> keep(d, made.key()));
    }

    /// Another model came: what is known of embeddings no longer holds. Tensor thread.
    synchronized void forget() {
        keys.clear();
    }

    synchronized void close() {
        closed = true;
        List.copyOf(wants.values()).forEach(Want::giveUp);
    }

    private boolean isNear(int frame) {
        for (int n : NEIGHBOURS) {
            if (frame == current + n) {
                return true;
            }
        }
        return frame == current;
    }

    private synchronized void prefetch() {
        for (int i = 0; i < NEIGHBOURS.length && !closed && current >= 0 && wants.isEmpty(); i++) {
            int frame = current + NEIGHBOURS[i];
            CacheKey key = keys.get(frame);
            boolean useful = frame >= 0 && frame < pictures.frames() && !unreadable.contains(frame);
            if (useful && (key == null || !memory.holds(key)) && memory.hasRoomFor(2 + i)) {
                new Want(frame, Priority.PREFETCH).begin();
            }
        }
    }

    /// One frame on its way.
    private final class Want {
        private final int frame;
        private final List<Waiter> waiters = new ArrayList<>();
        private final Unfinished unfinished = new Unfinished();
        private Priority priority;
        private Lane.@Nullable Task task;
        private boolean givenUp;

        Want(int frame, Priority priority) {
            this.frame = frame;
            this.priority = priority;
        }

        void begin() {
            wants.put(frame, this);
            CacheKey known = keys.get(frame);
            if (known == null) {
                readers.execute(this::read);
            } else {
                post(() -> {
                    if (memory.find(known).isPresent()) {
                        finish(known, Reply.Encoded.Source.MEMORY);
                    } else {
                        readers.execute(this::read);
                    }
                });
            }
        }

        void raise(Priority to) {
            if (to.compareTo(priority) >= 0) {
                return;
            }
            priority = to;
            if (task != null) {
                task.raise(priority);
            }
        }

        void giveUp() {
            givenUp = true;
            wants.remove(frame, this);
            if (task != null) {
                task.cancel();
                lane.post(Priority.SWAP, _ -> unfinished.drop(), why -> LOG.error("a frame was not given up", why));
            }
        }

        /// Virtual thread.
        private void read() {
            try {
                Raster seen = pictures.seen(frame);
                Contrast contrast = pictures.contrast().apply(frame);
                CacheKey key = CacheKey.of(seen, contrast, model.get().encoderHash());
                Optional<SequencedMap<String, Tensor>> stored = disk.flatMap(d -> d.find(key));
                synchronized (Frames.this) {
                    if (!givenUp) {
                        task = lane.post(priority, cancel -> encode(key, seen, stored, cancel), this::failOnLane);
                    }
                }
            } catch (CompletionException e) {
                fail(e.getCause() == null ? e : e.getCause());
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        private void encode(
                CacheKey key,
                Raster seen,
                Optional<SequencedMap<String, Tensor>> stored,
                org.maskwright.Cancel cancel) {
            Network net = network.get();
            if (!net.info().encoderHash().equals(key.encoder())) {
                // Another model was loaded while this frame was being read or made.
                unfinished.drop();
                readers.execute(this::read);
                return;
            }
            keepCurrent();
            if (memory.find(key).isPresent()) {
                finish(key, Reply.Encoded.Source.MEMORY);
            } else if (stored.isPresent() && restore(net, key, stored.get())) {
                finish(key, Reply.Encoded.Source.DISK);
            } else {
                memory.put(key, unfinished.go(net, seen, key.contrast(), cancel));
                finish(key, Reply.Encoded.Source.COMPUTED);
                disk.ifPresent(d -> keep(d, key));
            }
        }

        private boolean restore(Network net, CacheKey key, SequencedMap<String, Tensor> stored) {
            try {
                memory.put(key, net.restore(stored));
                return true;
            } catch (OutOfDeviceMemory e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warn("a stored embedding of frame {} was not used: {}", frame, e.toString());
                disk.ifPresent(d -> readers.execute(() -> d.forget(key)));
                return false;
            }
        }

        private void finish(CacheKey key, Reply.Encoded.Source source) {
            List<Waiter> all;
            Runnable say;
            synchronized (Frames.this) {
                keys.put(frame, key);
                wants.remove(frame, this);
                all = List.copyOf(waiters);
                say = closed ? () -> {} : holding;
            }
            all.forEach(w -> w.ready(source));
            say.run();
            prefetch();
        }

        private void failOnLane(Throwable why) {
            unfinished.drop();
            if (relief.test(why)) {
                readers.execute(this::read);
            } else {
                fail(why);
            }
        }

        private void fail(Throwable why) {
            List<Waiter> all;
            synchronized (Frames.this) {
                wants.remove(frame, this);
                unreadable.add(frame);
                all = givenUp ? List.of() : List.copyOf(waiters);
            }
            if (all.isEmpty()) {
                LOG.info("frame {} was not made ready ahead: {}", frame, why.toString());
            }
            all.forEach(w -> w.failed(why));
        }

        private void post(Runnable onLane) {
            task = lane.post(priority, cancel -> onLane.run(), this::fail);
        }
    }

    /// Copies an embedding out when nothing else waits; the file is written on a virtual thread.
    private void keep(DiskCache to, CacheKey key) {
        lane.post(
                Priority.PREFETCH,
                cancel -> memory.find(key).ifPresent(features -> {
                    SequencedMap<String, Tensor> copy = features.store();
                    readers.execute(() -> to.store(key, copy));
                }),
                why -> LOG.warn("an embedding was not kept on disk", why));
    }
}
