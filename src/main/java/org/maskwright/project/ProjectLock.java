package org.maskwright.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The right to write to a project: an operating-system lock on the file `lock`, which ends with the process
/// however that ends. Who holds it stands in `holder`, another file, because on POSIX systems closing any
/// channel on a locked file drops the lock.
final class ProjectLock implements AutoCloseable {
    /// For the same reason a file that this process has locked must not be opened again by this process, and
    /// the system cannot be asked: it answers per process. Hence per process, too, what we know.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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

    /// @return the lock, or null when someone has it, or when the folder cannot be written
    static @Nullable ProjectLock take(Path folder) throws StoreFailure {
        Path file = folder.resolve(LOCK);
        try {
            Path key = folder.toRealPath();
            if (!HELD.add(key)) {
                return null;
            }
            ProjectLock lock = null;
            try {
                lock = lock(key, file, folder.resolve(HOLDER));
                return lock;
            } finally {
                if (lock == null) {
                    HELD.remove(key);
                }
            }
        } catch (AccessDeniedException | ReadOnlyFileSystemException mayNotWrite) {
            return null;
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }

    private static @Nullable ProjectLock lock(Path key, Path file, Path holder) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? null : new ProjectLock(key, channel, holder);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /// Leaves word who holds it, for others to show.
    void sign(String words) throws IOException {
        Files.writeString(holder, words);
    }

    /// Who holds the lock of a project; empty when no one left word.
    static String holder(Path folder) {
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
