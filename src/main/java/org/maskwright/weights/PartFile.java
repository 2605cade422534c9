package org.maskwright.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// A file on its way: it grows beside its place under the name `NAME.part`, locked against a second writer, and takes
/// its name only whole and on the disk. What is there stays for the next time, with the mark that the server gave its
/// version in `NAME.part.version`.
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path version;
    private final FileChannel channel;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        version = part.resolveSibling(part.getFileName() + ".version");
    }

    static Path beside(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /// @throws Problem `weights.busy` when another download or copy is writing it
    static PartFile open(Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path part = beside(target);
        FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.position(channel.size());
                return new PartFile(target, part, channel);
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // the same answer as for another process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new Problem("weights.busy", String.valueOf(target.getFileName()));
    }

    long length() throws IOException {
        return channel.position();
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// What the server called the version of which this is a part.
    Optional<String> version() throws IOException {
        return Files.exists(version) ? Optional.of(Files.readString(version).strip()) : Optional.empty();
    }

    /// Begins again with nothing.
    void restart(Optional<String> ofVersion) throws IOException {
        channel.truncate(0);
        channel.position(0);
        if (ofVersion.isPresent()) {
            Files.writeString(version, ofVersion.get());
        } else {
            Files.deleteIfExists(version);
        }
    }

    String hash(Cancel cancel, Progress progress) throws IOException {
        return Sha256.of(channel, cancel, progress);
    }

    /// Forces it to the disk and gives it its name.
    void finish() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(version);
    }

    /// Removes what an unfinished download left of a file.
    static void remove(Path target) throws IOException {
        Path part = beside(target);
        Files.deleteIfExists(part);
        Files.deleteIfExists(part.resolveSibling(part.getFileName() + ".version"));
    }

    /// Removes what came so far.
    void discard() throws IOException {
        channel.close();
        remove(target);
    }

    @Override
    public void close() throws IOException {
        boolean empty = channel.isOpen() && channel.size() == 0;
        channel.close();
        if (empty) {
            remove(target);
        }
    }
}
