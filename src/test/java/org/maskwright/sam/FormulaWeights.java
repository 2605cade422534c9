package org.maskwright.sam;

import ai.djl.nn.Parameter;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import org.maskwright.weights.Tensor;

/// Weights filled by the formula of the parity fixtures, so that no weight file is needed.
public final class FormulaWeights {
    private FormulaWeights() {}

    /// @param parameters list of [name, shape, dtype]
    public static SequencedMap<String, Tensor> fill(JsonNode parameters, int seed) {
        var out = new LinkedHashMap<String, Tensor>();
        for (JsonNode p : parameters) {
            String name = p.get(0).asText();
            if (name.endsWith("num_batches_tracked") || name.endsWith("attention_bias_idxs")) {
                continue;
            }
            long[] shape = new long[p.get(1).size()];
            long n = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = p.get(1).get(i).asLong();
                n *= shape[i];
            }
            out.put(name, Tensor.of(values(name, shape, (int) n, seed), shape));
        }
        return out;
    }

    /// All weights of a network of MobileSAM's shape.
    public static SequencedMap<String, Tensor> tiny(int seed) {
        var shapes = new LinkedHashMap<String, Parameter>();
        new TinyVitEncoder(TinyVitBlock.Biases.AS_LOADED)
                .named()
                .forEach((name, p) -> shapes.put(Network.ENCODER + name, p));
        new PromptEncoder(DecoderSizes.SAM).named().forEach((name, p) -> shapes.put("prompt_encoder." + name, p));
        new MaskDecoder(DecoderSizes.SAM).named().forEach((name, p) -> shapes.put("mask_decoder." + name, p));
        var out = new LinkedHashMap<String, Tensor>();
        shapes.forEach((name, p) -> {
            long[] shape = p.getShape().getShape();
            out.put(name, Tensor.of(values(name, shape, (int) p.getShape().size(), seed), shape));
        });
        return out;
    }

    static float[] values(String name, long[] shape, int n, int seed) {
        var crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        int h = (int) crc.getValue() ^ seed;
        String last = name.substring(name.lastIndexOf('.') + 1);
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            int x = i * 0x9E3779B1 + h;
            x ^= x >>> 16;
            x *= 0x85EBCA6B;
            x ^= x >>> 13;
            x *= 0xC2B2AE35;
            x ^= x >>> 16;
            double v = 2 * (Integer.toUnsignedLong(x) / 4294967296.0) - 1;
            out[i] = (float) scaled(last, shape, n, v);
        }
        return out;
    }

    private static double scaled(String last, long[] shape, int n, double v) {
        if (last.equals("positional_encoding_gaussian_matrix")) {
            return Math.sqrt(3) * v;
        }
        if (last.equals("running_var") || (shape.length == 1 && last.equals("weight"))) {
            return 1 + 0.1 * v;
        }
        if (shape.length == 1) {
            return 0.1 * v;
        }
        if (last.equals("attention_biases") || last.equals("pos_embed")) {
            return 0.5 * v;
        }
        return Math.sqrt(3 / (n / (double) shape[0])) * v;
    }
}
