package org.maskwright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.weights.Catalogue.Entry;
import org.maskwright.weights.Catalogue.Origin;
import org.maskwright.weights.Catalogue.Outcome;

/// The catalogue over folders that people also touch by hand.
class CatalogueTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private final Cancel never = new Cancel();
    private Path mine = Path.of("");
    private Path theirs = Path.of("");
    private Path given = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        mine = home.resolve("mine");
        theirs = Files.createDirectory(home.resolve("theirs"));
        given = Files.createDirectory(home.resolve("given"));
    }

    private Catalogue catalogue(NamedModel... named) {
        return new Catalogue(mine, Optional.of(theirs), new Download(at -> Long.MAX_VALUE, n -> {}), List.of(named));
    }

    /// A file that is recognised as our own kind of network.
    private Path compact(String name, float value) {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("image_encoder.stem.0.conv.weight", Tensor.of(new float[] {value}, 1));
        tensors.put("mask_decoder.mask_tokens.weight", Tensor.of(new float[4 * 128], 4, 128));
        Path file = given.resolve(name);
        new Safetensors(tensors, Map.of()).write(file);
        return file;
    }

    private List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsCopiedInUnderItsNameWithACard() throws IOException {
        Path file = compact("cells.safetensors", 1);
        Entry added = catalogue().add(file, true, never, Progress.NONE);
        assertThat(added.name()).isEqualTo("cells");
        assertThat(added.file()).contains(mine.resolve("cells.safetensors"));
        assertThat(mine.resolve("cells.safetensors")).hasSameBinaryContentAs(file);
        assertThat(names(mine)).containsExactly("cells.md", "cells.safetensors");
        assertThat(mine.resolve("cells.md")).content().contains("Maskwright").contains(file.toString());
        assertThat(catalogue().find("cells")).contains(added);
        assertThat(catalogue().find("cells.safetensors")).contains(added);
        assertThat(Catalogue.kind(added)).isEqualTo("Maskwright");
    }

    @Test
    void aLinkedFileStaysWhereItIs() throws IOException {
        Path file = compact("cells.safetensors", 1);
        Entry added = catalogue().add(file, false, never, Progress.NONE);
        assertThat(added.file()).contains(file);
        assertThat(names(mine)).containsExactly("cells.md");
        assertThat(catalogue().verify(never, Progress.NONE)).containsExactly(new Catalogue.Check(added, Outcome.WHOLE));
        Files.delete(file);
        assertThat(catalogue().verify(never, Progress.NONE).getFirst().outcome())
                .isEqualTo(Outcome.MISSING);
        catalogue().remove(catalogue().find("cells").orElseThrow());
        assertThat(names(mine)).isEmpty();
    }

    @Test
    void theSameContentIsAddedOnceAndAnotherUnderAnotherName() throws IOException {
        Entry first = catalogue().add(compact("cells.safetensors", 1), true, never, Progress.NONE);
        Files.createDirectory(given.resolve("again"));
        Entry again = catalogue().add(compact("again/other.safetensors", 1), true, never, Progress.NONE);
        assertThat(again).isEqualTo(first);
        Entry third = catalogue().add(compact("again/cells.safetensors", 2), true, never, Progress.NONE);
        assertThat(third.name()).isEqualTo("cells-2");
        assertThat(names(mine)).containsExactly("cells-2.md", "cells-2.safetensors", "cells.md", "cells.safetensors");
    }

    @Test
    void anUnknownNetworkIsDescribedAndNothingChanges() {
        Path file = given.resolve("unet.pth.safetensors");
        var tensors = new LinkedHashMap<String, Tensor>();
        for (int i = 0; i < 4; i++) {
            tensors.put("encoder.conv" + i + ".weight", Tensor.of(new float[6], 2, 3));
        }
        tensors.put("head.bias", Tensor.of(new float[1], 1));
        new Safetensors(tensors, Map.of()).write(file);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> catalogue().add(file, true, never, Progress.NONE))
                .withMessageContaining("5 tensors")
                .withMessageContaining("encoder (4), head (1)")
                .withMessageContaining("encoder.conv0.weight FLOAT32[2, 3]")
                .withMessageContaining("SAM with ViT-B");
        assertThat(mine).doesNotExist();
    }

    @Test
    void aDamagedFileIsRefusedAndNothingChanges() throws IOException {
        Path file = compact("cells.safetensors", 1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> catalogue().add(file, true, never, Progress.NONE))
                .extracting(Problem::code)
                .isEqualTo("weights.damaged");
        assertThat(mine).doesNotExist();
    }

    @Test
    void aCancelledCopyLeavesNothing() throws IOException {
        Path file = compact("cells.safetensors", 1);
        var cancel = new Cancel();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> catalogue().add(file, true, cancel, (done, total) -> {
                    cancel.cancel();
                    cancel.check();
                }));
        assertThat(names(mine)).isEmpty();
    }

    @Test
    void theListTellsBundledAddedAndNamed() throws IOException {
        Files.copy(compact("ours-1.safetensors", 3), theirs.resolve("ours-1.safetensors"));
        Files.createDirectories(mine);
        Files.copy(compact("by-hand.pth", 4), mine.resolve("by-hand.pth"));
        var named = new NamedModel(
                "far", "far.pth", URI.create("http://127.0.0.1/far"), "MIT", "0".repeat(64), OptionalLong.of(9), "Far");
        Files.write(mine.resolve("far.pth.part"), new byte[5]);
        List<Entry> all = catalogue(named).list();
        assertThat(all).extracting(Entry::name).containsExactly("ours-1", "by-hand", "far");
        assertThat(all).extracting(Entry::origin).containsExactly(Origin.BUNDLED, Origin.ADDED, Origin.NAMED);
        assertThat(all.getLast().part()).isEqualTo(5);
        assertThat(all.getLast().licence()).contains("MIT");
        catalogue(named).remove(all.getLast());
        assertThat(mine.resolve("far.pth.part")).doesNotExist();
    }

    @Test
    void aNamedModelIsFetchedOnceWithItsCard() throws Exception {
        byte[] bytes = Files.readAllBytes(compact("far.safetensors", 5));
        String hash = Sha256.of(given.resolve("far.safetensors"), never, Progress.NONE);
        try (var server = new OddServer(OddServer.upTo(bytes, 50), OddServer.whole(bytes))) {
            var far = new NamedModel(
                    "far", "far.safetensors", server.address(), "MIT", hash, OptionalLong.of(bytes.length), "Far");
            Entry fetched = catalogue(far).fetch("far", never, Progress.NONE);
            assertThat(fetched.file()).contains(mine.resolve("far.safetensors"));
            assertThat(mine.resolve("far.md")).content().contains("MIT").contains(hash);
            catalogue(far).fetch("far", never, Progress.NONE);
            assertThat(server.asked).hasSize(2);
            assertThat(catalogue(far).verify(never, Progress.NONE).getFirst().outcome())
                    .isEqualTo(Outcome.WHOLE);
            Files.write(mine.resolve("far.safetensors"), new byte[3]);
            assertThat(catalogue(far).verify(never, Progress.NONE).getFirst().outcome())
                    .isEqualTo(Outcome.CHANGED);
        }
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> catalogue().fetch("nowhere", never, Progress.NONE))
                .withMessageContaining("nowhere");
    }

    @Test
    void theModelsThatComeWithMaskwrightFitTheirCards() {
        var bundled = new Catalogue(mine, Optional.of(Path.of("models")));
        assertThat(bundled.verify(never, Progress.NONE))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.outcome()).as(c.entry().name()).isEqualTo(Outcome.WHOLE));
        assertThat(bundled.list().getFirst().licence()).contains("Apache-2.0");
    }

    @Test
    void theNamedModelsAreWellFormed() {
        assertThat(NamedModel.ALL).hasSize(4).allSatisfy(n -> {
            assertThat(n.sha256()).matches("[0-9a-f]{64}");
            assertThat(n.address().getScheme()).isEqualTo("https");
            assertThat(n.licence()).isEqualTo("Apache-2.0");
            assertThat(n.address().getPath()).endsWith(n.file());
        });
    }
}
