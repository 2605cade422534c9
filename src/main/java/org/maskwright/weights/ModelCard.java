package org.maskwright.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Words;

/// What is written down of a weight file, in the Markdown file of the same name beside it. People may write more into
/// it.
///
/// @param sha256 of the file, lower-case hex
/// @param licence as its maker names it; empty when nobody said
/// @param source where it was fetched or copied from; empty when nobody said
/// @param place where the weights lie when they are not beside the card
record ModelCard(String sha256, Optional<String> licence, Optional<String> source, Optional<Path> place) {
    static final String ENDING = ".md";

    private static final long LONGEST = 1 << 16;
    private static final Pattern HASH = Pattern.compile("SHA-256\\s+`?([0-9a-f]{64})\\b");
    private static final Pattern LICENCE = Pattern.compile("(?m)^- \\*\\*Licence\\.\\*\\* (.+?)\\.?$");
    private static final Pattern SOURCE = Pattern.compile("(?m)^- \\*\\*Source\\.\\*\\* (.+)$");
    private static final Pattern PLACE = Pattern.compile("(?m)^- \\*\\*Place\\.\\*\\* `(.+)`$");

    /// The file name without its ending.
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    static Path beside(Path weights) {
        return weights.resolveSibling(stem(weights) + ENDING);
    }

    /// Empty when there is no card, or it names no hash.
    static Optional<ModelCard> read(Path card) {
        try {
            if (!Files.isRegularFile(card) || Files.size(card) > LONGEST) {
                return Optional.empty();
            }
            String text = Files.readString(card);
            return find(HASH, text)
                    .map(hash -> new ModelCard(
                            hash,
                            find(LICENCE, text),
                            find(SOURCE, text),
                            find(PLACE, text).map(Path::of)));
        } catch (IOException unreadable) {
            // As good as none: whoever needs it says that there is no card.
            return Optional.empty();
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        return m.find() ? Optional.of(m.group(1).strip()) : Optional.empty();
    }

    void write(Path card, String title, String kind) throws IOException {
        var text = new StringBuilder("# " + title + "\n\n");
        text.append("- **Kind.** ").append(kind).append("\n");
        text.append("- **File.** SHA-256 `").append(sha256).append("`\n");
        place.ifPresent(p -> text.append("- **Place.** `").append(p).append("`\n"));
        source.ifPresent(s -> text.append("- **Source.** ").append(s).append("\n"));
        text.append("- **Licence.** ")
                .append(licence.orElse(Words.of("weights.licence.unknown")))
                .append("\n");
        Files.writeString(card, text);
    }
}
