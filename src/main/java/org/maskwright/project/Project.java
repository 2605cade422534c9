package org.maskwright.project;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.TrackId;

/// All that a project holds, as one immutable value.
///
/// @param name to show
/// @param images where the pixels are
/// @param frames in order of time; at least one
/// @param depth slices in each frame, 1 without depth
/// @param view how the images are looked at, by a person and by the network alike
/// @param planes the labelled planes; one without an instance may be absent
/// @param complete indices of the frames in which all objects are labelled
/// @param parents the parent of each track that has one
/// @param models the versions of the model made in this project, in order
/// @param modelInUse hash of the model version in use, null for the one that the application brings
/// @param base the model from the catalogue that was used last; null when none was noted
public record Project(
        String name,
        ImageRef images,
        List<FrameEntry> frames,
        int depth,
        View view,
        Map<Plane, Labels> planes,
        Set<Integer> complete,
        Map<TrackId, TrackId> parents,
        List<ModelRecord> models,
        @Nullable String modelInUse,
        @Nullable BaseModel base) {

    public Project {
        if (frames.isEmpty() || depth < 1) {
            throw new IllegalArgumentException(frames.size() + " frames of depth " + depth);
        }
        frames = List.copyOf(frames);
        planes = Map.copyOf(planes);
        complete = Set.copyOf(complete);
        parents = Map.copyOf(parents);
        models = List.copyOf(models);
    }

    /// A project without any label.
    public static Project of(String name, ImageRef images, List<FrameEntry> frames, int depth, View view) {
        return new Project(name, images, frames, depth, view, Map.of(), Set.of(), Map.of(), List.of(), null, null);
    }

    /// The labels of a plane, empty ones where there are none yet.
    public Labels labels(Plane plane) {
        Labels there = planes.get(plane);
        if (there != null) {
            return there;
        }
        if (plane.frame() >= frames.size() || plane.z() >= depth) {
            throw new IllegalArgumentException(plane + " of " + frames.size() + " frames of depth " + depth);
        }
        FrameEntry frame = frames.get(plane.frame());
        return Labels.empty(frame.width(), frame.height());
    }

    public boolean isComplete(int frame) {
        return complete.contains(frame);
    }

    /// Index of the first frame that is not complete, 0 when all are.
    public int firstUnfinished() {
        return frames.stream()
                .mapToInt(FrameEntry::index)
                .filter(f -> !complete.contains(f))
                .findFirst()
                .orElse(0);
    }

    /// The frame of the given number, which is the one in its file name.
    public Optional<FrameEntry> frameNumbered(int number) {
        return frames.stream().filter(f -> f.number() == number).findFirst();
    }

    /// The track that an object without a past begins: one above all that are in use.
    public TrackId nextTrack() {
        int last = parents.keySet().stream().mapToInt(TrackId::value).max().orElse(0);
        for (Labels labels : planes.values()) {
            for (Instance i : labels.instances()) {
                last = Math.max(last, i.track().value());
            }
        }
        return new TrackId(last + 1);
    }

    /// The version of the model in use; empty for the one that the application brings.
    public Optional<ModelRecord> model() {
        return models.stream().filter(m -> m.hash().equals(modelInUse)).findFirst();
    }

    /// Number of instances in all planes that are accepted.
    public int accepted() {
        return (int) planes.values().stream()
                .flatMap(l -> l.instances().stream())
                .filter(Instance::isAccepted)
                .count();
    }

    /// The project after an edit. Pure.
    ///
    /// @throws IllegalArgumentException when what the edit found before is not what is here
    public Project apply(Edit edit) {
        return switch (edit) {
            case Edit.Add _, Edit.Remove _, Edit.Replace _, Edit.Split _, Edit.Merge _ -> all(List.of(edit));
            case Edit.Assign a -> assign(a);
            case Edit.SetParent s -> setParent(s);
            case Edit.SetComplete(int frame, boolean to) -> setComplete(frame, to);
            case Edit.Group(Edit.Deed _, List<Edit> edits) -> all(edits);
        };
    }

    /// What goes out of one plane and into it.
    private record Swap(Plane plane, List<Instance> out, List<Instance> in) {
        static Optional<Swap> of(Edit edit) {
            return switch (edit) {
                case Edit.Add(Plane p, Instance i) -> Optional.of(new Swap(p, List.of(), List.of(i)));
                case Edit.Remove(Plane p, Instance i) -> Optional.of(new Swap(p, List.of(i), List.of()));
                case Edit.Replace(Plane p, Instance was, Instance is) ->
                    Optional.of(new Swap(p, List.of(was), List.of(is)));
                case Edit.Split(Plane p, Instance was, List<Instance> is) -> Optional.of(new Swap(p, List.of(was), is));
                case Edit.Merge(Plane p, List<Instance> were, Instance is) ->
                    Optional.of(new Swap(p, were, List.of(is)));
                case Edit.Assign _, Edit.SetParent _, Edit.SetComplete _, Edit.Group _ -> Optional.empty();
            };
        }

        Labels into(Labels before) {
            Labels labels = before;
            for (Instance i : out) {
                refuseUnless(labels.find(i.id()).equals(Optional.of(i)), i.id() + " is not as the edit found it");
                labels = labels.without(i.id());
            }
            for (Instance i : in) {
                refuseUnless(labels.find(i.id()).isEmpty(), i.id() + " is there already");
                labels = labels.with(i);
            }
            return labels;
        }
    }

    /// Edits of one plane that follow one another are made together, because each makes a new table of planes.
    private Project all(List<Edit> edits) {
        Project p = this;
        for (int i = 0; i < edits.size(); ) {
            Optional<Swap> swap = Swap.of(edits.get(i));
            if (swap.isEmpty()) {
                p = p.apply(edits.get(i++));
                continue;
            }
            Plane plane = swap.get().plane;
            Labels labels = p.labels(plane);
            while (swap.isPresent() && swap.get().plane.equals(plane)) {
                labels = swap.get().into(labels);
                i++;
                swap = i < edits.size() ? Swap.of(edits.get(i)) : Optional.empty();
            }
            p = p.with(plane, labels);
        }
        return p;
    }

    private Project assign(Edit.Assign a) {
        Labels labels = labels(a.plane());
        InstanceId id = a.id();
        Instance i = labels.find(id).orElseThrow(() -> new IllegalArgumentException("no " + id));
        refuseUnless(i.track().equals(a.before()) && i.colour() == a.colourBefore(), id + " is of another track");
        return with(a.plane(), labels.with(i.withTrack(a.after(), a.colourAfter())));
    }

    private Project setParent(Edit.SetParent s) {
        refuseUnless(Objects.equals(parents.get(s.track()), s.before()), s.track() + " has another parent");
        var map = new HashMap<>(parents);
        if (s.after() == null) {
            map.remove(s.track());
        } else {
            map.put(s.track(), s.after());
        }
        return new Project(name, images, frames, depth, view, planes, complete, map, models, modelInUse, base);
    }

    private Project setComplete(int frame, boolean to) {
        refuseUnless(
                frame >= 0 && frame < frames.size() && isComplete(frame) != to, "frame " + frame + " is so already");
        var set = new HashSet<>(complete);
        if (to) {
            set.add(frame);
        } else {
            set.remove(frame);
        }
        return new Project(name, images, frames, depth, view, planes, set, parents, models, modelInUse, base);
    }

    private Project with(Plane plane, Labels labels) {
        var map = new HashMap<>(planes);
        if (labels.size() == 0) {
            map.remove(plane);
        } else {
            map.put(plane, labels);
        }
        return new Project(name, images, frames, depth, view, map, complete, parents, models, modelInUse, base);
    }

    Project withRest(Set<Integer> completed, Map<TrackId, TrackId> kin) {
        return new Project(name, images, frames, depth, view, planes, completed, kin, models, modelInUse, base);
    }

    Project withPlanes(Map<Plane, Labels> all) {
        return new Project(name, images, frames, depth, view, all, complete, parents, models, modelInUse, base);
    }

    Project withView(View other) {
        return new Project(name, images, frames, depth, other, planes, complete, parents, models, modelInUse, base);
    }

    Project withImages(ImageRef other) {
        return new Project(name, other, frames, depth, view, planes, complete, parents, models, modelInUse, base);
    }

    Project withModels(List<ModelRecord> versions, @Nullable String inUse) {
        return new Project(name, images, frames, depth, view, planes, complete, parents, versions, inUse, base);
    }

    Project withBase(BaseModel used) {
        return new Project(name, images, frames, depth, view, planes, complete, parents, models, modelInUse, used);
    }

    private static void refuseUnless(boolean fits, String why) {
        if (!fits) {
            throw new IllegalArgumentException(why);
        }
    }
}
