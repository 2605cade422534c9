package org.maskwright.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

/// Makes small projects, and edits that fit them, from a seed.
final class RandomEdits {
    static final int SIZE = 64;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final Random random;

    RandomEdits(long seed) {
        random = new Random(seed);
    }

    static Project project(int frames) {
        var entries = new ArrayList<FrameEntry>();
        for (int i = 0; i < frames; i++) {
            entries.add(new FrameEntry(i, i + 7, "t%03d".formatted(i + 7), SIZE, SIZE));
        }
        var images = new ImageRef("../images", "/somewhere/images", List.of());
        var view = new View(new Contrast(3, 4000.5f), View.ALL, new Calibration(0.65, 0.7, "µm"));
        return Project.of("cells", images, entries, 2, view);
    }

    static Instance square(int id, int x, int y, int side) {
        Mask mask = Mask.of(x, y, side, side, _ -> true);
        return new Instance(
                new InstanceId(id), mask, new TrackId(id), Instance.State.ACCEPTED, id % 18, Provenance.imported(NOON));
    }

    /// An edit that fits `project`; with some luck of every kind.
    Edit next(Project project) {
        return next(project, 2);
    }

    private Edit next(Project project, int depth) {
        Plane plane = new Plane(random.nextInt(project.frames().size()), random.nextInt(project.depth()));
        Labels labels = project.labels(plane);
        List<Instance> there = List.copyOf(labels.instances());
        Instance some = there.isEmpty() ? null : there.get(random.nextInt(there.size()));
        if (some == null) {
            return new Edit.Add(plane, instance(labels.nextId()));
        }
        return switch (random.nextInt(10)) {
            case 0 -> new Edit.Remove(plane, some);
            case 1 -> new Edit.Replace(plane, some, instance(some.id()));
            case 2 -> new Edit.Split(plane, some, List.of(instance(some.id()), instance(labels.nextId())));
            case 3 -> {
                List<Instance> two = there.subList(0, Math.min(2, there.size()));
                yield new Edit.Merge(plane, two, instance(two.getFirst().id()));
            }
            case 4 ->
                new Edit.Assign(plane, some.id(), some.track(), some.colour(), project.nextTrack(), random.nextInt(18));
            case 5 -> {
                TrackId parent = random.nextBoolean() ? null : new TrackId(1 + random.nextInt(50));
                yield new Edit.SetParent(some.track(), project.parents().get(some.track()), parent);
            }
            case 6 -> new Edit.SetComplete(plane.frame(), !project.isComplete(plane.frame()));
            case 7 -> {
                var edits = new ArrayList<Edit>();
                Project p = project;
                for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
                    Edit e = next(p, depth - 1);
                    edits.add(e);
                    p = p.apply(e);
                }
                yield new Edit.Group(Edit.Deed.values()[random.nextInt(Edit.Deed.values().length)], edits);
            }
            default -> new Edit.Add(plane, instance(labels.nextId()));
        };
    }

    private Instance instance(InstanceId id) {
        int w = 1 + random.nextInt(12);
        int h = 1 + random.nextInt(12);
        boolean[] in = new boolean[w * h];
        in[random.nextInt(in.length)] = true;
        for (int i = 0; i < in.length; i++) {
            in[i] |= random.nextInt(3) > 0;
        }
        Mask mask = Mask.of(random.nextInt(SIZE - w + 1), random.nextInt(SIZE - h + 1), w, h, i -> in[i]);
        return new Instance(
                id,
                mask,
                new TrackId(1 + random.nextInt(40)),
                Instance.State.values()[random.nextInt(4)],
                random.nextInt(18),
                provenance());
    }

    private Provenance provenance() {
        List<Prompt> prompts = List.of(
                new Prompt.Click(random.nextDouble() * SIZE, -0.5, random.nextBoolean()),
                Prompt.Box.ofCorners(random.nextDouble(), 3, 2, random.nextDouble()),
                new Prompt.Scribble(List.of(1.0, 2.0, random.nextDouble(), 4.0), true));
        return new Provenance(
                Provenance.Source.values()[random.nextInt(4)],
                prompts.subList(0, random.nextInt(4)),
                random.nextBoolean() ? null : "model-" + random.nextInt(3),
                random.nextFloat(),
                2 + random.nextFloat(),
                random.nextBoolean() ? Float.NaN : random.nextFloat(),
                NOON.plusNanos(random.nextInt()));
    }
}
