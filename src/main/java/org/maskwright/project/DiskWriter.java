package org.maskwright.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.maskwright.Problem;
import org.maskwright.label.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The owner of the thread `maskwright-disk` and of what is not yet on the disk. All that has gathered is written
/// as one commit. What could not be written stays first in the queue, in order, and is tried again after
/// [Surroundings#AGAIN], with the next change, and when asked.
final class DiskWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

    /// After so many entries the next opening would have too much to replay.
    static final int SNAPSHOT_EVERY = 500;

    /// Changes that belong together.
    ///
    /// @param edit the edit among them, for the words of a failure
    /// @param seq last entry of the journal once they are written
    /// @param after the project once they are written
    record Pending(List<Write> writes, Optional<Edit> edit, long seq, Project after, CompletableFuture<Long> saved) {
        Pending(List<Write> writes, Optional<Edit> edit, long seq, Project after) {
            this(writes, edit, seq, after, new CompletableFuture<>());
        }
    }

    private final Path folder;
    private final Journal journal;
    private final Surroundings around;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("maskwright-disk").daemon(true).factory());

    /// Guarded by itself, with the two fields below.
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();

    private Saving saving;
    private boolean retryDue;

    // Of the disk thread alone:
    private Project snapshot;
    private long snapshotSeq;
    private Project written;
    private long writtenSeq;

    DiskWriter(Path folder, Journal journal, Surroundings around, Journal.Loaded loaded) {
        this.folder = folder;
        this.journal = journal;
        this.around = around;
        written = loaded.project();
        writtenSeq = loaded.lastSeq();
        snapshot = loaded.snapshot();
        snapshotSeq = loaded.snapshotSeq();
        saving = new Saving.Saved(writtenSeq, around.clock().instant());
    }

    Saving saving() {
        synchronized (queue) {
            return saving;
        }
    }

    CompletableFuture<Long> put(Pending change) {
        synchronized (queue) {
            queue.add(change);
            if (saving instanceof Saving.Stuck(Problem why, int _)) {
                saving = new Saving.Stuck(why, atStake());
            } else {
                saving = new Saving.Writing(queue.size());
            }
        }
        thread.execute(this::flush);
        return change.saved;
    }

    void tryNow() {
        thread.execute(this::flush);
    }

    private void flush() {
        List<Pending> batch;
        synchronized (queue) {
            batch = List.copyOf(queue);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            journal.commit(batch.stream().flatMap(p -> p.writes.stream()).toList());
        } catch (StoreFailure e) {
            stuck(batch, e);
            return;
        } catch (RuntimeException | LinkageError e) { // a native call that fails must not lose what is queued
            stuck(batch, new StoreFailure(StoreFailure.Why.FAILED, e));
            return;
        }
        written = batch.getLast().after;
        writtenSeq = batch.getLast().seq;
        synchronized (queue) {
            batch.forEach(_ -> queue.remove());
            saving = queue.isEmpty()
                    ? new Saving.Saved(writtenSeq, around.clock().instant())
                    : new Saving.Writing(queue.size());
        }
        batch.forEach(p -> p.saved.complete(p.seq));
        around.news().accept(saving());
        if (writtenSeq - snapshotSeq >= SNAPSHOT_EVERY) {
            snapshot();
        }
    }

    private void stuck(List<Pending> batch, StoreFailure e) {
        LOG.warn("{} changes could not be written; they are kept and tried again", batch.size(), e);
        boolean schedule;
        synchronized (queue) {
            saving = new Saving.Stuck(words(batch, e), atStake());
            schedule = !retryDue;
            retryDue = true;
        }
        around.news().accept(saving());
        if (schedule) {
            around.later().execute(() -> {
                synchronized (queue) {
                    retryDue = false;
                }
                if (!thread.isShutdown()) {
                    thread.execute(this::flush);
                }
            });
        }
    }

    /// Edits that wait; what else waits counts as one. Guarded by the queue.
    private int atStake() {
        return (int) Math.max(1, queue.stream().filter(p -> p.edit.isPresent()).count());
    }

    private Problem words(List<Pending> batch, StoreFailure e) {
        List<Edit> edits = batch.stream().flatMap(p -> p.edit.stream()).toList();
        boolean hand = batch.stream().flatMap(p -> p.writes.stream()).allMatch(w -> w instanceof Write.Open);
        String what = !edits.isEmpty()
                ? AtStake.words(edits.getFirst(), edits.size())
                : hand ? AtStake.inHand() : AtStake.settings();
        long safe = written.accepted();
        return e.why() == StoreFailure.Why.FULL
                ? Problem.causedBy(e, "project.disk-full", disk(), what, safe)
                : Problem.causedBy(e, "project.disk-refuses", folder.getFileName(), what, safe, e.detail());
    }

    private String disk() {
        try {
            return Files.getFileStore(folder).name();
        } catch (IOException unnamed) {
            return folder.toString();
        }
    }

    /// Only a shortcut for the next opening, so a failure is logged and waits for the next occasion.
    private void snapshot() {
        if (writtenSeq == snapshotSeq) {
            return;
        }
        Map<Plane, Labels> changed = new HashMap<>();
        var planes = new HashSet<>(written.planes().keySet());
        planes.addAll(snapshot.planes().keySet());
        for (Plane p : planes) {
            if (!Objects.equals(written.planes().get(p), snapshot.planes().get(p))) {
                changed.put(p, written.labels(p));
            }
        }
        try {
            journal.commit(List.of(new Write.Snapshot(snapshotSeq, writtenSeq, changed, written)));
            snapshot = written;
            snapshotSeq = writtenSeq;
        } catch (StoreFailure e) {
            LOG.warn("No snapshot was written; the journal holds everything", e);
        }
    }

    /// Writes what is left. Ends the thread.
    ///
    /// @throws Problem when something could not be written
    void close() {
        thread.execute(this::flush);
        thread.execute(this::snapshot);
        thread.execute(this::end);
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true; // what is being written comes first
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (saving() instanceof Saving.Stuck(Problem why, int changes)) {
            var unsaved = Problem.causedBy(why, "project.closed-unsaved", folder.getFileName(), changes);
            synchronized (queue) {
                queue.forEach(p -> p.saved.completeExceptionally(unsaved));
            }
            throw unsaved;
        }
    }

    private void end() {
        try {
            journal.close();
        } catch (StoreFailure e) {
            LOG.warn("The journal did not close cleanly; what was committed is safe", e);
        }
    }
}
