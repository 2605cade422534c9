package org.maskwright.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.ModelRecord.Figures;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.project.ProjectStore;
import org.maskwright.sam.Network;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Request;
import org.maskwright.worker.Ticket;
import org.maskwright.worker.Worker;

/// The learning of one open project: begins rounds on all accepted labels, keeps each version as a new
/// file named by its hash, takes a promoted one into use, and goes back to any earlier one. One thread
/// at a time; files are written on a virtual thread.
public final class Rounds {
    /// Of a version whose search alone learnt: nobody clicked.
    private static final Figures NO_CLICKS = new Figures(0, 0, 0);

    private final ProjectStore store;
    private final Worker worker;
    private final Path base;
    private final String device;
    private final InstantSource clock;
    private final Executor executor;
    private final Consumer<Round> listener;
    private final IntFunction<List<Recipe>> recipes;
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
    private volatile @Nullable Ticket ticket;
    private volatile @Nullable Supplier<Bootstrap> next;

    /// @param base weights of the model that every round begins from
    /// @param device the engine's name of the device to learn on
    /// @param executor runs the listener
    public Rounds(
            ProjectStore store,
            Worker worker,
            Path base,
            String device,
            InstantSource clock,
            Executor executor,
            Consumer<Round> listener) {
        this(store, worker, base, device, clock, executor, listener, Recipe::of);
    }

    /// @param recipes how much a round learns from a number of objects
    public Rounds(
            ProjectStore store,
            Worker worker,
            Path base,
            String device,
            InstantSource clock,
            Executor executor,
            Consumer<Round> listener,
            IntFunction<List<Recipe>> recipes) {
        this.recipes = recipes;
        this.store = store;
        this.worker = worker;
        this.base = base;
        this.device = device;
        this.clock = clock;
        this.executor = executor;
        this.listener = listener;
    }

    /// Begins a round; it ends with [Round.Over]. With too few accepted objects nothing begins.
    ///
    /// @return why no round began, if none did
    public Optional<Problem> start(Pictures pictures, long seed) {
        TrainingSet set = TrainingSet.of(store.project(), pictures);
        if (set.objects() < HoldOut.LEAST_OBJECTS) {
            return Optional.of(new Problem("train.few", set.objects(), HoldOut.LEAST_OBJECTS));
        }
        next = SearchSet.of(store.project(), pictures, seed)
                .ifEnough()
                .map(s -> (Supplier<Bootstrap>) () -> new Bootstrap(s, List.of(), 0, seed, w -> searched(w, seed)))
                .orElse(null);
        ticket = worker.submit(new Request.Train(new FineTune(
                () -> HoldOut.of(set, seed),
                recipes,
                seed,
                () -> Checkpoints.read(base),
                device,
                Runnable::run,
                this::heard)));
        return Optional.empty();
    }

    /// Has the search learn from the frames that nobody labelled, beside those that somebody did; ends with
    /// [Round.Over]. Where no complete frame could judge nothing begins.
    ///
    /// @return why it did not begin, if it did not
    public Optional<Problem> bootstrap(Pictures pictures, long seed) {
        List<Page> frames = Bootstrap.unlabelled(store.project(), pictures);
        Optional<SearchSet> set = SearchSet.of(store.project(), pictures, seed).ifEnough();
        if (frames.isEmpty()) {
            return Optional.of(new Problem("train.weak-none"));
        } else if (set.isEmpty()) {
            return Optional.of(new Problem("train.weak-unjudged"));
        }
        next = null;
        ticket = worker.submit(new Request.Train(
                new Bootstrap(set.get(), frames, Bootstrap.MOST_ROUNDS, seed, w -> searched(w, seed))));
        return Optional.empty();
    }

    /// Gives the running round up.
    public void stop() {
        next = null;
        if (ticket != null) {
            worker.cancel(ticket);
        }
    }

    /// Takes a version into use; empty for the base. The worker says when it is in place.
    public CompletableFuture<Long> use(Optional<String> hash) {
        return CompletableFuture.supplyAsync(() -> weights(hash), Rounds::background)
                .thenCompose(weights -> {
                    worker.submit(new Request.Swap(weights));
                    return store.useModel(hash);
                });
    }

    /// Puts the version that the project uses in place; the base model's load was asked for before.
    public CompletableFuture<Void> resume() {
        return CompletableFuture.runAsync(
                () -> store.project()
                        .model()
                        .ifPresent(m -> worker.submit(new Request.Swap(weights(Optional.of(m.hash()))))),
                Rounds::background);
    }

    /// A version with everything that it has from the base: a model of its own. Not for the tensor thread.
    public SequencedMap<String, Tensor> whole(Optional<String> hash) {
        var all = new LinkedHashMap<String, Tensor>(Checkpoints.read(base));
        all.putAll(weights(hash));
        return all;
    }

