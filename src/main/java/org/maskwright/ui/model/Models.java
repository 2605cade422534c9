package org.maskwright.ui.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Words;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Catalogue.Entry;
import org.maskwright.weights.Catalogue.Origin;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.NamedModel;
import org.maskwright.weights.Progress;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.DeviceReport;
import org.maskwright.worker.DiskCache;
import org.maskwright.worker.Probe;

/// The models at hand as the Model tab lists them, and the verbs on them: use, add, fetch, remove. One thread, given as
/// `ui`; files are read and written elsewhere.
public final class Models {
    private static final double LEAST_NEWS = 0.002;

    private final Workbench bench;
    private final Catalogue catalogue;
    private final Optional<DiskCache> cache;
    private final Outside outside;
    private final Errands errands;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObjectProperty<DiskCache.@Nullable Contents> kept = new SimpleObjectProperty<>();
    private final Map<String, Work> fetches = new HashMap<>();
    private List<Known> known = List.of();
    private @Nullable Entry chosen;

    /// Where a model stands.
    public enum Standing {
        IN_USE,
        LOADING,
        HERE,
        /// an unfinished download left a part of it
        BEGUN,
        AWAY,
        FETCHING
    }

    /// One model.
    ///
    /// @param kind its network, in words
    /// @param fetch how far its download is, while one runs
    public record Row(
            Entry entry,
            String kind,
            Standing standing,
            @Nullable Work fetch) {}

    private record Known(Entry entry, String kind) {}

    /// What the application around does.
    public interface Outside {
        /// The person took a model into use, and it is in place.
        void chose(Entry entry);

        /// A frame and a click to test a device with; read in the background.
        Probe probe();

        /// What an NVIDIA card needs.
        CardLibraries cards();
    }

    /// @param cache embeddings kept on disk, if any are
    /// @param background runs tasks elsewhere
    public Models(
            Workbench bench,
            Catalogue catalogue,
            Optional<DiskCache> cache,
            Executor ui,
            Executor background,
            Outside outside) {
        this.bench = bench;
        this.catalogue = catalogue;
        this.cache = cache;
        this.outside = outside;
        errands = new Errands(ui, background);
        Machine machine = bench.machine();
        machine.loadingFrom().addListener(o -> show());
        machine.weights().addListener((o, was, is) -> {
            show();
            Entry meant = chosen;
            if (is != null && meant != null && is(meant, is)) {
                chosen = null;
                outside.chose(meant);
            }
        });
        machine.device().addListener((o, was, is) -> {
            if (is != null && is.isUnused() && (was == null || was.kind() != is.kind())) {
                sayUnused(is);
            }
        });
    }

    /// Bundled ones first, then what the person added, then what can be fetched.
    public ObservableList<Row> rows() {
        return rows;
    }

    /// What is kept on disk of embeddings; null until it was looked at.
    public ReadOnlyObjectProperty<DiskCache.@Nullable Contents> kept() {
        return kept;
    }

    /// The model in use, as it is listed.
    public Optional<Row> inUse() {
        return rows.stream().filter(r -> r.standing() == Standing.IN_USE).findFirst();
    }

    /// Looks at the folders again.
    public void refresh() {
        errands.run(
                () -> catalogue.list().stream()
                        .map(e -> new Known(e, Catalogue.kind(e)))
                        .toList(),
                list -> {
                    known = list;
                    show();
                },
                why -> bench.notices().show("models", why));
        cache.ifPresent(
                c -> errands.run(c::contents, kept::set, why -> bench.notices().show("models", why)));
    }

    private void show() {
        var out = new ArrayList<Row>();
        for (Known k : known) {
            out.add(new Row(
                    k.entry(),
                    k.kind(),
                    standing(k.entry()),
                    fetches.get(k.entry().name())));
        }
        Path used = bench.machine().weights().get();
        if (used != null && out.stream().noneMatch(r -> is(r.entry(), used))) {
            var elsewhere = new Entry(
                    String.valueOf(used.getFileName()),
                    Origin.ADDED,
                    Optional.of(used),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0);
            out.addFirst(new Row(elsewhere, "", Standing.IN_USE, null));
        }
        if (!out.equals(rows)) {
            rows.setAll(out);
        }
    }

    private Standing standing(Entry e) {
        Path used = bench.machine().weights().get();
        Path loading = bench.machine().loadingFrom().get();
        if (fetches.containsKey(e.name())) {
            return Standing.FETCHING;
        } else if (loading != null && is(e, loading)) {
            return Standing.LOADING;
        } else if (used != null && is(e, used)) {
            return Standing.IN_USE;
        } else if (e.file().isPresent()) {
            return Standing.HERE;
        }
        return e.part() > 0 ? Standing.BEGUN : Standing.AWAY;
    }

    private static boolean is(Entry e, Path file) {
        return e.file()
                .filter(f -> f.toAbsolutePath().equals(file.toAbsolutePath()))
                .isPresent();
    }

