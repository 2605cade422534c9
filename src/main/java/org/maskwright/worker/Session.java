package org.maskwright.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.ModelInfo;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Lane.Priority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker behind the window and the command line. Requests enter from any thread; a short
/// monitor guards who is pending, the tensor thread does the work, and replies leave through the
/// executor given at construction.
public final class Session implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /// How far a training goes between two words on its progress.
    private static final double PROGRESS = 0.005;

    /// How long the hand rests before the neighbours of a frame are made ready.
    static final Duration REST = Duration.ofMillis(250);

    private final Lane lane;
    private final EmbeddingCache memory;
    private final Optional<DiskCache> disk;
    private final Executor executor;
    private final Consumer<Reply> listener;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    // Guarded by this.
    private final Map<Ticket, Pending> open = new LinkedHashMap<>();
    private CompletableFuture<ModelInfo> model = new CompletableFuture<>();
    private @Nullable ModelInfo inUse;
    private int models;
    private @Nullable Ticket loaded;
    private @Nullable Frames frames;
    private long sequence;
    private boolean closed;

    // Tensor thread only.
    private final Seat seat;
    private final Examiner examiner;
    private final LatestAnswer latest = new LatestAnswer();

    /// @param memoryBytes for embeddings
    /// @param disk keeps embeddings between sessions, if given
    /// @param executor runs the listener: the window gives its own thread
    public Session(long memoryBytes, Optional<DiskCache> disk, Executor executor, Consumer<Reply> listener) {
        this(new Lane(REST), SamNetwork::load, memoryBytes, disk, executor, listener);
    }

    /// @param lane closed with the session
    Session(
            Lane lane,
            Network.Loader loader,
            long memoryBytes,
            Optional<DiskCache> disk,
            Executor executor,
            Consumer<Reply> listener) {
        this.lane = lane;
        seat = new Seat(loader, lane::device);
        this.memory = new EmbeddingCache(memoryBytes);
        this.disk = disk;
        this.executor = executor;
        this.listener = listener;
        examiner = new Examiner(lane, this::network, this::ifOpen, this::await, this::settle, this::fail);
    }

    @Override
    public Ticket submit(Request request) {
        var dropped = new ArrayList<Pending>();
        Pending p;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            p = new Pending(Pending.ticket(++sequence, request), request, models);
            for (Pending other : List.copyOf(open.values())) {
                if (other.yieldsTo(request)) {
                    remove(other);
                    dropped.add(other);
                }
            }
            open.put(p.ticket, p);
            start(p);
        }
        dropped.forEach(d -> say(new Reply.Dropped(d.ticket)));
        if (request instanceof Request.Open) {
            settle(p, new Reply.Finished(p.ticket));
        }
        return p.ticket;
    }

    @Override
    public void cancel(Ticket ticket) {
        Pending p;
        synchronized (this) {
            p = open.get(ticket);
            if (p == null) {
                return;
            }
            remove(p);
        }
        say(new Reply.Dropped(ticket));
    }

    @Override
    public void holdTraining(boolean held) {
        lane.holdTraining(held);
    }

    @Override
    public void close() {
        List<Pending> dropped;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            dropped = List.copyOf(open.values());
            dropped.forEach(this::remove);
            closeFrames();
            model.cancel(false);
        }
        dropped.forEach(d -> say(new Reply.Dropped(d.ticket)));
        var freed = new CountDownLatch(1);
        lane.post(
                Priority.SWAP,
                cancel -> {
                    latest.forget();
                    memory.clear();
                    examiner.close();
                    seat.close();
                    freed.countDown();
                },
                why -> {
                    LOG.error("the network was not closed", why);
                    freed.countDown();
                });
        try {
            freed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lane.close();
        readers.close();
    }

    private void start(Pending p) {
        switch (p.request) {
            case Request.Load load -> {
                model = model.isDone() ? new CompletableFuture<>() : model;
                post(p, Priority.SWAP, _ -> succeed(p, seat.load(load.weights()), Optional.empty()));
            }
            case Request.Open open -> {
                closeFrames();
                frames = new Frames(
                        open.pictures(),
                        lane,
                        readers,
                        memory,
                        disk,
                        () -> model().join(),
                        this::network,
                        this::relieve);
            }
            case Request.Encode encode -> {
                Frames of = openFrames();
                of.show(encode.frame(), p.ticket, this::say);
                await(p, of, encode.frame(), source -> {
                    latest.warmUp(lane, this::network, of, encode.frame());
                    settle(p, new Reply.Encoded(p.ticket, source, p.millis()));
                });
            }
            case Request.Predict predict -> {
                Frames of = openFrames();
                latest.known(of, predict).ifPresentOrElse(m -> answer(p, predict, m), () -> ask(p, predict, of));
                latest.glimpsed(of, predict).ifPresent(c -> glimpse(p, c));
            }
            case Request.Propose propose -> search(p, openFrames(), propose.frame(), null);
            case Request.Examine examine -> examiner.begin(p, examine, openFrames());
            case Request.Compare compare -> post(p, Priority.SWAP, _ -> examiner.compareWith(p, compare));
            case Request.Train train -> step(p, train.training(), 0);
            case Request.Swap swap -> post(p, Priority.SWAP, _ -> swap(p, swap.weights()));
            case Request.Test test ->
                post(
                        p,
                        Priority.CURRENT,
                        cancel -> settle(p, new Reply.Tested(p.ticket, seat.test(test.probe(), cancel))));
            case Request.Close _ -> {
                closeFrames();
                post(p, Priority.SWAP, _ -> {
                    memory.clear();
                    settle(p, new Reply.Finished(p.ticket));
                });
            }
        }
    }

    /// Other weights for the loaded model.
    private void swap(Pending p, SequencedMap<String, Tensor> weights) {
        if (seat.fits(weights)) {
            seat.giveUp();
            seat.swap(weights);
            latest.forget();
            settle(p, new Reply.Ready(p.ticket, network().info(), seat.device()));
            return;
        }
        Seat.Taken next = seat.beside(weights);
        synchronized (this) {
            if (frames != null) {
                frames.ahead(next.network(), made -> succeed(p, next, made), why -> fail(p, why));
                return;
            }
        }
        succeed(p, next, Optional.empty());
    }

    /// The former network answers until the new one is there, and stays when that is not to be.
    ///
    /// @param made the embedding of the frame in view by the new one
    private void succeed(Pending p, Seat.Taken next, Optional<Frames.Ahead> made) {
        ModelInfo info = next.network().info();
        CompletableFuture<ModelInfo> waited;
        Frames of;
        synchronized (this) {
            if (!open.containsKey(p.ticket)) {
                made.ifPresent(m -> m.features().close());
                seat.refuse(next);
                return;
            }
            inUse = info;
            loaded = p.ticket;
            models++;
            of = frames;
            model = model.isDone() ? CompletableFuture.completedFuture(info) : model;
            waited = model;
        }
        disk.ifPresent(d -> readers.execute(() -> d.name(info.encoderHash(), info.name())));
        latest.forget();
        memory.clear();
        examiner.close();
        seat.take(next);
        if (of != null) {
            of.forget();
            made.ifPresent(of::keep);
        }
        waited.complete(info);
        settle(p, new Reply.Ready(p.ticket, info, next.device()));
    }

    /// A load ended without a model: who waits for one goes on with the former, if there is one. Guarded by this.
    private void fallBack(Pending ended, Throwable why) {
        boolean another = open.values().stream().anyMatch(o -> o != ended && o.request instanceof Request.Load);
        if (!another && inUse != null) {
            model.complete(inUse);
        } else if (!another && !(why instanceof CancellationException)) {
            model.completeExceptionally(why);
        }
    }

    /// Does something about a full device.
    ///
    /// @return whether what failed may be tried again
    private boolean relieve(Throwable why) {
        lane.check();
        if (!(why instanceof OutOfDeviceMemory)) {
            return false;
        }
        Optional<Seat.Relief> relief = seat.relieve();
        relief.ifPresent(done -> {
            memory.clear();
            LOG.warn("the device is full: {} after {}", done, why.toString());
            Ticket of;
            synchronized (this) {
                of = loaded;
            }
            if (of != null && done != Seat.Relief.EMPTIED) {
                var words = done == Seat.Relief.SMALLER ? "worker.card-full" : "worker.card-left";
                say(new Reply.Relieved(of, seat.device(), new Problem(words)));
            }
        });
        return relief.isPresent();
    }

    private void ask(Pending p, Request.Predict r, Frames of) {
        p.runsAs(lane.post(
                r.kind() == Request.Predict.Kind.CLICK ? Priority.CLICK : Priority.HOVER,
                cancel -> predict(p, r, of, cancel),
                why -> {
                    boolean again = relieve(why);
                    synchronized (this) {
                        if (again && open.containsKey(p.ticket)) {
                            ask(p, r, of);
                            return;
                        }
                    }
                    fail(p, why);
                }));
    }

    private void predict(Pending p, Request.Predict r, Frames of, Cancel cancel) {
        Optional<Network.Features> features = of.find(r.frame());
        if (features.isPresent()) {
            ifOpen(p, p::begins);
            network().expect(r.expected());
            LowResLogits previous = ours(p) ? r.previous() : null;
            answer(p, r, latest.to(network(), of, features.get(), r, previous, c -> glimpse(p, c), cancel));
            return;
        }
        synchronized (this) {
            if (open.containsKey(p.ticket)) {
                await(p, of, r.frame(), _ -> {
                    synchronized (this) {
                        if (open.containsKey(p.ticket)) {
                            ask(p, r, of);
                        }
                    }
                });
            }
        }
    }

    /// A preview is not shown at a glimpse, but the click that asks what it asks already is.
    private synchronized void glimpse(Pending p, Candidate mask) {
        open.values().stream().filter(o -> o.isClickLike(p)).forEach(o -> say(new Reply.Glimpsed(o.ticket, mask)));
    }

    private void answer(Pending p, Request.Predict r, List<Candidate> masks) {
        lane.painting();
        settle(p, new Reply.Predicted(p.ticket, r.kind(), r.object(), masks, p.millis()));
    }

    /// A search by the network that was in place when it began.
    private record Hunt(Network.Search search, long model) {}

    /// Posts the next step of a search; each posts the one after it, so that clicks come in between. With another
    /// network it begins anew.
    private void search(Pending p, Frames of, int frame, @Nullable Hunt hunt) {
        post(p, Priority.CURRENT, _ -> {
            Optional<Network.Features> features = of.find(frame);
            if (features.isEmpty()) {
                ifOpen(p, () -> await(p, of, frame, _ -> ifOpen(p, () -> search(p, of, frame, hunt))));
                return;
            }
            long model;
            synchronized (this) {
                model = models;
            }
            Hunt now = hunt != null && hunt.model() == model
                    ? hunt
                    : new Hunt(network().search(features.get()), model);
            double done = now.search().step(features.get());
            if (done >= 1) {
                String by = network().info().modelHash();
                settle(p, new Reply.Proposed(p.ticket, now.search().found(), by, p.millis()));
            } else if (ifOpen(p, () -> search(p, of, frame, now))) {
                say(new Reply.Progress(p.ticket, done));
            }
        });
    }

    private synchronized boolean ifOpen(Pending p, Runnable then) {
        boolean is = open.containsKey(p.ticket);
        if (is) {
            then.run();
        }
        return is;
    }

    /// Whether the logits that came with a request can be of the model that is in place now.
    private synchronized boolean ours(Pending p) {
        return p.model == models;
    }

    private void await(Pending p, Frames of, int frame, Consumer<Reply.Encoded.Source> then) {
        await(p, of, frame, Priority.CURRENT, then);
    }

    private void await(Pending p, Frames of, int frame, Priority as, Consumer<Reply.Encoded.Source> then) {
        var waiter = new Frames.Waiter() {
            @Override
            public void ready(Reply.Encoded.Source source) {
                then.accept(source);
            }

            @Override
            public void failed(Throwable why) {
                fail(p, why);
            }
        };
        p.waitsFor(of, waiter);
        of.want(frame, waiter, as);
    }

    /// Posts the next piece of a training; each posts the one after it.
    private void step(Pending p, Training training, double said) {
        post(p, Priority.TRAIN, _ -> {
            double done = network().step(training);
            boolean tell = done >= said + PROGRESS;
            if (done >= 1) {
                settle(p, new Reply.Finished(p.ticket));
                return;
            }
            synchronized (this) {
                if (!open.containsKey(p.ticket)) {
                    return;
                }
                step(p, training, tell ? done : said);
            }
            if (tell) {
                say(new Reply.Progress(p.ticket, done));
            }
        });
    }

    private void post(Pending p, Priority priority, Lane.Job job) {
        p.runsAs(lane.post(priority, job, why -> fail(p, why)));
    }

    private synchronized CompletableFuture<ModelInfo> model() {
        return model;
    }

    private Network network() {
        lane.check();
        return seat.network();
    }

    private Frames openFrames() {
        if (frames == null) {
            throw new IllegalStateException("no sequence is open");
        }
        return frames;
    }

    private void closeFrames() {
        if (frames != null) {
            frames.close();
            frames = null;
        }
    }

    private void remove(Pending p) {
        open.remove(p.ticket);
        p.stop();
        end(p);
        if (p.request instanceof Request.Load) {
            fallBack(p, new CancellationException());
        }
    }

    /// Has a training free what it holds, after the piece that may be running.
    private void end(Pending p) {
        if (p.request instanceof Request.Train train) {
            lane.post(Priority.SWAP, _ -> train.training().close(), why -> LOG.error("a training was not closed", why));
        }
    }

    /// Says a request's last word, unless it had one.
    private void settle(Pending p, Reply reply) {
        synchronized (this) {
            if (open.remove(p.ticket) == null) {
                return;
            }
            end(p);
        }
        say(reply);
    }

    private void fail(Pending p, Throwable why) {
        synchronized (this) {
            if (p.request instanceof Request.Load && open.containsKey(p.ticket)) {
                fallBack(p, why);
            }
        }
        settle(p, Reply.Failed.of(p.ticket, why));
    }

    private void say(Reply reply) {
        executor.execute(() -> listener.accept(reply));
    }
}
