package org.maskwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.maskwright.Problem;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.Architecture.Found;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Catalogue.Entry;
import org.maskwright.weights.Catalogue.Origin;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.Tensor;

/// Finds weights by name: a file as given, a model of the catalogue, or the one that comes with Maskwright.
///
/// @param catalogue the person's models and the bundled ones
public record ModelFiles(Catalogue catalogue) {

    /// The person's folder, and the one beside the program.
    public static ModelFiles ofThisMachine() {
        return new ModelFiles(new Catalogue(Folders.ofThisMachine().models(), Beside.folder("models")));
    }

    /// @param wanted a file, or a name with or without its ending; empty for the model that comes with Maskwright
    /// @throws Problem when there is no such model, or it was not fetched yet
    public Path find(Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return bundled();
        }
        String name = wanted.get();
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return file;
        }
        Entry entry = catalogue.find(name).orElseThrow(() -> new Problem("app.nomodel", name));
        return entry.file().orElseThrow(() -> new Problem("app.model-away", entry.name()));
    }

    /// A model, from what [#read] gives. On the tensor thread.
    public Sam load(Path file, String device) {
        return Sam.of(read(file), Catalogue.nameOf(file), device);
    }

    /// Reads a model's weights. A mask decoder alone goes into the model that comes with Maskwright; in the window it
    /// goes into the one in use.
    ///
    /// @param file as [#find] gives it
    /// @throws Problem `weights.decoder-alone` when the width of that model is another, and as [Checkpoints#read]
    public SequencedMap<String, Tensor> read(Path file) {
        SequencedMap<String, Tensor> own = Checkpoints.read(file);
        if (!(Architecture.of(own) instanceof Found.Decoder(int width))) {
            return own;
        }
        var whole = new LinkedHashMap<>(Checkpoints.read(bundled()));
        if (!(Architecture.of(whole) instanceof Found.Model(Architecture base)) || base.width() != width) {
            throw Architecture.refused(file.toString(), own);
        }
        whole.keySet().removeIf(ModelFiles::isOfDecoder);
        own.forEach((name, tensor) -> {
            if (isOfDecoder(name)) {
                whole.put(name, tensor);
            }
        });
        return whole;
    }

    private static boolean isOfDecoder(String tensor) {
        return Sam.DECODER_PREFIXES.stream().anyMatch(tensor::startsWith);
    }

    /// The model that is used when none is named: the last by name, so the newest version, of those that
    /// come with Maskwright; without one, of those that the person added.
    private Path bundled() {
        return catalogue.list().stream()
                .filter(e -> e.origin() != Origin.NAMED && e.file().isPresent())
                .max(Comparator.comparing((Entry e) -> e.origin() == Origin.BUNDLED)
                        .thenComparing(Entry::name))
                .flatMap(Entry::file)
                .orElseThrow(() -> new Problem("app.nomodel", "maskwright"));
    }
}
