package org.maskwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds strings.properties to the sources: every key that is used exists, none is dead, placeholders are well formed.
/// Of a problem only the title must exist.
///
/// A key is used when it stands as a string literal in a source file, when it begins with a literal that ends in a dot
/// (`"tool." + name`), or when it belongs to a problem whose code stands as a literal.
class StringsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path STRINGS = Path.of("src/main/resources/org/maskwright/strings.properties");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern PROBLEM =
            Pattern.compile("(?:new\\s+Problem\\(|Problem\\.causedBy\\(\\s*\\w+\\s*,)\\s*\"([^\"]+)\"");
    private static final Pattern WORDS =
            Pattern.compile("(?:[wW]ords|Strings)\\.(?:of|get|text|say)\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern PROBLEM_KEY = Pattern.compile("problem\\.(.+)\\.(title|what|todo)");

    private static final Properties WRITTEN = new Properties();
    private static final Set<String> LITERALS = new HashSet<>();
    private static final Set<String> PROBLEMS = new TreeSet<>();
    private static final Set<String> ASKED = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.isDirectory(SOURCES), "the source tree is not here");
        try (Reader reader = Files.newBufferedReader(STRINGS)) {
            WRITTEN.load(reader);
        }
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
                String source = Files.readString(file);
                collect(LITERAL, source, LITERALS);
                collect(PROBLEM, source, PROBLEMS);
                collect(WORDS, source, ASKED);
            }
        }
    }

    private static void collect(Pattern pattern, String source, Set<String> into) {
        Matcher matcher = pattern.matcher(source);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }

    @Test
    void everyKeyThatIsUsedExists() {
        Set<String> missing = new TreeSet<>();
        PROBLEMS.forEach(code -> missing.add("problem." + code + ".title"));
        missing.addAll(ASKED);
        missing.removeAll(WRITTEN.stringPropertyNames());
        assertThat(missing).as("lines to add to %s", STRINGS).isEmpty();
    }

    @Test
    void noKeyIsDead() {
        Set<String> dead = new TreeSet<>();
        for (String key : WRITTEN.stringPropertyNames()) {
            if (!used(key)) {
                dead.add(key);
            }
        }
        assertThat(dead).as("lines to remove from %s", STRINGS).isEmpty();
    }

    private static boolean used(String key) {
        Matcher problem = PROBLEM_KEY.matcher(key);
        if (problem.matches()) {
            return LITERALS.contains(problem.group(1));
        }
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            if (LITERALS.contains(key.substring(0, dot + 1))) {
                return true;
            }
        }
        return LITERALS.contains(key);
    }

    @Test
    void noKeyIsWrittenTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (String line : Files.readAllLines(STRINGS)) {
            int equals = line.indexOf('=');
            if (equals > 0
                    && !line.startsWith("#")
                    && !seen.add(line.substring(0, equals).strip())) {
                twice.add(line);
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void placeholdersAreWellFormedAndCountFromZero() {
        for (String key : WRITTEN.stringPropertyNames()) {
            String text = WRITTEN.getProperty(key);
            assertThat(text).as(key).isNotBlank();
            int arguments = new MessageFormat(text, java.util.Locale.ROOT).getFormatsByArgumentIndex().length;
            if (!PROBLEM_KEY.matcher(key).matches()) {
                for (int i = 0; i < arguments; i++) {
                    assertThat(text).as("%s skips placeholder %d", key, i).contains("{" + i);
                }
            }
        }
    }
}
