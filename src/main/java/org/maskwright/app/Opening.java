package org.maskwright.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.formats.ProjectImport;
import org.maskwright.image.Images;
import org.maskwright.project.Edit;
import org.maskwright.project.ImageFinder;
import org.maskwright.project.Located;
import org.maskwright.project.ProjectFile;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Surroundings;
import org.maskwright.ui.model.OpenProject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds or makes the project of what a person points at. Reads and writes files: for the background.
///
/// Where images lie in a place that cannot be written, their project goes to the person's documents.
final class Opening {
    private static final int NAMES = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Path documents;
    private final Surroundings around;

    Opening(Path documents, Surroundings around) {
        this.documents = documents;
        this.around = around;
    }

    /// Opens a project, or images: the project that was made for them before, or a new one beside them.
    ///
    /// @throws Problem when nothing there can be opened; then nothing was made
    OpenProject open(Path path, Cancel cancel) {
        Optional<Path> project = ProjectFile.folder(path);
        if (project.isPresent()) {
            return existing(project.get());
        }
        Path source = source(path);
        Path place = place(source);
        return ProjectStore.isProject(place) ? existing(place) : made(source, place, cancel);
    }

    /// Copies the sample to the person's documents, once, and opens the copy.
    OpenProject openSample(Path sample, Cancel cancel) {
        String name = Words.of("app.sample");
        Path images = documents.resolve(name);
        Path project = documents.resolve(name + ProjectFile.ENDING);
        if (ProjectStore.isProject(project)) {
            return existing(project);
        }
        try {
            copy(sample, images, cancel);
        } catch (IOException e) {
            throw Problem.causedBy(e, "app.sample-copy", images.toString(), String.valueOf(e.getMessage()));
        }
        return made(images, project, cancel);
    }

    /// Opens a project whose images moved, now that the person said where they are.
    OpenProject locate(Path project, Path where) {
        ProjectStore store = ProjectStore.open(project, around);
        return withImages(store, new ImageFinder(project).find(store.project().images(), where));
    }

    private OpenProject existing(Path project) {
        ProjectStore store = ProjectStore.open(project, around);
        return withImages(store, new ImageFinder(project).find(store.project().images()));
    }

    private static OpenProject withImages(ProjectStore store, Located located) {
        boolean opened = false;
        try {
            Path source = switch (located) {
                case Located.Found(Path at, var images) -> {
                    if (store.readOnly().isEmpty()
                            && !images.equals(store.project().images())) {
                        var _ = store.setImages(images);
                    }
                    yield at;
                }
                case Located.Missing(var images, var missing) ->
                    throw new Problem("app.images-missing", store.project().name(), images.absolute(), missing.size());
            };
            var project = new OpenProject(store, Images.open(source), "");
            opened = true;
            return project;
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    private OpenProject made(Path source, Path place, Cancel cancel) {
        ProjectImport plan = ProjectImport.read(source, Optional.empty(), place, Instant.now(), cancel);
        cancel.check();
        ProjectStore store = ProjectStore.create(place, plan.project(), around);
        for (Edit edit : plan.edits()) {
            var _ = store.append(edit);
        }
        return new OpenProject(store, Images.open(source), Words.of("app.project-made", place.toString()));
    }

    /// One frame of a numbered sequence stands for the sequence.
    private static Path source(Path path) {
        Path at = path.toAbsolutePath().normalize();
        Path folder = at.getParent();
        return folder != null && Files.isRegularFile(at) && Images.isSequence(folder) ? folder : at;
    }

    /// Beside the images or, when nothing can be written there, in the person's documents.
    private Path place(Path source) {
        Path folder = source.getParent();
        if (folder != null) {
            Path beside = folder.resolve(source.getFileName() + ProjectFile.ENDING);
            if (ProjectStore.isProject(beside) || canBeMade(beside)) {
                return beside;
            }
        }
        String name = Images.nameOf(source) + ProjectFile.ENDING;
        for (int i = 1; i < NAMES; i++) {
            Path place = documents.resolve(i == 1 ? name : i + "-" + name);
            if (!Files.exists(place) || isFor(place, source)) {
                return place;
            }
        }
        throw new Problem("project.exists", documents.toString());
    }

    /// Tries it, because permissions alone do not tell: not of a drive that is read-only, and not of an administrator.
    private static boolean canBeMade(Path folder) {
        try {
            boolean made = !Files.exists(folder);
            Files.delete(Files.createTempFile(Files.createDirectories(folder), null, null));
            if (made) {
                Files.delete(folder);
            }
            return true;
        } catch (IOException no) {
            LOG.info("The project cannot be made in {}: {}", folder, no.toString());
            return false;
        }
    }

    private boolean isFor(Path place, Path source) {
        if (!ProjectStore.isProject(place)) {
            return false;
        }
        try (var store = ProjectStore.open(place, around)) {
            return store.project().images().absolute().equals(source.toString());
        }
    }

    private static void copy(Path from, Path to, Cancel cancel) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                cancel.check();
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                cancel.check();
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
