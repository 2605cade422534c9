package org.maskwright.ui.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Words;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.ui.model.Models.Row;
import org.maskwright.ui.model.Models.Standing;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.NamedModel;
import org.maskwright.weights.OddServer;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Card;
import org.maskwright.worker.DeviceReport;
import org.maskwright.worker.DiskCache;
import org.maskwright.worker.Probe;

/// The list of models and what a hand does with it, on a worker without a network.
class ModelsTest {
    private static final Executor ELSEWHERE = work -> Thread.ofVirtual().start(work);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private BenchFixture f;

    private final List<String> chosen = new ArrayList<>();

    @BeforeEach
    void open() {
        f = new BenchFixture(home.resolve("project")).open();
    }

    @AfterEach
    void close() {
        f.close();
    }

    private Models models(NamedModel... named) {
        var models = new Models(
                f.bench,
                new Catalogue(home.resolve("models"), Optional.empty(), List.of(named)),
                Optional.of(new DiskCache(home.resolve("cache"), 1 << 20)),
                f.turns()::add,
                ELSEWHERE,
                new Models.Outside() {
                    @Override
                    public void chose(Catalogue.Entry entry) {
                        chosen.add(entry.name());
                    }

                    @Override
                    public Probe probe() {
                        return new Probe(
                                Raster.ofBytes(8, 8, 1, new byte[64]), Contrast.NONE, new Prompt.Click(4, 4, true));
                    }

                    @Override
                    public CardLibraries cards() {
                        return OFFERED;
                    }
                });
        models.refresh();
        return models;
    }

    /// Something could be fetched for a card.
    private static final CardLibraries OFFERED = new CardLibraries() {
        @Override
        public Optional<String> offer() {
            return Optional.of("3 GB");
        }

        @Override
        public ReadOnlyBooleanProperty here() {
            return CardLibraries.NONE.here();
        }

        @Override
        public void fetch() {}

        @Override
        public void remove() {}
    };

    private Path weights(String name) {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("image_encoder.stem.0.conv.weight", Tensor.of(new float[] {name.hashCode()}, 1));
        tensors.put("mask_decoder.mask_tokens.weight", Tensor.of(new float[4 * 128], 4, 128));
        Path file = home.resolve(name + ".safetensors");
        new Safetensors(tensors, Map.of()).write(file);
        return file;
    }

    private static Optional<Row> row(Models models, String name) {
        return models.rows().stream().filter(r -> r.entry().name().equals(name)).findFirst();
    }

    private void until(Models models, String name, Standing standing) {
        f.until(() -> row(models, name).filter(r -> r.standing() == standing).isPresent());
    }

    private List<String> banners() {
        return f.bench.notices().all().stream()
                .map(n -> n.title() + " " + n.what())
                .toList();
    }

    @Test
    void aFileThatIsAddedIsUsedAndTheLabelsStay() {
        Models models = models();
        f.click(60, 60).accept().accepted(1);
        var labels = f.bench.labels().get();
        models.add(weights("one"));
        until(models, "one", Standing.IN_USE);
        assertThat(chosen).containsExactly("one");
        models.add(weights("two"));
        until(models, "two", Standing.IN_USE);
        assertThat(row(models, "one").orElseThrow().standing()).isEqualTo(Standing.HERE);
        f.until(() -> f.bench.machine().state().get() == Machine.State.READY);
        assertThat(f.bench.labels().get()).isEqualTo(labels);
        assertThat(f.bench.machine().model().get().name()).isEqualTo("two");
        f.click(150, 150).accept().accepted(2);
    }

    @Test
    void aSwitchThatIsGivenUpAndBegunAgainLeavesNoTrace() {
        Models models = models();
        models.add(weights("one"));
        until(models, "one", Standing.IN_USE);
        models.add(weights("two"));
        until(models, "two", Standing.IN_USE);
        chosen.clear();
        f.worker().hold();
        models.use(row(models, "one").orElseThrow().entry());
        until(models, "one", Standing.LOADING);
        assertThat(f.bench.machine().state().get()).isEqualTo(Machine.State.LOADING);
        models.cancelLoad();
        until(models, "one", Standing.HERE);
        assertThat(row(models, "two").orElseThrow().standing()).isEqualTo(Standing.IN_USE);
        assertThat(f.bench.frames().getFirst().embedding().get()).isEqualTo(FrameItem.Embedding.READY);
        assertThat(f.bench.machine().state().get()).isEqualTo(Machine.State.READY);
        assertThat(chosen).isEmpty();
        models.use(row(models, "one").orElseThrow().entry());
        until(models, "one", Standing.LOADING);
        f.worker().release();
        until(models, "one", Standing.IN_USE);
        assertThat(chosen).containsExactly("one");
        assertThat(banners()).isEmpty();
    }

