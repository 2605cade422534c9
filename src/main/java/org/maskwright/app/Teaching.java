package org.maskwright.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.ModelRecord.Verdict;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.train.Objection;
import org.maskwright.train.Round;
import org.maskwright.train.Rounds;
import org.maskwright.ui.model.Comparison;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.Learning.Standing;
import org.maskwright.ui.model.Learning.Version;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;
import org.maskwright.worker.DeviceReport;

/// Runs the rounds of fine-tuning of the open project and says in the Model tab what came of them.
final class Teaching implements Learning.Teacher {
    /// What a round has to add to the held-out IoU after one click to have brought something.
    private static final double WORTH_A_ROUND = 0.003;

    private final Workbench bench;
    private final Supplier<Path> base;
    private final Executor ui;
    private final Consumer<Path> adopt;
    private @Nullable Rounds rounds;

    /// @param base the weights that every round begins from; throws [Problem] when there are none
    /// @param adopt takes a model file into the catalogue and into use, and leaves the project
    Teaching(Workbench bench, Supplier<Path> base, Executor ui, Consumer<Path> adopt) {
        this.bench = bench;
        this.base = base;
        this.ui = ui;
        this.adopt = adopt;
        Learning learning = bench.learning();
        learning.held().addListener((o, was, is) -> bench.machine().worker().holdTraining(is));
        bench.project().addListener((o, was, is) -> listVersions(is));
        bench.review().comparison().broughtBy(this::bring);
    }

    /// A project was opened: its model goes in place, and it may be taught unless it is read-only.
    ///
    /// @param resume whether the version of the model that the project uses is to be put in place
    void begin(ProjectStore store, boolean resume) {
        DeviceReport device = bench.machine().device().get();
        String name = device == null ? "cpu" : device.kind().device();
        try {
            rounds = new Rounds(
                    store, bench.machine().worker(), base.get(), name, InstantSource.system(), ui, this::heard);
        } catch (Problem noModel) {
            rounds = null; // said when the model was looked for
            return;
        }
        if (resume && store.project().model().isPresent()) {
            told(rounds.resume());
        }
        bench.review().comparison().bring();
        if (store.readOnly().isEmpty()) {
            bench.learning().taughtBy(this);
        }
        listVersions(store.project());
    }

    /// Puts the version to compare with beside the one in use, or nothing.
    private void bring(String version) {
        Project project = bench.project().get();
        if (rounds == null || project == null || version.isEmpty()) {
            return;
        }
        Optional<String> hash = version.equals(Comparison.BUNDLED) ? Optional.empty() : Optional.of(version);
        told(rounds.compare(version, hash, Optional.ofNullable(project.modelInUse())));
    }

    void end() {
        stop();
        rounds = null;
        bench.learning().taughtBy(null);
    }

    @Override
    public void fineTune() {
        Project project = bench.project().get();
        if (rounds == null || project == null) {
            return;
        }
        bench.learning().begin();
        Optional<Problem> whyNot =
                rounds.start(bench.machine().pictures(), project.models().size() + 1L);
        whyNot.ifPresent(why -> {
            bench.learning().end(null);
            bench.notices().show(Notice.fact("round", why.title(), (why.what() + " " + why.todo()).strip()));
        });
    }

    @Override
    public void bootstrap() {
        Project project = bench.project().get();
        if (rounds == null || project == null) {
            return;
        }
        bench.learning().begin();
        rounds.bootstrap(bench.machine().pictures(), project.models().size() + 1L)
                .ifPresent(why -> {
                    bench.learning().end(null);
                    bench.notices().show(Notice.fact("round", why.title(), (why.what() + " " + why.todo()).strip()));
                });
    }

    @Override
    public void stop() {
        if (rounds != null) {
            rounds.stop();
        }
    }

    @Override
    public void rollBack(String hash) {
        if (rounds != null) {
            told(rounds.use(hash.isEmpty() ? Optional.empty() : Optional.of(hash)));
        }
    }

    @Override
    public void export(Version version, Path folder) {
        exported(
                version,
                folder,
                file -> bench.notices()
                        .show(Notice.fact(
                                "exported", Words.of("app.version.exported"), Words.of("app.exported.where", file))));
    }

    @Override
    public void startFrom(Version version) {
        bench.store().ifPresent(store -> exported(version, store.models(), adopt));
    }

