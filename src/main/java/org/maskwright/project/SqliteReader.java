package org.maskwright.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.label.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a whole project out of its database through a connection that cannot change it: the last snapshot and
/// the journal after it. A snapshot that is damaged is worth nothing and missed by no one: the journal is
/// replayed from the start.
final class SqliteReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteReader.class);

    private final Connection connection;

    private final List<Path> copies;

    private SqliteReader(Connection connection, List<Path> copies) {
        this.connection = connection;
        this.copies = copies;
    }

    /// @throws StoreFailure when there is no project, or one of a later version
    static SqliteReader open(Path folder) throws StoreFailure {
        Path database = folder.resolve(ProjectStore.DATABASE);
        try {
            return open(database, List.of());
        } catch (StoreFailure e) {
            if (e.why() != StoreFailure.Why.FAILED || Files.isWritable(folder)) {
                throw e;
            }
            return openCopy(database);
        }
    }

    private static SqliteReader open(Path database, List<Path> copies) throws StoreFailure {
        var reader = new SqliteReader(Schema.reader(database), copies);
        try {
            return reader.reading(() -> reader);
        } catch (StoreFailure e) {
            reader.close();
            throw e;
        }
    }

    /// SQLite reads a database in write-ahead mode only where it may make files beside it. Elsewhere (a read-only
    /// medium) a copy is read, with what the write-ahead file still holds.
    static SqliteReader openCopy(Path database) throws StoreFailure {
        try {
            Path folder = Files.createTempDirectory("maskwright");
            var copies = new ArrayList<>(List.of(folder));
            for (String end : List.of("", "-wal", "-shm")) {
                Path from = Path.of(database + end);
                Path to = folder.resolve(ProjectStore.DATABASE + end);
                copies.add(to);
                if (Files.exists(from) && !end.equals("-shm")) {
                    Files.copy(from, to);
                }
            }
            return open(folder.resolve(ProjectStore.DATABASE), copies);
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }

    /// A row of the journal as it stands there, its checksum tried.
    @SuppressWarnings("ArrayRecordComponent") // no one compares lines
    private record Line(long seq, Instant at, Write.Kind kind, long target, byte[] edit) {}

    /// The state at a point of the journal.
    private record Base(Project project, long seq) {}

    Journal.Loaded load() throws StoreFailure {
        return reading(() -> {
            Project empty = facts();
            List<Line> journal = journal();
            Base base;
            try {
                base = snapshot(empty);
            } catch (StoreFailure damaged) {
                LOG.warn("The snapshot is damaged: the journal is replayed from the start", damaged);
                base = new Base(empty, 0);
            }
            return replay(base, journal);
        });
    }

    /// The same from the journal alone, as if there were no snapshot.
    Journal.Loaded loadFromJournal() throws StoreFailure {
        return reading(() -> replay(new Base(facts(), 0), journal()));
    }

    /// Whether the snapshot, if there is one, is what the journal gives at its place.
    boolean snapshotAgrees() throws StoreFailure {
        return reading(() -> {
            Project empty = facts();
            try {
                Base base = snapshot(empty);
                List<Line> until =
                        journal().stream().filter(line -> line.seq <= base.seq).toList();
                Project replayed = replay(new Base(empty, 0), until).project();
                return until.size() == base.seq && replayed.equals(base.project);
            } catch (StoreFailure damaged) {
                return false;
            }
        });
    }

    /// SQLite's own check of every page: what it has to say, nothing when all is well.
    List<String> complaints() throws StoreFailure {
        return reading(() -> {
            List<String> words = all("PRAGMA integrity_check", r -> r.getString(1));
            return words.equals(List.of("ok")) ? List.of() : words;
        });
    }

    private Journal.Loaded replay(Base base, List<Line> journal) throws SQLException, StoreFailure {
        Project project = base.project;
        var history = History.NONE;
        long last = 0;
        for (Line line : journal) {
            if (line.seq != last + 1) {
                throw damaged("entry " + (last + 1) + " is missing");
            }
            last = line.seq;
            history = step(history, line);
            if (line.seq > base.seq) {
                project = applied(project, line);
            }
        }
        if (base.seq > last) {
            throw damaged("the journal ends at " + last + ", before its snapshot at " + base.seq);
        }
        return new Journal.Loaded(project, history, last, base.project, base.seq, open());
    }

    private static Project applied(Project project, Line line) throws StoreFailure {
        Edit edit = Decoder.decode(line.edit, Decoder::edit);
        try {
            return project.apply(edit);
        } catch (IllegalArgumentException doesNotFit) {
            throw new StoreFailure(StoreFailure.Why.DAMAGED, doesNotFit);
        }
    }

    private static History step(History history, Line line) throws StoreFailure {
        Optional<History.Entry> top = line.kind == Write.Kind.UNDO ? history.undoable() : history.redoable();
        if (line.kind != Write.Kind.DO && top.map(History.Entry::seq).orElse(0L) != line.target) {
            throw damaged("entry " + line.seq + " takes back " + line.target);
        }
        return switch (line.kind) {
            case DO -> history.did(new History.Entry(line.seq, line.at, line.edit));
            case UNDO -> history.undid();
            case REDO -> history.redid();
        };
    }

    private List<Line> journal() throws SQLException, StoreFailure {
        return all(
                "SELECT seq, at, kind, target, edit, crc FROM journal ORDER BY seq",
                r -> new Line(
                        r.getLong(1),
                        Instant.parse(r.getString(2)),
                        Write.Kind.valueOf(r.getString(3)),
                        r.getLong(4),
                        body(r, 5, "entry " + r.getLong(1))));
    }

    private Base snapshot(Project empty) throws SQLException, StoreFailure {
        List<Base> base = all(
                "SELECT seq, body, crc FROM rest",
                r -> new Base(Decoder.decode(body(r, 2, "snapshot"), d -> d.rest(empty)), r.getLong(1)));
        if (base.isEmpty()) {
            return new Base(empty, 0);
        }
        Map<Plane, Labels> planes = new HashMap<>();
        all("SELECT frame, z, labels, crc FROM snapshot", r -> {
            var plane = new Plane(r.getInt(1), r.getInt(2));
            return planes.put(plane, Decoder.decode(body(r, 3, "snapshot"), d -> d.labels(empty.labels(plane))));
        });
        return new Base(base.getFirst().project.withPlanes(planes), base.getFirst().seq);
    }

    private Optional<OpenObject> open() throws SQLException, StoreFailure {
        return all("SELECT body, crc FROM open_object", r -> Decoder.decode(body(r, 1, "open object"), Decoder::open))
                .stream()
                .findFirst();
    }

    private Project facts() throws SQLException, StoreFailure {
        Map<String, String> facts = new HashMap<>();
        all("SELECT name, value FROM fact", r -> facts.put(r.getString(1), r.getString(2)));
        Function<String, String> fact = name ->
                Optional.ofNullable(facts.get(name)).orElseThrow(() -> new IllegalArgumentException("no " + name));
        List<FrameEntry> frames = all(
                "SELECT place, number, name, width, height FROM frame ORDER BY place",
                r -> new FrameEntry(r.getInt(1), r.getInt(2), r.getString(3), r.getInt(4), r.getInt(5)));
        List<ImageRef.ImageFile> files = all(
                "SELECT name, bytes, fingerprint FROM image ORDER BY place",
                r -> new ImageRef.ImageFile(r.getString(1), r.getLong(2), r.getString(3)));
        String[] window = fact.apply("contrast").split(" ", -1);
        var view = new View(
                window.length < 2 ? null : new Contrast(Float.parseFloat(window[0]), Float.parseFloat(window[1])),
                Integer.parseInt(fact.apply("channel")),
                new Calibration(
                        Double.parseDouble(fact.apply("pixel size")),
                        Double.parseDouble(facts.getOrDefault("pixel height", fact.apply("pixel size"))),
                        fact.apply("unit")));
        var images = new ImageRef(fact.apply("images relative"), fact.apply("images absolute"), files);
        String inUse = facts.getOrDefault("model in use", "");
        Project project = Project.of(fact.apply("name"), images, frames, Integer.parseInt(fact.apply("depth")), view)
                .withModels(models(), inUse.isEmpty() ? null : inUse);
        String[] base = facts.getOrDefault("base model", "").split(" ", 2);
        return base.length < 2 ? project : project.withBase(new BaseModel(base[1], base[0]));
    }

    private List<ModelRecord> models() throws SQLException, StoreFailure {
        return all(
                """
                SELECT hash, file, parent, at, recipe, objects, seed, before_one, before_three,
                    before_objects, after_one, after_three, after_objects, verdict FROM model ORDER BY place""",
                r -> new ModelRecord(
                        r.getString(1),
                        r.getString(2),
                        r.getString(3),
                        Instant.parse(r.getString(4)),
                        r.getString(5),
                        r.getInt(6),
                        r.getLong(7),
                        new ModelRecord.Figures(r.getDouble(8), r.getDouble(9), r.getInt(10)),
                        new ModelRecord.Figures(r.getDouble(11), r.getDouble(12), r.getInt(13)),
                        ModelRecord.Verdict.valueOf(r.getString(14))));
    }

    /// The bytes in `column`, when the checksum in the last column is theirs.
    private static byte[] body(ResultSet r, int column, String what) throws SQLException, StoreFailure {
        byte[] body = r.getBytes(column);
        if (SqliteJournal.crc(body) != r.getLong(r.getMetaData().getColumnCount())) {
            throw damaged(what + " is not as it was written");
        }
        return body;
    }

    private static StoreFailure damaged(String what) {
        return new StoreFailure(StoreFailure.Why.DAMAGED, what);
    }

    @FunctionalInterface
    private interface FromRow<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException, StoreFailure;
    }

    private <T extends @Nullable Object> List<T> all(String sql, FromRow<T> each) throws SQLException, StoreFailure {
        var list = new ArrayList<T>();
        try (Statement s = connection.createStatement();
                ResultSet rows = s.executeQuery(sql)) {
            while (rows.next()) {
                list.add(each.read(rows));
            }
        }
        return list;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws SQLException, StoreFailure;
    }

    /// Everything is read inside one transaction, so that a writer beside us cannot come in between.
    private <T> T reading(Reading<T> reading) throws StoreFailure {
        try {
            connection.setAutoCommit(false);
            Schema.check(connection);
            T value = reading.read();
            connection.rollback();
            return value;
        } catch (SQLException e) {
            throw Schema.failure(e);
        } catch (RuntimeException e) { // a number, a size or a name that cannot be
            throw new StoreFailure(StoreFailure.Why.DAMAGED, e);
        }
    }

    @Override
    public void close() throws StoreFailure {
        try {
            connection.close();
            for (Path copy : copies.reversed()) {
                Files.deleteIfExists(copy);
            }
        } catch (SQLException e) {
            throw Schema.failure(e);
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }
}
