package org.maskwright.worker;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.slf4j.LoggerFactory;

/// The tensor thread: the one thread that touches the engine. It runs jobs by priority and, within
/// one, in the order in which they came.
///
/// Its first act is to load the engine and to turn autograd off: a fresh thread has it on, and every
/// cached embedding would then keep its whole graph alive.
///
/// An answer to the hand, and what is done while it rests, leave one core to the window, which paints at the same
/// time: the threads of an operation wait for the slowest of them, so that one which has lost its core holds up all,
/// operation after operation.
public final class Lane implements AutoCloseable {
    /// What runs first. A prefetch and a review give way: they begin only while the hand rests, and when
    /// anything above them comes, their token is cancelled and they are run again later. A piece of
    /// training is short and runs to its end.
    public enum Priority {
        SWAP,
        CLICK,
        HOVER,
        CURRENT,
        PREFETCH,
        TRAIN,
        REVIEW;

        boolean givesWay() {
            return this == PREFETCH || this == REVIEW;
        }
    }

    /// Work on the tensor thread. It polls the token between its steps.
    @FunctionalInterface
    public interface Job {
        void run(Cancel cancel);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Priority, Deque<Task>> waiting = new EnumMap<>(Priority.class);
    private final long restNanos;
    private final Runnable firstAct;
    private final Thread thread;
    private @Nullable Task running;
    private @Nullable Throwable broken;
    // Tensor thread only; none before the engine is there.
    private int threads;
    private int threadsNow;
    private volatile DeviceReport device = new DeviceReport(
            DeviceReport.Kind.NO_CUDA_SYSTEM, Runtime.getRuntime().availableProcessors());
    private boolean onlyProcessor; // set before the thread starts
    private long lastHand;
    private boolean trainingHeld;
    private boolean closed;

    /// A lane whose thread starts, and loads the engine, with the first job.
    ///
    /// @param rest how long no click or hover must have come before a prefetch starts
    public Lane(Duration rest) {
        this(rest, null);
    }

    /// The same, or one that computes on the processor whatever else is there.
    Lane(Duration rest, boolean onlyProcessor) {
        this(rest, null);
        this.onlyProcessor = onlyProcessor;
    }

    /// A lane without an engine, for jobs that need none.
    static Lane bare() {
        return new Lane(Duration.ZERO, () -> {});
    }

    /// The same on a machine that is said to have this device.
    static Lane bare(DeviceReport said) {
        Lane lane = bare();
        lane.device = said;
        return lane;
    }

    private Lane(Duration rest, @Nullable Runnable firstAct) {
        for (Priority p : Priority.values()) {
            waiting.put(p, new ArrayDeque<>());
        }
        restNanos = rest.toNanos();
        lastHand = System.nanoTime() - restNanos;
        this.firstAct = firstAct == null ? this::loadEngine : firstAct;
        thread = Thread.ofPlatform().name("maskwright-tensor").daemon().unstarted(this::work);
    }

