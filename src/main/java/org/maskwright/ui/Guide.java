package org.maskwright.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The user guide of `docs/guide`, which the build puts into the application, as sections to search and to read.
///
/// @param sections in the order of the pages
public record Guide(List<Section> sections) {
    /// The pages, in the order of reading.
    public static final List<String> PAGES = List.of(
            "install",
            "tutorial",
            "tools",
            "shortcuts",
            "learning",
            "review",
            "search",
            "measures",
            "formats",
            "ctc-export",
            "command-line",
            "devices",
            "gpu-pack");

    private static final Pattern IMAGE = Pattern.compile("!\\[[^]]*]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    /// What a line of a section is.
    public enum Kind {
        PARAGRAPH,
        ITEM,
        CODE
    }

    /// @param text without marks
    public record Line(Kind kind, String text) {}

    /// From one head to the next.
    ///
    /// @param page the title of its page
    public record Section(String page, String title, List<Line> lines) {
        public Section {
            lines = List.copyOf(lines);
        }

        boolean says(String words) {
            return (page + ' ' + title + ' ' + lines).toLowerCase(Locale.ROOT).contains(words);
        }
    }

    public Guide {
        sections = List.copyOf(sections);
    }

    /// The pages inside the application; none where the build left them out.
    static Guide bundled() {
        var sections = new ArrayList<Section>();
        for (String page : PAGES) {
            try (InputStream in = Guide.class.getResourceAsStream("guide/" + page + ".md")) {
                if (in != null) {
                    sections.addAll(sections(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Guide(sections);
    }

    /// Sections that hold the words.
    List<Section> find(String words) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        return sections.stream().filter(s -> s.says(wanted)).toList();
    }

    /// Reads the part of Markdown that our pages are written in: heads, paragraphs, lists, tables and code.
    static List<Section> sections(String page) {
        var out = new ArrayList<Section>();
        var lines = new ArrayList<Line>();
        String pageTitle = "";
        String title = "";
        boolean code = false;
        boolean open = false;
        for (String line : page.lines().toList()) {
            String text = line.strip();
            if (text.startsWith("```")) {
                code = !code;
                open = false;
            } else if (code || line.startsWith("    ")) {
                lines.add(new Line(Kind.CODE, line.stripTrailing()));
                open = false;
            } else if (text.startsWith("#")) {
                keep(out, pageTitle, title, lines);
                title = plain(text.replaceFirst("^#+\\s*", ""));
                pageTitle = text.startsWith("# ") ? title : pageTitle;
                open = false;
            } else if (text.isEmpty() || text.startsWith("<!--") || text.matches("[|\\-: ]+")) {
                open = false;
            } else if (text.startsWith("|")) {
                lines.add(new Line(
                        Kind.ITEM, plain(text.replaceAll("^\\||\\|$", "").replace("|", " – "))));
                open = false;
            } else if (text.startsWith("- ") || text.matches("\\d+\\. .*")) {
                lines.add(new Line(Kind.ITEM, plain(text.replaceFirst("^- ", ""))));
                open = true;
            } else if (open) {
                Line last = lines.removeLast();
                lines.add(new Line(last.kind(), last.text() + ' ' + plain(text)));
            } else {
                lines.add(new Line(Kind.PARAGRAPH, plain(text)));
                open = true;
            }
        }
        keep(out, pageTitle, title, lines);
        return out;
    }

    private static void keep(List<Section> out, String page, String title, List<Line> lines) {
        List<Line> said = lines.stream().filter(l -> !l.text().isBlank()).toList();
        if (!said.isEmpty()) {
            out.add(new Section(page, title, said));
        }
        lines.clear();
    }

    private static String plain(String text) {
        String words = LINK.matcher(IMAGE.matcher(text).replaceAll("")).replaceAll("$1");
        return words.replace("**", "").replace("`", "").strip();
    }
}
