import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What differs between the systems that packages are made for.
///
/// @param name as in the names of our argument files and packages
/// @param libraries folders inside the libraries' jars that hold this system's native libraries
/// @param cuda where a jar holds what joins the engine to a libtorch for NVIDIA cards; empty without such cards
/// @param runtimeLibraries where a runtime keeps its own native libraries
/// @param image the application that jpackage makes
/// @param app the folder of jars in it
/// @param home the runtime in it
/// @param packages what is made when nothing else is asked for
/// @param strip how symbol tables are taken out of a native library; empty where libraries have none
record Target(
        String name,
        String architecture,
        List<String> libraries,
        List<String> cuda,
        String runtimeLibraries,
        Path image,
        Path app,
        Path home,
        List<String> packages,
        List<String> strip) {

    static Target here() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("windows") ? windows() : system.startsWith("mac") ? macos() : linux();
    }

    static Target linux() {
        Path image = Path.of("maskwright");
        return new Target(
                "linux",
                "x64",
                List.of(
                        "pytorch/cpu/linux-x86_64/",
                        "jnilib/linux-x86_64/cpu/",
                        "org/sqlite/native/Linux/x86_64/",
                        "com/sun/jna/linux-x86-64/"),
                List.of("jnilib/linux-x86_64/cu128/"),
                "lib",
                image,
                image.resolve("lib/app"),
                image.resolve("lib/runtime"),
                List.of("deb", "rpm", "tar"),
                List.of("strip", "--strip-unneeded"));
    }

    static Target windows() {
        Path image = Path.of("Maskwright");
        return new Target(
                "windows",
                "x64",
                List.of(
                        "pytorch/cpu/win-x86_64/",
                        "jnilib/win-x86_64/cpu/",
                        "org/sqlite/native/Windows/x86_64/",
                        "com/sun/jna/win32-x86-64/"),
                List.of("jnilib/win-x86_64/cu128/"),
                "bin",
                image,
                image.resolve("app"),
                image.resolve("runtime"),
                List.of("msi", "zip"),
                List.of());
    }

    static Target macos() {
        Path image = Path.of("Maskwright.app");
        return new Target(
                "macos",
                "arm64",
                List.of(
                        "pytorch/cpu/osx-aarch64/",
                        "jnilib/osx-aarch64/cpu/",
                        "org/sqlite/native/Mac/aarch64/",
                        "com/sun/jna/darwin-aarch64/"),
                List.of(),
                "lib",
                image,
                image.resolve("Contents/app"),
                image.resolve("Contents/runtime/Contents/Home"),
                List.of("dmg"),
                List.of("strip", "-x"));
    }
}
