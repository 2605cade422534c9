package org.maskwright.sam;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/// What a network's parameters are before it has learnt anything.
final class FirstWeights {
    private FirstWeights() {}

    /// Kaiming for convolutions, Xavier for linear layers, small noise for tokens, ones and zeros for norms.
    static float[] of(String name, Parameter p, long seed) {
        Shape shape = p.getShape();
        float[] out = new float[(int) shape.size()];
        var crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        var random = new Random(seed * 31 + crc.getValue());
        double scale = switch (p.getType()) {
            case GAMMA, RUNNING_VAR -> {
                Arrays.fill(out, 1);
                yield 0;
            }
            case WEIGHT ->
                shape.dimension() == 4
                        ? Math.sqrt(
                                2.0 / (name.contains("output_upscaling") ? shape.get(0) : shape.size() / shape.get(0)))
                        : name.contains("token") || name.contains("embed")
                                ? 0.2
                                : Math.sqrt(2.0 / (shape.get(0) + shape.get(1)));
            case OTHER -> 1;
            // Where all prompt maps are zero the first layer norm would otherwise see no spread at all.
            case BIAS -> name.contains("mask_downscaling") ? 0.3 : 0;
            default -> 0;
        };
        if (name.contains("hypernetworks") && name.endsWith("layers.2.weight")) {
            scale *= 0.3;
        }
        for (int i = 0; i < out.length && scale > 0; i++) {
            out[i] = (float) (scale * random.nextGaussian());
        }
        return out;
    }
}
