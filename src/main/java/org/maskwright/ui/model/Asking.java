package org.maskwright.ui.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.maskwright.auto.doubt.Questions;
import org.maskwright.auto.doubt.Steadiness;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.Candidate;
import org.maskwright.ui.model.Doubtful.Heard;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Request.Examine.By;
import org.maskwright.worker.Ticket;

/// Has the worker say what it thinks of every object, the nearest frames first, in small batches that wait until the
/// hand and the learning rest. What it said is kept in memory for as long as the mask and the model are the same.
final class Asking {
    private static final int BATCH = 8;

    private final Workbench bench;
    private final Map<Plane, Map<InstanceId, Heard>> heard = new HashMap<>();
    private final Set<Plane> unreadable = new HashSet<>();
    private String model = "";
    private String silent = "";
    private @Nullable Batch batch;

    private record Batch(Ticket ticket, Plane plane, List<Instance> objects, By by) {}

    Asking(Workbench bench) {
        this.bench = bench;
    }

    /// What is known of a plane's objects: a copy for another thread.
    Map<InstanceId, Heard> heard(Plane plane) {
        return Map.copyOf(heard.getOrDefault(plane, Map.of()));
    }

    void forget() {
        heard.clear();
        unreadable.clear();
        batch = null;
    }

    /// Asks the next questions, unless some are under way.
    void next() {
        Project p = bench.project().get();
        Plane at = bench.plane().get();
        var info = bench.machine().model().get();
        if (batch != null || p == null || at == null || info == null) {
            return;
        }
        if (!info.modelHash().equals(model)) {
            model = info.modelHash();
            unreadable.clear();
        }
        String version = bench.review().comparison().version();
        String other = version.equals(silent) ? "" : version;
        for (By by : other.isEmpty() ? List.of(By.MODEL) : List.of(By.MODEL, By.OTHER)) {
            Plane plane = nearest(p, at)
                    .filter(l -> !unreadable.contains(l))
                    .filter(l -> wanted(p, l, by, other).findAny().isPresent())
                    .findFirst()
                    .orElse(null);
            if (plane != null) {
                ask(plane, wanted(p, plane, by, other).limit(BATCH).toList(), by);
                return;
            }
        }
    }

    /// The other version, which had no answer, may have been brought by now.
    void again() {
        silent = "";
    }

    /// How many objects have not been asked about yet.
    int waiting(Project p) {
        return p.planes().keySet().stream()
                .filter(l -> !unreadable.contains(l))
                .mapToInt(l -> (int) wanted(p, l, By.MODEL, "").count())
                .sum();
    }

    private static Stream<Plane> nearest(Project p, Plane to) {
        return p.planes().keySet().stream()
                .sorted(Comparator.comparingInt((Plane l) -> Math.abs(l.frame() - to.frame()))
                        .thenComparingInt(l -> Math.abs(l.z() - to.z())));
    }

    private Stream<Instance> wanted(Project p, Plane plane, By by, String other) {
        Map<InstanceId, Heard> known = heard.getOrDefault(plane, Map.of());
        return p.labels(plane).instances().stream()
                .filter(i -> i.state() != Instance.State.REJECTED)
                .filter(i -> {
                    Heard h = known.get(i.id());
                    boolean asked =
                            h != null && h.mask().equals(i.mask()) && h.model().equals(model);
                    return by == By.MODEL
                            ? !asked
                            : asked && h != null && !h.other().equals(other);
                });
    }

    private void ask(Plane plane, List<Instance> objects, By by) {
        var questions = objects.stream()
                .flatMap(i -> (by == By.MODEL ? Questions.all(i.mask()) : Questions.first(i.mask())).stream())
                .toList();
        var request = new Request.Examine(bench.machine().index(plane), questions, by, false);
        batch = new Batch(bench.machine().worker().submit(request), plane, objects, by);
    }

    /// @return the plane of which more is known now; null when nothing is
    @Nullable
    Plane replied(Reply reply) {
        Batch of = batch;
        if (of == null || !of.ticket().equals(reply.ticket())) {
            return null;
        }
        batch = null;
        if (reply instanceof Reply.Examined e && !e.answers().isEmpty()) {
            keep(of, e);
            return of.plane();
        }
        if (reply instanceof Reply.Failed) {
            unreadable.add(of.plane()); // what cannot be read is said when it is shown
            return of.plane();
        }
        if (reply instanceof Reply.Examined) {
            silent = bench.review().comparison().version();
        }
        return null;
    }

    private void keep(Batch of, Reply.Examined said) {
        Map<InstanceId, Heard> known = heard.computeIfAbsent(of.plane(), l -> new HashMap<>());
        int each = said.answers().size() / of.objects().size();
        for (int i = 0; i < of.objects().size(); i++) {
            Instance object = of.objects().get(i);
            List<List<Candidate>> answers = said.answers().subList(i * each, (i + 1) * each);
            if (of.by() == By.MODEL) {
                var box = answers.getFirst().getFirst().mask();
                var steadiness = Steadiness.of(object.mask(), answers);
                known.put(object.id(), new Heard(object.mask(), said.model(), box, steadiness, "", Double.NaN));
            } else {
                known.computeIfPresent(
                        object.id(),
                        (id, h) -> h.against(
                                said.model(), answers.getFirst().getFirst().mask()));
            }
        }
    }
}