    /// Queues a job.
    ///
    /// @param failed called on the tensor thread with whatever escapes the job; a cancelled task says
    ///     nothing
    public Task post(Priority priority, Job job, Consumer<Throwable> failed) {
        var task = new Task(priority, job, failed);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tensor thread is closed");
            }
            enqueue(task);
        } finally {
            lock.unlock();
        }
        return task;
    }

    /// Runs work before anything that waits and hands its result over; for the command line.
    ///
    /// @throws RuntimeException whatever the work throws
    public <T> T call(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        post(Priority.SWAP, cancel -> result.complete(work.get()), result::completeExceptionally);
        try {
            return result.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException why -> throw why;
                case Error why -> throw why;
                case null, default -> throw e;
            }
        }
    }

    /// @throws IllegalStateException on any thread but the tensor thread
    public void check() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("not on the tensor thread but on " + Thread.currentThread());
        }
    }

    /// What the engine runs on. Tensor thread.
    public DeviceReport device() {
        check();
        return device;
    }

    /// Cancels everything, waits for the running step and ends the thread.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.values().forEach(Deque::clear);
            if (running != null) {
                running.cancelled = true;
                running.token.cancel();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A job in the queue or at work.
    public final class Task {
        private final Job job;
        private final Consumer<Throwable> failed;
        // All guarded by the lane's lock.
        private Priority priority;
        private Cancel token = new Cancel();
        private boolean cancelled;

        private Task(Priority priority, Job job, Consumer<Throwable> failed) {
            this.priority = priority;
            this.job = job;
            this.failed = failed;
        }

        private boolean isForHand() {
            return priority == Priority.CLICK || priority == Priority.HOVER;
        }

        /// Takes it out of the queue, or asks it to stop when it runs.
        public void cancel() {
            lock.lock();
            try {
                cancelled = true;
                token.cancel();
                queue(priority).remove(this);
            } finally {
                lock.unlock();
            }
        }

        /// Gives it another priority; a running prefetch that is raised no longer gives way.
        public void raise(Priority to) {
            lock.lock();
            try {
                boolean queued = queue(priority).remove(this);
                priority = to;
                if (queued) {
                    enqueue(this);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Deque<Task> queue(Priority p) {
        return Objects.requireNonNull(waiting.get(p));
    }

    private void enqueue(Task task) {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        queue(task.priority).addLast(task);
        if (task.isForHand()) {
            lastHand = System.nanoTime();
        }
        if (running != null && running.priority.givesWay() && task.priority.compareTo(running.priority) < 0) {
            running.token.cancel();
        }
        changed.signalAll();
    }

    private void work() {
        try {
            firstAct.run();
        } catch (Exception | LinkageError e) {
            broken = e;
        }
        boolean on = true;
        while (on) {
            try {
                on = runNext();
            } catch (InterruptedException e) {
                // Only close() ends this thread, and nothing of ours interrupts it.
                LoggerFactory.getLogger(Lane.class).warn("the tensor thread was interrupted", e);
            }
        }
    }

    /// Waits for a job and runs it; false when the lane is closed.
    private boolean runNext() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && !takeNext()) {
                boolean nothing = queue(Priority.PREFETCH).isEmpty()
                        && queue(Priority.REVIEW).isEmpty();
                long wait = nothing ? Long.MAX_VALUE : restLeft();
                long left = changed.awaitNanos(wait);
                assert left <= wait;
            }
        } finally {
            lock.unlock();
        }
        Task task = running;
        if (task != null) {
            run(task);
        }
        return task != null;
    }

    /// The hand has its answer, from a job or from memory: what runs while it rests waits on, because the window paints
    /// now.
    void painting() {
        lock.lock();
        try {
            lastHand = System.nanoTime();
            if (running != null && running.priority.givesWay()) {
                running.token.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    /// While held, pieces of training stay in the queue.
    void holdTraining(boolean held) {
        lock.lock();
        try {
            trainingHeld = held;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayRun(Priority p) {
        return (p != Priority.TRAIN || !trainingHeld) && (!p.givesWay() || restLeft() <= 0);
    }

    private boolean takeNext() {
        for (Priority p : Priority.values()) {
            if (!queue(p).isEmpty() && mayRun(p)) {
                running = queue(p).removeFirst();
                return true;
            }
        }
        return false;
    }

    private long restLeft() {
        return lastHand + restNanos - System.nanoTime();
    }

    private void run(Task task) {
        Throwable thrown = broken;
        if (thrown == null) {
            try {
                spread(task.isForHand() || task.priority.givesWay() ? Math.max(1, threads - 1) : threads);
                task.job.run(task.token);
            } catch (Exception | Error e) {
                thrown = e;
            }
        }
        boolean tell = thrown != null;
        lock.lock();
        try {
            running = null;
            if (task.cancelled) {
                tell = false;
            } else if (thrown instanceof CancellationException && task.token.isCancelled()) {
                // It gave way; it keeps its place behind those of its kind that came meanwhile.
                task.token = new Cancel();
                enqueue(task);
                tell = false;
            }
        } finally {
            lock.unlock();
        }
        if (tell && thrown != null) {
            task.failed.accept(thrown);
        }
    }

    /// Over how many threads the engine spreads an operation from now on.
    private void spread(int over) {
        if (threads > 0 && over != threadsNow) {
            JniUtils.setNumThreads(over);
            threadsNow = over;
        }
    }

    private void loadEngine() {
        Engine engine = Engine.getInstance();
        JniUtils.setGradMode(false);
        threads = JniUtils.getNumThreads();
        threadsNow = threads;
        String processor = Hardware.processor();
        Optional<Card> card = Hardware.card();
        device = new DeviceReport(
                onlyProcessor ? DeviceReport.Kind.PROCESSOR_CHOSEN : kind(engine, processor, card),
                Runtime.getRuntime().availableProcessors(),
                processor,
                card);
    }

    private static DeviceReport.Kind kind(Engine engine, String processor, Optional<Card> card) {
        boolean cuda = engine.hasCapability(StandardCapabilities.CUDA);
        if (cuda && engine.getGpuCount() > 0) {
            return DeviceReport.Kind.GPU;
        }
        if (Hardware.isMac()) {
            return processor.startsWith("Apple") ? DeviceReport.Kind.METAL : DeviceReport.Kind.NO_CUDA_SYSTEM;
        }
        if (cuda) {
            return DeviceReport.Kind.CARD_NOT_OFFERED;
        }
        return card.isPresent() ? DeviceReport.Kind.ENGINE_FOR_PROCESSOR : DeviceReport.Kind.NO_DRIVER;
    }
}
