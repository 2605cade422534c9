package org.maskwright.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;

/// An open project. An edit is applied to the [Project] value at once, by whoever calls; the entry in the journal
/// is written by the thread `maskwright-disk`, and the future that [#append] returns completes only when it is on
/// the disk. May be called from any thread; the order of calls is the order of the journal.
///
/// A project folder holds `project.sqlite` (with `-wal` and `-shm` beside it while it is open), a
/// [ProjectFile], `lock`, `holder` while someone writes, and `models/`.
public final class ProjectStore implements AutoCloseable {
    /// The database's file name; a folder that has it is a project.
    public static final String DATABASE = "project.sqlite";

    static final String MODELS = "models";

    private final Path folder;
    private final Surroundings around;
    private final @Nullable ProjectLock lock;
    private final @Nullable DiskWriter disk;
    private final @Nullable Problem readOnly;

    private volatile Project project;
    private volatile History history;
    private volatile Optional<OpenObject> open;
    private long lastSeq;

    private ProjectStore(
            Path folder,
            Surroundings around,
            Journal.Loaded loaded,
            @Nullable ProjectLock lock,
            @Nullable Journal journal,
            @Nullable Problem readOnly) {
        this.folder = folder;
        this.around = around;
        this.lock = lock;
        this.readOnly = readOnly;
        project = loaded.project();
        history = loaded.history();
        open = loaded.open();
        lastSeq = loaded.lastSeq();
        disk = journal == null ? null : new DiskWriter(folder, journal, around, loaded);
    }

    /// Whether a folder holds a project, of whatever state.
    public static boolean isProject(Path folder) {
        return Files.isRegularFile(folder.resolve(DATABASE));
    }

    /// Makes the folder of a new project and opens it.
    ///
    /// @throws Problem when the folder holds anything already, or the disk refuses
    public static ProjectStore create(Path folder, Project project, Surroundings around) {
        return create(folder, project, around, SqliteJournal::new);
    }

