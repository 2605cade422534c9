package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.maskwright.weights.Tensor;

/// The compact network's embedding of a frame, at several scales.
final class ScaledEmbedding extends Embedding {
    private final List<Level> levels;
    private final long bytes;

    /// The frame at one scale.
    ///
    /// Its scale is in network pixels per image pixel.
    static final class Level {
        private final double scale;
        private final Network.Features features;
        private final float[] offsets;

        Level(double scale, Network.Features features) {
            this.scale = scale;
            this.features = features;
            float[] dense = features.dense().toFloatArray();
            offsets = java.util.Arrays.copyOfRange(dense, dense.length / 2, dense.length);
        }

        double scale() {
            return scale;
        }

        Network.Features features() {
            return features;
        }

        /// Embedding cells.
        int rows() {
            return (int) features.embedding().getShape().get(2);
        }

        int columns() {
            return (int) features.embedding().getShape().get(3);
        }

        /// Centre offsets x, then y, of a window at stride 4 (twice the embedding's cells).
        float[] offsets(int top, int left, int rows, int columns) {
            int w = 2 * columns();
            int plane = 2 * rows() * w;
            float[] out = new float[8 * rows * columns];
            for (int p = 0; p < 2; p++) {
                for (int y = 0; y < 2 * rows; y++) {
                    System.arraycopy(
                            offsets,
                            p * plane + (2 * top + y) * w + 2 * left,
                            out,
                            (p * 2 * rows + y) * 2 * columns,
                            2 * columns);
                }
            }
            return out;
        }
    }

    ScaledEmbedding(NDManager manager, int width, int height, List<Level> levels) {
        super(manager, width, height);
        this.levels = List.copyOf(levels);
        long sum = 0;
        for (Level l : levels) {
            for (NDArray a : tensors(l.features()).values()) {
                a.attach(manager);
                sum += a.size() * 4;
            }
            sum += l.offsets.length * 4L;
        }
        bytes = sum;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    List<Level> levels() {
        return levels;
    }

    private static Map<String, NDArray> tensors(Network.Features f) {
        var out = new LinkedHashMap<String, NDArray>();
        out.put("embedding", f.embedding());
        out.put("skip4", f.skip4());
        out.put("skip2", f.skip2());
        out.put("dense", f.dense());
        return out;
    }

    @Override
    NDArray ofWholeFrame() {
        return levels.getLast().features().embedding();
    }

    @Override
    public SequencedMap<String, Tensor> store() {
        var out = new LinkedHashMap<String, Tensor>();
        out.put("size", Tensor.of(new float[] {width(), height()}, 2));
        for (int i = 0; i < levels.size(); i++) {
            Level l = levels.get(i);
            String prefix = i + ".";
            out.put(prefix + "scale", Tensor.of(new float[] {(float) l.scale()}, 1));
            tensors(l.features())
                    .forEach((name, a) -> out.put(
                            prefix + name,
                            Tensor.half(a.toFloatArray(), a.getShape().getShape())));
        }
        return out;
    }

    /// The reverse of [#store()].
    ///
    /// @throws IllegalArgumentException when a tensor is missing
    static ScaledEmbedding restore(NDManager parent, Map<String, Tensor> stored) {
        NDManager manager = parent.newSubManager();
        var levels = new ArrayList<Level>();
        for (int i = 0; stored.containsKey(i + ".scale"); i++) {
            String prefix = i + ".";
            levels.add(new Level(
                    need(stored, prefix + "scale").floats()[0],
                    new Network.Features(
                            array(manager, need(stored, prefix + "embedding")),
                            array(manager, need(stored, prefix + "skip4")),
                            array(manager, need(stored, prefix + "skip2")),
                            array(manager, need(stored, prefix + "dense")))));
        }
        float[] size = need(stored, "size").floats();
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("no level in the stored embedding");
        }
        return new ScaledEmbedding(manager, (int) size[0], (int) size[1], levels);
    }

    private static NDArray array(NDManager m, Tensor t) {
        return Network.tensor(m, t.floats(), t.shape());
    }
}