    @Test
    void aFileThatIsNoModelIsSaidInWords() throws IOException {
        Models models = models();
        Path text = Files.writeString(home.resolve("notes.pth"), "these are no weights at all");
        models.add(text);
        f.until(() -> !banners().isEmpty());
        assertThat(banners().getFirst()).contains("notes.pth").contains("Accepted are");
        assertThat(home.resolve("models")).doesNotExist();
    }

    @Test
    void aDownloadSaysHowFarItIsIsGivenUpAndGoesOn() throws Exception {
        Path file = weights("far");
        byte[] bytes = Files.readAllBytes(file);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        var held = new CountDownLatch(1);
        OddServer.Answer half = (asked, out) -> {
            OddServer.head(out, 200, "ETag: \"1\"", "Content-Length: " + bytes.length);
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (var server = new OddServer(half, OddServer.whole(bytes))) {
            var named = new NamedModel(
                    "far", "far.safetensors", server.address(), "MIT", hash, OptionalLong.of(bytes.length), "Far net");
            Models models = models(named);
            until(models, "far", Standing.AWAY);
            models.fetch(row(models, "far").orElseThrow().entry());
            until(models, "far", Standing.FETCHING);
            Work work = requireNonNull(row(models, "far").orElseThrow().fetch());
            f.until(() -> work.done().get() > 0.4);
            work.cancel();
            until(models, "far", Standing.BEGUN);
            held.countDown();
            assertThat(banners()).isEmpty();
            models.fetch(row(models, "far").orElseThrow().entry());
            until(models, "far", Standing.HERE);
            assertThat(banners().getFirst()).contains("Far net is here").contains("MIT");
            f.bench.notices().all().getFirst().acts().getFirst().run().run();
            until(models, "far", Standing.IN_USE);
            models.add(weights("other"));
            until(models, "other", Standing.IN_USE);
            models.remove(row(models, "far").orElseThrow().entry());
            until(models, "far", Standing.AWAY);
            assertThat(f.bench.works().running()).isEmpty();
        }
    }

    @Test
    void aDownloadThatFailsOffersToGoOn() throws Exception {
        try (var server = new OddServer(OddServer.status(404))) {
            var named = new NamedModel(
                    "far", "far.pth", server.address(), "MIT", "0".repeat(64), OptionalLong.empty(), "Far net");
            Models models = models(named);
            until(models, "far", Standing.AWAY);
            models.fetch(row(models, "far").orElseThrow().entry());
            f.until(() -> !banners().isEmpty());
            assertThat(banners().getFirst()).contains("404");
            assertThat(f.bench.notices().all().getFirst().acts()).hasSize(1);
            until(models, "far", Standing.AWAY);
        }
    }

    @Test
    void aCardThatIsThereAndNotUsedIsSaidOnce() {
        Models models = models();
        f.worker()
                .on(new DeviceReport(
                        DeviceReport.Kind.ENGINE_FOR_PROCESSOR, 2, "", Optional.of(new Card("A card", "535", 8188))));
        models.add(weights("one"));
        until(models, "one", Standing.IN_USE);
        f.until(() -> banners().stream().anyMatch(b -> b.startsWith(Words.of("ui.device.unused"))));
        assertThat(f.bench.notices().all().getLast().acts()).hasSize(1);
        models.add(weights("two"));
        until(models, "two", Standing.IN_USE);
        assertThat(banners())
                .filteredOn(b -> b.startsWith(Words.of("ui.device.unused")))
                .hasSize(1);
    }

    @Test
    void theDeviceIsTestedAndTheCacheIsCleared() throws IOException {
        Files.createDirectories(home.resolve("cache"));
        Files.write(home.resolve("cache/ab-cd.safetensors"), new byte[500]);
        Models models = models();
        f.until(() -> models.kept().get() != null && models.kept().get().embeddings() == 1);
        models.clearCache();
        f.until(() -> models.kept().get().embeddings() == 0);
        models.testDevice();
        f.until(() -> f.bench.machine().tested().get() != null);
        assertThat(f.bench.machine().tested().get().agrees()).isTrue();
        assertThat(f.bench.machine().testing().get()).isFalse();
    }
}
