package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;

/// A frame is encoded in bounded memory, measured as the peak of resident memory of a process that does
/// nothing else. Weights by formula.
@Tag("slow")
class EncoderMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double GIGA = 1e9;

    @TempDir
    Path temp;

    @Test
    void vitBTakesAtMostTwoPointTwoGigabytes() throws IOException, InterruptedException {
        assertThat(peak(VitEncoder.Size.B)).isLessThan((long) (2.2 * GIGA));
    }

    @Test
    void vitHTakesAtMostThreeGigabytesBeyondItsWeights() throws IOException, InterruptedException {
        long peak = peak(VitEncoder.Size.H);
        assertThat(peak - Files.size(weights())).isLessThan((long) (3 * GIGA));
    }

    private Path weights() {
        return temp.resolve("weights.safetensors");
    }

    private long peak(VitEncoder.Size size) throws IOException, InterruptedException {
        assumeTrue(Files.isReadable(STATUS), "this system does not tell a process's peak memory");
        write(weights(), size);
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EncoderMemoryTest.class.getName(),
                        weights().toString())
                .redirectError(temp.resolve("errors.txt").toFile())
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(child.waitFor())
                .as(Files.readString(temp.resolve("errors.txt")))
                .isZero();
        return Long.parseLong(said.lines().toList().getLast());
    }

    /// The child: loads the weights, encodes a frame and says its peak in bytes.
    public static void main(String... args) throws IOException {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        Raster raster = Raster.ofBytes(1024, 1024, 1, new byte[1024 * 1024]);
        try (Sam sam = Sam.load(Path.of(args[0]), "cpu");
                Embedding embedding = sam.encode(raster, Contrast.NONE, new Cancel())) {
            assertThat(embedding.bytes()).isPositive();
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmHWM:")) {
                System.out.println(1024 * Long.parseLong(line.replaceAll("\\D", "")));
            }
        }
    }

    /// A safetensors file, written tensor by tensor: those of ViT-H do not fit a usual heap.
    private static void write(Path file, VitEncoder.Size size) throws IOException {
        var shapes = new LinkedHashMap<String, long[]>();
        add(shapes, Network.ENCODER, new VitEncoder(size).named());
        add(shapes, "prompt_encoder.", new PromptEncoder(DecoderSizes.SAM).named());
        add(shapes, "mask_decoder.", new MaskDecoder(DecoderSizes.SAM).named());
        ObjectNode header = new ObjectMapper().createObjectNode();
        long at = 0;
        for (Map.Entry<String, long[]> e : shapes.entrySet()) {
            ObjectNode tensor = header.putObject(e.getKey()).put("dtype", "F32");
            ArrayNode shape = tensor.putArray("shape");
            for (long s : e.getValue()) {
                shape.add(s);
            }
            tensor.putArray("data_offsets").add(at).add(at += 4L * elements(e.getValue()));
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeLong(Long.reverseBytes(json.length));
            out.write(json);
            for (Map.Entry<String, long[]> e : shapes.entrySet()) {
                float[] values = FormulaWeights.values(e.getKey(), e.getValue(), elements(e.getValue()), 0);
                var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
    }

    private static void add(Map<String, long[]> shapes, String prefix, Map<String, Parameter> parameters) {
        parameters.forEach((name, p) -> shapes.put(prefix + name, p.getShape().getShape()));
    }

    private static int elements(long[] shape) {
        int n = 1;
        for (long s : shape) {
            n *= (int) s;
        }
        return n;
    }
}
