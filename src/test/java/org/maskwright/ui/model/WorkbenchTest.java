package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;

class WorkbenchTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private BenchFixture open() {
        return new BenchFixture(folder.resolve("p")).open();
    }

    @Test
    void undoAndRedoSurviveARestart() {
        try (var f = open()) {
            f.click(50, 50).accept().accepted(1).click(150, 150).accept().accepted(2);
            f.bench.undo();
            f.accepted(1);
        }
        try (var f = open()) {
            assertThat(f.accepted()).isEqualTo(1);
            assertThat(f.bench.canRedo().get()).isTrue();
            f.bench.redo();
            f.accepted(2);
            f.bench.undo();
            f.accepted(1);
            f.bench.undo();
            f.accepted(0);
            assertThat(f.bench.canUndo().get()).isFalse();
        }
    }

    @Test
    void theHistoryFollowsTheStoreEditByEdit() {
        try (var f = open()) {
            var random = new Random(5);
            int changed = 0;
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> f.bench.toggleComplete();
                    case 2 -> f.bench.undo();
                    default -> f.bench.redo();
                }
                f.settle();
                assertThat(f.bench.history()).as("after step %d", i).isEqualTo(rows(f));
                changed = Math.max(changed, f.bench.history().size());
            }
            assertThat(changed).isGreaterThan(5);
            for (HistoryItem item : List.copyOf(f.bench.history())) {
                f.bench.goTo(item);
                f.settle();
                assertThat(f.bench.history()).isEqualTo(rows(f));
            }
        }
    }

    private static List<HistoryItem> rows(BenchFixture f) {
        var history = f.bench.store().orElseThrow().history();
        var rows = new ArrayList<HistoryItem>();
        history.undone().reversed().forEach(e -> rows.add(new HistoryItem(e, true)));
        history.done().reversed().forEach(e -> rows.add(new HistoryItem(e, false)));
        return rows;
    }

    @Test
    void anEditAmongThousandsChangesOneRow() {
        try (var f = open()) {
            for (int i = 0; i < 2_000; i++) {
                f.bench.toggleComplete();
            }
            f.settle();
            var touched = new ArrayList<Integer>();
            f.bench.history().addListener((ListChangeListener<HistoryItem>) c -> {
                while (c.next()) {
                    touched.add(c.getAddedSize() + c.getRemovedSize());
                }
            });
            f.bench.undo();
            f.bench.redo();
            f.bench.toggleComplete();
            f.settle();
            assertThat(touched).containsExactly(2, 2, 1);
        }
    }

    @Test
    void whatAFullDiskRefusesIsShownAsUnsavedAndTriedAgain() {
        try (var f = new BenchFixture(folder.resolve("p"))) {
            var shown = new ArrayList<Path>();
            f.bench.notices().showFoldersWith(shown::add);
            var disk = f.openOnDisk();
            f.click(50, 50).accept().accepted(1);
            disk.full(true);
            f.click(150, 150).accept();
            f.until(() -> saving(f).filter(n -> n.title().contains("object 2")).isPresent());

            assertThat(f.accepted()).isEqualTo(1);
            assertThat(f.bench.unsaved().get()).containsExactly(new InstanceId(2));
            assertThat(f.bench.saved().get().kind()).isEqualTo(SaveState.Kind.NOT_SAVED);
            Notice banner = saving(f).orElseThrow();
            assertThat(banner.title()).contains("is full");
            assertThat(banner.acts()).extracting(Notice.Act::word).containsExactly("Show the folder", "Try now");
            banner.acts().getFirst().run().run();
            assertThat(shown).containsExactly(folder.resolve("p"));

            disk.full(false);
            banner.acts().getLast().run().run();
            f.accepted(2);
            assertThat(f.bench.unsaved().get()).isEmpty();
            assertThat(f.bench.notices().all()).noneMatch(n -> n.key().equals("saving"));
        }
    }

    private static Optional<Notice> saving(BenchFixture f) {
        return f.bench.notices().all().stream()
                .filter(n -> n.key().equals("saving"))
                .findFirst();
    }

    @Test
    void theObjectInHandIsOfferedBack() {
        try (var f = open()) {
            f.click(50, 50);
        }
        try (var f = open()) {
            var active = Objects.requireNonNull(f.bench.active().get());
            assertThat(active.prompts()).hasSize(1);
            assertThat(active.mask().contains(50, 50)).isTrue();
            assertThat(f.bench.notices().all()).anyMatch(n -> n.key().equals("kept"));
            f.accept().accepted(1);
        }
        try (var f = open()) {
            assertThat(f.bench.active().get()).isNull();
            assertThat(f.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aFrameIsNotCompleteWhileAnObjectIsOpen() {
        try (var f = open()) {
            f.click(50, 50);
            f.bench.toggleComplete();
            assertThat(f.bench.framesComplete().get()).isZero();
            assertThat(f.bench.notices().all()).anyMatch(n -> n.key().equals("complete"));
            f.accept().accepted(1);
            f.bench.toggleComplete();
            f.until(() -> f.bench.framesComplete().get() == 1);
            assertThat(f.bench.frames().getFirst().state().get()).isEqualTo(FrameItem.State.COMPLETE);
        }
    }

    @Test
    void aSecondWindowOnlyLooks() {
        try (var first = open();
                var second = open()) {
            first.click(50, 50).accept().accepted(1);
            assertThat(second.bench.isWritable()).isFalse();
            assertThat(second.bench.saved().get().kind()).isEqualTo(SaveState.Kind.READ_ONLY);
            assertThat(second.bench.notices().all()).anyMatch(n -> n.key().equals("read-only"));
            second.click(50, 50);
            assertThat(second.bench.active().get()).isNull();
        }
    }

    @Test
    void provenanceSaysWhatWasSaidAndWhoAnswered() {
        try (var f = open()) {
            f.click(50, 50).not(55, 55).accept().accepted(1);
            Instance made = f.bench.labels().get().instances().iterator().next();
            assertThat(made.provenance().prompts()).hasSize(2);
            assertThat(made.provenance().modelHash()).isEqualTo("m0");
            assertThat(made.provenance().high()).isEqualTo(255);
        }
    }

    @Test
    void anotherWindowIsTheProjectsAndTheNetworksAlike() {
        try (var f = open()) {
            f.bench.contrast().set(new Contrast(10, 20));
            f.bench.keepContrast();
            f.settle();
            assertThat(Objects.requireNonNull(f.bench.project().get()).view().contrast())
                    .isEqualTo(new Contrast(10, 20));
        }
        try (var f = open()) {
            assertThat(f.bench.contrast().get()).isEqualTo(new Contrast(10, 20));
        }
    }

    @Test
    void deleteRemovesTheChosenObject() {
        try (var f = open()) {
            f.click(50, 50).accept().accepted(1).click(50, 50);
            f.bench.hand().remove();
            f.accepted(0);
            f.bench.undo();
            f.accepted(1);
        }
    }
}
