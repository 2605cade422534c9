package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maskwright.Problem;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What the disk can do to a project, and what the project then says and keeps.
class FailureTest {
    @TempDir
    Path temp;

    private Path folder;
    private final BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
    private final BlockingQueue<Saving> news = new LinkedBlockingQueue<>();
    private final Surroundings around =
            new Surroundings("anna", InstantSource.fixed(RandomEdits.NOON), later::add, news::add);

    @BeforeEach
    void name() {
        folder = temp.resolve("cells");
    }

    /// The real journal behind a disk that can be told to refuse.
    private static final class Disk implements Journal {
        private final Journal real;
        volatile StoreFailure.@Nullable Why refuses;
        volatile boolean nativeFails;

        Disk(Path folder) {
            real = new SqliteJournal(folder);
        }

        @Override
        public void commit(List<Write> writes) throws StoreFailure {
            if (nativeFails) {
                throw new UnsatisfiedLinkError("no sqlite in java.library.path");
            }
            StoreFailure.Why why = refuses;
            if (why != null) {
                throw new StoreFailure(why, "told to");
            }
            real.commit(writes);
        }

        @Override
        public void close() throws StoreFailure {
            real.close();
        }
    }

    private static Edit add(int id) {
        return new Edit.Add(Plane.of(0), RandomEdits.square(id, id % 50, 3, 4));
    }

    private Saving nextNews() throws InterruptedException {
        Saving s = news.poll(20, TimeUnit.SECONDS);
        assertThat(s).as("news of the disk").isNotNull();
        return s;
    }

    @Test
    void aFullDiskKeepsTheEditAndIsTriedAgain() throws Exception {
        var disks = new Disk[1];
        try (var store =
                ProjectStore.create(folder, RandomEdits.project(1), around, path -> disks[0] = new Disk(path))) {
            store.append(add(112)).join();
            nextNews();
            disks[0].refuses = StoreFailure.Why.FULL;
            CompletableFuture<Long> kept = store.append(add(113));

            var stuck = (Saving.Stuck) nextNews();
            assertThat(stuck.problem().title()).contains("is full").contains("object 113");
            assertThat(stuck.problem().what()).contains("tried again every 5 s").contains("The other 1 are safe");
            assertThat(kept).isNotDone();
            assertThat(store.project().labels(Plane.of(0)).size()).isEqualTo(2);

            CompletableFuture<Long> next = store.append(add(114)); // the store stays usable
            assertThat(((Saving.Stuck) nextNews()).problem().title()).contains("2 changes");
            assertThat(later).as("one timer, however many changes wait").hasSize(1);

            disks[0].refuses = null;
            later.remove().run();
            assertThat(kept.join()).isEqualTo(2);
            assertThat(next.join()).isEqualTo(3);
            assertThat(nextNews()).isInstanceOf(Saving.Saved.class);
        }
        try (var again = ProjectStore.open(folder, around)) {
            assertThat(again.project().labels(Plane.of(0)).size()).isEqualTo(3);
        }
    }

    @Test
    void aFailingNativeCallLosesNothingEither() throws Exception {
        var disks = new Disk[1];
        try (var store =
                ProjectStore.create(folder, RandomEdits.project(1), around, path -> disks[0] = new Disk(path))) {
            disks[0].nativeFails = true;
            CompletableFuture<Long> kept = store.append(add(1));
            assertThat(((Saving.Stuck) nextNews()).problem().what()).contains("no sqlite");
            disks[0].nativeFails = false;
            store.tryNow();
            assertThat(kept.join()).isEqualTo(1);
        }
    }

    @Test
    void closingWhileTheDiskRefusesSaysWhatIsLost() {
        var disks = new Disk[1];
        var store = ProjectStore.create(folder, RandomEdits.project(1), around, path -> disks[0] = new Disk(path));
        store.append(add(1)).join();
        disks[0].refuses = StoreFailure.Why.FAILED;
        CompletableFuture<Long> lost = store.append(add(2));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(store::close)
                .satisfies(p -> assertThat(p.title()).contains("cells").contains("1"));
        assertThat(lost).isCompletedExceptionally();
        try (var again = ProjectStore.open(folder, around)) {
            assertThat(again.readOnly()).isEmpty();
            assertThat(again.project().labels(Plane.of(0)).size()).isEqualTo(1);
        }
    }

