package org.maskwright.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Labels;

/// The journal in SQLite, in write-ahead mode with a full sync at each commit: a commit that returned survives
/// the end of the process and of the power. After a failure the next commit begins with a new connection, since
/// what state the old one is in depends on what failed.
final class SqliteJournal implements Journal {
    private final Path folder;
    private @Nullable Connection connection;
    private boolean folderSynced;

    /// A journal for a project folder whose database was read without complaint.
    SqliteJournal(Path folder) {
        this.folder = folder;
    }

    /// Makes the database of a new project, with everything that is in it from the start.
    static void create(Path folder, Project project) throws StoreFailure {
        try (Connection c = Schema.writer(folder.resolve(ProjectStore.DATABASE))) {
            c.setAutoCommit(false);
            Schema.create(c);
            new SqliteJournal(folder).facts(c, project);
            c.commit();
        } catch (SQLException e) {
            throw Schema.failure(e);
        }
        Folders.sync(folder);
    }

    @Override
    public void commit(List<Write> writes) throws StoreFailure {
        try {
            Connection c = connected();
            for (Write w : writes) {
                write(c, w);
            }
            c.commit();
        } catch (SQLException e) {
            drop();
            throw Schema.failure(e);
        } catch (StoreFailure e) {
            drop();
            throw e;
        }
        if (!folderSynced) { // the write-ahead file was made by the first commit
            Folders.sync(folder);
            folderSynced = true;
        }
    }

    private Connection connected() throws SQLException, StoreFailure {
        Connection c = connection;
        if (c == null) {
            c = Schema.writer(folder.resolve(ProjectStore.DATABASE));
            connection = c;
            c.setAutoCommit(false);
        }
        return c;
    }

    /// Lets the database grow to no more than `pages`, as a full disk would, until something fails.
    void limitPages(int pages) throws StoreFailure {
        try (Statement s = connected().createStatement()) {
            s.execute("PRAGMA max_page_count = " + pages);
        } catch (SQLException e) {
            throw Schema.failure(e);
        }
    }

    private void drop() {
        try (Connection broken = connection) {
            connection = null;
            if (broken != null) {
                broken.rollback();
            }
        } catch (SQLException alsoBroken) {
            // what was not committed is not in the file, whether or not the connection could say so
        }
    }

    @Override
    public void close() throws StoreFailure {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw Schema.failure(e);
        }
    }

    private void facts(Connection c, Project p) throws SQLException, StoreFailure {
        fact(c, "name", p.name());
        fact(c, "depth", Integer.toString(p.depth()));
        for (FrameEntry f : p.frames()) {
            run(c, "INSERT INTO frame VALUES(?,?,?,?,?)", f.index(), f.number(), f.name(), f.width(), f.height());
        }
        write(c, new Write.Look(p.view()));
        write(c, new Write.Images(p.images()));
    }

    private void write(Connection c, Write write) throws SQLException, StoreFailure {
        switch (write) {
            case Write.Row r ->
                run(
                        c,
                        "INSERT OR REPLACE INTO journal VALUES(?,?,?,?,?,?)",
                        r.seq(),
                        r.at().toString(),
                        r.kind().name(),
                        r.target(),
                        r.edit(),
                        crc(r.edit()));
            case Write.Look(View v) -> {
                fact(
                        c,
                        "contrast",
                        v.contrast() == null
                                ? ""
                                : v.contrast().low() + " " + v.contrast().high());
                fact(c, "channel", Integer.toString(v.channel()));
                fact(c, "pixel size", Double.toString(v.calibration().pixelSize()));
                fact(c, "pixel height", Double.toString(v.calibration().pixelHeight()));
                fact(c, "unit", v.calibration().unit());
            }
            case Write.Images(ImageRef i) -> images(c, i);
            case Write.Model(ModelRecord m) -> {
                syncModel(m);
                model(c, m);
            }
            case Write.Base(BaseModel(String name, String hash)) -> fact(c, "base model", hash + " " + name);
            case Write.ModelInUse(var hash) -> fact(c, "model in use", hash.orElse(""));
            case Write.Open(var object) -> {
                if (object.isPresent()) {
                    byte[] body = new Encoder().open(object.get()).bytes();
                    run(c, "INSERT OR REPLACE INTO open_object VALUES(0,?,?)", body, crc(body));
                } else {
                    run(c, "DELETE FROM open_object");
                }
            }
            case Write.Snapshot s -> snapshot(c, s);
        }
    }

    /// What the record names must be on the disk before the record is.
    private void syncModel(ModelRecord model) throws StoreFailure {
        Path models = folder.resolve(ProjectStore.MODELS);
        if (model.file() != null && Files.exists(models.resolve(model.file()))) {
            Folders.sync(models.resolve(model.file()));
            Folders.sync(models);
            Folders.sync(folder);
        }
    }

    private static void images(Connection c, ImageRef images) throws SQLException {
        fact(c, "images relative", images.relative());
        fact(c, "images absolute", images.absolute());
        run(c, "DELETE FROM image");
        for (int i = 0; i < images.files().size(); i++) {
            ImageRef.ImageFile f = images.files().get(i);
            run(c, "INSERT INTO image VALUES(?,?,?,?)", i, f.name(), f.bytes(), f.fingerprint());
        }
    }

    private static void model(Connection c, ModelRecord m) throws SQLException {
        run(
                c,
                """
                INSERT OR REPLACE INTO model(hash, file, parent, at, recipe, objects, seed, before_one,
                    before_three, before_objects, after_one, after_three, after_objects, verdict)
                VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)""",
                m.hash(),
                m.file(),
                m.parent(),
                m.when().toString(),
                m.recipe(),
                m.objects(),
                m.seed(),
                m.before().oneClick(),
                m.before().threeClicks(),
                m.before().objects(),
                m.after().oneClick(),
                m.after().threeClicks(),
                m.after().objects(),
                m.verdict().name());
    }

    private static void snapshot(Connection c, Write.Snapshot s) throws SQLException {
        if (s.since() == 0) {
            run(c, "DELETE FROM snapshot");
        }
        for (Map.Entry<Plane, Labels> e : s.changed().entrySet()) {
            Plane p = e.getKey();
            if (e.getValue().size() == 0) {
                run(c, "DELETE FROM snapshot WHERE frame = ? AND z = ?", p.frame(), p.z());
            } else {
                byte[] body = new Encoder().labels(e.getValue()).bytes();
                run(c, "INSERT OR REPLACE INTO snapshot VALUES(?,?,?,?)", p.frame(), p.z(), body, crc(body));
            }
        }
        byte[] rest = new Encoder().rest(s.project()).bytes();
        run(c, "INSERT OR REPLACE INTO rest VALUES(0,?,?,?)", s.seq(), rest, crc(rest));
    }

    private static void fact(Connection c, String name, String value) throws SQLException {
        run(c, "INSERT OR REPLACE INTO fact VALUES(?,?)", name, value);
    }

    private static void run(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                s.setObject(i + 1, values[i]);
            }
            s.executeUpdate();
        }
    }

    static long crc(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return crc.getValue();
    }
}
