package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

class ProjectStoreTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void name() {
        folder = temp.resolve("cells");
    }

    private static Surroundings here(String holder) {
        return new Surroundings(holder, InstantSource.fixed(RandomEdits.NOON), _ -> {}, _ -> {});
    }

    private ProjectStore open() {
        return ProjectStore.open(folder, here("anna on host-3"));
    }

    private ProjectStore create() {
        return ProjectStore.create(folder, RandomEdits.project(3), here("anna on host-3"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsDoneUndoneAndRedoneIsThereAfterARestart(long seed) {
        var random = new Random(seed);
        var edits = new RandomEdits(seed);
        var past = new ArrayList<>(List.of(RandomEdits.project(3))); // the model: all states, and where we stand
        int now = 0;
        ProjectStore store = create();
        for (int i = 0; i < 1_300; i++) {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3 -> {
                    if (now > 0) {
                        var _ = store.undo();
                        now--;
                    }
                }
                case 4, 5, 6 -> {
                    if (now < past.size() - 1) {
                        var _ = store.redo();
                        now++;
                    }
                }
                case 7 -> {
                    if (random.nextInt(20) == 0) {
                        store.close();
                        store = open();
                    }
                }
                default -> {
                    past.subList(now + 1, past.size()).clear();
                    Edit e = edits.next(past.get(now));
                    var _ = store.append(e);
                    past.add(past.get(now).apply(e));
                    now++;
                }
            }
            assertThat(store.project()).isEqualTo(past.get(now));
        }
        store.close();
        try (var again = open()) {
            assertThat(again.project()).isEqualTo(past.get(now));
            assertThat(again.history().done()).hasSize(now);
            assertThat(again.history().undone()).hasSize(past.size() - 1 - now);
            while (again.history().undoable().isPresent()) {
                var _ = again.undo();
                assertThat(again.project()).isEqualTo(past.get(--now));
            }
            assertThatIllegalStateException().isThrownBy(again::undo);
            again.goTo(again.history().undone().getLast()).join();
            assertThat(again.project()).isEqualTo(past.getLast());
        }
    }

    @Test
    void theJournalAloneGivesWhatTheSnapshotGives() throws Exception {
        var edits = new RandomEdits(5);
        try (var store = create()) {
            for (int i = 0; i < 2 * DiskWriter.SNAPSHOT_EVERY + 50; i++) {
                store.append(edits.next(store.project())).join();
            }
        }
        try (var reader = SqliteReader.open(folder)) {
            assertThat(reader.load().snapshotSeq()).isEqualTo(2 * DiskWriter.SNAPSHOT_EVERY + 50);
            assertThat(reader.loadFromJournal().project())
                    .isEqualTo(reader.load().project());
            assertThat(reader.complaints()).isEmpty();
        }
    }

    @Test
    void numbersOfTheJournalCountFromOneInOrder() {
        try (var store = create()) {
            for (int i = 1; i <= 5; i++) {
                assertThat(store.append(new Edit.SetComplete(0, i % 2 == 1)).join())
                        .isEqualTo(i);
            }
            assertThat(store.undo().join()).isEqualTo(6);
            assertThat(store.saving()).isEqualTo(new Saving.Saved(6, RandomEdits.NOON));
        }
    }

    @Test
    void settingsModelsAndTheOpenObjectAreKept() {
        var inHand = new OpenObject(
                Plane.of(1),
                new InstanceId(4),
                List.of(new Prompt.Click(3, 4.5, true)),
                Mask.of(2, 2, 3, 3, _ -> true));
        var figures = new ModelRecord.Figures(0.61, 0.75, 24);
        var kept = new ModelRecord(
                "ab12",
                "ab12.safetensors",
                null,
                RandomEdits.NOON,
                "decoder",
                50,
                7L,
                figures,
                new ModelRecord.Figures(0.7, 0.8, 24),
                ModelRecord.Verdict.PROMOTED);
        var refused = new ModelRecord(
                "cd34",
                null,
                "ab12",
                RandomEdits.NOON,
                "decoder",
                70,
                8L,
                figures,
                figures,
                ModelRecord.Verdict.REFUSED);
        try (var store = create()) {
            var _ = store.setView(
                    store.project().view().withContrast(new Contrast(1, 2)).withChannel(1));
            var _ = store.addModel(kept);
            var _ = store.addModel(refused);
            store.keepOpen(Optional.of(inHand)).join();
            assertThat(store.project().model()).contains(kept);
        }
        try (var store = open()) {
            assertThat(store.project().view().contrast()).isEqualTo(new Contrast(1, 2));
            assertThat(store.project().view().channel()).isEqualTo(1);
            assertThat(store.project().models()).containsExactly(kept, refused);
            assertThat(store.project().model()).contains(kept);
            assertThat(store.openObject()).contains(inHand);
            var _ = store.useBase(new BaseModel("sam vit b", "ab12"));
            var _ = store.useModel(Optional.empty());
            store.accept(new Edit.Add(Plane.of(1), RandomEdits.square(9, 2, 2, 3)))
                    .join();
        }
        try (var store = open()) {
            assertThat(store.project().model()).isEmpty();
            assertThat(store.openObject()).isEmpty();
            assertThat(store.project().labels(Plane.of(1)).size()).isEqualTo(1);
        }
    }

    @Test
    void aSecondWindowReadsOnlyAndSaysWhoHoldsIt() {
        try (var first = create()) {
            first.append(new Edit.SetComplete(0, true)).join();
            try (var second = open()) {
                assertThat(second.readOnly().orElseThrow().what()).contains("anna on host-3");
                assertThat(second.project()).isEqualTo(first.project());
                assertThatIllegalStateException().isThrownBy(() -> second.append(new Edit.SetComplete(1, true)));
            }
            try (var third = open()) { // closing the second must not have dropped the lock
                assertThat(third.readOnly()).isPresent();
            }
            first.append(new Edit.SetComplete(1, true)).join();
        }
        try (var alone = open()) {
            assertThat(alone.readOnly()).isEmpty();
            assertThat(alone.project().complete()).containsExactlyInAnyOrder(0, 1);
        }
    }

    @Test
    void aCopyIsReadWithWhatTheWriteAheadFileHolds() throws Exception {
        try (var store = create()) {
            store.append(new Edit.SetComplete(2, true)).join();
            assertThat(ProjectStore.read(folder)).isEqualTo(store.project());
            try (var copy = SqliteReader.openCopy(folder.resolve(ProjectStore.DATABASE))) {
                assertThat(copy.load().project()).isEqualTo(store.project());
            }
        }
    }

    @Test
    void aNewProjectWantsAnEmptyFolder() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(this::create)
                .extracting(Problem::code)
                .isEqualTo("project.exists");
        assertThat(folder).isDirectoryContaining("glob:**notes.txt").isDirectoryNotContaining("glob:**lock");
    }
}