    private void exported(Version version, Path folder, Consumer<Path> then) {
        Project project = bench.project().get();
        if (rounds == null || project == null) {
            return;
        }
        String name = project.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-") + "-round-" + version.round();
        Optional<String> hash = version.hash().isEmpty() ? Optional.empty() : Optional.of(version.hash());
        var _ = rounds.export(hash, folder.resolve(name + ".safetensors"))
                .whenCompleteAsync(
                        (file, failure) -> {
                            if (failure != null) {
                                bench.notices().show("exported", problem(failure));
                            } else {
                                then.accept(file);
                            }
                        },
                        ui);
    }

    private void told(java.util.concurrent.CompletableFuture<?> outcome) {
        var _ = outcome.whenCompleteAsync(
                (done, failure) -> {
                    bench.reread();
                    if (failure != null) {
                        bench.notices().show("round", problem(failure));
                    }
                },
                ui);
    }

    private static Problem problem(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof Problem p
                ? p
                : Problem.causedBy(cause, "ui.unexpected", String.valueOf(cause.getMessage()));
    }

    private void heard(Round round) {
        Learning learning = bench.learning();
        switch (round) {
            case Round.Before b -> learning.scoredBefore(b.figures().oneClick());
            case Round.Point p -> learning.scored(new Learning.Point(p.step(), p.iou()));
            case Round.Judged j -> {
                bench.reread();
                Project project = bench.project().get();
                boolean kept = j.verdict() == Verdict.PROMOTED;
                double gain = j.after().oneClick() - j.before().oneClick();
                learning.end(new Learning.Verdict(
                        project == null ? 1 : project.models().size(),
                        kept,
                        j.before().oneClick(),
                        j.after().oneClick(),
                        j.after().objects(),
                        kept
                                ? Words.of(gain >= 0 ? "app.round.better" : "app.round.same", change(gain))
                                : Words.of("app.round.refused-why", objections(j))));
            }
            case Round.Searched s -> {
                if (s.round() < 0) {
                    learning.beginSearch(s.ap());
                } else {
                    learning.scored(new Learning.Point(s.round(), s.ap()));
                }
            }
            case Round.SearchJudged j -> {
                bench.reread();
                Project project = bench.project().get();
                var d = j.done();
                learning.end(new Learning.Verdict(
                        project == null ? 1 : project.models().size(),
                        d.kept(),
                        d.before(),
                        d.after(),
                        d.heldOut(),
                        d.kept()
                                ? Words.of("app.search.better", change(d.after() - d.before()))
                                : Words.of("app.search.refused", change(d.before()))));
            }
            case Round.Failed u -> {
                learning.end(null);
                bench.notices().show("round", u.problem());
            }
            case Round.Over _ -> {
                if (learning.running().get()) {
                    learning.end(null);
                }
            }
        }
    }

    private static String change(double by) {
        return Numbers.decimal(Math.abs(by), 3);
    }

    private static String objections(Round.Judged j) {
        return j.objections().stream().map(Objection::words).collect(Collectors.joining("; "));
    }

    private static String refused(ModelRecord.Figures before) {
        return Words.of("app.round.refused", Numbers.decimal(before.oneClick(), 3));
    }

    /// The last rounds that brought nothing to speak of.
    private static int inVain(List<ModelRecord> models) {
        int out = 0;
        for (ModelRecord m : models.reversed()) {
            double gain = m.after().oneClick() - m.before().oneClick();
            if (m.verdict() == Verdict.PROMOTED && gain >= WORTH_A_ROUND) {
                return out;
            }
            out++;
        }
        return out;
    }

    private void listVersions(@Nullable Project project) {
        if (project == null) {
            return;
        }
        List<Version> rows = new ArrayList<>();
        double bundled = Double.NaN;
        for (int i = 0; i < project.models().size(); i++) {
            ModelRecord m = project.models().get(i);
            boolean refused = m.verdict() == Verdict.REFUSED;
            Standing standing = m.hash().equals(project.modelInUse())
                    ? Standing.IN_USE
                    : refused ? Standing.REFUSED : Standing.KEPT;
            rows.addFirst(new Version(
                    m.hash(),
                    i + 1,
                    standing,
                    m.objects(),
                    m.after().objects() == 0 ? Double.NaN : m.after().oneClick(),
                    m.after().objects() == 0 ? m.recipe() : refused ? refused(m.before()) : "",
                    m.when()));
            if (Double.isNaN(bundled) && m.before().objects() > 0) {
                bundled = m.before().oneClick();
            }
        }
        bench.learning().inVain().set(inVain(project.models()));
        if (!rows.isEmpty()) {
            Standing standing = project.modelInUse() == null ? Standing.IN_USE : Standing.BUNDLED;
            rows.add(new Version("", 0, standing, 0, bundled, "", null));
        }
        if (!rows.equals(bench.learning().versions())) {
            bench.learning().versions().setAll(rows);
        }
    }
}
