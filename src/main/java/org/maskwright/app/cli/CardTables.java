package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/// The figures of simulations as the Markdown tables of a model card: by set, and by the size of objects.
final class CardTables {
    private static final String NONE = "";

    private CardTables() {}

    /// @param reports as `maskwright simulate --json` writes them
    /// @param trainedOn names of the sets whose train split the model has seen
    static String of(List<JsonNode> reports, Set<String> trainedOn) {
        var out = new StringBuilder();
        row(
                out,
                "set",
                NONE,
                "objects",
                "one click",
                "box",
                "three clicks",
                "five clicks",
                "clicks to IoU 0.80",
                "never reached",
                "error of the predicted IoU");
        rule(out, 10);
        for (JsonNode r : reports) {
            String set = r.path("set").asText();
            row(
                    out,
                    set + ", `" + r.path("split").asText("all") + "`",
                    trainedOn.contains(set) ? "trained on its train split" : "never seen",
                    r.path("objects").asText(),
                    three(r.path("iou_at").path("1")),
                    three(r.path("box_iou")),
                    three(r.path("iou_at").path("3")),
                    three(r.path("iou_at").path("5")),
                    two(r.path("noc").path("0.80")),
                    percent(r.path("failed").path("0.80")),
                    three(r.path("calibration").path("first_mask")));
        }
        out.append("\nBy equivalent diameter in pixels of the image:\n\n");
        row(
                out,
                "set",
                "diameter",
                "objects",
                "one click",
                "box",
                "three clicks",
                "five clicks",
                "error of the predicted IoU");
        rule(out, 8);
        for (JsonNode r : reports) {
            for (JsonNode size : r.path("by_size")) {
                JsonNode to = size.path("diameter_to");
                String from = size.path("diameter_from").asText();
                row(
                        out,
                        r.path("set").asText(),
                        to.isNumber() ? from + " to " + to.asText() : from + " and more",
                        size.path("objects").asText(),
                        three(size.path("iou_at").path("1")),
                        three(size.path("box_iou")),
                        three(size.path("iou_at").path("3")),
                        three(size.path("iou_at").path("5")),
                        three(size.path("calibration_error")));
            }
        }
        return out.toString();
    }

    private static void row(StringBuilder out, String... cells) {
        var line = new StringJoiner(" | ", "| ", " |\n");
        for (String cell : cells) {
            line.add(cell);
        }
        out.append(line);
    }

    private static void rule(StringBuilder out, int columns) {
        out.append("| --- ".repeat(columns)).append("|\n");
    }

    private static String three(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.3f", number.asDouble()) : NONE;
    }

    private static String two(JsonNode number) {
        return number.isNumber() ? String.format(Locale.ROOT, "%.2f", number.asDouble()) : NONE;
    }

    private static String percent(JsonNode part) {
        return part.isNumber() ? Math.round(100 * part.asDouble()) + " %" : NONE;
    }
}