    /// Writes a version as a model of its own, under the reference's names.
    ///
    /// @return when it is on the disk; fails with a [Problem]
    public CompletableFuture<Path> export(Optional<String> hash, Path file) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var metadata = new LinkedHashMap<String, String>();
                    store.project().models().stream()
                            .filter(m -> hash.filter(m.hash()::equals).isPresent())
                            .forEach(m -> {
                                metadata.put("recipe", m.recipe());
                                metadata.put("objects", String.valueOf(m.objects()));
                                metadata.put("seed", String.valueOf(m.seed()));
                                metadata.put("parent", String.valueOf(m.parent()));
                            });
                    new Safetensors(whole(hash), metadata).write(file);
                    return file;
                },
                Rounds::background);
    }

    /// Puts a version beside the one in use, with all its weights where either has an encoder of its own.
    ///
    /// @param name returned with its answers
    /// @param hash of the version, empty for the base
    /// @param inUse the version that it is put beside
    public CompletableFuture<Void> compare(String name, Optional<String> hash, Optional<String> inUse) {
        return CompletableFuture.runAsync(
                () -> {
                    SequencedMap<String, Tensor> other = weights(hash);
                    boolean apart = Sam.hasEncoder(other) || Sam.hasEncoder(weights(inUse));
                    worker.submit(new Request.Compare(name, apart ? whole(hash) : other));
                },
                Rounds::background);
    }

    private SequencedMap<String, Tensor> weights(Optional<String> hash) {
        if (hash.isEmpty()) {
            return decoder(Checkpoints.read(base));
        }
        String file = store.project().models().stream()
                .filter(m -> m.hash().equals(hash.get()))
                .map(ModelRecord::file)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model " + hash.get()));
        if (file == null) {
            throw new IllegalArgumentException("a refused model was not kept");
        }
        return new LinkedHashMap<>(Checkpoints.read(store.models().resolve(file)));
    }

    private static SequencedMap<String, Tensor> decoder(Map<String, Tensor> all) {
        var out = new LinkedHashMap<String, Tensor>();
        all.forEach((name, tensor) -> {
            if (Sam.DECODER_PREFIXES.stream().anyMatch(name::startsWith)) {
                out.put(name, tensor);
            }
        });
        return out;
    }

    /// Tensor thread. Words are passed on in order, a verdict once its version is kept. When all else has learnt, the
    /// search does.
    private void heard(Round round) {
        told = told.thenRunAsync(
                () -> {
                    Supplier<Bootstrap> search = next;
                    if (round instanceof Round.Failed) {
                        next = null;
                    } else if (round instanceof Round.Over && search != null) {
                        next = null;
                        ticket = worker.submit(new Request.Train(search.get()));
                        return;
                    }
                    say(round, () -> {
                        if (round instanceof Round.Judged judged) {
                            keep(judged);
                        }
                    });
                },
                Rounds::background);
    }

    /// The same of the search.
    private void searched(Bootstrap.Word word, long seed) {
        told = told.thenRunAsync(
                () -> {
                    switch (word) {
                        case Bootstrap.Word.Scored s ->
                            say(new Round.Searched(s.round(), s.ap(), s.objects()), () -> {});
                        case Bootstrap.Word.Labelled _ -> {}
                        case Bootstrap.Word.Done d -> say(new Round.SearchJudged(d), () -> keep(d, seed));
                        case Bootstrap.Word.Over _ -> say(new Round.Over(), () -> {});
                    }
                },
                Rounds::background);
    }

    /// Passes a word on once what it says is so.
    private void say(Round round, Runnable first) {
        Round word = round;
        try {
            first.run();
        } catch (Problem why) {
            word = new Round.Failed(why);
        }
        Round last = word;
        executor.execute(() -> listener.accept(last));
    }

    /// A version of the model in use with another head.
    private void keep(Bootstrap.Word.Done done, long seed) {
        SequencedMap<String, Tensor> all =
                weights(Optional.ofNullable(store.project().modelInUse()));
        all.keySet().removeIf(name -> name.startsWith(Network.HEAD));
        all.putAll(done.head());
        keep(new Round.Judged(
                done.hash(),
                done.parent(),
                NO_CLICKS,
                NO_CLICKS,
                done.kept() ? Verdict.PROMOTED : Verdict.REFUSED,
                List.of(),
                done.objects(),
                seed,
                done.words(),
                0,
                all));
    }

    private void keep(Round.Judged judged) {
        var metadata = Map.of("objects", String.valueOf(judged.objects()), "recipe", judged.recipe());
        Path folder = store.models();
        String file = judged.hash() + ".safetensors";
        boolean promoted = judged.verdict() == Verdict.PROMOTED;
        try {
            if (promoted) {
                Files.createDirectories(folder);
                new Safetensors(judged.weights(), metadata).write(folder.resolve(file));
            }
            store.addModel(new ModelRecord(
                            judged.hash(),
                            promoted ? file : null,
                            judged.parent(),
                            clock.instant(),
                            judged.recipe(),
                            judged.objects(),
                            judged.seed(),
                            judged.before(),
                            judged.after(),
                            judged.verdict()))
                    .join();
            if (promoted) {
                worker.submit(new Request.Swap(judged.weights()));
            }
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", folder.toString(), String.valueOf(e.getMessage()));
        }
    }

    private static void background(Runnable work) {
        Thread.ofVirtual().name("maskwright-models").start(work);
    }
}
