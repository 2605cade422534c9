package org.maskwright.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.LabelColours;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

/// Label images that a person adds to an open project. A file belongs to the frame whose name its own begins with, else
/// to the frame of the last number in its name; a file with a page for each plane to all of them; a file that comes
/// alone and tells nothing, to the plane in view.
public final class LabelImport {
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})\\D*$");

    private final SortedMap<Plane, SortedMap<Integer, Mask>> masks = new TreeMap<>();
    private final List<Problem> notes = new ArrayList<>();

    private LabelImport() {}

    /// What is to be done.
    ///
    /// @param edit one step to undo
    /// @param objects how many it adds, on so many `frames`
    /// @param taken how many lie on accepted objects and were left out
    public record Plan(Edit.Group edit, int objects, int frames, int taken) {}

    /// Whether a file is a label image of the project rather than one of its pictures: it has the size of a frame and
    /// whole numbers, and inside its objects neighbouring pixels are mostly the same, which noise never is.
    public static boolean isLabels(Path file, Project project) {
        try {
            LabelImage image = Images.readLabels(file);
            return project.frames().stream().anyMatch(f -> f.width() == image.width() && f.height() == image.height())
                    && isFlat(image);
        } catch (Problem other) {
            return false;
        }
    }

    private static boolean isFlat(LabelImage image) {
        long pairs = 0;
        long same = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 1; x < image.width(); x++) {
                int left = image.id(x - 1, y);
                int right = image.id(x, y);
                pairs += left != 0 || right != 0 ? 1 : 0;
                same += left != 0 && left == right ? 1 : 0;
            }
        }
        return pairs > 0 && 2 * same > pairs;
    }

    /// Reads label files, or those that lie in a folder.
    ///
    /// @param inView where a file goes that does not say
    /// @throws Problem when one cannot be read or does not fit its frame, or none belongs to a frame
    public static LabelImport read(
            List<Path> files, Project project, Plane inView, Cancel cancel, DoubleConsumer progress) {
        List<Path> all = files.stream()
                .flatMap(f -> Files.isDirectory(f) ? Images.imagesIn(f).stream() : List.of(f).stream())
                .toList();
        var labels = new LabelImport();
        for (int i = 0; i < all.size(); i++) {
            cancel.check();
            labels.add(all.get(i), project, all.size() == 1 ? Optional.of(inView) : Optional.empty());
            progress.accept((i + 1.0) / all.size());
        }
        if (labels.masks.values().stream().allMatch(Map::isEmpty)) {
            throw labels.notes.isEmpty()
                    ? new Problem("formats.noObjects", CtcFiles.name(files.getFirst()))
                    : labels.notes.getFirst();
        }
        return labels;
    }

    /// Files that belong to no frame.
    public List<Problem> notes() {
        return List.copyOf(notes);
    }

    private void add(Path file, Project project, Optional<Plane> otherwise) {
        List<LabelImage> pages = LabelFiles.read(file);
        int planes = project.frames().size() * project.depth();
        if (pages.size() > 1 && pages.size() == planes) {
            for (int i = 0; i < planes; i++) {
                put(file, project, new Plane(i / project.depth(), i % project.depth()), pages.get(i));
            }
            return;
        }
        if (pages.size() > project.depth()) {
            throw new Problem(
                    "formats.pages",
                    CtcFiles.name(file),
                    pages.size(),
                    project.frames().size(),
                    project.depth());
        }
        Optional<Plane> begin =
                frame(file, project).map(f -> new Plane(f.index(), 0)).or(() -> otherwise);
        if (begin.isEmpty()) {
            notes.add(new Problem("formats.noFrame", CtcFiles.name(file)));
            return;
        }
        int z = pages.size() == 1 ? begin.get().z() : 0;
        for (LabelImage page : pages) {
            put(file, project, new Plane(begin.get().frame(), z++), page);
        }
    }

    private static Optional<FrameEntry> frame(Path file, Project project) {
        String name = CtcFiles.name(file).replaceFirst("(\\.ome)?\\.[^.]*$", "");
        Optional<FrameEntry> named = project.frames().stream()
                .filter(f -> name.startsWith(f.name()))
                .filter(f -> name.length() == f.name().length()
                        || !Character.isLetterOrDigit(name.charAt(f.name().length())))
                .max(Comparator.comparingInt(f -> f.name().length()));
        if (named.isPresent()) {
            return named;
        }
        Matcher number = LAST_NUMBER.matcher(name);
        return number.find() ? project.frameNumbered(Integer.parseInt(number.group(1))) : Optional.empty();
    }

    private void put(Path file, Project project, Plane plane, LabelImage image) {
        FrameEntry frame = project.frames().get(plane.frame());
        if (image.width() != frame.width() || image.height() != frame.height()) {
            throw new Problem(
                    "formats.otherSize",
                    CtcFiles.name(file),
                    image.width(),
                    image.height(),
                    frame.name(),
                    frame.width(),
                    frame.height());
        }
        masks.computeIfAbsent(plane, p -> new TreeMap<>())
                .putAll(LabelImages.masks(image.width(), image.height(), image.ids()));
    }

    /// Works out the edit that puts the objects into a project, accepted, with their ids where these are free. What
    /// mostly lies on an accepted object is left out, and nobody's pixels are taken.
    ///
    /// @param bright whether the pictures are, for the colours
    public Plan plan(Project project, boolean bright, Instant when, Cancel cancel) {
        var edits = new ArrayList<Edit>();
        var frames = new HashSet<Integer>();
        int track = project.nextTrack().value();
        int taken = 0;
        for (var at : masks.entrySet()) {
            Labels labels = project.labels(at.getKey());
            List<Mask> accepted = labels.instances().stream()
                    .filter(Instance::isAccepted)
                    .map(Instance::mask)
                    .toList();
            for (var object : at.getValue().entrySet()) {
                cancel.check();
                Mask mask = free(object.getValue(), accepted);
                if (2 * mask.area() < object.getValue().area()) {
                    taken++;
                    continue;
                }
                InstanceId id = id(object.getKey(), labels);
                int colour = LabelColours.choose(mask, id, labels, bright);
                var instance = new Instance(
                        id, mask, new TrackId(track++), Instance.State.ACCEPTED, colour, Provenance.imported(when));
                labels = labels.with(instance);
                edits.add(new Edit.Add(at.getKey(), instance));
                frames.add(at.getKey().frame());
            }
        }
        return new Plan(new Edit.Group(Edit.Deed.IMPORT, edits), edits.size(), frames.size(), taken);
    }

    private static Mask free(Mask wanted, List<Mask> accepted) {
        Mask mask = wanted;
        for (Mask other : accepted) {
            if (mask.intersection(other) > 0) {
                mask = mask.minus(other);
            }
        }
        return mask;
    }

    private static InstanceId id(int wanted, Labels labels) {
        boolean fits =
                wanted <= InstanceId.MAX && labels.find(new InstanceId(wanted)).isEmpty();
        return fits ? new InstanceId(wanted) : labels.nextId();
    }
}
