package org.maskwright.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.maskwright.Problem;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Prompt;

/// The prompts of `maskwright segment`: objects with clicks and at most one box each, in the order in
/// which they are drawn.
record PromptsFile(List<Item> items) {
    /// One object and what is said of it; at least one prompt.
    record Item(InstanceId id, List<Prompt> prompts) {}

    static PromptsFile read(Path file) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw damaged(file, "it is not JSON");
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.prompts", file.toString(), "the file cannot be read");
        }
        if (!root.path("objects").isArray()) {
            throw damaged(file, "it has no list “objects”");
        }
        var items = new ArrayList<Item>();
        for (JsonNode node : root.path("objects")) {
            int id = node.path("id").asInt(0);
            if (id < 1 || id > InstanceId.MAX) {
                throw damaged(file, "object " + (items.size() + 1) + " has no id from 1 to " + InstanceId.MAX);
            }
            items.add(new Item(new InstanceId(id), prompts(file, id, node)));
        }
        return new PromptsFile(List.copyOf(items));
    }

    private static List<Prompt> prompts(Path file, int id, JsonNode node) {
        var out = new ArrayList<Prompt>();
        for (JsonNode c : node.path("clicks")) {
            double[] v = numbers(file, id, c, 3);
            out.add(new Prompt.Click(v[0], v[1], v[2] > 0));
        }
        JsonNode box = node.path("box");
        if (!box.isMissingNode() && !box.isNull()) {
            double[] v = numbers(file, id, box, 4);
            out.add(Prompt.Box.ofCorners(v[0], v[1], v[2], v[3]));
        }
        if (out.isEmpty()) {
            throw damaged(file, "object " + id + " has neither clicks nor a box");
        }
        return List.copyOf(out);
    }

    private static double[] numbers(Path file, int id, JsonNode node, int count) {
        double[] out = new double[count];
        boolean fits = node.isArray() && node.size() == count;
        for (int i = 0; fits && i < count; i++) {
            fits = node.get(i).isNumber() && Double.isFinite(node.get(i).asDouble());
            out[i] = node.get(i).asDouble();
        }
        if (!fits) {
            throw damaged(file, "object " + id + " has " + node + " where " + count + " numbers belong");
        }
        return out;
    }

    private static Problem damaged(Path file, String why) {
        return new Problem("app.prompts", file.toString(), why);
    }
}
