package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which parameters of a network learn at a depth, by name.
///
/// @param parameters of the whole network
/// @param encoder whose parameters' names begin with [Network#ENCODER]
record Learnable(
        Map<String, Parameter> parameters, @Nullable ImageEncoder encoder) {
    /// Those that gradient descent may change themselves.
    List<String> trainable(Depth depth) {
        return parameters.entrySet().stream()
                .filter(e -> e.getValue().requiresGradient() && e.getValue().getType() != Parameter.Type.OTHER)
                .map(Map.Entry::getKey)
                .filter(name -> !name.startsWith(Network.ENCODER)
                        || (encoder != null && encoder.learns(name.substring(Network.ENCODER.length()), depth)))
                .filter(name -> !name.startsWith(Network.HEAD))
                .toList();
    }

    /// Those that adapters change.
    List<AdaptedRows> adapted(Depth depth) {
        return depth != Depth.ADAPTERS || encoder == null
                ? List.of()
                : encoder.adapted().stream()
                        .map(a -> new AdaptedRows(Network.ENCODER + a.name(), a.from(), a.to()))
                        .toList();
    }

    /// Those that a version which learnt at a depth consists of: all but the encoder's, and of our own encoder all, of
    /// the reference's, which are large, only what learnt.
    Set<String> version(Depth depth) {
        boolean whole = depth != Depth.DECODER && encoder instanceof CompactEncoder;
        var out = new LinkedHashSet<>(trainable(depth));
        adapted(depth).forEach(a -> out.add(a.name()));
        parameters.keySet().stream()
                .filter(name -> whole || !name.startsWith(Network.ENCODER))
                .forEach(out::add);
        return out;
    }

    /// Names what adapters change as it is now.
    String adaptedHash() {
        var hash = new WeightHash();
        adapted(Depth.ADAPTERS).stream().map(AdaptedRows::name).distinct().forEach(name -> hash.add(name, live(name)));
        return hash.hex();
    }

    private NDArray live(String name) {
        Parameter p = parameters.get(name);
        if (p == null) {
            throw new IllegalStateException(name);
        }
        return p.getArray();
    }
}
