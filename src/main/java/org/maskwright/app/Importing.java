package org.maskwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.formats.LabelImport;
import org.maskwright.image.Images;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectFile;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Workbench;

/// Brings label images into the open project. On the FX Application Thread; files are read in the background.
final class Importing {
    private static final String KEY = "import";

    private final Workbench bench;

    Importing(Workbench bench) {
        this.bench = bench;
    }

    /// What was dropped on the window: labels of the open project, or something else, which is handed on.
    void dropped(List<Path> files, Consumer<Path> otherwise) {
        Project project = bench.project().get();
        if (project == null || !bench.isWritable()) {
            otherwise.accept(whole(files));
            return;
        }
        var _ = bench.works()
                .run(KEY, Words.of("app.looking-at", name(files)), (cancel, progress) -> isLabels(files, project))
                .thenAccept(labels -> {
                    if (labels) {
                        labels(files);
                    } else {
                        otherwise.accept(whole(files));
                    }
                });
    }

    /// Several files of one folder stand for the folder.
    private static Path whole(List<Path> files) {
        Path first = files.getFirst();
        Path folder = first.getParent();
        boolean together = files.size() > 1
                && files.stream().allMatch(f -> Files.isRegularFile(f))
                && files.stream().map(Path::getParent).distinct().count() == 1;
        return together && folder != null ? folder : first;
    }

    private static boolean isLabels(List<Path> files, Project project) {
        Path first = files.getFirst();
        if (ProjectFile.folder(first).isPresent()) {
            return false;
        }
        Path own = Path.of(project.images().absolute());
        if (first.startsWith(own)) {
            return false;
        }
        Optional<Path> sample =
                Files.isDirectory(first) ? Images.imagesIn(first).stream().findFirst() : Optional.of(first);
        return sample.isPresent() && LabelImport.isLabels(sample.get(), project);
    }

    /// Reads label files and adds their objects, as one step to undo.
    void labels(List<Path> files) {
        Project project = bench.project().get();
        Plane inView = bench.plane().get();
        if (project == null || inView == null) {
            return;
        }
        if (!bench.isWritable()) {
            bench.notices().show(KEY, new Problem("app.import-read-only", name(files)));
            return;
        }
        var _ = bench.works()
                .run(
                        KEY,
                        Words.of("app.importing", name(files)),
                        (cancel, progress) -> LabelImport.read(files, project, inView, cancel, progress))
                .thenAccept(labels -> plan(labels, name(files)));
    }

    /// The plan is worked out beside the hand, which may change the project meanwhile; then it is made again.
    private void plan(LabelImport labels, String name) {
        Project project = bench.project().get();
        if (project == null) {
            return;
        }
        boolean bright = bench.bright().get();
        var _ = bench.works()
                .run(
                        KEY,
                        Words.of("app.importing", name),
                        (cancel, progress) -> labels.plan(project, bright, Instant.now(), cancel))
                .thenAccept(plan -> {
                    Project now = bench.project().get();
                    if (now == null || !bench.isWritable()) {
                        return;
                    }
                    if (!now.equals(project)) {
                        plan(labels, name);
                        return;
                    }
                    if (plan.objects() > 0) {
                        bench.edit(plan.edit());
                    }
                    bench.notices().show(said(plan, labels.notes()));
                });
    }

    private static Notice said(LabelImport.Plan plan, List<Problem> notes) {
        var what = new StringBuilder();
        if (plan.taken() > 0) {
            what.append(Words.of("app.imported-labels.taken", plan.taken())).append(' ');
        }
        if (!notes.isEmpty()) {
            what.append(notes.getFirst().title()).append(' ');
            if (notes.size() > 1) {
                what.append(Words.of("app.imported-labels.more", notes.size() - 1));
            }
        }
        if (plan.objects() > 0) {
            what.append(Words.of("app.imported-labels.undo"));
        }
        return Notice.fact(
                KEY,
                Words.of("app.imported-labels", plan.objects(), plan.frames()),
                what.toString().strip());
    }

    private static String name(List<Path> files) {
        String first = String.valueOf(files.getFirst().getFileName());
        return files.size() == 1 ? first : Words.of("app.importing.files", first, files.size() - 1);
    }
}
