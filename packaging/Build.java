import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Makes the packages of the system it runs on, from what Maven left in target: a runtime by jlink, the application by
/// jpackage, what a start learns by a training run, and the packages from the one folder. Run by `packaging/build`.
///
///     java packaging/Build.java VERSION [deb] [rpm] [tar] [msi] [zip] [dmg]
final class Build {
    /// All files of the application get this time: the cache of the training run knows each jar by its time and
    /// size, and what is built twice should be the same twice.
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path OUT = ROOT.resolve("target/package");
    private static final Path LIBRARIES = OUT.resolve("libraries");
    private static final Path INPUT = OUT.resolve("input");
    private static final Path NATIVE = INPUT.resolve("native");
    private static final Path RUNTIME = OUT.resolve("runtime");

    /// Native libraries of Java for windows, text, sound and image filters of AWT, since the window is JavaFX's and AWT
    /// only reads images; and a faster sort for processors that Java does without where it is missing.
    private static final List<String> UNUSED = List.of(
            "awt_xawt", "fontmanager", "freetype", "jawt", "jsound", "mlib_image", "simdsort", "splashscreen");

    /// In jars: native libraries, of this system or another, and the looks of AtlantaFX that are not ours.
    private static final String UNWANTED =
            ".*\\.(so|dll|dylib|jnilib|a)|atlantafx/base/theme/(?!primer-(light|dark)\\.bss).*\\.[bc]ss";

    private final Target target = Target.here();
    private final String version;

    private Build(String version) {
        this.version = version;
    }

    public static void main(String[] words) throws Exception {
        var build = new Build(words[0]);
        var packages = words.length > 1 ? Arrays.asList(words).subList(1, words.length) : build.target.packages();
        build.clean();
        Icons.write(OUT.resolve("icons"));
        new Resources(build.target, build.version, ROOT, OUT).forJpackage();
        build.input();
        build.runtime();
        build.image();
        build.train();
        build.selfCheck();
        for (String type : packages) {
            new Packages(build.target, build.version, ROOT, OUT).make(type);
        }
    }

    private void clean() throws IOException {
        for (Path folder : List.of(INPUT, RUNTIME, OUT.resolve(target.image()), OUT.resolve("icons"))) {
            Trees.delete(folder);
        }
    }

    /// What jpackage copies into the application: jars without native libraries, these beside them, model, sample,
    /// licences.
    private void input() throws IOException, InterruptedException {
        Files.createDirectories(NATIVE);
        for (Path jar : Trees.files(LIBRARIES, ".jar")) {
            String name = jar.getFileName().toString();
            unpack(jar, NATIVE, entry -> target.libraries().stream().anyMatch(entry::startsWith));
            if (name.startsWith("pytorch-jni")) {
                // What joins the engine to a libtorch for NVIDIA cards, for those who fetch that.
                copyJar(jar, INPUT.resolve(name), entry -> target.cuda().stream().anyMatch(entry::startsWith));
            } else if (!name.startsWith("javafx-") && !name.startsWith("pytorch-native")) {
                copyJar(jar, INPUT.resolve(name), entry -> !entry.matches(UNWANTED));
            }
        }
        strip(NATIVE);
        if (target.name().equals("linux")) {
            for (Path library : Trees.libraries(NATIVE)) {
                System.err.println(library.getFileName() + ": shorter by " + Elf.closeHole(library));
            }
        }
        Files.copy(ROOT.resolve("target/maskwright-" + version + ".jar"), INPUT.resolve("maskwright.jar"));
        translateSheets(INPUT.resolve("maskwright.jar"));
        Trees.copy(ROOT.resolve("models"), INPUT.resolve("models"));
        Trees.copy(ROOT.resolve("assets/sample"), INPUT.resolve("assets/sample"));
        new Licences(ROOT).collect(LIBRARIES, INPUT.resolve("licences"));
    }