    /// Takes a model into use: labels stay, the one in use answers until it is there. A mask decoder alone
    /// goes into the model in use.
    public void use(Entry entry) {
        Path file = entry.file().orElse(null);
        if (file == null) {
            return;
        }
        bench.notices().solved("model");
        Supplier<Optional<SequencedMap<String, Tensor>>> decoder =
                () -> Catalogue.recognise(file) instanceof Architecture.Found.Decoder
                        ? Optional.of(Checkpoints.read(file))
                        : Optional.empty();
        errands.run(
                decoder,
                alone -> alone.ifPresentOrElse(this::swap, () -> {
                    chosen = entry;
                    bench.machine().load(file);
                }),
                why -> bench.notices().show("model", why));
    }

    private void swap(Map<String, Tensor> tensors) {
        var weights = new LinkedHashMap<String, Tensor>();
        tensors.forEach((name, t) -> {
            if (Sam.DECODER_PREFIXES.stream().anyMatch(name::startsWith)) {
                weights.put(name, t);
            }
        });
        bench.machine().swap(weights);
    }

    /// Gives the model up that is being loaded.
    public void cancelLoad() {
        chosen = null;
        bench.machine().cancelLoad();
    }

    /// Takes a file of the person's into the catalogue, and into use.
    public void add(Path file) {
        var _ = bench.works()
                .run(
                        "model",
                        Words.of("ui.models.adding", String.valueOf(file.getFileName())),
                        (cancel, progress) -> catalogue.add(file, true, cancel, shares(progress)))
                .thenAccept(added -> {
                    refresh();
                    use(added);
                });
    }

    /// Fetches a model that has a name; an unfinished download goes on.
    public void fetch(Entry entry) {
        NamedModel what = entry.named().orElseThrow();
        if (fetches.containsKey(entry.name())) {
            return;
        }
        var cancel = new Cancel();
        Work work = bench.works().show(Words.of("ui.models.fetching", what.words()), cancel);
        fetches.put(entry.name(), work);
        bench.notices().solved("fetch");
        show();
        errands.run(
                () -> catalogue.fetch(
                        entry.name(),
                        cancel,
                        shares(share -> errands.ui().execute(() -> bench.works().progressed(work, share)))),
                fetched -> {
                    ended(entry, work);
                    bench.notices()
                            .show(Notice.fact(
                                    "fetch",
                                    Words.of("ui.models.fetched", what.words()),
                                    Words.of("ui.models.fetched.what", what.licence()),
                                    new Notice.Act(Words.of("ui.models.use"), () -> use(fetched))));
                },
                why -> {
                    ended(entry, work);
                    if (!cancel.isCancelled()) {
                        bench.notices()
                                .show(
                                        "fetch",
                                        why,
                                        new Notice.Act(Words.of("ui.models.fetch-again"), () -> fetch(entry)));
                    }
                });
    }

    private void ended(Entry entry, Work work) {
        bench.works().ended(work);
        fetches.remove(entry.name());
        refresh();
    }

    /// Passes on what is worth drawing.
    private static Progress shares(DoubleConsumer to) {
        double[] said = {-1};
        return (done, total) -> {
            double share = total <= 0 ? Double.NaN : (double) done / total;
            if (said[0] < 0 || share - said[0] >= LEAST_NEWS || done == total) {
                said[0] = Math.max(0, share);
                to.accept(share);
            }
        };
    }

    /// Takes a model out of the person's folder, unless it is in use.
    public void remove(Entry entry) {
        Row row = rows.stream().filter(r -> r.entry().equals(entry)).findFirst().orElse(null);
        if (row != null && row.standing() != Standing.IN_USE && row.standing() != Standing.LOADING) {
            errands.run(
                    () -> {
                        catalogue.remove(entry);
                        return entry;
                    },
                    gone -> refresh(),
                    why -> bench.notices().show("models", why));
        }
    }

    /// Removes what is kept on disk of embeddings; frames are prepared anew when they are needed.
    public void clearCache() {
        cache.ifPresent(c -> errands.run(
                () -> {
                    c.clear();
                    return c.contents();
                },
                kept::set,
                why -> bench.notices().show("models", why)));
    }

    /// Tests the device in use.
    public void testDevice() {
        errands.run(
                outside::probe, bench.machine()::test, why -> bench.notices().show("device", why));
    }

    /// What an NVIDIA card needs.
    public CardLibraries cards() {
        return outside.cards();
    }

    private void sayUnused(DeviceReport report) {
        if (report.kind() == DeviceReport.Kind.CARD_TOO_SMALL) {
            return; // said when it happened
        }
        boolean lacking = report.kind() == DeviceReport.Kind.ENGINE_FOR_PROCESSOR;
        List<Notice.Act> acts = cards()
                .offer()
                .filter(o -> lacking)
                .map(o -> new Notice.Act(Words.of("ui.device.fetch-cuda"), cards()::fetch))
                .stream()
                .toList();
        bench.notices()
                .show(new Notice(
                        "device",
                        Notice.Level.WARNING,
                        Words.of("ui.device.unused"),
                        Words.of("ui.device.unused.what", report.reason()),
                        acts,
                        true,
                        ""));
    }
}
