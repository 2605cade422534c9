package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/// Between Java's numbers and arrays of any floating-point type.
final class Floats {
    private Floats() {}

    /// The values of an array.
    static float[] of(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        try (NDArray single = array.toType(DataType.FLOAT32, true)) {
            return single.toFloatArray();
        }
    }

    /// An array with memory of its own.
    static NDArray array(NDManager m, float[] values, DataType type, long... shape) {
        NDArray single = Network.tensor(m, values, shape);
        if (type == DataType.FLOAT32) {
            return single;
        }
        NDArray out = single.toType(type, true);
        single.close();
        return out;
    }
}