    /// Puts JavaFX's binary form beside each style sheet, where JavaFX looks first: parsing text is a good part of a
    /// cold start.
    private void translateSheets(Path jar) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path sheet = OUT.resolve("sheet.css");
        Path binary = OUT.resolve("sheet.bss");
        try (var files = FileSystems.newFileSystem(jar);
                Stream<Path> all = Files.walk(files.getPath("/org"))) {
            for (Path css : all.filter(f -> f.toString().endsWith(".css")).toList()) {
                Files.copy(css, sheet, StandardCopyOption.REPLACE_EXISTING);
                run(
                        java.toString(),
                        "--module-path",
                        modulePath(javafx()),
                        "--module",
                        "javafx.graphics/com.sun.javafx.css.parser.Css2Bin",
                        sheet.toString(),
                        binary.toString());
                Path beside = css.resolveSibling(css.getFileName().toString().replaceAll("css$", "bss"));
                Files.setLastModifiedTime(Files.copy(binary, beside), TIME);
            }
        }
    }

    private static List<Path> javafx() throws IOException {
        return Trees.files(LIBRARIES, ".jar").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("javafx-") && hasModule(jar))
                .toList();
    }

    private static String modulePath(List<Path> jars) {
        return String.join(
                System.getProperty("path.separator"), jars.stream().map(Path::toString).toList());
    }

    /// Java with the modules that are used, JavaFX among them, its native libraries where a runtime has them.
    private void runtime() throws IOException, InterruptedException {
        List<Path> javafx = javafx();
        run(
                "jlink",
                "--module-path",
                modulePath(javafx),
                "--add-modules",
                String.join(",", Files.readAllLines(ROOT.resolve("packaging/modules.txt"))),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-9",
                "--exclude-resources",
                "@" + unused(),
                "--output",
                RUNTIME.toString());
        Path natives = OUT.resolve("javafx");
        Trees.delete(natives);
        for (Path jar : javafx) {
            unpack(jar, natives, entry -> entry.matches("[^/]+\\.(so|dll|dylib)"));
        }
        Trees.copy(natives, RUNTIME.resolve(target.runtimeLibraries()));
        Trees.delete(natives);
        for (String unused : UNUSED) {
            Files.deleteIfExists(RUNTIME.resolve(target.runtimeLibraries()).resolve(System.mapLibraryName(unused)));
        }
        strip(RUNTIME.resolve(target.runtimeLibraries()));
    }

    /// What jlink leaves out: JavaFX's native libraries, which lie unpacked, and the packages of Java that unused.txt
    /// names, but for their smallest classes: jlink wants no package to vanish.
    private Path unused() throws IOException {
        var patterns = new ArrayList<>(List.of(
                "glob:/javafx.*/*.so",
                "glob:/javafx.*/*.dll",
                "glob:/javafx.*/*.dylib",
                "glob:/java.desktop/java/awt/doc-files/**"));
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        for (String named : Files.readAllLines(ROOT.resolve("packaging/unused.txt"))) {
            if (named.startsWith("#") || !Files.isDirectory(modules.resolve(named))) {
                continue; // this system's Java does not have it
            }
            try (Stream<Path> all = Files.walk(modules.resolve(named))) {
                for (Path folder : all.filter(Files::isDirectory).toList()) {
                    Trees.files(folder, ".class").stream()
                            .min(Comparator.comparingLong(Build::size))
                            .ifPresent(kept -> patterns.add("regex:/" + Pattern.quote(modules.relativize(folder) + "/")
                                    + "(?!" + Pattern.quote(String.valueOf(kept.getFileName())) + ")[^/]+"));
                }
            }
        }
        return Files.write(OUT.resolve("unused.txt"), patterns);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void image() throws IOException, InterruptedException {
        run(
                "jpackage",
                "@packaging/jpackage.args",
                "@packaging/" + target.name() + ".args",
                "--type",
                "app-image",
                "--app-version",
                Packages.appVersion(target, version),
                "--input",
                INPUT.toString(),
                "--runtime-image",
                RUNTIME.toString(),
                "--dest",
                OUT.toString());
        new Resources(target, version, ROOT, OUT).share();
        if (target.name().equals("linux")) {
            launcher();
        }
        try (Stream<Path> all = Files.walk(OUT.resolve(target.image()))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, TIME);
            }
        }
    }

    /// What jpackage wrote down for its launcher.
    private record Config(List<String> options, List<String> jars) {}

    /// @param app stands for the folder of jars
    private Config config(String app) throws IOException {
        var config = new Config(new ArrayList<>(), new ArrayList<>());
        try (Stream<Path> files = Files.list(OUT.resolve(target.app()))) {
            Path file = files.filter(f -> f.toString().endsWith(".cfg"))
                    .min(Path::compareTo)
                    .orElseThrow();
            for (String line : Files.readAllLines(file)) {
                String value = line.substring(line.indexOf('=') + 1).replace("$APPDIR", app);
                if (line.startsWith("java-options=")) {
                    config.options.add(value);
                } else if (line.startsWith("app.classpath=")) {
                    config.jars.add(value);
                }
            }
        }
        return config;
    }

    /// On Linux a short script takes the place of jpackage's launcher.
    private void launcher() throws IOException {
        Path image = OUT.resolve(target.image());
        Config says = config("$app");
        Files.delete(image.resolve("lib/libapplauncher.so"));
        Path launcher = image.resolve("bin/maskwright");
        Files.writeString(
                launcher,
                Files.readString(ROOT.resolve("packaging/linux/maskwright.sh"))
                        .replace("@OPTIONS@", '"' + String.join("\" \"", says.options) + '"')
                        .replace("@CLASSPATH@", String.join(":", says.jars)));
    }

    /// Starts the packaged program once with its own options and lets Java note which classes a start needs.
    private void train() throws IOException, InterruptedException {
        Path app = OUT.resolve(target.app());
        var command = new ArrayList<String>();
        boolean blind = target.name().equals("linux") && System.getenv("DISPLAY") == null;
        boolean virtual = blind && isThere("xvfb-run");
        if (virtual) {
            command.addAll(List.of("xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x800x24"));
        }
        command.add(OUT.resolve(target.home()).resolve("bin/java").toString());
        var says = config(app.toString());
        says.options.forEach(o -> command.add(o.replace("-XX:AOTCache=", "-XX:AOTCacheOutput=")));
        // Profiles for the compiler would cost 5 MB and bring little to a start.
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
        if (blind && !virtual) {
            command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
        }
        Path home = OUT.resolve("rehearsal");
        Files.createDirectories(home);
        command.add("-Djava.io.tmpdir=" + home);
        command.addAll(List.of("-cp", String.join(System.getProperty("path.separator"), says.jars)));
        command.add("org.maskwright.app.Rehearsal");
        run(command);
        Trees.delete(home);
    }

    private void selfCheck() throws IOException, InterruptedException {
        String launcher =
                switch (target.name()) {
                    case "linux" -> "bin/maskwright";
                    case "macos" -> "Contents/MacOS/Maskwright";
                    default -> "maskwright-console.exe";
                };
        run(OUT.resolve(target.image()).resolve(launcher).toString(), "--self-check");
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(System.getProperty("path.separator")))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean hasModule(Path jar) {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.getEntry("module-info.class") != null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void strip(Path folder) throws IOException, InterruptedException {
        for (Path library : target.strip().isEmpty() ? List.<Path>of() : Trees.libraries(folder)) {
            var command = new ArrayList<>(target.strip());
            command.add(library.toString());
            run(command);
        }
    }

    /// Takes files out of a jar, without their folders.
    private static void unpack(Path jar, Path folder, Predicate<String> wanted) throws IOException {
        Files.createDirectories(folder);
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory() && wanted.test(e.getName())).toList()) {
                Path to = folder.resolve(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /// Copies what is wanted of a jar.
    private static void copyJar(Path jar, Path to, Predicate<String> wanted) throws IOException {
        try (var zip = new ZipFile(jar.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : zip.stream().toList()) {
                if (wanted.test(entry.getName())) {
                    var copy = new ZipEntry(entry.getName());
                    copy.setLastModifiedTime(TIME);
                    out.putNextEntry(copy);
                    try (var in = zip.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    static void run(String... command) throws IOException, InterruptedException {
        run(List.of(command));
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        System.err.println("+ " + String.join(" ", command));
        var tool = ToolProvider.findFirst(command.getFirst());
        int status = tool.isPresent()
                ? tool.get().run(System.out, System.err, command.stream().skip(1).toArray(String[]::new))
                : new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(command.getFirst() + " ended with status " + status);
        }
    }
}
