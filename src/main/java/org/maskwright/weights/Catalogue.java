package org.maskwright.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;

/// The models at hand: what comes with Maskwright, what lies in the person's folder (added by hand, by
/// command or in the window), and what can be fetched by name. The folders are the truth; nothing else is
/// kept. Reads and writes files: for the background.
public final class Catalogue {
    private static final List<String> ENDINGS = List.of(".safetensors", ".pth", ".pt");
    private static final int STEP = 1 << 20;

    private final Path folder;
    private final Optional<Path> bundled;
    private final Download download;
    private final List<NamedModel> named;

    /// Where a model comes from.
    public enum Origin {
        BUNDLED,
        ADDED,
        /// it has a name by which it is fetched, whether it is here yet or not
        NAMED
    }

    /// One model.
    ///
    /// @param name by which it is asked for
    /// @param file its weights; empty while it was not fetched
    /// @param bytes of the file, or that its publisher states
    /// @param named how to fetch it, if it can be fetched
    /// @param part bytes of it that an unfinished download left
    public record Entry(
            String name,
            Origin origin,
            Optional<Path> file,
            OptionalLong bytes,
            Optional<String> licence,
            Optional<NamedModel> named,
            long part) {}

    /// What a check of one file found.
    public record Check(Entry entry, Outcome outcome) {}

    public enum Outcome {
        /// its SHA-256 is the one on its card
        WHOLE,
        /// it is not the file that its card was written for
        CHANGED,
        /// there is nothing to compare it with
        NO_CARD,
        MISSING,
        UNREADABLE
    }

    /// @param folder the person's; made when first needed
    /// @param bundled what comes with Maskwright
    public Catalogue(Path folder, Optional<Path> bundled) {
        this(folder, bundled, NamedModel.ALL);
    }

    /// @param named what can be fetched
    public Catalogue(Path folder, Optional<Path> bundled, List<NamedModel> named) {
        this(folder, bundled, new Download(), named);
    }

    Catalogue(Path folder, Optional<Path> bundled, Download download, List<NamedModel> named) {
        this.folder = folder;
        this.bundled = bundled;
        this.download = download;
        this.named = List.copyOf(named);
    }

