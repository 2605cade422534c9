package org.maskwright.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.maskwright.Problem;

/// The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes.
/// Source: the format description of the safetensors project.
///
/// @param tensors by name, in the file's order
/// @param metadata the `__metadata__` strings of the header
public record Safetensors(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    private static final int MAX_HEADER = 100 << 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .build());

    /// Maps a file; the tensors are views of the mapping and cost no heap.
    ///
    /// @throws Problem `weights.damaged` when the header or an offset does not fit the file
    public static Safetensors read(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return parse(file, channel);
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unreadable", file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private static Safetensors parse(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (size < 8 || channel.read(length, 0) < 8) {
            throw damaged(file, "it is shorter than a header");
        }
        long header = length.flip().getLong();
        if (header < 2 || header > MAX_HEADER || header > size - 8) {
            throw damaged(file, "its header claims " + Long.toUnsignedString(header) + " bytes");
        }
        var text = ByteBuffer.allocate((int) header);
        channel.read(text, 8);
        JsonNode root;
        try {
            root = JSON.readTree(new String(text.array(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw damaged(file, "its header is not JSON");
        }
        if (!root.isObject()) {
            throw damaged(file, "its header is not an object");
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        var metadata = new LinkedHashMap<String, String>();
        for (var entry : root.properties()) {
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .properties()
                        .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(file, channel, 8 + header, size, entry.getKey(), entry.getValue()));
            }
        }
        return new Safetensors(tensors, metadata);
    }

    private static Tensor tensor(Path file, FileChannel channel, long base, long size, String name, JsonNode node)
            throws IOException {
        Optional<DType> type = DType.byCode(node.path("dtype").asText());
        JsonNode offsets = node.path("data_offsets");
        JsonNode dims = node.path("shape");
        if (type.isEmpty() || offsets.size() != 2 || !dims.isArray() || dims.size() > 16) {
            throw damaged(file, "the entry of " + name + " is not understood");
        }
        long from = offsets.get(0).asLong(-1);
        long to = offsets.get(1).asLong(-1);
        long[] shape = new long[dims.size()];
        long bytes = type.get().bytes();
        try {
            for (int i = 0; i < shape.length; i++) {
                shape[i] = dims.get(i).asLong(-1);
                bytes = shape[i] < 0 ? -1 : Math.multiplyExact(bytes, shape[i]);
            }
        } catch (ArithmeticException e) {
            bytes = -1;
        }
        if (bytes < 0 || from < 0 || to < from || to > size - base || to - from != bytes) {
            throw damaged(file, "the place of " + name + " lies outside the file");
        }
        var slice = channel.map(FileChannel.MapMode.READ_ONLY, base + from, bytes);
        return new Tensor(type.get(), shape, slice);
    }

    /// Writes through a temporary file beside it, forced to disk, then moved into place.
    public void write(Path file) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode meta = root.putObject("__metadata__");
        metadata.forEach(meta::put);
        long at = 0;
        for (var e : tensors.entrySet()) {
            ObjectNode node = root.putObject(e.getKey());
            node.put("dtype", e.getValue().type().code());
            var shape = node.putArray("shape");
            for (long s : e.getValue().shape()) {
                shape.add(s);
            }
            long bytes = e.getValue().bytes().remaining();
            node.putArray("data_offsets").add(at).add(at + bytes);
            at += bytes;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            byte[] header = JSON.writeValueAsBytes(root);
            int padded = (header.length + 7) / 8 * 8;
            var head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
            head.putLong(padded).put(header);
            while (head.hasRemaining()) {
                head.put((byte) ' ');
            }
            try (var out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeFully(out, head.flip());
                for (Tensor t : tensors.values()) {
                    writeFully(out, t.bytes());
                }
                out.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static Problem damaged(Path file, String why) {
        return new Problem("weights.damaged", file.toString(), why);
    }
}
