package org.maskwright.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javafx.application.Platform;

/// Watches how long handlers hold the FX Application Thread. What counts is the time that the thread computes, and the
/// time that it waits inside our code; the time for which a busy machine gives it no processor does not, so that the
/// answer is the same on every machine.
final class FxWatchdog implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    private final long fx;
    private final List<String> holds = new ArrayList<>();
    private final Thread sampler = Thread.ofPlatform().daemon().unstarted(this::sample);
    private final long limit;
    private volatile boolean over;
    private volatile String where = "";
    private long cpu;

    /// Begins to watch; called on any thread but FX.
    FxWatchdog(long limitMillis) {
        limit = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        fx = AppWindow.on(() -> Thread.currentThread().threadId());
        Platform.runLater(() -> {
            cpu = THREADS.getThreadCpuTime(fx);
            beat();
        });
        sampler.start();
    }

    /// One turn of the event loop: what ran between two beats held the thread.
    private void beat() {
        long now = THREADS.getThreadCpuTime(fx);
        if (now - cpu > limit) {
            say("computed for " + TimeUnit.NANOSECONDS.toMillis(now - cpu) + " ms, last seen at " + where);
        }
        where = "";
        cpu = THREADS.getThreadCpuTime(fx);
        if (!over) {
            Platform.runLater(this::beat);
        }
    }

    private void sample() {
        long waiting = 0;
        while (!over) {
            LockSupport.parkNanos(STEP);
            ThreadInfo info = THREADS.getThreadInfo(fx, 40);
            if (info == null) {
                return;
            }
            String ours = Arrays.stream(info.getStackTrace())
                    .map(StackTraceElement::toString)
                    .filter(f -> f.startsWith("org.maskwright") && !f.contains("FxWatchdog"))
                    .findFirst()
                    .orElse("");
            if (!ours.isEmpty()) {
                where = ours;
            } else if (info.getThreadState() == Thread.State.RUNNABLE) {
                where = Arrays.stream(info.getStackTrace())
                        .limit(12)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < "));
            }
            boolean waits = info.getThreadState() != Thread.State.RUNNABLE && !ours.isEmpty();
            waiting = waits ? waiting + STEP : 0;
            if (waiting > limit) {
                say("waited at " + ours);
                waiting = 0;
            }
        }
    }

    private synchronized void say(String hold) {
        holds.add(hold);
    }

    /// What held the thread for too long since the last call.
    synchronized List<String> holds() {
        var out = List.copyOf(holds);
        holds.clear();
        return out;
    }

    @Override
    public void close() {
        over = true;
    }
}
