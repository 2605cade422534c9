package org.maskwright.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.maskwright.Problem;

/// The front door for weights: safetensors or a PyTorch checkpoint, told apart by what is in the file and never by its
/// name.
public final class Checkpoints {
    /// What training programs put before every name: `torch.compile`, data parallelism, micro-sam, Lightning.
    private static final List<String> WRAPPERS = List.of("_orig_mod.", "module.", "sam.", "model.");

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
    /// Protocol 2, then the ten-byte integer 0x1950a86a20f9469cfc6c: the first words of `torch.save` before 1.6.
    private static final byte[] LEGACY = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19
    };
    /// Older still, a tar archive: its mark stands at byte 257.
    private static final int TAR_MARK = 257;

    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};

    private Checkpoints() {}

    /// Reads the tensors of a network by name, in the file's order. A prefix that a training program put
    /// before all names is left out. The tensors are views of the mapped file where their elements lie in
    /// order.
    ///
    /// @throws Problem when the file is damaged, hostile, of another form or holds no weights
    public static SequencedMap<String, Tensor> read(Path file) {
        byte[] head = head(file);
        if (startsWith(head, 0, ZIP) || startsWith(head, 0, EMPTY_ZIP)) {
            return withoutWrappers(TorchZip.read(file));
        }
        if (startsWith(head, 0, LEGACY) || startsWith(head, TAR_MARK, TAR)) {
            throw new Problem("weights.legacy", file.toString());
        }
        if (head.length > 8 && head[8] != '{') {
            throw new Problem("weights.unknown-form", file.toString());
        }
        return withoutWrappers(Safetensors.read(file).tensors());
    }

    /// The same tensors, with any of the known prefixes left out that stand before every name.
    static SequencedMap<String, Tensor> withoutWrappers(SequencedMap<String, Tensor> tensors) {
        for (String prefix : WRAPPERS) {
            if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
                var stripped = new LinkedHashMap<String, Tensor>();
                for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
                    stripped.put(e.getKey().substring(prefix.length()), e.getValue());
                }
                return withoutWrappers(stripped);
            }
        }
        return tensors;
    }

    private static byte[] head(Path file) {
        ByteBuffer head = ByteBuffer.allocate(TAR_MARK + TAR.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // a channel may give less than was asked for
            }
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unreadable", file.toString(), String.valueOf(e.getMessage()));
        }
        return Arrays.copyOf(head.array(), head.position());
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] mark) {
        return bytes.length >= at + mark.length && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
    }
}
