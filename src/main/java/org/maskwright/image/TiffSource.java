package org.maskwright.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.maskwright.Problem;

/// The bytes of an open TIFF or BigTIFF file: byte order, the chain of directories, and bounded reads.
/// Nothing is believed that the file's own length contradicts.
final class TiffSource implements Closeable {
    /// More directories than any real stack has.
    private static final int MAX_DIRECTORIES = 1_000_000;

    private final Path path;
    private final FileChannel channel;
    private final long length;
    private final ByteOrder order;
    private final boolean big;
    private final long firstDirectory;

    private TiffSource(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
        var head = ByteBuffer.wrap(bytes(0, 8));
        order = switch (head.getShort(0)) {
            case 0x4949 -> ByteOrder.LITTLE_ENDIAN;
            case 0x4D4D -> ByteOrder.BIG_ENDIAN;
            default -> throw damaged();
        };
        head.order(order);
        switch (head.getShort(2)) {
            case 42 -> {
                big = false;
                firstDirectory = head.getInt(4) & 0xFFFFFFFFL;
            }
            case 43 -> {
                big = true;
                if (head.getShort(4) != 8) {
                    throw damaged();
                }
                firstDirectory = at(8, 8).getLong();
            }
            default -> throw damaged();
        }
    }

    /// @throws Problem when it is not a TIFF
    static TiffSource open(Path path) throws IOException {
        var channel = FileChannel.open(path);
        try {
            return new TiffSource(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    ByteOrder order() {
        return order;
    }

    boolean isBig() {
        return big;
    }

    /// The offsets of the main directories in file order. A chain that bites its own tail ends there.
    List<Long> directories() throws IOException {
        var offsets = new ArrayList<Long>();
        var seen = new HashSet<Long>();
        for (long at = firstDirectory; at != 0; at = next(at)) {
            if (!seen.add(at) || offsets.size() == MAX_DIRECTORIES) {
                throw damaged();
            }
            offsets.add(at);
        }
        if (offsets.isEmpty()) {
            throw damaged();
        }
        return offsets;
    }

    private long next(long at) throws IOException {
        return big
                ? at(Math.addExact(at, 8 + 20 * entries(at)), 8).getLong()
                : at(at + 2 + 12 * entries(at), 4).getInt() & 0xFFFFFFFFL;
    }

    /// Number of entries of the directory at an offset.
    long entries(long at) throws IOException {
        long n = big ? at(at, 8).getLong() : at(at, 2).getShort() & 0xFFFF;
        if (n < 1 || n > 0xFFFF) {
            throw damaged();
        }
        return n;
    }

    /// `count` bytes from an offset, in the file's byte order.
    ByteBuffer at(long offset, int count) throws IOException {
        return ByteBuffer.wrap(bytes(offset, count)).order(order);
    }

    byte[] bytes(long offset, int count) throws IOException {
        if (offset < 0 || offset > length - count) {
            throw new Problem("image.truncated", path.toString());
        }
        byte[] out = new byte[count];
        var buffer = ByteBuffer.wrap(out);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return out;
    }

    Problem damaged() {
        return new Problem("image.damaged", path.toString());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
