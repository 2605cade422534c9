import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Collects the licences of everything that is bundled. A library that `third-party.txt` does not name stops the build.
record Licences(Path root) {
    /// A line of third-party.txt.
    ///
    /// @param files the beginning of its jars' names
    /// @param text a file of packaging/licences, or empty when the jar or the runtime brings the text
    record Library(String files, String name, String licence, String text) {}

    List<Library> named() throws IOException {
        return Files.readAllLines(root.resolve("packaging/third-party.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .map(part -> new Library(part[0], part[1], part[2], part[3]))
                .toList();
    }

    void collect(Path libraries, Path to) throws IOException {
        List<Library> named = named();
        Files.createDirectories(to);
        for (String ours : List.of("LICENSE", "NOTICE")) {
            Files.copy(root.resolve(ours), to.resolve(ours));
        }
        Trees.copy(root.resolve("packaging/licences"), to);
        var table = new ArrayList<String>();
        for (Path jar : Trees.files(libraries, ".jar")) {
            String file = jar.getFileName().toString();
            Library library = named.stream()
                    .filter(l -> file.startsWith(l.files()))
                    .findFirst()
                    .orElseThrow(() -> new IOException(file + " is not in packaging/third-party.txt"));
            table.add("%-46s %-28s %s".formatted(file, library.name(), library.licence()));
            texts(jar, to);
        }
        Files.write(to.resolve("THIRD-PARTY.txt"), table);
    }

    private static void texts(Path jar, Path to) throws IOException {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry e : zip.stream().toList()) {
                String file = e.getName().substring(e.getName().lastIndexOf('/') + 1);
                if (file.matches("(?i)(.*-)?(licen[cs]e|notice)(\\.(txt|md|zentus))?")) {
                    try (var in = zip.getInputStream(e)) {
                        Files.write(to.resolve(name + "-" + file), in.readAllBytes());
                    }
                }
            }
        }
    }
}
