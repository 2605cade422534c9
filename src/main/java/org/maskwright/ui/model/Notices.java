package org.maskwright.ui.model;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;

/// The banners: errors first, then warnings, then facts, the newest of a level first. The window shows two and says how
/// many more there are.
public final class Notices {
    private static final Comparator<Notice> ERRORS_FIRST = Comparator.comparing(Notice::level);

    private final ObservableList<Notice> all = FXCollections.observableArrayList();
    private @Nullable Consumer<Path> folderViewer;
    private final ObservableList<Notice> readOnly = FXCollections.unmodifiableObservableList(all);

    /// How a folder is shown to the person, in the system's own window; without it no banner offers that.
    public void showFoldersWith(Consumer<Path> viewer) {
        folderViewer = viewer;
    }

    /// The button that shows a folder, if there is a way to.
    public List<Notice.Act> folder(Path folder) {
        Consumer<Path> viewer = folderViewer;
        return viewer == null
                ? List.of()
                : List.of(new Notice.Act(Words.of("ui.banner.show-folder"), true, () -> viewer.accept(folder)));
    }

    public ObservableList<Notice> all() {
        return readOnly;
    }

    public void show(Notice notice) {
        var next = new ArrayList<Notice>();
        next.add(notice);
        all.stream().filter(n -> !n.key().equals(notice.key())).forEach(next::add);
        next.sort(ERRORS_FIRST);
        all.setAll(next);
    }

    /// An error that stays until it is solved or closed.
    public void show(String key, Problem problem, Notice.Act... acts) {
        show(new Notice(
                key,
                Notice.Level.ERROR,
                problem.title(),
                (problem.what() + " " + problem.todo()).strip(),
                List.of(acts),
                true,
                details(problem)));
    }

    /// Takes the notice of that key away, if there is one.
    public void solved(String key) {
        all.removeIf(n -> n.key().equals(key));
    }

    /// Takes all away: the window is gone.
    public void clear() {
        all.clear();
    }

    private static String details(Throwable t) {
        var out = new StringWriter();
        t.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
