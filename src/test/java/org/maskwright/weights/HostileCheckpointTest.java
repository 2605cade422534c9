package org.maskwright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;

/// Checkpoints written by hand to do harm: each is refused in words, quickly and without memory.
class HostileCheckpointTest {
    @TempDir
    private Path folder;

    /// A pickle under construction, in the opcodes of protocol 2.
    private static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle() {
            op(0x80, 2);
        }

        Pickle op(int... bytes) {
            for (int b : bytes) {
                out.write(b);
            }
            return this;
        }

        Pickle text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return op('X').int32(bytes.length).raw(bytes);
        }

        Pickle name(String module, String name) {
            return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        }

        Pickle number(long value) {
            return op(0x8A, 8)
                    .raw(ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(value)
                            .array());
        }

        Pickle int32(int value) {
            return raw(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        Pickle numbers(long... values) {
            op('(');
            for (long v : values) {
                number(v);
            }
            return op('t');
        }

        Pickle raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Pickle tensor(String key, long elements, long start, long[] sizes, long[] strides) {
            name("torch._utils", "_rebuild_tensor_v2").op('(');
            op('(').text("storage").name("torch", "FloatStorage").text(key).text("cpu");
            number(elements).op('t', 'Q').number(start).numbers(sizes).numbers(strides);
            return op(0x89, '}', 't', 'R');
        }

        byte[] end() {
            return op('.').out.toByteArray();
        }
    }

    private static Pickle oneTensor(long elements, long start, long[] sizes, long[] strides) {
        return new Pickle()
                .op('}')
                .text("w")
                .tensor("0", elements, start, sizes, strides)
                .op('s');
    }

    private Path zip(byte[] pickle, byte[] storage) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("m/data.pkl", pickle);
        entries.put("m/data/0", storage);
        return zip(entries);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("hostile.pth");
        try (var out = new ZipArchiveOutputStream(file)) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                // a trailing blank makes a second entry of the same name
                put(out, e.getKey().strip(), e.getValue(), ZipEntry.STORED);
            }
        }
        return file;
    }

    private static void put(ZipArchiveOutputStream out, String name, byte[] bytes, int method) throws IOException {
        var entry = new ZipArchiveEntry(name);
        var crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(method);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
    }

    private static ThrowableAssertAlternative<Problem> refused(Path file) {
        return org.assertj.core.api.Assertions.assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Checkpoints.read(file));
    }

    private static void refusedAs(String code, Path file) {
        refused(file).satisfies(p -> assertThat(p.code()).isEqualTo(code));
    }

    @Test
    void theMouldItselfIsRead() throws IOException {
        byte[] storage = new byte[24];
        Path file = zip(oneTensor(6, 0, new long[] {2, 3}, new long[] {3, 1}).end(), storage);
        assertThat(Checkpoints.read(file).firstEntry().getValue().floats()).hasSize(6);
    }

    @Test
    void viewsThatReachOutsideTheirStorageAreRefused() throws IOException {
        byte[] storage = new byte[24];
        long max = Long.MAX_VALUE;
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, 1, new long[] {2, 3}, new long[] {3, 1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, -1, new long[] {2}, new long[] {1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, 0, new long[] {-2}, new long[] {1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, 5, new long[] {2}, new long[] {-1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, 0, new long[] {2}, new long[] {6}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, 0, new long[] {2, 3}, new long[] {1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(7, 0, new long[] {7}, new long[] {1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(-1, 0, new long[] {0}, new long[] {1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(max, 0, new long[] {max}, new long[] {1}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, max, new long[] {2}, new long[] {max}).end(), storage));
        refusedAs(
                "weights.damaged",
                zip(oneTensor(6, 0, new long[20], new long[20]).end(), storage));
    }

    @Test
    void aViewThatRepeatsAFewNumbersManyTimesTakesNoMemory() throws IOException {
        Path file =
                zip(oneTensor(6, 0, new long[] {500_000_000}, new long[] {0}).end(), new byte[24]);
        refused(file).withMessageContaining("repeat more than the file holds");
    }

    @Test
    void aMissingStorageIsNamed() throws IOException {
        byte[] pickle = new Pickle()
                .op('}')
                .text("w")
                .tensor("7", 6, 0, new long[] {6}, new long[] {1})
                .op('s')
                .end();
        refused(zip(pickle, new byte[24])).withMessageContaining("storage 7");
    }

    @Test
    void compressedEntriesAreRefusedWhateverTheyClaimToHold() throws IOException {
        Path file = folder.resolve("bomb.pth");
        try (var out = new ZipArchiveOutputStream(file)) {
            put(
                    out,
                    "m/data.pkl",
                    oneTensor(1, 0, new long[] {1}, new long[] {1}).end(),
                    ZipEntry.STORED);
            put(out, "m/data/0", new byte[50_000_000], ZipEntry.DEFLATED);
        }
        refused(file).withMessageContaining("compressed");
    }

    @Test
    void aSizeThatTheZipOnlyDeclaresTakesNoMemory() throws IOException {
        Path file = zip(oneTensor(6, 0, new long[] {6}, new long[] {1}).end(), new byte[24]);
        byte[] bytes = java.nio.file.Files.readAllBytes(file);
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 < bytes.length; at++) {
            if (view.getInt(at) == 0x02014b50) { // central directory: compressed and plain size
                view.putInt(at + 20, 0x7fff_fff0).putInt(at + 24, 0x7fff_fff0);
            }
        }
        java.nio.file.Files.write(file, bytes);
        refusedAs("weights.damaged", file);
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "m/data.pkl", oneTensor(1, 0, new long[] {1}, new long[] {1}).end());
        entries.put("m/data/0", new byte[4]);
        entries.put("m/data/0 ", new byte[4]);
        refused(zip(entries)).withMessageContaining("twice");
        entries.remove("m/data/0 ");
        entries.put("n/data.pkl", new Pickle().op('}').end());
        refused(zip(entries)).withMessageContaining("more than one");
    }

    @Test
    void onlyTheNamesThatWeightsNeedAreKnown() throws IOException {
        for (String[] name : new String[][] {
            {"os", "system"},
            {"builtins", "eval"},
            {"java.lang", "Runtime"},
            {"torch", "load"},
            {"a\u0007b", "c".repeat(500)}
        }) {
            Path file = zip(new Pickle().name(name[0], name[1]).op(')', 'R').end(), new byte[0]);
            refused(file).satisfies(p -> {
                assertThat(p.code()).isEqualTo("weights.unsafe");
                assertThat(p.getMessage()).hasSizeLessThan(600).doesNotContain("\u0007");
            });
        }
        byte[] byStack = new Pickle().text("posix").text("system").op(0x93, '.').end();
        refusedAs("weights.unsafe", zip(byStack, new byte[0]));
        // NEWOBJ and INST are the other ways to make an object
        refusedAs("weights.unsupported", zip(new Pickle().op(')', ')', 0x81).end(), new byte[0]));
        refusedAs(
                "weights.unsupported",
                zip(new Pickle().op('(', 'i', 'o', 's', '\n', 'x', '\n').end(), new byte[0]));
    }

    @Test
    void deepNestingAndEndlessContainersEnd() throws IOException {
        Pickle deep = new Pickle();
        for (int i = 0; i < 100_000; i++) {
            deep.op(']');
        }
        for (int i = 1; i < 100_000; i++) {
            deep.op('a');
        }
        refusedAs("weights.no-tensors", zip(deep.end(), new byte[0]));

        Pickle tables = new Pickle();
        for (int i = 0; i < 50_000; i++) {
            tables.op('}').text("model");
        }
        tables.op('N');
        for (int i = 0; i < 50_000; i++) {
            tables.op('s');
        }
        refusedAs("weights.no-tensors", zip(tables.end(), new byte[0]));

        byte[] itself =
                new Pickle().op('}', 'q', 0).text("model").op('h', 0, 's').end();
        refusedAs("weights.no-tensors", zip(itself, new byte[0]));
        byte[] asKey =
                new Pickle().op(']', 'q', 0, 'h', 0, 'a', '}', 'h', 0, 'N', 's').end();
        refusedAs("weights.damaged", zip(asKey, new byte[0]));
    }

    @Test
    void hugeMemosTextsAndProgramsAreRefused() throws IOException {
        byte[] slot = new Pickle()
                .op('}', 'r')
                .int32(Integer.MAX_VALUE)
                .op('r')
                .int32(-5)
                .end();
        refusedAs("weights.no-tensors", zip(slot, new byte[0]));
        refusedAs("weights.damaged", zip(new Pickle().op('j').int32(7).end(), new byte[0]));
        refusedAs(
                "weights.damaged",
                zip(new Pickle().op('X').int32(Integer.MAX_VALUE).end(), new byte[0]));
        refusedAs("weights.damaged", zip(new Pickle().op('X').int32(-1).end(), new byte[0]));
        refusedAs("weights.unsupported", zip(new Pickle().op(0x8A, 200).end(), new byte[0]));

        byte[] lists = new byte[3_000_000];
        java.util.Arrays.fill(lists, (byte) ']');
        refusedAs("weights.damaged", zip(lists, new byte[0]));
        refusedAs("weights.damaged", zip(new byte[17 << 20], new byte[0]));
    }

    @Test
    void stacksThatRunEmptyAreRefused() throws IOException {
        for (int opcode :
                new int[] {'.', 'R', 's', 'u', 'a', 'e', 't', 0x85, 0x86, 0x87, 'b', 'Q', 'q', '0', '1', '2', 'd', 0x93
                }) {
            refusedAs("weights.damaged", zip(new Pickle().op(opcode, 0, '.').end(), new byte[0]));
            Path marked = zip(new Pickle().op('(', opcode, 0).end(), new byte[0]);
            assertThatThrownBy(() -> Checkpoints.read(marked)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void anotherZipFileIsNotACheckpoint() throws IOException {
        refusedAs("weights.unknown-form", zip(Map.of("word/document.xml", new byte[10])));
        refusedAs(
                "weights.torchscript",
                zip(Map.of("m/data.pkl", new Pickle().op('}').end(), "m/constants.pkl", new byte[3])));
        refusedAs(
                "weights.unsupported",
                zip(Map.of("m/data.pkl", new Pickle().op('}').end(), "m/byteorder", new byte[] {'b', 'i', 'g'})));
    }
}
