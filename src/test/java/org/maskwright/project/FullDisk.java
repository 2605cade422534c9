package org.maskwright.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A project on a disk that can be told to be full, for tests of other rooms.
public final class FullDisk implements Journal {
    private final Journal real;
    private final Path folder;
    private volatile boolean full;

    private FullDisk(Path folder, Journal real) {
        this.folder = folder;
        this.real = real;
    }

    /// What a test opens: the store and the disk under it.
    public record Opened(ProjectStore store, FullDisk disk) {}

    public static Opened open(Path folder, Surroundings around) {
        var disks = new ArrayList<FullDisk>();
        ProjectStore store = ProjectStore.open(folder, around, path -> {
            disks.add(new FullDisk(path, new SqliteJournal(path)));
            return disks.getFirst();
        });
        return new Opened(store, disks.getFirst());
    }

    public void full(boolean now) {
        full = now;
    }

    @Override
    public void commit(List<Write> writes) throws StoreFailure {
        if (full) {
            throw new StoreFailure(StoreFailure.Why.FULL, "no space left in " + folder);
        }
        real.commit(writes);
    }

    @Override
    public void close() throws StoreFailure {
        real.close();
    }
}
