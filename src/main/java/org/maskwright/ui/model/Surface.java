package org.maskwright.ui.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.MaskOptions;
import org.maskwright.label.Provenance;
import org.maskwright.project.Edit;
import org.maskwright.project.OpenObject;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.TypicalSize;

/// The bench as the [Hand] sees it: the plane in view, and where an accepted object goes.
final class Surface implements Hand.Bench {
    private final Workbench bench;
    private final Sizes sizes = new Sizes();

    Surface(Workbench bench) {
        this.bench = bench;
    }

    private Plane plane() {
        Plane plane = bench.plane().get();
        if (plane == null) {
            throw new IllegalStateException("no picture is open");
        }
        return plane;
    }

    private Project project() {
        Project project = bench.project().get();
        if (project == null) {
            throw new IllegalStateException("no project is open");
        }
        return project;
    }

    @Override
    public int frame() {
        return bench.machine().index(plane());
    }

    @Override
    public Labels labels() {
        return project().labels(plane());
    }

    @Override
    public MaskOptions options() {
        return bench.maskOptions().get();
    }

    @Override
    public TypicalSize expected() {
        return sizes.around(project(), plane());
    }

    @Override
    public boolean autoAccept() {
        return bench.autoAccept().get();
    }

    @Override
    public ActiveObject begin(int number, Mask guess) {
        Labels labels = labels();
        bench.selected().set(null);
        var id = labels.nextId();
        int slot = LabelColours.choose(guess, id, labels, bench.bright().get());
        return new ActiveObject(number, id, slot, null, List.of(), 0, guess);
    }

    @Override
    public int colour(ActiveObject object) {
        return LabelColours.choose(
                object.mask(), object.id(), labels(), bench.bright().get());
    }

    @Override
    public void accept(ActiveObject done) {
        Plane plane = plane();
        Project project = project();
        Instance before = done.reopened() == null
                ? null
                : project.labels(plane).find(done.reopened().id()).orElse(null);
        Provenance from = provenance(done);
        Mask mask = done.mask().clip(labels().width(), labels().height());
        if (mask.isEmpty()) {
            return;
        }
        if (before == null) {
            var instance = new Instance(
                    project.labels(plane).nextId(),
                    mask,
                    project.nextTrack(),
                    Instance.State.ACCEPTED,
                    done.colour(),
                    from);
            accept(plane, instance, new Edit.Add(plane, instance));
        } else if (!before.mask().equals(mask)
                || !before.isAccepted()
                || !before.provenance().prompts().equals(done.prompts())) {
            boolean asProposed =
                    before.mask().equals(mask) && before.provenance().prompts().equals(done.prompts());
            Instance after = (asProposed ? before : before.withMask(mask, from)).withState(Instance.State.ACCEPTED);
            accept(plane, after, new Edit.Replace(plane, before, after));
        } else {
            bench.book().keepOpen(Optional.empty());
        }
    }

    private void accept(Plane plane, Instance instance, Edit edit) {
        bench.book().write(plane, List.of(instance), store -> store.accept(edit), bench.learning()::accepted);
    }

    private Provenance provenance(ActiveObject done) {
        ModelInfo model = bench.machine().model().get();
        Contrast window = bench.contrast().get();
        boolean prompted = !done.prompts().isEmpty();
        return new Provenance(
                prompted ? Provenance.Source.PROMPTED : Provenance.Source.DRAWN,
                done.prompts(),
                prompted && model != null ? model.modelHash() : null,
                window == null ? 0 : window.low(),
                window == null ? 0 : window.high(),
                done.predictedIou(),
                bench.clock().instant());
    }

    @Override
    public void select(@Nullable Instance instance) {
        bench.selected().set(instance == null ? null : instance.id());
    }

    @Override
    public @Nullable Instance selected() {
        return bench.selectedInstance().orElse(null);
    }

    @Override
    public void answered(long nanos) {
        bench.machine().clicked(nanos / 1e6);
        bench.notices().solved("click");
    }

    @Override
    public void failed(Problem problem) {
        bench.notices().show("click", problem);
    }

    @Override
    public void changed(@Nullable ActiveObject active) {
        Plane plane = bench.plane().get();
        if (plane == null) {
            return;
        }
        bench.book()
                .keepOpen(Optional.ofNullable(active)
                        .map(a -> new OpenObject(
                                plane,
                                a.reopened() == null ? null : a.reopened().id(),
                                a.prompts(),
                                a.mask().isEmpty() ? null : a.mask())));
    }
}
