package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.DoubleConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.measure.Measured;
import org.maskwright.measure.PlaneMeasures;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;

/// The measures of the accepted objects of the frame in view, or of all frames, kept up to date while somebody looks.
/// Measuring takes place in the background, one run at a time; after an edit only what it touched is measured again.
public final class Measuring {
    /// Which objects are measured.
    public enum Scope {
        FRAME,
        ALL
    }

    /// One object.
    ///
    /// @param frame the number of its frame
    public record Row(Plane plane, int frame, Instance instance, Measured measured) {
        @SuppressWarnings("ReferenceEquality") // what did not change is handed on
        boolean isSame(Row o) {
            return instance == o.instance && measured == o.measured && plane.equals(o.plane);
        }
    }

    /// With so many planes to read, the person is shown how far it is and may stop it.
    private static final int MANY = 4;

    private final Workbench bench;
    private final Errands errands;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObservableList<Row> readOnly = FXCollections.unmodifiableObservableList(rows);
    private final ObjectProperty<Scope> scope = new SimpleObjectProperty<>(Scope.FRAME);
    private final BooleanProperty wanted = new SimpleBooleanProperty();
    private Map<Plane, PlaneMeasures> known = new HashMap<>();
    private Optional<Decoded> decoded = Optional.empty();
    private @Nullable ImageStack of;
    private boolean running;
    private boolean again;

    /// @param ui runs tasks on the bench's thread, in order
    /// @param background runs tasks elsewhere
    public Measuring(Workbench bench, Executor ui, Executor background) {
        this.bench = bench;
        errands = new Errands(ui, background);
        bench.labels().addListener(o -> outdate());
        bench.project().addListener(o -> outdate());
        bench.plane().addListener(o -> outdate());
        scope.addListener(o -> outdate());
        wanted.addListener(o -> outdate());
    }

    /// In order of frame, slice and id.
    public ObservableList<Row> rows() {
        return readOnly;
    }

    public ObjectProperty<Scope> scope() {
        return scope;
    }

    /// Whether anybody looks; while nobody does, nothing is measured.
    public BooleanProperty wanted() {
        return wanted;
    }

    /// The most channels among the rows.
    public int channels() {
        return rows.stream().mapToInt(r -> r.measured().channels().size()).max().orElse(0);
    }

    private void outdate() {
        if (bench.images() != of) {
            of = bench.images();
            known = new HashMap<>();
            decoded = Optional.empty();
            rows.clear();
        }
        if (running) {
            again = true;
        } else if (wanted.get()) {
            measure();
        }
    }

    /// A plane and its pixels.
    private record Decoded(Plane plane, Raster raster) {}

    /// What is to be measured, and what was.
    private record Job(
            SortedMap<Plane, Labels> planes,
            Map<Plane, PlaneMeasures> known,
            Optional<Decoded> decoded,
            ImageStack images,
            Calibration size) {
        private boolean isKnown(Map.Entry<Plane, Labels> plane) {
            PlaneMeasures last = known.get(plane.getKey());
            return last != null && last.isOf(plane.getValue(), size, true);
        }

        long open() {
            return planes.entrySet().stream().filter(p -> !isKnown(p)).count();
        }

        Outcome run(Cancel cancel, DoubleConsumer progress) {
            Map<Plane, PlaneMeasures> out = new HashMap<>(known);
            Optional<Decoded> last = decoded;
            int done = 0;
            for (Map.Entry<Plane, Labels> e : planes.entrySet()) {
                cancel.check();
                Plane p = e.getKey();
                if (!isKnown(e)) {
                    if (last.filter(d -> d.plane.equals(p)).isEmpty()) {
                        last = Optional.of(new Decoded(p, images.read(p.frame(), p.z())));
                    }
                    Optional<Raster> raster = last.map(Decoded::raster);
                    out.put(p, PlaneMeasures.of(e.getValue(), raster, size, known.get(p), cancel));
                }
                progress.accept(++done / (double) planes.size());
            }
            return new Outcome(planes, out, last);
        }
    }

    private record Outcome(
            SortedMap<Plane, Labels> planes, Map<Plane, PlaneMeasures> known, Optional<Decoded> decoded) {}

    private void measure() {
        Project project = bench.project().get();
        Plane at = bench.plane().get();
        ImageStack images = bench.images();
        if (project == null || at == null || images == null) {
            rows.clear();
            return;
        }
        SortedMap<Plane, Labels> planes = new TreeMap<>();
        if (scope.get() == Scope.FRAME) {
            planes.put(at, bench.labels().get());
        } else {
            planes.putAll(project.planes());
        }
        var job = new Job(planes, known, decoded, images, project.view().calibration());
        if (job.open() == 0) {
            show(project, planes);
            return;
        }
        running = true;
        if (job.open() < MANY) {
            errands.run(() -> job.run(new Cancel(), share -> {}), outcome -> ended(job, outcome), why -> {
                bench.notices().show("measure", why);
                ended(job, null);
            });
        } else {
            var _ = bench.works()
                    .run("measure", Words.of("ui.measures.work"), job::run)
                    .whenComplete((outcome, why) -> {
                        if (why != null) {
                            scope.set(Scope.FRAME); // stopped, or a frame cannot be read: a banner says which
                        }
                        ended(job, outcome);
                    });
        }
    }

    private void ended(Job job, @Nullable Outcome outcome) {
        running = false;
        Project project = bench.project().get();
        if (outcome != null && job.images == bench.images() && project != null) {
            known = outcome.known;
            decoded = outcome.decoded;
            bench.notices().solved("measure");
            if (!again) {
                show(project, outcome.planes);
            }
        }
        if (again) {
            again = false;
            outdate();
        }
    }

    private void show(Project project, SortedMap<Plane, Labels> planes) {
        List<Row> next = new ArrayList<>();
        planes.forEach((plane, labels) -> {
            PlaneMeasures measures = known.get(plane);
            if (measures != null) {
                int number = project.frames().get(plane.frame()).number();
                for (Map.Entry<InstanceId, Measured> e : measures.measured().entrySet()) {
                    labels.find(e.getKey()).ifPresent(i -> next.add(new Row(plane, number, i, e.getValue())));
                }
            }
        });
        int head = 0;
        int most = Math.min(rows.size(), next.size());
        while (head < most && rows.get(head).isSame(next.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && rows.get(rows.size() - 1 - tail).isSame(next.get(next.size() - 1 - tail))) {
            tail++;
        }
        if (head == rows.size() && head == next.size()) {
            return;
        }
        if (rows.size() == next.size()) {
            for (int i = head; i < next.size() - tail; i++) {
                if (!rows.get(i).isSame(next.get(i))) {
                    rows.set(i, next.get(i));
                }
            }
        } else if (head == 0 && tail == 0) {
            rows.setAll(next);
        } else {
            rows.remove(head, rows.size() - tail);
            rows.addAll(head, next.subList(head, next.size() - tail));
        }
    }
}
