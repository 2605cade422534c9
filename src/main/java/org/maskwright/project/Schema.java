package org.maskwright.project;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The tables of a project's database and how it is connected to. Anyone with SQLite can read it: only edits,
/// masks and snapshots are bytes of our own ([Encoder]), each with its CRC-32C.
final class Schema {
    /// The version that this application writes. An older one is brought up to it, a newer one is refused.
    static final int VERSION = 1;
    /// `mskw`: tells a project from any other SQLite file.
    static final int APPLICATION_ID = 0x6D736B77;

    private static final List<String> TABLES = List.of("""
            CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""", """
            CREATE TABLE image(place INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes INTEGER NOT NULL,
                fingerprint TEXT NOT NULL) STRICT""", """
            CREATE TABLE frame(place INTEGER PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL,
                width INTEGER NOT NULL, height INTEGER NOT NULL) STRICT""", """
            CREATE TABLE journal(seq INTEGER PRIMARY KEY, at TEXT NOT NULL,
                kind TEXT NOT NULL, target INTEGER NOT NULL, edit BLOB NOT NULL, crc INTEGER NOT NULL) STRICT""", """
            CREATE TABLE snapshot(frame INTEGER NOT NULL, z INTEGER NOT NULL, labels BLOB NOT NULL,
                crc INTEGER NOT NULL, PRIMARY KEY(frame, z)) STRICT""", """
            CREATE TABLE rest(only INTEGER PRIMARY KEY CHECK(only = 0), seq INTEGER NOT NULL, body BLOB NOT NULL,
                crc INTEGER NOT NULL) STRICT""", """
            CREATE TABLE open_object(only INTEGER PRIMARY KEY CHECK(only = 0), body BLOB NOT NULL,
                crc INTEGER NOT NULL) STRICT""", """
            CREATE TABLE model(place INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, file TEXT,
                parent TEXT, at TEXT NOT NULL, recipe TEXT NOT NULL,
                objects INTEGER NOT NULL, seed INTEGER NOT NULL,
                before_one REAL NOT NULL, before_three REAL NOT NULL, before_objects INTEGER NOT NULL,
                after_one REAL NOT NULL, after_three REAL NOT NULL, after_objects INTEGER NOT NULL,
                verdict TEXT NOT NULL) STRICT""");

    private Schema() {}

    /// A connection whose commits are on the disk when they return.
    static Connection writer(Path database) throws StoreFailure {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return connect(config, database);
    }

    /// A connection that changes nothing.
    static Connection reader(Path database) throws StoreFailure {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return connect(config, database);
    }

    private static Connection connect(SQLiteConfig config, Path database) throws StoreFailure {
        config.setBusyTimeout(5_000);
        try {
            Connection c = config.createConnection("jdbc:sqlite:" + database);
            try (Statement s = c.createStatement()) {
                s.execute("PRAGMA trusted_schema = OFF");
                s.execute("PRAGMA cell_size_check = ON");
                s.execute("PRAGMA fullfsync = ON"); // macOS: past the drive's own cache too
                s.execute("PRAGMA checkpoint_fullfsync = ON");
            } catch (SQLException e) {
                c.close();
                throw e;
            }
            return c;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    static void create(Connection c) throws SQLException {
        try (Statement s = c.createStatement()) {
            for (String table : TABLES) {
                s.execute(table);
            }
            s.execute("PRAGMA application_id = " + APPLICATION_ID);
            s.execute("PRAGMA user_version = " + VERSION);
        }
    }

    /// Refuses what is no project and what a later version wrote.
    static void check(Connection c) throws SQLException, StoreFailure {
        int version = pragma(c, "user_version");
        if (pragma(c, "application_id") != APPLICATION_ID) {
            throw new StoreFailure(StoreFailure.Why.ABSENT, "another application's database");
        }
        if (version > VERSION) {
            throw new StoreFailure(StoreFailure.Why.NEWER, "version " + version);
        }
        if (version < 1) {
            throw new StoreFailure(StoreFailure.Why.DAMAGED, "version " + version);
        }
    }

    private static int pragma(Connection c, String name) throws SQLException {
        try (Statement s = c.createStatement();
                var r = s.executeQuery("PRAGMA " + name)) {
            return r.getInt(1);
        }
    }

    /// What a database error means for a person.
    static StoreFailure failure(SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        StoreFailure.Why why = switch (code.code & 0xFF) {
            case 13 -> StoreFailure.Why.FULL; // SQLITE_FULL
            case 11, 26, 1 -> StoreFailure.Why.DAMAGED; // SQLITE_CORRUPT, NOTADB, ERROR (a table that is not there)
            default -> StoreFailure.Why.FAILED;
        };
        return new StoreFailure(why, e);
    }
}
