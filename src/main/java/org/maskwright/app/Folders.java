package org.maskwright.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the platform wants a person's files: XDG base directories on Linux, Library on macOS, AppData on Windows.
///
/// @param settings settings.json
/// @param models weights that were added or fetched
/// @param cache embeddings; may be deleted at any time
/// @param logs rolling log files
record Folders(Path settings, Path models, Path cache, Path logs) {

    /// The libraries for NVIDIA cards, once they were fetched.
    Path cuda() {
        return models.resolveSibling("cuda");
    }

    static Folders ofThisMachine() {
        return of(
                System.getProperty("os.name").toLowerCase(Locale.ROOT),
                Path.of(System.getProperty("user.home")),
                System.getenv());
    }

    static Folders of(String system, Path home, Map<String, String> environment) {
        if (system.startsWith("windows")) {
            Path roaming = named(environment.get("APPDATA"), home.resolve("AppData/Roaming"))
                    .resolve("Maskwright");
            Path local = named(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local"))
                    .resolve("Maskwright");
            return new Folders(roaming, local.resolve("Models"), local.resolve("Cache"), local.resolve("Logs"));
        }
        if (system.startsWith("mac")) {
            Path library = home.resolve("Library");
            Path support = library.resolve("Application Support/Maskwright");
            return new Folders(
                    support,
                    support.resolve("Models"),
                    library.resolve("Caches/Maskwright"),
                    library.resolve("Logs/Maskwright"));
        }
        return new Folders(
                named(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"))
                        .resolve("maskwright"),
                named(environment.get("XDG_DATA_HOME"), home.resolve(".local/share"))
                        .resolve("maskwright/models"),
                named(environment.get("XDG_CACHE_HOME"), home.resolve(".cache")).resolve("maskwright"),
                named(environment.get("XDG_STATE_HOME"), home.resolve(".local/state"))
                        .resolve("maskwright"));
    }

    /// The XDG specification: a path that is not absolute is ignored.
    private static Path named(@Nullable String variable, Path otherwise) {
        return variable == null || !Path.of(variable).isAbsolute() ? otherwise : Path.of(variable);
    }
}
