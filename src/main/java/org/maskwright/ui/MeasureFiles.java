package org.maskwright.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.maskwright.Words;
import org.maskwright.formats.ExportSource;
import org.maskwright.formats.HistogramFile;
import org.maskwright.formats.Measurements;
import org.maskwright.image.ImageStack;
import org.maskwright.measure.Distribution;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.ui.canvas.OverlayExport;
import org.maskwright.ui.dialog.FilePicker;
import org.maskwright.ui.model.Measuring.Scope;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.panel.MeasuresPanel;

/// Writes tables and histograms of the open project where the person says.
final class MeasureFiles implements MeasuresPanel.Files {
    private final Workbench bench;
    private final FilePicker picker;

    MeasureFiles(Workbench bench, FilePicker picker) {
        this.bench = bench;
        this.picker = picker;
    }

    /// Beside the project.
    private Path beside(String name) {
        return bench.store()
                .map(s -> s.folder().toAbsolutePath().resolveSibling(name))
                .orElse(Path.of(name));
    }

    @Override
    public void table(Scope scope) {
        Project project = bench.project().get();
        Plane at = bench.plane().get();
        ImageStack images = bench.images();
        if (project == null || at == null || images == null) {
            return;
        }
        String name = scope == Scope.ALL
                ? project.name()
                : project.frames().get(at.frame()).name();
        var all = ExportSource.of(project, Optional.of(images::read));
        var source = scope == Scope.ALL
                ? all
                : new ExportSource(List.of(all.frames().get(at.frame())), all.calibration(), all.pixels());
        picker.save(beside(name + ".csv"), List.of("csv"))
                .ifPresent(file -> write(file, (cancel, progress) -> {
                    int frames = source.frames().size();
                    Measurements.of(source, cancel, done -> progress.accept(done / (double) frames))
                            .write(file);
                    return file;
                }));
    }

    @Override
    public void histogram(Distribution counted, String title, String axis, Path named) {
        picker.save(beside(named.toString()), List.of("svg", "png"))
                .ifPresent(file -> write(file, (cancel, progress) -> {
                    HistogramFile.write(file, counted, title, axis);
                    return file;
                }));
    }

    /// Writes pictures with their objects drawn into them.
    ///
    /// @param all of all frames, not only of that in view
    void pictures(OverlayExport export, boolean all, Path folder) {
        Project project = bench.project().get();
        Plane at = bench.plane().get();
        ImageStack images = bench.images();
        if (project == null || at == null || images == null) {
            return;
        }
        var source = ExportSource.of(project, Optional.of(images::read));
        var wanted = all
                ? source
                : new ExportSource(List.of(source.frames().get(at.frame())), source.calibration(), source.pixels());
        var _ = bench.works()
                .run(
                        "pictures",
                        Words.of("app.exporting", folder),
                        (cancel, progress) -> export.write(folder, wanted, project.view(), cancel, progress))
                .thenAccept(written -> {
                    var show = bench.notices().folder(folder).toArray(Notice.Act[]::new);
                    bench.notices()
                            .show(Notice.fact(
                                    "pictures",
                                    Words.of("app.exported", written.size(), folder.getFileName()),
                                    Words.of("app.exported.where", folder),
                                    show));
                });
    }

    private void write(Path file, org.maskwright.ui.model.Works.Task<Path> task) {
        var _ = bench.works()
                .run("measure-file", Words.of("ui.measures.writing", file.getFileName()), task)
                .thenAccept(written -> bench.notices()
                        .show(Notice.fact(
                                "measure-file",
                                Words.of("ui.measures.written", written.getFileName()),
                                Words.of(
                                        "ui.measures.where",
                                        Objects.requireNonNullElse(
                                                written.toAbsolutePath().getParent(), written)))));
    }
}
