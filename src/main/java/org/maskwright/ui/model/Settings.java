package org.maskwright.ui.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the person chose for all projects. Immutable; the application keeps it in one file and saves each new value.
///
/// @param recent projects opened last, newest first, at most 12
public record Settings(Look look, Work work, Machine machine, List<Path> recent) {
    private static final int MOST_RECENT = 12;

    public Settings {
        Objects.requireNonNull(look);
        Objects.requireNonNull(work);
        Objects.requireNonNull(machine);
        recent = List.copyOf(recent.subList(0, Math.min(recent.size(), MOST_RECENT)));
    }

    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    /// What the network may run on.
    public enum Device {
        /// the graphics processor where one can be used, else the processor
        AUTOMATIC,
        PROCESSOR
    }

    /// @param fontSize root size in pixels at 100 % scaling, 11 to 16; all other sizes are in em of it
    /// @param leftWidth width of the frames panel in pixels
    /// @param inspectorWidth width of the inspector in pixels
    public record Look(Theme theme, int fontSize, double leftWidth, double inspectorWidth) {
        public Look {
            Objects.requireNonNull(theme);
            check("fontSize", fontSize, 11, 16);
            check("leftWidth", leftWidth, 0, 4096);
            check("inspectorWidth", inspectorWidth, 0, 4096);
        }
    }

    /// @param model a name in the catalogue or a weight file; null: the bundled model
    /// @param fineTuneEvery accepted objects after which a round of fine-tuning starts by itself; 0: only on demand
    /// @param autoAccept whether a click on another cell accepts the one in hand
    /// @param hoverPreview whether what a click would take is shown under the pointer
    /// @param learnOnlyOnMains whether learning waits while the machine runs on its battery
    public record Work(
            @Nullable String model,
            int fineTuneEvery,
            boolean autoAccept,
            boolean hoverPreview,
            boolean learnOnlyOnMains) {
        public Work {
            check("fineTuneEvery", fineTuneEvery, 0, 1_000_000);
        }

        public Work withModel(@Nullable String to) {
            return new Work(to, fineTuneEvery, autoAccept, hoverPreview, learnOnlyOnMains);
        }

        public Work withFineTuneEvery(int to) {
            return new Work(model, to, autoAccept, hoverPreview, learnOnlyOnMains);
        }

        public Work withAutoAccept(boolean to) {
            return new Work(model, fineTuneEvery, to, hoverPreview, learnOnlyOnMains);
        }

        public Work withHoverPreview(boolean to) {
            return new Work(model, fineTuneEvery, autoAccept, to, learnOnlyOnMains);
        }

        public Work withLearnOnlyOnMains(boolean to) {
            return new Work(model, fineTuneEvery, autoAccept, hoverPreview, to);
        }
    }

    /// @param memoryCacheMegabytes room for embeddings in memory
    /// @param diskCacheMegabytes room for embeddings on disk
    /// @param threads of the network's arithmetic; 0: as many as the processor has cores
    /// @param device read by the engine when it starts
    /// @param cacheFolder where embeddings are kept; null: the system's place for what may be deleted
    /// @param nativeLibraryFolder where another libtorch lies (with CUDA, say); null: the bundled one
    public record Machine(
            int memoryCacheMegabytes,
            int diskCacheMegabytes,
            int threads,
            Device device,
            @Nullable Path cacheFolder,
            @Nullable Path nativeLibraryFolder) {
        public Machine {
            Objects.requireNonNull(device);
            check("memoryCacheMegabytes", memoryCacheMegabytes, 64, 1 << 20);
            check("diskCacheMegabytes", diskCacheMegabytes, 0, 1 << 24);
            check("threads", threads, 0, 1024);
        }
    }

    public static Settings defaults() {
        return new Settings(
                new Look(Theme.SYSTEM, 12, 184, 312),
                new Work(null, 20, true, true, false),
                new Machine(1024, 4096, 0, Device.AUTOMATIC, null, null),
                List.of());
    }

    public Settings with(Look to) {
        return new Settings(to, work, machine, recent);
    }

    public Settings with(Work to) {
        return new Settings(look, to, machine, recent);
    }

    public Settings with(Machine to) {
        return new Settings(look, work, to, recent);
    }

    public Settings withRecent(List<Path> to) {
        return new Settings(look, work, machine, to);
    }

    /// The project moves to the head of the recent ones.
    public Settings withOpened(Path project) {
        return withRecent(Stream.concat(Stream.of(project), recent.stream().filter(p -> !p.equals(project)))
                .toList());
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " is " + value + ", not in " + least + " to " + most);
        }
    }
}
