package org.maskwright.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.maskwright.Problem;
import org.maskwright.project.Edit;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Saving;
import org.maskwright.project.Surroundings;

/// A project that a command writes to. Where the window keeps what the disk refuses and tries again, a command
/// gives up at once and says why.
final class CommandStore implements AutoCloseable {
    private final CompletableFuture<Long> refused = new CompletableFuture<>();
    private final ProjectStore store;

    private CommandStore(Function<Surroundings, ProjectStore> opening) {
        store = opening.apply(new Surroundings(Holder.words(), InstantSource.system(), _ -> {}, this::heard));
    }

    static CommandStore create(Path folder, Project project) {
        return new CommandStore(around -> ProjectStore.create(folder, project, around));
    }

    /// @throws Problem when it cannot be opened, or someone else is writing to it
    static CommandStore open(Path folder) {
        var opened = new CommandStore(around -> ProjectStore.open(folder, around));
        if (opened.store.readOnly().isPresent()) {
            opened.close();
            throw opened.store.readOnly().get();
        }
        return opened;
    }

    private void heard(Saving news) {
        if (news instanceof Saving.Stuck(Problem why, int _)) {
            refused.completeExceptionally(why);
        }
    }

    ProjectStore store() {
        return store;
    }

    Project project() {
        return store.project();
    }

    /// Applies an edit and waits until it is on the disk.
    ///
    /// @return its number in the journal
    long append(Edit edit) {
        try {
            return (Long) CompletableFuture.anyOf(store.append(edit), refused).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem why ? why : e;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
