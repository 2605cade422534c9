import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders with all that is in them.
final class Trees {
    private Trees() {}

    /// Files directly in a folder whose names end so, in order.
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /// Native libraries in a folder and its folders.
    static List<Path> libraries(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(f -> f.getFileName().toString().matches(".*\\.(so(\\.\\d+)*|dylib)"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path f : all.filter(Files::isRegularFile).toList()) {
                Path place = to.resolve(from.relativize(f).toString());
                Files.createDirectories(place.getParent());
                Files.copy(f, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path f : all.sorted(Comparator.reverseOrder()).toList()) {
                    f.toFile().setWritable(true); // jlink writes some files read-only
                    Files.delete(f);
                }
            }
        }
    }
}