    /// True for a file whose name ends as those of weights do; what is in it decides whether it is one.
    public static boolean isNamedLikeWeights(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /// What a model is called whose weights lie in a file.
    public static String nameOf(Path file) {
        return ModelCard.stem(file);
    }

    /// Bundled ones first, then what the person added, then what can be fetched.
    public List<Entry> list() {
        var out = new ArrayList<Entry>();
        bundled.ifPresent(b -> weights(b).forEach(f -> out.add(entry(Origin.BUNDLED, f))));
        for (Path file : weights(folder)) {
            if (named.stream().noneMatch(n -> file.endsWith(n.file()))) {
                out.add(entry(Origin.ADDED, file));
            }
        }
        links().forEach(out::add);
        named.forEach(n -> out.add(entry(n)));
        return out;
    }

    /// The model of a name: an entry's, or the name of its file.
    public Optional<Entry> find(String name) {
        return list().stream()
                .filter(e -> e.name().equals(name)
                        || e.named().map(NamedModel::file).stream().anyMatch(f -> isFileOf(name, f))
                        || e.file().stream().anyMatch(f -> isFileOf(name, String.valueOf(f.getFileName()))))
                .findFirst();
    }

    private static boolean isFileOf(String name, String file) {
        return file.equals(name) || ModelCard.stem(Path.of(file)).equals(name);
    }

    private static List<Path> weights(Path in) {
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(f -> isNamedLikeWeights(f) && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unreadable", in.toString(), words(e));
        }
    }

    private static Entry entry(Origin origin, Path file) {
        return new Entry(
                ModelCard.stem(file),
                origin,
                Optional.of(file),
                size(file),
                ModelCard.read(ModelCard.beside(file)).flatMap(ModelCard::licence),
                Optional.empty(),
                0);
    }

    private Entry entry(NamedModel n) {
        Path file = folder.resolve(n.file());
        boolean here = Files.isRegularFile(file);
        return new Entry(
                n.name(),
                Origin.NAMED,
                here ? Optional.of(file) : Optional.empty(),
                here ? size(file) : n.bytes(),
                Optional.of(n.licence()),
                Optional.of(n),
                size(PartFile.beside(file)).orElse(0));
    }

    /// Cards of weights that lie elsewhere.
    private List<Entry> links() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ModelCard.ENDING))
                    .sorted()
                    .flatMap(card -> ModelCard.read(card).stream()
                            .flatMap(c -> c.place().stream()
                                    .map(place -> new Entry(
                                            ModelCard.stem(card),
                                            Origin.ADDED,
                                            Optional.of(place),
                                            size(place),
                                            c.licence(),
                                            Optional.empty(),
                                            0))))
                    .toList();
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unreadable", folder.toString(), words(e));
        }
    }

    private static OptionalLong size(Path file) {
        try {
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /// What network a file holds.
    ///
    /// @throws Problem when it is damaged, hostile or of a kind that is not run: then it says what was found in it
    public static Architecture.Found recognise(Path file) {
        var tensors = Checkpoints.read(file);
        Architecture.Found found = Architecture.of(tensors);
        if (found instanceof Architecture.Found.Unknown) {
            throw Architecture.refused(file.toString(), tensors);
        }
        return found;
    }

    /// The network of an entry, in words; looks into the file where there is one.
    public static String kind(Entry entry) {
        try {
            return entry.named()
                    .map(NamedModel::words)
                    .orElseGet(() -> words(recognise(entry.file().orElseThrow())));
        } catch (Problem notRead) {
            return Words.of("weights.kind.unknown");
        }
    }

    private static String words(Architecture.Found found) {
        return switch (found) {
            case Architecture.Found.Model m ->
                Words.of("weights.kind." + m.architecture().id());
            case Architecture.Found.Decoder d -> Words.of("weights.kind.decoder", d.width());
            case Architecture.Found.Unknown _ -> Words.of("weights.kind.unknown");
        };
    }

    /// Takes a file of the person's into the catalogue.
    ///
    /// @param copy into the folder; else only its place is noted
    /// @return its entry; the one that is there already when its content is
    /// @throws Problem when it is no model that is run, or cannot be copied; then nothing has changed
    public Entry add(Path file, boolean copy, Cancel cancel, Progress progress) {
        Path from = file.toAbsolutePath().normalize();
        String kind = words(recognise(from));
        try {
            String hash = Sha256.of(from, cancel, copy ? Progress.NONE : progress);
            Optional<Entry> known =
                    list().stream().filter(e -> isSame(e, from, hash)).findFirst();
            if (known.isPresent()) {
                return known.get();
            }
            Path to = unused(from);
            Optional<Path> place = copy ? Optional.empty() : Optional.of(from);
            Files.createDirectories(folder);
            if (copy) {
                copy(from, to, cancel, progress);
            }
            new ModelCard(hash, Optional.empty(), Optional.of(from.toString()), place)
                    .write(ModelCard.beside(to), ModelCard.stem(to), kind);
            String name = ModelCard.stem(to);
            return list().stream()
                    .filter(e -> e.origin() == Origin.ADDED && e.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(name + " was added and is not there"));
        } catch (IOException e) {
            throw Problem.causedBy(
                    e,
                    "weights.unwritable",
                    folder.resolve(String.valueOf(from.getFileName())).toString(),
                    words(e));
        }
    }

    private static boolean isSame(Entry there, Path file, String hash) {
        boolean same = there.file().isPresent()
                && (there.file().get().equals(file)
                        || ModelCard.read(ModelCard.beside(there.file().get()))
                                .filter(c -> c.sha256().equals(hash))
                                .isPresent());
        return same && Files.isRegularFile(there.file().get());
    }

    /// A name of which there is neither a file nor a card.
    private Path unused(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = ModelCard.stem(file);
        String ending = name.substring(stem.length());
        for (int i = 1; ; i++) {
            Path tried = folder.resolve(i == 1 ? name : stem + "-" + i + ending);
            String free = ModelCard.stem(tried);
            if (list().stream().noneMatch(e -> e.name().equals(free))
                    && !Files.exists(tried)
                    && !Files.exists(ModelCard.beside(tried))) {
                return tried;
            }
        }
    }

    private void copy(Path from, Path to, Cancel cancel, Progress progress) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                PartFile part = PartFile.open(to)) {
            part.restart(Optional.empty());
            download.needRoom(to, in.size());
            ByteBuffer step = ByteBuffer.allocate(STEP);
            try {
                while (in.read(step) >= 0) {
                    cancel.check();
                    part.write(step.flip());
                    step.clear();
                    progress.at(part.length(), in.size());
                }
                part.finish();
            } catch (RuntimeException | IOException e) {
                part.discard();
                throw e;
            }
        }
    }

    /// Fetches a model that has a name and is not here yet; an unfinished download goes on.
    ///
    /// @throws Problem `app.nomodel` when nothing of that name can be fetched, and as [Download#fetch]
    public Entry fetch(String name, Cancel cancel, Progress progress) {
        Entry entry =
                find(name).filter(e -> e.named().isPresent()).orElseThrow(() -> new Problem("weights.unnamed", name));
        NamedModel n = entry.named().orElseThrow();
        Path target = folder.resolve(n.file());
        if (entry.file().isEmpty()) {
            download.fetch(n, target, cancel, progress);
        }
        try {
            new ModelCard(
                            n.sha256(),
                            Optional.of(n.licence()),
                            Optional.of(n.address().toString()),
                            Optional.empty())
                    .write(ModelCard.beside(target), n.words(), n.words());
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", target.toString(), words(e));
        }
        return entry(n);
    }

    /// Takes a model that was added or fetched out of the person's folder, or what an unfinished download left. Weights
    /// that lie elsewhere stay there.
    public void remove(Entry entry) {
        try {
            Path file = entry.named()
                    .map(n -> folder.resolve(n.file()))
                    .orElseGet(() -> entry.file().orElseThrow());
            if (entry.origin() == Origin.BUNDLED) {
                throw new IllegalArgumentException("a bundled model stays");
            }
            if (Objects.equals(file.getParent(), folder)) {
                Files.deleteIfExists(file);
                PartFile.remove(file);
            }
            Files.deleteIfExists(folder.resolve(
                    (entry.named().isPresent() ? ModelCard.stem(file) : entry.name()) + ModelCard.ENDING));
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", entry.name(), words(e));
        }
    }

    /// Compares every file that is here with its card.
    public List<Check> verify(Cancel cancel, Progress progress) {
        List<Entry> here = list().stream().filter(e -> e.file().isPresent()).toList();
        long total = here.stream().mapToLong(e -> e.bytes().orElse(0)).sum();
        var out = new ArrayList<Check>();
        long before = 0;
        for (Entry e : here) {
            long start = before;
            out.add(new Check(e, check(e, cancel, (done, all) -> progress.at(start + done, total))));
            before += e.bytes().orElse(0);
        }
        return out;
    }

    private Outcome check(Entry e, Cancel cancel, Progress progress) {
        Path file = e.file().orElseThrow();
        if (!Files.exists(file)) {
            return Outcome.MISSING;
        }
        Optional<String> expected = e.named()
                .map(NamedModel::sha256)
                .or(() -> ModelCard.read(folder.resolve(e.name() + ModelCard.ENDING))
                        .filter(c -> c.place().isPresent())
                        .or(() -> ModelCard.read(ModelCard.beside(file)))
                        .map(ModelCard::sha256));
        if (expected.isEmpty()) {
            return Outcome.NO_CARD;
        }
        try {
            return Sha256.of(file, cancel, progress).equals(expected.get()) ? Outcome.WHOLE : Outcome.CHANGED;
        } catch (IOException unreadable) {
            return Outcome.UNREADABLE;
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
