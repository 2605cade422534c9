package org.maskwright.sam;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A computation in pieces, so that clicks need not wait for all of it: there, one piece after the other, and back in
/// the reverse order, where each is computed once more for its gradients. In memory are the maps between the pieces,
/// their gradients, and what one piece takes. Tensor thread only.
///
/// Source: Chen et al., Training deep nets with sublinear memory cost, 2016.
final class Tape {
    private final NDManager manager;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    /// A map that pieces write and others read.
    ///
    /// @param gradient of the loss by it; null where none goes on from it
    record Grid(NDArray value, @Nullable NDArray gradient) {
        Part part(NDIndex where) {
            return new Part(this, where);
        }

        /// Rows along the first axis.
        Part rows(long from, long to) {
            return part(new NDIndex().addSliceDim(from, to));
        }
    }

    /// A part of a map.
    record Part(Grid of, NDIndex where) {}

    private record Piece(List<Part> from, Part to, Function<List<NDArray>, NDArray> compute) {}

    /// @param manager owns the maps
    Tape(NDManager manager) {
        this.manager = manager;
    }

    /// What the computation begins with.
    static Grid given(NDArray value) {
        return new Grid(value, null);
    }

    /// A map that pieces are to fill.
    Grid grid(long... shape) {
        return new Grid(manager.create(new Shape(shape)), manager.zeros(new Shape(shape)));
    }

    /// Lays down a piece.
    ///
    /// @param compute from copies of the parts to what is written; what it makes belongs to their manager
    void add(List<Part> from, Part to, Function<List<NDArray>, NDArray> compute) {
        pieces.add(new Piece(from, to, compute));
    }

    /// Goes on there, one piece at least, for about so many nanoseconds.
    ///
    /// @return whether all maps are filled
    boolean there(long nanos) {
        long begun = System.nanoTime();
        do {
            there(pieces.get(at));
            at++;
        } while (at < pieces.size() && System.nanoTime() - begun < nanos);
        return at == pieces.size();
    }

    /// The same back, once all is filled and the last map has its gradient: adds up the gradients of the parameters.
    ///
    /// @return whether it is done
    boolean back(long nanos) {
        long begun = System.nanoTime();
        do {
            at--;
            back(pieces.get(at));
        } while (at > 0 && System.nanoTime() - begun < nanos);
        return at == 0;
    }

    private void there(Piece piece) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray out = piece.compute().apply(copies(piece, scratch));
            piece.to().of().value().set(piece.to().where(), out);
        }
    }

    private void back(Piece piece) {
        try (NDManager scratch = manager.newSubManager()) {
            List<NDArray> read = copies(piece, scratch);
            for (int i = 0; i < read.size(); i++) {
                read.get(i).setRequiresGradient(piece.from().get(i).of().gradient() != null);
            }
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray out = piece.compute().apply(read);
                collector.backward(
                        out.mul(view(gradient(piece.to()), piece.to(), scratch)).sum());
            }
            for (int i = 0; i < read.size(); i++) {
                Part part = piece.from().get(i);
                if (part.of().gradient() != null) {
                    view(gradient(part), part, scratch).addi(read.get(i).getGradient());
                }
            }
        }
    }

    private static NDArray gradient(Part part) {
        NDArray gradient = part.of().gradient();
        if (gradient == null) {
            throw new IllegalStateException("no gradient goes through this map");
        }
        return gradient;
    }

    private static List<NDArray> copies(Piece piece, NDManager scratch) {
        return piece.from().stream()
                .map(p -> {
                    NDArray copy = view(p.of().value(), p, scratch).duplicate();
                    copy.attach(scratch);
                    return copy;
                })
                .toList();
    }

    private static NDArray view(NDArray of, Part part, NDManager scratch) {
        NDArray view = of.get(part.where());
        view.attach(scratch);
        return view;
    }
}
