package org.maskwright.app.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.maskwright.label.InstanceId;
import org.maskwright.sam.WholeFrame;
import org.maskwright.weights.DType;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;

/// What `maskwright segment --tensors` writes: `image_embedding`, and of all objects in order
/// `low_res_logits` (objects, masks, rows, columns) and `iou_predictions` (objects, masks).
///
/// Objects with one click and no box have three masks, others one. Where both kinds are asked, each has a
/// file of its own, `NAME-masks3.safetensors` and `NAME-masks1.safetensors`. The ids of the objects stand in
/// the metadata under `objects`.
final class TensorsFile {
    private final Tensor embedding;
    private final Map<Long, List<Entry>> byMasks = new TreeMap<>();

    private record Entry(InstanceId id, WholeFrame answer) {}

    TensorsFile(Tensor embedding) {
        this.embedding = embedding;
    }

    void add(InstanceId id, WholeFrame answer) {
        byMasks.computeIfAbsent(answer.iou().shape()[1], _ -> new ArrayList<>()).add(new Entry(id, answer));
    }

    void write(Path file) {
        byMasks.forEach((masks, entries) -> {
            var tensors = new LinkedHashMap<String, Tensor>();
            tensors.put("image_embedding", embedding);
            tensors.put("low_res_logits", stacked(entries, WholeFrame::logits));
            tensors.put("iou_predictions", stacked(entries, WholeFrame::iou));
            write(byMasks.size() == 1 ? file : sibling(file, masks), tensors, entries);
        });
    }

    private static void write(Path file, SequencedMap<String, Tensor> tensors, List<Entry> entries) {
        String ids = entries.stream().map(e -> String.valueOf(e.id().value())).collect(Collectors.joining(","));
        new Safetensors(tensors, Map.of("objects", ids)).write(file);
    }

    private static Path sibling(Path file, long masks) {
        String name = String.valueOf(file.getFileName());
        String ending = ".safetensors";
        String stem = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
        return file.resolveSibling(stem + "-masks" + masks + ending);
    }

    /// One after the other along the first axis.
    private static Tensor stacked(List<Entry> entries, Function<WholeFrame, Tensor> part) {
        long[] shape = part.apply(entries.getFirst().answer()).shape();
        var all = ByteBuffer.allocate(Math.toIntExact(4L
                        * entries.size()
                        * part.apply(entries.getFirst().answer()).elements()))
                .order(ByteOrder.LITTLE_ENDIAN);
        entries.forEach(e -> all.put(part.apply(e.answer()).bytes()));
        shape[0] = entries.size();
        return new Tensor(DType.FLOAT32, shape, all.flip());
    }
}
