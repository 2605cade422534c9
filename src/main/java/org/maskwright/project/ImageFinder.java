package org.maskwright.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Knows the images of a project and finds them again, by name and content, after they or the project moved.
/// Reads files; not for the FX thread.
public final class ImageFinder {
    /// How deep and how far a folder is searched before it is given up.
    private static final int DEPTH = 6;

    private static final int ENTRIES = 200_000;
    /// Of a long series this many files, evenly spread, are compared by content; all are compared by size.
    private static final int COMPARED = 16;

    private final Path project;

    /// @param project the project folder, which relative paths start from
    public ImageFinder(Path project) {
        this.project = project.toAbsolutePath().normalize();
    }

    /// Takes down what the image source holds.
    ///
    /// @param source the file or folder that was opened
    /// @param files the image files in it, in order of the frames
    public ImageRef describe(Path source, List<Path> files) throws IOException {
        Path at = source.toAbsolutePath().normalize();
        var list = new ArrayList<ImageRef.ImageFile>();
        for (Path f : files) {
            String name =
                    at.relativize(f.toAbsolutePath().normalize()).toString().replace('\\', '/');
            list.add(new ImageRef.ImageFile(name, Files.size(f), Fingerprint.of(f)));
        }
        return new ImageRef(relative(at), at.toString(), list);
    }

    /// Looks where the images were, seen from the project and as an absolute path, then beside the project.
    public Located find(ImageRef images) {
        var known = new ArrayList<Path>();
        path(images.relative()).ifPresent(p -> known.add(project.resolve(p).normalize()));
        path(images.absolute()).ifPresent(known::add);
        for (Path p : known) {
            if (holds(p, images)) {
                return found(p, images);
            }
        }
        Path beside = project.getParent();
        return beside == null ? missing(images) : search(images, beside, 2);
    }

    /// Looks in a file or folder that a person named, and below it.
    public Located find(ImageRef images, Path where) {
        return search(images, where.toAbsolutePath().normalize(), DEPTH);
    }

    private Located search(ImageRef images, Path where, int depth) {
        var hit = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    where, EnumSet.noneOf(java.nio.file.FileVisitOption.class), depth, new SimpleFileVisitor<>() {
                        private int seen;

                        @Override
                        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
                            return look(dir);
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
                            return look(file);
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                            return FileVisitResult.CONTINUE; // what cannot be read cannot be what is looked for
                        }

                        private FileVisitResult look(Path p) {
                            if (holds(p, images)) {
                                hit.add(p);
                            }
                            return hit.isEmpty() && ++seen < ENTRIES
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.TERMINATE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hit.isEmpty() ? missing(images) : found(hit.getFirst(), images);
    }

    private Located found(Path source, ImageRef images) {
        return new Located.Found(source, new ImageRef(relative(source), source.toString(), images.files()));
    }

    private Located missing(ImageRef images) {
        Path at = path(images.absolute()).orElse(project);
        List<String> names = images.files().stream()
                .filter(f -> !Files.exists(at.resolve(f.name())))
                .map(f -> f.name().isEmpty() ? at.toString() : f.name())
                .toList();
        return new Located.Missing(images, names.isEmpty() ? List.of(at.toString()) : names);
    }

    /// Whether all files are there with their sizes, and those that are compared with their content.
    private static boolean holds(Path source, ImageRef images) {
        try {
            for (ImageRef.ImageFile f : images.files()) {
                Path at = source.resolve(f.name());
                if (!Files.isRegularFile(at) || Files.size(at) != f.bytes()) {
                    return false;
                }
            }
            int n = images.files().size();
            for (int i : IntStream.range(0, Math.min(n, COMPARED))
                    .map(i -> (int) ((long) i * n / Math.min(n, COMPARED)))
                    .toArray()) {
                ImageRef.ImageFile f = images.files().get(i);
                if (!Fingerprint.of(source.resolve(f.name())).equals(f.fingerprint())) {
                    return false;
                }
            }
            return n > 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private String relative(Path at) {
        try {
            return project.relativize(at).toString().replace('\\', '/');
        } catch (IllegalArgumentException otherDrive) {
            return "";
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException foreign) {
            return Optional.empty(); // written on another system
        }
    }
}
