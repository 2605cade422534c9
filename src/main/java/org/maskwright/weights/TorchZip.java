package org.maskwright.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;

/// A PyTorch checkpoint since version 1.6: a zip file of uncompressed entries `ROOT/data.pkl` (a pickle of
/// the containers) and `ROOT/data/KEY` (the bytes of one storage each). Source: `torch/serialization.py`
/// and `caffe2/serialize/inline_container.h`.
///
/// The file is mapped once; an entry is a slice of it, so no size that the file declares takes memory.
final class TorchZip {
    private static final String PICKLE = "data.pkl";

    /// Pickles of real checkpoints take some hundred kilobytes; what is built from one is up to fifty times its size.
    private static final long LARGEST_PICKLE = 16 << 20;

    private final Path file;
    private final MemorySegment mapped;
    private final Map<String, MemorySegment> entries = new HashMap<>();

    private TorchZip(Path file, MemorySegment mapped) {
        this.file = file;
        this.mapped = mapped;
    }

    static SequencedMap<String, Tensor> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var zip = new TorchZip(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
            zip.list();
            return zip.tensors();
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unreadable", file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private void list() {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            zip.getEntries().asIterator().forEachRemaining(this::add);
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.causedBy(e, "weights.damaged", file.toString(), "its table of contents cannot be read");
        }
    }

    private void add(ZipArchiveEntry entry) {
        String name = entry.getName();
        long at = entry.getDataOffset();
        long size = entry.getSize();
        if (entry.getMethod() != ZipEntry.STORED || size != entry.getCompressedSize()) {
            throw damaged("the entry " + name + " is compressed, which PyTorch never does");
        }
        if (at < 0 || size < 0 || size > mapped.byteSize() || at > mapped.byteSize() - size) {
            throw damaged("the entry " + name + " lies outside the file");
        }
        if (entries.put(name, mapped.asSlice(at, size)) != null) {
            throw damaged("the entry " + name + " is there twice");
        }
    }

    private SequencedMap<String, Tensor> tensors() {
        String root = root();
        if (entries.containsKey(root + "constants.pkl")) {
            throw new Problem("weights.torchscript", file.toString());
        }
        MemorySegment order = entries.get(root + "byteorder");
        if (order != null && !"little".equals(text(order))) {
            throw new Problem("weights.unsupported", file.toString(), "numbers in big-endian order");
        }
        MemorySegment pickle = segment(root + PICKLE);
        if (pickle.byteSize() > LARGEST_PICKLE) {
            throw damaged("its list of tensors is " + pickle.byteSize() + " bytes long");
        }
        var storages = new Storages(key -> entries.get(root + "data/" + key), mapped.byteSize());
        try {
            Object value = new Unpickler(pickle.asByteBuffer(), storages).read();
            return StateDict.find(value).orElseThrow(() -> new Problem("weights.no-tensors", file.toString()));
        } catch (Unpickler.Refused e) {
            throw switch (e.reason()) {
                case DAMAGED -> damaged(e.what());
                case UNSAFE -> new Problem("weights.unsafe", file.toString(), e.what());
                case UNSUPPORTED -> new Problem("weights.unsupported", file.toString(), e.what());
            };
        } catch (BufferUnderflowException | ArithmeticException e) {
            throw Problem.causedBy(e, "weights.damaged", file.toString(), "its list of tensors breaks off");
        }
    }

    /// Everything lies in one folder, named after the file that was saved first.
    private String root() {
        @Nullable String root = null;
        for (String name : entries.keySet()) {
            if (name.equals(PICKLE) || name.endsWith("/" + PICKLE)) {
                if (root != null) {
                    throw damaged("it holds more than one " + PICKLE);
                }
                root = name.substring(0, name.length() - PICKLE.length());
            }
        }
        if (root == null) {
            throw new Problem("weights.unknown-form", file.toString());
        }
        return root;
    }

    private MemorySegment segment(String name) {
        MemorySegment segment = entries.get(name);
        if (segment == null) {
            throw damaged("the entry " + name + " is missing");
        }
        return segment;
    }

    private static String text(MemorySegment segment) {
        ByteBuffer bytes = segment.asSlice(0, Math.min(segment.byteSize(), 16)).asByteBuffer();
        return StandardCharsets.US_ASCII.decode(bytes).toString().strip();
    }

    private Problem damaged(String why) {
        return new Problem("weights.damaged", file.toString(), why);
    }
}
