package org.maskwright.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.maskwright.ui.model.Tool;

/// The guide says what the code does, and leads nowhere that is not there.
class GuideTest {
    private static final Path FOLDER = Path.of("docs/guide");
    private static final Path SHORTCUTS = FOLDER.resolve("shortcuts.md");
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^]]*]\\(([^)#\\s]*[./][^)#\\s]*)[^)]*\\)");

    /// `-Dmaskwright.guide=write` writes the page instead of comparing it.
    @Test
    void thePageOfShortcutsIsWhatTheCodeGives() throws IOException {
        assumeFalse(System.getProperty("os.name").startsWith("Mac"), "the page names the keys of other keyboards");
        if ("write".equals(System.getProperty("maskwright.guide"))) {
            Files.writeString(SHORTCUTS, shortcuts());
        }
        assertThat(SHORTCUTS).hasContent(shortcuts());
    }

    private static String shortcuts() {
        var page = new StringBuilder(
                "# Keyboard shortcuts\n\nF1 or ? shows them in the window, with a search field. On a Mac"
                        + " the command key takes the place of Ctrl.\n");
        for (Shortcut.Group group : Shortcut.Group.values()) {
            page.append("\n## ").append(group.words()).append("\n\n| key | does |\n| --- | --- |\n");
            Arrays.stream(Shortcut.values())
                    .filter(s -> s.group() == group)
                    .forEach(s -> page.append("| ")
                            .append(s.caps().stream().map(c -> "`" + c + "`").collect(Collectors.joining(" ")))
                            .append(" | ")
                            .append(s.words())
                            .append(" |\n"));
        }
        return page.toString();
    }

    @Test
    void everyPageIsInTheApplicationAndInTheTableOfContents() throws IOException {
        String contents = Files.readString(FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> String.valueOf(f.getFileName()))
                            .filter(name -> !name.equals("README.md"))
                            .map(name -> name.replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(Guide.PAGES);
        }
        assertThat(Guide.PAGES).allSatisfy(page -> assertThat(contents).contains("(" + page + ".md)"));
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<directory>docs/guide</directory>");
    }

    @Test
    void thePageOfToolsHasEachWithItsKey() throws IOException {
        String page = Files.readString(FOLDER.resolve("tools.md"));
        assertThat(Arrays.stream(Tool.values()).map(t -> Shortcut.valueOf(t.name())))
                .allSatisfy(tool -> assertThat(page).contains("| " + String.join(" ", tool.caps()) + " |"));
    }

    @Test
    void noLinkInTheDocumentsIsDead() throws IOException {
        var dead = new ArrayList<String>();
        try (Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> top = Stream.of(Path.of("README.md"))) {
            for (Path page : Stream.concat(docs, top)
                    .filter(f -> f.toString().endsWith(".md"))
                    .toList()) {
                Matcher link = LINK.matcher(Files.readString(page));
                while (link.find()) {
                    boolean here = !link.group(1).contains("://");
                    if (here && !Files.exists(page.resolveSibling(link.group(1)))) {
                        dead.add(page + " -> " + link.group(1));
                    }
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void aSectionIsFoundByItsWordsAndReadsWithoutMarks() {
        var guide = new Guide(Guide.sections("""
                # Tools

                The **brush** of [the tools](tools.md)
                goes on.

                ## Keys

                | key | does |
                | --- | --- |
                | `B` | brush |

                1. one
                   more

                    code here
                """));
        assertThat(guide.find("KEYS")).singleElement().satisfies(s -> {
            assertThat(s.page()).isEqualTo("Tools");
            assertThat(s.lines())
                    .extracting(Guide.Line::text)
                    .containsExactly("key  –  does", "B  –  brush", "1. one more", "    code here");
        });
        assertThat(guide.find("the brush of the tools goes on")).hasSize(1);
        assertThat(guide.find("no such thing")).isEmpty();
        assertThat(guide.find("")).isEqualTo(List.copyOf(guide.sections()));
    }
}
