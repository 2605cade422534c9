import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files by which a desktop knows the application: menu entry, icons, kinds of files, man page, and what jpackage
/// takes instead of its own templates. `@VERSION@` in them is filled in.
record Resources(Target target, String version, Path root, Path out) {

    /// For jpackage, as its resource folder.
    void forJpackage() throws IOException {
        Path to = out.resolve("resources");
        Trees.delete(to);
        for (Path file : Trees.files(root.resolve("packaging").resolve(target.name()), "")) {
            fill(file, to.resolve(file.getFileName()));
        }
    }

    /// Linux keeps them in `share` beside the jars, since jpackage takes nothing else along; a package links them into
    /// /usr/share, and whoever unpacks the archive may do so too.
    void share() throws IOException {
        if (!target.name().equals("linux")) {
            return;
        }
        Path from = out.resolve("resources");
        Path share = out.resolve(target.app()).resolve("share");
        fill(from.resolve("maskwright.desktop"), share.resolve("applications/maskwright.desktop"));
        fill(from.resolve("maskwright.xml"), share.resolve("mime/packages/maskwright.xml"));
        fill(from.resolve("maskwright.1"), share.resolve("man/man1/maskwright.1"));
        Path page = share.resolve("man/man1/maskwright.1");
        Files.writeString(page, Files.readString(page).replace("@COMMANDS@", ".nf\n" + commands() + ".fi"));
        Path icons = share.resolve("icons/hicolor");
        for (int size : Icons.PNG) {
            copy(out.resolve("icons/" + size + ".png"), icons.resolve(size + "x" + size + "/apps/maskwright.png"));
        }
        copy(root.resolve("assets/icon.svg"), icons.resolve("scalable/apps/maskwright.svg"));
    }

    /// The commands as the program itself lists them.
    private String commands() throws IOException {
        String java = out.resolve(target.home()).resolve("bin/java").toString();
        var process = new ProcessBuilder(java, "-cp", out.resolve(target.app()) + "/*", "org.maskwright.app.Main", "--help")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return help.substring(help.indexOf("Commands:") + "Commands:".length()).stripLeading().indent(0);
    }

    private void fill(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(from).replace("@VERSION@", version));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }
}
