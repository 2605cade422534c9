package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.maskwright.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `maskwright card CARD FILE...`: the figures of a model card, from what `simulate` wrote.
@Command(
        name = "card",
        description = {
            "Writes the figures of simulations (simulate --json) into a model card, by set and by size of objects,",
            "in the place of what stands between its lines '" + CardCommand.BEGIN + "' and '" + CardCommand.END + "'."
        },
        mixinStandardHelpOptions = true)
public final class CardCommand implements Callable<Integer> {
    static final String BEGIN = "<!-- figures: begin -->";
    static final String END = "<!-- figures: end -->";

    @Parameters(index = "0", paramLabel = "CARD", description = "The Markdown file; changed in place.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path card;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Reports, in the order of the rows.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> reports;

    @Option(
            names = "--trained-on",
            paramLabel = "SET",
            split = ",",
            description = "Sets whose train split the model has seen; several with commas.")
    private Set<String> trainedOn = Set.of();

    @Override
    public Integer call() {
        var read = new ArrayList<JsonNode>();
        for (Path report : reports) {
            read.add(report(report));
        }
        String text = text(card);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new Problem("app.no-place-in-card", card.toString(), BEGIN, END);
        }
        String made =
                text.substring(0, begin + BEGIN.length()) + "\n" + CardTables.of(read, trainedOn) + text.substring(end);
        try {
            Files.writeString(card, made);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.unwritable", card.toString());
        }
        return 0;
    }

    private static JsonNode report(Path file) {
        try {
            JsonNode node = new ObjectMapper().readTree(text(file));
            if (node.path("iou_at").isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.no-report", file.toString());
        }
        throw new Problem("app.no-report", file.toString());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.no-report", file.toString());
        }
    }
}
