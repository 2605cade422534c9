package org.maskwright.app;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.maskwright.Words;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.ui.Doors;
import org.maskwright.ui.model.Thumbnail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the start page shows of a project without opening it: noted when it is closed, in the folder of things that may
/// be deleted at any time. A note that is missing or damaged costs the picture, nothing else. For the background.
final class RecentProjects {
    private static final Logger LOG = LoggerFactory.getLogger(RecentProjects.class);
    private static final int LARGEST = 512;

    private final Path folder;
    private final Path home;

    /// @param home shown as `~`
    RecentProjects(Path cache, Path home) {
        folder = cache.resolve("recent");
        this.home = home;
    }

    void note(Path place, Project project, Instant when, Optional<Thumbnail> thumbnail) {
        try {
            Files.createDirectories(folder);
            try (var out = new DataOutputStream(Files.newOutputStream(file(place)))) {
                out.writeUTF(project.name());
                out.writeUTF(project.images().absolute());
                out.writeLong(when.toEpochMilli());
                out.writeInt(project.complete().size());
                out.writeInt(project.frames().size());
                out.writeInt(thumbnail.map(Thumbnail::width).orElse(0));
                out.writeInt(thumbnail.map(Thumbnail::height).orElse(0));
                if (thumbnail.isPresent()) {
                    for (int argb : thumbnail.get().argb()) {
                        out.writeInt(argb);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("What {} looks like was not noted for the start page.", place, e);
        }
    }

    /// Empty when the project is gone.
    Optional<Doors.Recent> look(Path place) {
        if (!ProjectStore.isProject(place)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(Files.newInputStream(file(place)))) {
            String name = in.readUTF();
            boolean missing = !Files.exists(Path.of(in.readUTF()));
            Instant when = Instant.ofEpochMilli(in.readLong());
            String progress = Words.of("app.progress", in.readInt(), in.readInt());
            return Optional.of(new Doors.Recent(place, name, shortened(place), when, progress, picture(in), missing));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("There is no note of {}.", place, e);
            return Optional.of(new Doors.Recent(
                    place,
                    String.valueOf(place.getFileName()),
                    shortened(place),
                    Instant.EPOCH,
                    "",
                    Optional.empty(),
                    false));
        }
    }

    private static Optional<Thumbnail> picture(DataInputStream in) throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
            return Optional.empty();
        }
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = in.readInt();
        }
        return Optional.of(new Thumbnail(width, height, argb));
    }

    private Path file(Path place) {
        String path = place.toAbsolutePath().normalize().toString();
        return folder.resolve(Integer.toHexString(path.hashCode()) + "-" + path.length());
    }

    private String shortened(Path place) {
        Path at = place.toAbsolutePath().normalize();
        Path in = at.getParent() == null ? at : at.getParent();
        return in.startsWith(home) ? Path.of("~").resolve(home.relativize(in)).toString() : in.toString();
    }
}
