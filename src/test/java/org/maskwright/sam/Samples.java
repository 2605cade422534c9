package org.maskwright.sam;

import com.fasterxml.jackson.databind.JsonNode;

/// Tensors of the parity fixtures, which are given by 256 of their values.
final class Samples {
    private Samples() {}

    /// ||a - b|| / ||b|| over the sampled values.
    static double relativeError(JsonNode expected, float[] actual) {
        JsonNode index = expected.get("index");
        double error = 0;
        double size = 0;
        for (int k = 0; k < index.size(); k++) {
            double value = expected.get("value").get(k).asDouble();
            double d = actual[index.get(k).asInt()] - value;
            error += d * d;
            size += value * value;
        }
        return Math.sqrt(error / size);
    }
}
