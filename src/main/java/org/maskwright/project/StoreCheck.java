package org.maskwright.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.maskwright.Problem;
import org.maskwright.Words;

/// Looks through a whole project without changing it: every page of the database, every entry of the journal
/// from the first on, whether the snapshot says the same, and the files of the model versions.
///
/// @param project what it holds
/// @param entries length of the journal
/// @param wrong what is not as it should be, a line each; empty when the store is whole
public record StoreCheck(Project project, long entries, List<String> wrong) {
    public StoreCheck {
        wrong = List.copyOf(wrong);
    }

    /// @throws Problem when there is no project, or it cannot be read at all
    public static StoreCheck of(Path folder) {
        ProjectStore.requireProject(folder);
        var wrong = new ArrayList<String>();
        try (var reader = SqliteReader.open(folder)) {
            for (String complaint : reader.complaints()) {
                wrong.add(Words.of("check.database", complaint));
            }
            Journal.Loaded alone = reader.loadFromJournal();
            if (!reader.snapshotAgrees()) {
                wrong.add(Words.of("check.snapshot"));
            }
            for (ModelRecord m : alone.project().models()) {
                checkModel(folder, m, wrong);
            }
            return new StoreCheck(alone.project(), alone.lastSeq(), wrong);
        } catch (StoreFailure e) {
            throw ProjectStore.problem(e, folder);
        }
    }

    private static void checkModel(Path folder, ModelRecord model, List<String> wrong) {
        if (model.file() == null) {
            return;
        }
        Path file = folder.resolve(ProjectStore.MODELS).resolve(model.file());
        try {
            if (!Files.isRegularFile(file)) {
                wrong.add(Words.of("check.model.missing", model.file()));
            } else if (!Fingerprint.whole(file).equals(model.hash())) {
                wrong.add(Words.of("check.model.differs", model.file()));
            }
        } catch (IOException e) {
            wrong.add(Words.of("check.model.unreadable", model.file(), String.valueOf(e.getMessage())));
        }
    }
}
