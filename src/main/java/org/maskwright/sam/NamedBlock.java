package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A block whose parameters carry the dotted names of the reference implementation. DJL numbers the
/// names of child blocks ("01", "02"); the names kept here are the ones in weight files.
///
/// Parameters have their shapes from construction on. Blocks call each other's typed `forward`
/// methods; [#forwardInternal] serves DJL's own callers.
abstract class NamedBlock extends AbstractBlock {
    private final SequencedMap<String, Parameter> own = new LinkedHashMap<>();
    private final SequencedMap<String, NamedBlock> parts = new LinkedHashMap<>();

    /// Declares a parameter of this block. `name` is the last part of its name in weight files.
    final Parameter parameter(String name, Parameter.Type type, long... shape) {
        Parameter p = addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(shape))
                .optRequiresGrad(type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR)
                .build());
        own.put(name, p);
        return p;
    }

    /// Declares a child block under a (possibly dotted) name.
    final <B extends NamedBlock> B part(String name, B block) {
        addChildBlock(name, block);
        parts.put(name, block);
        return block;
    }

    /// All parameters below this block by their dotted names, in order of declaration.
    public final SequencedMap<String, Parameter> named() {
        var out = new LinkedHashMap<String, Parameter>();
        collect("", out);
        return out;
    }

    private void collect(String prefix, Map<String, Parameter> out) {
        own.forEach((name, p) -> out.put(prefix + name, p));
        parts.forEach((name, block) -> block.collect(prefix + name + ".", out));
    }

    /// The same memory under another manager. A result belongs to the manager of its first operand, so a block that
    /// computes with lent inputs can free all that lies between at once.
    static NDArray lent(NDArray x, NDManager manager) {
        NDArray view = x.reshape(x.getShape());
        view.attach(manager);
        return view;
    }

    /// What comes of `x`, whose memory is given back at once instead of with its manager's.
    static NDArray spend(NDArray x, UnaryOperator<NDArray> into) {
        try (x) {
            return into.apply(x);
        }
    }

    /// The block's result for DJL's callers; `training` lets batch norm use the batch's statistics.
    abstract NDList run(NDList inputs, boolean training);

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        return run(inputs, training);
    }

    /// Found by running zeros of the input shapes through the block.
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        NDArray any = named().values().iterator().next().getArray();
        try (NDManager scratch = any.getManager().newSubManager()) {
            var zeros = new NDList();
            for (Shape s : inputShapes) {
                zeros.add(scratch.zeros(s, DataType.FLOAT32));
            }
            return run(zeros, false).getShapes();
        }
    }
}