    @Test
    void theDatabaseItselfFullIsNoDifferent() throws Exception {
        ProjectStore.create(folder, RandomEdits.project(1), around).close();
        try (var full = new SqliteJournal(folder)) {
            full.limitPages(40);
            StoreFailure.@Nullable Why why = null;
            long seq = 0;
            while (why == null && seq < 10_000) {
                try {
                    full.commit(List.of(new Write.Row(
                            ++seq, RandomEdits.NOON, Write.Kind.DO, seq, Encoder.encode(add((int) seq)))));
                } catch (StoreFailure e) {
                    why = e.why();
                }
            }
            assertThat(why).isEqualTo(StoreFailure.Why.FULL);
            full.commit(List.of(new Write.Row( // a new connection, and with it no limit
                    seq, RandomEdits.NOON, Write.Kind.DO, seq, Encoder.encode(add((int) seq)))));
        }
        StoreCheck check = StoreCheck.of(folder);
        assertThat(check.wrong()).isEmpty();
        assertThat(check.entries()).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLiteErrorCode.class,
            names = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_CORRUPT", "SQLITE_READONLY", "SQLITE_CANTOPEN"})
    void whatTheDatabaseSaysIsUnderstood(SQLiteErrorCode code) {
        StoreFailure.Why why = Schema.failure(new SQLiteException("said", code)).why();
        assertThat(why)
                .isEqualTo(
                        switch (code) {
                            case SQLITE_FULL -> StoreFailure.Why.FULL;
                            case SQLITE_CORRUPT -> StoreFailure.Why.DAMAGED;
                            default -> StoreFailure.Why.FAILED;
                        });
    }

    private void labelled(int objects) {
        try (var store = ProjectStore.create(folder, RandomEdits.project(1), around)) {
            CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
            for (int id = 1; id <= objects; id++) {
                last = store.append(add(id));
            }
            last.join();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(ProjectStore.DATABASE));
                var s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private Map<String, String> files() throws IOException {
        var all = new TreeMap<String, String>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path p : list.toList()) {
                String name = p.getFileName().toString();
                if (!name.endsWith("-shm") && !name.endsWith("-wal")) { // SQLite's own scratch files, empty here
                    all.put(name, Fingerprint.whole(p));
                }
            }
        }
        return all;
    }

    private void assertRefused(String code) throws IOException {
        Map<String, String> before = files();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ProjectStore.open(folder, around))
                .extracting(Problem::code)
                .isEqualTo(code);
        assertThat(files()).as("nothing is changed").isEqualTo(before);
    }

    @Test
    void aProjectFromTheFutureIsRefused() throws Exception {
        labelled(3);
        execute("PRAGMA user_version = " + (Schema.VERSION + 1));
        assertRefused("project.newer");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws Exception {
        labelled(3);
        execute("PRAGMA application_id = 1");
        assertRefused("project.absent");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(ProjectStore.DATABASE), "not a database ".repeat(500));
        assertRefused("project.damaged");
    }

    @Test
    void aDamagedEntryIsRefusedAndSaid() throws Exception {
        labelled(3);
        execute("UPDATE journal SET edit = zeroblob(30) WHERE seq = 2");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> StoreCheck.of(folder))
                .extracting(Problem::code)
                .isEqualTo("project.damaged");
        assertRefused("project.damaged");
    }

    @Test
    void aMissingEntryIsRefused() throws Exception {
        labelled(4);
        execute("DELETE FROM journal WHERE seq = 2");
        assertRefused("project.damaged");
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        labelled(300);
        Path file = folder.resolve(ProjectStore.DATABASE);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("project.damaged");
    }

    @Test
    void aDamagedSnapshotIsDoneWithout() throws Exception {
        labelled(20);
        execute("UPDATE snapshot SET labels = zeroblob(9)");
        assertThat(StoreCheck.of(folder).wrong()).singleElement().asString().contains("snapshot");
        try (var store = ProjectStore.open(folder, around)) {
            assertThat(store.project().accepted()).isEqualTo(20);
            store.append(add(21)).join();
        }
        assertThat(StoreCheck.of(folder).wrong()).isEmpty();
    }

    @Test
    void aMissingModelFileIsSaid() {
        try (var store = ProjectStore.create(folder, RandomEdits.project(1), around)) {
            var figures = new ModelRecord.Figures(0.5, 0.5, 20);
            store.addModel(new ModelRecord(
                            "ab",
                            "ab.safetensors",
                            null,
                            RandomEdits.NOON,
                            "decoder",
                            20,
                            1,
                            figures,
                            figures,
                            ModelRecord.Verdict.PROMOTED))
                    .join();
        }
        assertThat(StoreCheck.of(folder).wrong()).singleElement().asString().contains("ab.safetensors");
    }

    @Test
    void aFolderWithoutAProjectIsSaid() throws IOException {
        Files.createDirectories(folder);
        assertRefused("project.absent");
    }
}
