package org.maskwright.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.maskwright.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file in a project's folder that a desktop can open: a folder has no kind by which it knows a
/// program. It holds no data; whoever opens it means the folder that it lies in, so it may be renamed, and
/// a missing one is made again.
public final class ProjectFile {
    /// How its name ends; the desktop's file association knows it by that.
    public static final String ENDING = ".maskwright";

    /// How it begins; the desktop's file association knows it by that too. The version of the format follows.
    static final String BEGINNING = "Maskwright project ";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectFile.class);

    private ProjectFile() {}

    /// The folder of the project that a path stands for: the folder itself, its database, or its project file; empty
    /// when it stands for none.
    ///
    /// @throws Problem `project.file-alone` when it is a project file that was taken out of its folder
    public static Optional<Path> folder(Path path) {
        if (ProjectStore.isProject(path)) {
            return Optional.of(path);
        }
        boolean file = String.valueOf(path.getFileName()).endsWith(ENDING) && Files.isRegularFile(path);
        if (!file && !path.endsWith(ProjectStore.DATABASE)) {
            return Optional.empty();
        }
        Optional<Path> folder = Optional.ofNullable(path.toAbsolutePath().getParent());
        if (file && folder.filter(ProjectStore::isProject).isEmpty()) {
            throw new Problem("project.file-alone", String.valueOf(path.getFileName()));
        }
        return folder.filter(ProjectStore::isProject);
    }

    /// Makes one where there is none. The project is whole without it, so a folder that refuses is only noted.
    static void keep(Path folder) {
        try (DirectoryStream<Path> there = Files.newDirectoryStream(folder, "*" + ENDING)) {
            if (!there.iterator().hasNext()) {
                Files.writeString(
                        folder.resolve(name(folder)),
                        BEGINNING + Schema.VERSION + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be opened from the desktop: no file could be made in it", folder, e);
        }
    }

    private static String name(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return name.endsWith(ENDING) ? name : name + ENDING;
    }
}
