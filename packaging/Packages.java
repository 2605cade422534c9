import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Puts the finished application into a file to install, or to unpack.
///
/// @param out where the application lies; the packages go into its folder `dist`
record Packages(Target target, String version, Path root, Path out) {
    /// Apple wants no 0 in front, so 0.1.0 is known to the system as 1.1.0 until there is a 1.0; the window, the
    /// command line and the file's name say 0.1.0.
    static String appVersion(Target target, String version) {
        return target.name().equals("macos") && version.startsWith("0.") ? "1" + version.substring(1) : version;
    }

    void make(String type) throws IOException, InterruptedException {
        Path dist = out.resolve("dist");
        Files.createDirectories(dist);
        String file = "maskwright-" + version + "-" + target.name() + "-" + target.architecture();
        switch (type) {
            case "tar" -> Build.run(
                    "tar",
                    "--sort=name",
                    "--owner=0",
                    "--group=0",
                    "--numeric-owner",
                    "-C",
                    out.toString(),
                    "-czf",
                    dist.resolve(file + ".tar.gz").toString(),
                    target.image().toString());
            case "zip" -> Build.run(
                    "jar",
                    "--create",
                    "--no-manifest",
                    "--file",
                    dist.resolve(file + ".zip").toString(),
                    "-C",
                    out.toString(),
                    target.image().toString());
            case "deb", "rpm", "msi", "dmg" -> jpackage(type, dist, file);
            default -> throw new IllegalArgumentException("no package is called " + type);
        }
    }

    private void jpackage(String type, Path dist, String file) throws IOException, InterruptedException {
        Path made = out.resolve("made");
        Trees.delete(made);
        var command = new ArrayList<>(List.of(
                "jpackage",
                "@packaging/" + target.name() + "-" + type + ".args",
                "--type",
                type,
                "--app-version",
                appVersion(target, version),
                "--app-image",
                out.resolve(target.image()).toString(),
                "--resource-dir",
                out.resolve("resources").toString(),
                "--dest",
                made.toString()));
        String identity = System.getenv("MAC_SIGNING_IDENTITY");
        if (type.equals("dmg") && identity != null && !identity.isBlank()) {
            command.addAll(List.of("--mac-sign", "--mac-signing-key-user-name", identity));
        }
        Build.run(command);
        Path only = Trees.files(made, "." + type).getFirst();
        Trees.delete(dist.resolve(file + "." + type));
        Files.move(only, dist.resolve(file + "." + type));
    }
}
