package org.maskwright.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.maskwright.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The right to write to a project: an operating-system lock on the file `lock`, which ends with the process
/// however that ends. Who holds it stands in `holder`, another file, because on POSIX systems closing any
/// channel on a locked file drops the lock.
final class ProjectLock implements AutoCloseable {
    /// For the same reason a file that this process has locked must not be opened again by this process, and
    /// the system cannot be asked: it answers per process. Hence per process, too, what we know.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final Logger LOG = LoggerFactory.getLogger(ProjectLock.class);
    private static final String LOCK = "lock";
    private static final String HOLDER = "holder";

    private final Path key;
    private final FileChannel channel;
    private final Path holder;

    private ProjectLock(Path key, FileChannel channel, Path holder) {
        this.key = key;
        this.channel = channel;
        this.holder = holder;
    }

    /// What came of asking for the lock.
    sealed interface Attempt {
        /// It is ours.
        record Taken(ProjectLock lock) implements Attempt {}

        /// It is not, and the project is opened read-only; `why` in words.
        record Refused(Problem why) implements Attempt {}
    }

    static Attempt take(Path folder) throws StoreFailure {
        Path key = real(folder);
        if (!HELD.add(key)) {
            return new Attempt.Refused(heldBySomeone(folder));
        }
        Attempt attempt = null;
        try {
            attempt = lock(key, folder);
            return attempt;
        } finally {
            if (!(attempt instanceof Attempt.Taken)) {
                HELD.remove(key);
            }
        }
    }

    private static Path real(Path folder) throws StoreFailure {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }

    private static Attempt lock(Path key, Path folder) throws StoreFailure {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            if (e instanceof AccessDeniedException || !Files.isWritable(folder)) {
                return new Attempt.Refused(new Problem("project.folder-read-only", name(folder)));
            }
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null
                    ? new Attempt.Refused(heldBySomeone(folder))
                    : new Attempt.Taken(new ProjectLock(key, channel, folder.resolve(HOLDER)));
        } catch (IOException noLocksHere) {
            return new Attempt.Refused(Problem.causedBy(noLocksHere, "project.no-locks", name(folder)));
        } finally {
            if (lock == null) {
                close(channel);
            }
        }
    }

    private static void close(FileChannel channel) throws StoreFailure {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }

    private static Problem heldBySomeone(Path folder) {
        String holder = holder(folder);
        return holder.isEmpty()
                ? new Problem("project.held", name(folder))
                : new Problem("project.held-by", name(folder), holder);
    }

    private static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    /// Leaves word who holds it, for others to show. A full disk must not keep anyone from opening a project, so
    /// where no word can be left the others are told less.
    void sign(String words) {
        try {
            Files.writeString(holder, words);
        } catch (IOException e) {
            LOG.warn("No word was left who holds the project", e);
        }
    }

    /// Who holds the lock of a project; empty when no one left word.
    private static String holder(Path folder) {
        try {
            Path file = folder.resolve(HOLDER);
            return Files.size(file) > 200 ? "" : Files.readString(file).strip();
        } catch (IOException none) {
            return "";
        }
    }

    @Override
    public void close() throws StoreFailure {
        try (channel) {
            Files.deleteIfExists(holder);
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        } finally {
            HELD.remove(key);
        }
    }
}