    static ProjectStore create(Path folder, Project project, Surroundings around, Function<Path, Journal> journals) {
        try {
            Files.createDirectories(folder);
            try (var inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new Problem("project.exists", folder);
                }
            }
            SqliteJournal.create(folder, project);
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Folders.sync(parent);
            }
        } catch (IOException e) {
            throw Problem.causedBy(e, "project.unwritable", folder, words(e));
        } catch (StoreFailure e) {
            throw problem(e, folder);
        }
        return open(folder, around, journals);
    }

    /// Opens a project; read-only when another window or process has it, or when the folder cannot be written.
    ///
    /// @throws Problem when there is none, it is damaged, or a later version wrote it; then nothing was changed
    public static ProjectStore open(Path folder, Surroundings around) {
        return open(folder, around, SqliteJournal::new);
    }

    static ProjectStore open(Path folder, Surroundings around, Function<Path, Journal> journals) {
        requireProject(folder);
        ProjectLock lock = null;
        ProjectStore store = null;
        try {
            SqliteReader.open(folder).close(); // what is refused is refused before a lock file is made
            ProjectLock.Attempt attempt = ProjectLock.take(folder);
            lock = attempt instanceof ProjectLock.Attempt.Taken(ProjectLock taken) ? taken : null;
            Journal.Loaded loaded;
            try (var reader = SqliteReader.open(folder)) {
                loaded = reader.load();
            }
            store = switch (attempt) {
                case ProjectLock.Attempt.Refused(Problem why) ->
                    new ProjectStore(folder, around, loaded, null, null, why);
                case ProjectLock.Attempt.Taken(ProjectLock taken) -> {
                    taken.sign(around.holder());
                    ProjectFile.keep(folder);
                    yield new ProjectStore(folder, around, loaded, taken, journals.apply(folder), null);
                }
            };
            return store;
        } catch (StoreFailure e) {
            throw problem(e, folder);
        } finally {
            if (store == null && lock != null) {
                release(lock, folder);
            }
        }
    }

    /// The project in a folder as it is now, without opening it to write.
    ///
    /// @throws Problem as [#open]
    public static Project read(Path folder) {
        requireProject(folder);
        try (var reader = SqliteReader.open(folder)) {
            return reader.load().project();
        } catch (StoreFailure e) {
            throw problem(e, folder);
        }
    }

    /// What the labels in a folder cost, without opening it to write.
    ///
    /// @throws Problem as [#open]
    public static Effort effort(Path folder) {
        requireProject(folder);
        try (var reader = SqliteReader.open(folder)) {
            return Effort.of(reader.load().history());
        } catch (StoreFailure e) {
            throw problem(e, folder);
        }
    }

    static void requireProject(Path folder) {
        if (!isProject(folder)) {
            throw new Problem("project.absent", folder);
        }
    }

    public Path folder() {
        return folder;
    }

    /// The project as it is now, with all edits that were given, on the disk or on their way.
    public Project project() {
        return project;
    }

    public History history() {
        return history;
    }

    /// The object that was in hand when the project was last open or is now.
    public Optional<OpenObject> openObject() {
        return open;
    }

    /// Why nothing can be changed; empty when it can.
    public Optional<Problem> readOnly() {
        return Optional.ofNullable(readOnly);
    }

    /// How far the disk has come.
    public Saving saving() {
        return disk == null ? new Saving.Saved(lastSeq, around.clock().instant()) : disk.saving();
    }

    /// Applies an edit and journals it.
    ///
    /// @return its number in the journal, once it is on the disk
    /// @throws IllegalArgumentException when it does not fit the project as it is now
    /// @throws IllegalStateException when the project is open read-only
    public synchronized CompletableFuture<Long> append(Edit edit) {
        return journal(Write.Kind.DO, edit, List.of());
    }

    /// The same for the edit that accepts the object in hand, which is then no longer open: both or neither.
    public synchronized CompletableFuture<Long> accept(Edit edit) {
        open = Optional.empty();
        return journal(Write.Kind.DO, edit, List.of(new Write.Open(open)));
    }

    /// Takes back the last edit.
    ///
    /// @throws IllegalStateException when there is none
    public synchronized CompletableFuture<Long> undo() {
        History.Entry entry = history.undoable().orElseThrow(IllegalStateException::new);
        return journal(Write.Kind.UNDO, entry.edit().inverse(), List.of());
    }

    /// Brings back the edit that was undone last.
    ///
    /// @throws IllegalStateException when there is none
    public synchronized CompletableFuture<Long> redo() {
        History.Entry entry = history.redoable().orElseThrow(IllegalStateException::new);
        return journal(Write.Kind.REDO, entry.edit(), List.of());
    }

    /// Undoes or redoes until `entry` is the last edit that is done.
    ///
    /// @throws IllegalArgumentException when the history does not hold it
    public synchronized CompletableFuture<Long> goTo(History.Entry entry) {
        CompletableFuture<Long> last = CompletableFuture.completedFuture(lastSeq);
        if (history.done().stream().anyMatch(e -> e.seq() == entry.seq())) {
            while (history.undoable().orElseThrow().seq() != entry.seq()) {
                last = undo();
            }
        } else if (history.undone().stream().anyMatch(e -> e.seq() == entry.seq())) {
            while (history.undoable().map(History.Entry::seq).orElse(0L) != entry.seq()) {
                last = redo();
            }
        } else {
            throw new IllegalArgumentException("entry " + entry.seq());
        }
        return last;
    }

    private CompletableFuture<Long> journal(Write.Kind kind, Edit edit, List<Write> along) {
        DiskWriter writer = writable();
        Project after = project.apply(edit);
        long seq = lastSeq + 1;
        byte[] body = Encoder.encode(edit);
        var entry = new History.Entry(seq, around.clock().instant(), body);
        long target = switch (kind) {
            case DO -> seq;
            case UNDO -> history.undoable().orElseThrow().seq();
            case REDO -> history.redoable().orElseThrow().seq();
        };
        history = switch (kind) {
            case DO -> history.did(entry);
            case UNDO -> history.undid();
            case REDO -> history.redid();
        };
        project = after;
        lastSeq = seq;
        var writes = new ArrayList<Write>();
        writes.add(new Write.Row(seq, entry.at(), kind, target, body));
        writes.addAll(along);
        return writer.put(new DiskWriter.Pending(writes, Optional.of(edit), seq, after));
    }

    /// Keeps the object in hand, to be offered back if the process ends before it is accepted or cancelled.
    public synchronized CompletableFuture<Long> keepOpen(Optional<OpenObject> object) {
        open = object;
        return note(project, new Write.Open(object));
    }

    /// Changes how the images are looked at; not an edit, so undo does not touch it.
    public synchronized CompletableFuture<Long> setView(View view) {
        return note(project.withView(view), new Write.Look(view));
    }

    /// Takes down where the images were found.
    public synchronized CompletableFuture<Long> setImages(ImageRef images) {
        return note(project.withImages(images), new Write.Images(images));
    }

    /// Adds a version of the model, and takes it into use when it was promoted. Its file is in [#models] already.
    public synchronized CompletableFuture<Long> addModel(ModelRecord model) {
        var all = new ArrayList<>(project.models());
        all.removeIf(m -> m.hash().equals(model.hash()));
        all.add(model);
        boolean use = model.verdict() == ModelRecord.Verdict.PROMOTED;
        String inUse = use ? model.hash() : project.modelInUse();
        return note(
                project.withModels(all, inUse),
                new Write.Model(model),
                new Write.ModelInUse(Optional.ofNullable(inUse)));
    }

    /// Goes back (or forth) to a version of the model; empty for the one that the application brings.
    ///
    /// @throws IllegalArgumentException when there is no such version, or it kept no file
    public synchronized CompletableFuture<Long> useModel(Optional<String> hash) {
        if (hash.isPresent()
                && project.models().stream().noneMatch(m -> m.hash().equals(hash.get()) && m.file() != null)) {
            throw new IllegalArgumentException("no model " + hash.get());
        }
        return note(project.withModels(project.models(), hash.orElse(null)), new Write.ModelInUse(hash));
    }

    /// Notes which model of the catalogue is used.
    public synchronized CompletableFuture<Long> useBase(BaseModel model) {
        return note(project.withBase(model), new Write.Base(model));
    }

    /// The folder of the model versions' files.
    public Path models() {
        return folder.resolve(MODELS);
    }

    private CompletableFuture<Long> note(Project after, Write... writes) {
        DiskWriter writer = writable();
        project = after;
        return writer.put(new DiskWriter.Pending(List.of(writes), Optional.empty(), lastSeq, after));
    }

    private DiskWriter writable() {
        if (disk == null) {
            throw new IllegalStateException("the project is open read-only");
        }
        return disk;
    }

    /// Tries at once what the disk refused.
    public void tryNow() {
        if (disk != null) {
            disk.tryNow();
        }
    }

    /// Writes what is left and a snapshot, and gives the project free.
    ///
    /// @throws Problem when something could not be saved; the project is closed all the same
    @Override
    public void close() {
        try {
            if (disk != null) {
                disk.close();
            }
        } finally {
            if (lock != null) {
                release(lock, folder);
            }
        }
    }

    private static void release(ProjectLock lock, Path folder) {
        try {
            lock.close();
        } catch (StoreFailure e) {
            throw problem(e, folder);
        }
    }

    static Problem problem(StoreFailure e, Path folder) {
        Object name = folder.toAbsolutePath().getFileName();
        return switch (e.why()) {
            case FULL -> Problem.causedBy(e, "project.disk-full-new", name);
            case DAMAGED -> Problem.causedBy(e, "project.damaged", name);
            case NEWER -> Problem.causedBy(e, "project.newer", name);
            case ABSENT -> Problem.causedBy(e, "project.absent", name);
            case FAILED -> Problem.causedBy(e, "project.unwritable", name, words(e));
        };
    }

    private static String words(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
}
