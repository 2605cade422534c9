package org.maskwright.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.label.Distance;
import org.maskwright.label.Prompt;
import org.maskwright.project.BaseModel;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.sam.ModelInfo;
import org.maskwright.ui.model.CardLibraries;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Workbench;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.Catalogue.Entry;
import org.maskwright.worker.Probe;

/// What the application does about models: keeps the person's choice, notes in the project which one it is labelled
/// with, and has learning begin from it.
final class Modelling implements Models.Outside {
    private final Workbench bench;
    private final Catalogue catalogue;
    private final Optional<Path> sample;
    private final Teaching teaching;
    private final BiConsumer<Entry, Path> keep;
    private final CardLibraries cards;

    /// @param keep told which model is to be used from now on
    Modelling(
            Workbench bench,
            Catalogue catalogue,
            Optional<Path> sample,
            Teaching teaching,
            BiConsumer<Entry, Path> keep,
            CardLibraries cards) {
        this.bench = bench;
        this.catalogue = catalogue;
        this.sample = sample;
        this.teaching = teaching;
        this.keep = keep;
        this.cards = cards;
    }

    @Override
    public void chose(Entry entry) {
        entry.file().ifPresent(file -> keep.accept(entry, file));
        ModelInfo info = bench.machine().model().get();
        bench.store().filter(s -> s.readOnly().isEmpty()).ifPresent(store -> {
            Project project = store.project();
            BaseModel base = project.base();
            boolean back = base != null && info != null && base.name().equals(info.name());
            if (!back && project.modelInUse() != null) {
                // A version of another model is nothing to this one.
                var _ = store.useModel(Optional.empty());
            }
            note(store);
            teaching.end();
            teaching.begin(store, true);
        });
    }

    /// Notes the model in use in a project where none, or another, is noted.
    void note(ProjectStore store) {
        ModelInfo info = bench.machine().model().get();
        BaseModel base = store.project().base();
        if (info != null
                && store.readOnly().isEmpty()
                && (base == null || !base.name().equals(info.name()))) {
            var _ = store.useBase(new BaseModel(info.name(), info.modelHash()));
            bench.reread();
        }
    }

    /// A project was opened: says so when it was labelled with another model than the one in use.
    ///
    /// @param inUse the name of the one in use, or that is being loaded
    /// @return whether it was labelled with this one, or with none yet
    boolean fits(ProjectStore store, String inUse, Models models) {
        BaseModel base = store.project().base();
        if (base == null || inUse.isEmpty() || base.name().equals(inUse)) {
            return true;
        }
        Optional<Entry> there = catalogue.find(base.name()).filter(e -> e.file().isPresent());
        var acts = there.map(e ->
                        new Notice.Act[] {new Notice.Act(Words.of("app.base.use", base.name()), () -> models.use(e))})
                .orElse(new Notice.Act[] {});
        bench.notices()
                .show(Notice.fact(
                        "base",
                        Words.of("app.base.title", base.name()),
                        Words.of(there.isPresent() ? "app.base.what" : "app.base.away", inUse),
                        acts));
        return false;
    }

    @Override
    public Probe probe() {
        Path images = sample.orElseThrow(() -> new Problem("app.no-sample"));
        Path folder = Optional.ofNullable(images.getParent()).orElse(images);
        SelfCheck.Target target = SelfCheck.target(folder);
        Distance.Deepest at = Distance.deepest(target.truth()).orElseThrow();
        return new Probe(target.raster(), target.contrast(), new Prompt.Click(at.x(), at.y(), true));
    }

    @Override
    public CardLibraries cards() {
        return cards;
    }
}
