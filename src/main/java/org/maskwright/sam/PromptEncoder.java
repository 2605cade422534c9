package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/// Points and boxes become tokens by random Fourier features of their position plus a learned vector
/// of their kind; the dense prompt (previous logits, and in the compact model maps of the clicks)
/// becomes a picture added to the embedding.
/// Source: Kirillov et al., Segment Anything, 2023; Tancik et al., Fourier features, 2020.
final class PromptEncoder extends NamedBlock {
    private final int width;
    private final Parameter gaussian;
    private final List<Parameter> kinds = new ArrayList<>();
    private final Parameter noMask;
    private final Conv down0;
    private final LayerNorm norm1;
    private final Conv down3;
    private final LayerNorm norm4;
    private final Conv project;

    PromptEncoder(DecoderSizes sizes) {
        width = sizes.width();
        gaussian = part("pe_layer", new Positions(width)).gaussian;
        for (int i = 0; i < 4; i++) {
            kinds.add(part("point_embeddings." + i, new Vector(width)).weight);
        }
        kinds.add(part("not_a_point_embed", new Vector(width)).weight);
        int mid = sizes.maskWidth();
        down0 = part("mask_downscaling.0", new Conv(sizes.promptMaps(), mid / 4, 2, 2, 0, true));
        norm1 = part("mask_downscaling.1", new LayerNorm(mid / 4, 1e-6f));
        down3 = part("mask_downscaling.3", new Conv(mid / 4, mid, 2, 2, 0, true));
        norm4 = part("mask_downscaling.4", new LayerNorm(mid, 1e-6f));
        project = part("mask_downscaling.6", new Conv(mid, width, 1, 1, 0, true));
        noMask = part("no_mask_embed", new Vector(width)).weight;
    }

    /// The tokens of a batch; every object must have the same number.
    ///
    /// @param frame the side of the square that positions are relative to, in input pixels
    /// @return (batch, tokens, width)
    NDArray sparse(NDManager manager, List<List<PromptToken>> batch, double frame) {
        int n = batch.getFirst().size();
        float[] matrix = gaussian.getArray().toFloatArray();
        float[] positions = new float[batch.size() * n * width];
        float[] oneHot = new float[batch.size() * n * kinds.size()];
        int row = 0;
        for (List<PromptToken> tokens : batch) {
            if (tokens.size() != n) {
                throw new IllegalArgumentException("objects with " + n + " and " + tokens.size() + " tokens");
            }
            for (PromptToken t : tokens) {
                if (t.kind() != PromptToken.Kind.NOTHING) {
                    fourier(matrix, (t.x() + 0.5) / frame, (t.y() + 0.5) / frame, positions, row * width);
                }
                oneHot[row * kinds.size() + t.kind().ordinal()] = 1;
                row++;
            }
        }
        NDArray table = NDArrays.concat(vectors(), 0);
        table.attach(manager);
        NDArray learned = Network.tensor(manager, oneHot, row, kinds.size()).matMul(table);
        return Network.tensor(manager, positions, row, width).add(learned).reshape(batch.size(), n, width);
    }

    private NDList vectors() {
        var list = new NDList();
        kinds.forEach(k -> list.add(k.getArray()));
        return list;
    }

    /// The positions of a grid of embedding cells.
    ///
    /// @param cells number of cells along the square that positions are relative to
    /// @return (1, rows * columns, width)
    NDArray dense(NDManager manager, int rows, int columns, double cells) {
        float[] matrix = gaussian.getArray().toFloatArray();
        float[] out = new float[rows * columns * width];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                fourier(matrix, (x + 0.5) / cells, (y + 0.5) / cells, out, (y * columns + x) * width);
            }
        }
        return Network.tensor(manager, out, 1, (long) rows * columns, width);
    }

    /// sin and cos of 2 pi (2u - 1, 2v - 1) times the random matrix (2, width / 2).
    private void fourier(float[] matrix, double u, double v, float[] out, int at) {
        int half = width / 2;
        for (int i = 0; i < half; i++) {
            double angle = 2 * Math.PI * ((2 * u - 1) * matrix[i] + (2 * v - 1) * matrix[half + i]);
            out[at + i] = (float) Math.sin(angle);
            out[at + half + i] = (float) Math.cos(angle);
        }
    }

    /// The dense prompt of a batch.
    ///
    /// @param maps (batch, promptMaps, 4 rows, 4 columns)
    /// @return (batch, width, rows, columns)
    NDArray maps(NDArray maps) {
        NDArray x = Activation.gelu(norm1.forwardChannels(down0.forward(maps)));
        x = Activation.gelu(norm4.forwardChannels(down3.forward(x)));
        return project.forward(x);
    }

    /// What stands for the dense prompt when there is no previous mask: (1, width, 1, 1).
    NDArray noMask(NDManager manager) {
        NDArray v = noMask.getArray().reshape(1, width, 1, 1);
        v.attach(manager);
        return v;
    }

    @Override
    NDList run(NDList in, boolean training) {
        return new NDList(maps(in.head()));
    }

    /// Holder of one learned vector, so that its name ends in `weight` as in the reference.
    private static final class Vector extends NamedBlock {
        final Parameter weight;

        Vector(int width) {
            weight = parameter("weight", Parameter.Type.WEIGHT, 1, width);
        }

        @Override
        NDList run(NDList in, boolean training) {
            return new NDList(in.head().add(weight.getArray()));
        }
    }

    /// Holder of the random matrix of the Fourier features; it is never trained.
    private static final class Positions extends NamedBlock {
        final Parameter gaussian;

        Positions(int width) {
            gaussian = parameter("positional_encoding_gaussian_matrix", Parameter.Type.OTHER, 2, width / 2);
        }

        @Override
        NDList run(NDList in, boolean training) {
            return new NDList(in.head().matMul(gaussian.getArray()));
        }
    }
}
