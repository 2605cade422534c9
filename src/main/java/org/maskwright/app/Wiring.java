package org.maskwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.Stage;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.app.cli.Holder;
import org.maskwright.formats.ExportSource;
import org.maskwright.formats.Exporter.Format;
import org.maskwright.image.ImageStack;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Surroundings;
import org.maskwright.ui.Doors;
import org.maskwright.ui.Shell;
import org.maskwright.ui.Theme;
import org.maskwright.ui.dialog.FilePicker;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.OpenProject;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.model.Thumbnail;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.model.Works;
import org.maskwright.weights.Catalogue;
import org.maskwright.weights.CudaPack;
import org.maskwright.weights.Download;
import org.maskwright.worker.DiskCache;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Worker;

/// The composition root of the window: makes the rooms, joins them, and takes them apart in reverse order. On the FX
/// Application Thread.
public final class Wiring implements Doors, AutoCloseable {
    /// What differs between the application and a test of it.
    ///
    /// @param documents where projects go whose images lie in a place that cannot be written, and the sample
    /// @param home shown as `~`
    /// @param cache may be deleted at any time
    /// @param logs log files and crash reports
    /// @param cuda the libraries for NVIDIA cards, once they were fetched
    /// @param sample the images that come with the application; empty when they do not
    /// @param workers makes the worker, given where its replies go
    /// @param model the weights to load; throws [Problem] when there are none
    /// @param catalogue the models that can be chosen
    /// @param embeddings what is kept of them on disk
    /// @param keep writes the settings down
    /// @param ended called when the window is gone and everything is on the disk
    public record World(
            Path documents,
            Path home,
            Path cache,
            Path logs,
            Path cuda,
            Optional<Path> sample,
            Function<Consumer<Reply>, Worker> workers,
            Function<Settings, Path> model,
            Catalogue catalogue,
            Optional<DiskCache> embeddings,
            Consumer<Settings> keep,
            Runnable ended) {}

    private final World world;
    private final Stage stage;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Workbench bench;
    private final Shell shell;
    private final FilePicker picker;
    private final Opening opening;
    private final Teaching teaching;
    private final HandAtRest hand;
    private final Importing importing;
    private final Modelling modelling;
    private final Models models;
    private final RecentProjects notes;
    private final ObservableList<Recent> recent = FXCollections.observableArrayList();
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);
    private final ObjectProperty<Settings> settings;

    public Wiring(Stage stage, World world, Settings settings, FilePicker picker) {
        this.stage = stage;
        this.world = world;
        this.settings = new SimpleObjectProperty<>(settings);
        this.picker = picker;
        bench = new Workbench(
                Platform::runLater, this::elsewhere, InstantSource.system(), ZoneId.systemDefault(), world.workers());
        importing = new Importing(bench);
        opening = new Opening(world.documents(), Surroundings.of(Holder.words(), bench::saving));
        teaching = new Teaching(
                bench, () -> world.model().apply(this.settings.get()), Platform::runLater, this::startFrom);
        modelling = new Modelling(
                bench,
                world.catalogue(),
                world.sample(),
                teaching,
                (entry, file) -> keepModel(entry),
                new CudaLibraries(
                        bench, world.cuda(), CudaLibraries.packOfThisMachine(), new Download(), CudaLibraries::trial));
        models = new Models(
                bench, world.catalogue(), world.embeddings(), Platform::runLater, this::elsewhere, modelling);
        notes = new RecentProjects(world.cache(), world.home());
        var viewer = FolderViewer.ofThisMachine();
        bench.notices()
                .showFoldersWith(folder -> background.execute(() -> {
                    try {
                        viewer.show(folder);
                    } catch (Problem none) {
                        Platform.runLater(() -> bench.notices().show("folder", none));
                    }
                }));
        work(settings.work());
        theme.set(theme(settings.look()));
        theme.get().underlie();
        shell = new Shell(bench, this, picker, this::export, this::elsewhere);
        shell.leftWidth().set(settings.look().leftWidth());
        shell.inspectorWidth().set(settings.look().inspectorWidth());
        var scene = new Scene(shell, 1280, 800);
        Theme.loadFonts();
        theme.get().dress(scene, settings.look().fontSize());
        theme.addListener((o, was, is) -> chosen(is));
        bench.autoAccept().addListener(o -> keepWork());
        bench.learning().every().addListener(o -> keepWork());
        this.settings.addListener((o, was, is) -> changed(was, is));
        stage.setScene(scene);
        hand = new HandAtRest(scene, bench.learning(), this::elsewhere);
        stage.setTitle(Words.of("ui.start.name"));
        stage.setMinWidth(800);
        stage.setMinHeight(560);
        bench.project()
                .addListener((o, was, is) ->
                        stage.setTitle(is == null ? Words.of("ui.start.name") : Words.of("app.title", is.name())));
        lookAtRecent();
        // When the window can already be used: both want the same cores and the same disk.
        FirstFrame.then(this::isUsable, this::prepare);
        bench.machine().weights().addListener(o -> bench.store().ifPresent(this::noteFirstModel));
    }

    /// Whether what was to be opened is in view, or cannot be; true on the start page.
    boolean isUsable() {
        boolean opening = !bench.works().running().isEmpty();
        boolean shown = bench.project().get() == null || bench.picture().get() != null;
        return !bench.notices().all().isEmpty() || (!opening && shown);
    }

    /// A project that was opened before the model was there.
    private void noteFirstModel(ProjectStore store) {
        if (store.project().base() == null) {
            modelling.note(store);
        }
    }

    /// In the background; what comes when the window is gone has nobody to be done for.
    private void elsewhere(Runnable task) {
        if (!background.isShutdown()) {
            background.execute(task);
        }
    }

    public Workbench bench() {
        return bench;
    }

    public Shell shell() {
        return shell;
    }

    private void prepare() {
        models.refresh();
        background.execute(() -> CudaPack.sweep(world.cuda()));
        try {
            bench.machine().load(world.model().apply(settings.get()));
        } catch (Problem none) {
            bench.notices().show("model", none);
        }
    }

    @Override
    public void open(Path path) {
        begin(
                path.getFileName() == null
                        ? path.toString()
                        : path.getFileName().toString(),
                (c, p) -> opening.open(path, c));
    }

    @Override
    public void dropped(List<Path> files) {
        List<Path> weights =
                files.stream().filter(Catalogue::isNamedLikeWeights).toList();
        if (weights.isEmpty()) {
            importing.dropped(files, this::open);
        } else {
            weights.forEach(models::add);
        }
    }

    @Override
    public void importLabels(List<Path> files) {
        importing.labels(files);
    }

    @Override
    public void openSample() {
        if (world.sample().isPresent()) {
            begin(
                    Words.of("app.sample"),
                    (c, p) -> opening.openSample(world.sample().get(), c));
        } else {
            bench.notices().show("opening", new Problem("app.no-sample"));
        }
    }

    @Override
    public void locate(Path project) {
        picker.folder()
                .ifPresent(where ->
                        begin(String.valueOf(project.getFileName()), (c, p) -> opening.locate(project, where)));
    }

    private void begin(String name, Works.Task<OpenProject> task) {
        leave();
        var _ = bench.works()
                .run("opening", Words.of("app.opening", name), task)
                .thenAccept(this::opened);
    }

    private void opened(OpenProject project) {
        bench.open(project);
        teaching.begin(project.store(), modelling.fits(project.store(), modelName(), models));
        noteFirstModel(project.store());
        settings.set(settings.get().withOpened(project.store().folder().toAbsolutePath()));
        lookAtRecent();
    }

    /// The model in use, that is being loaded, or that will be; empty when there is none.
    private String modelName() {
        Path loading = bench.machine().loadingFrom().get();
        Path used = bench.machine().weights().get();
        if (loading != null || used != null) {
            return Catalogue.nameOf(loading != null ? loading : used);
        }
        try {
            return Catalogue.nameOf(world.model().apply(settings.get()));
        } catch (Problem none) {
            return ""; // said when it is to be loaded
        }
    }

    private void leave() {
        noteLeaving();
        teaching.end();
        bench.closeProject();
    }

    private void noteLeaving() {
        Project project = bench.project().get();
        Optional<ProjectStore> store = bench.store();
        if (project != null && store.isPresent()) {
            Optional<Thumbnail> thumbnail = bench.frames().stream()
                    .map(FrameItem::thumbnail)
                    .map(t -> t.get())
                    .filter(t -> t != null)
                    .findFirst();
            Path folder = store.get().folder();
            Instant now = Instant.now();
            background.execute(() -> notes.note(folder, project, now, thumbnail));
        }
    }

    private void lookAtRecent() {
        List<Path> places = settings.get().recent();
        background.execute(() -> {
            List<Recent> seen = new ArrayList<>();
            places.forEach(p -> notes.look(p).ifPresent(seen::add));
            Platform.runLater(() -> recent.setAll(seen));
        });
    }

    void export(Format format, Path target) {
        Project project = bench.project().get();
        ImageStack images = bench.images();
        if (project == null || images == null) {
            return;
        }
        var source = ExportSource.of(project, Optional.of(images::read));
        CompletableFuture<?> _ = bench.works()
                .run(
                        "export",
                        Words.of("app.exporting", target),
                        (cancel, progress) -> format.exporter().write(target, source, cancel))
                .thenAccept(written -> bench.notices()
                        .show(Notice.fact(
                                "export",
                                Words.of("app.exported", written.files().size()),
                                written.notes().isEmpty()
                                        ? Words.of("app.exported.where", target)
                                        : Words.of(
                                                "app.exported.notes",
                                                target,
                                                written.notes().size()))));
    }

    @Override
    public ObservableList<Recent> recent() {
        return recent;
    }

    @Override
    public ObjectProperty<Theme> theme() {
        return theme;
    }

    @Override
    public BooleanProperty autoAccept() {
        return bench.autoAccept();
    }

    @Override
    public Models models() {
        return models;
    }

    @Override
    public void closeProject() {
        leave();
        lookAtRecent();
    }

    @Override
    public ObjectProperty<Settings> settings() {
        return settings;
    }

    private static Theme theme(Settings.Look look) {
        return switch (look.theme()) {
            case SYSTEM -> Theme.of(Platform.getPreferences().getColorScheme());
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
        };
    }

    private void work(Settings.Work work) {
        bench.autoAccept().set(work.autoAccept());
        bench.hoverPreview().set(work.hoverPreview());
        bench.learning().every().set(work.fineTuneEvery());
        bench.learning().onlyOnMains().set(work.learnOnlyOnMains());
    }

    private void changed(Settings was, Settings is) {
        if (!is.work().equals(was.work())) {
            work(is.work());
        }
        if (!is.look().equals(was.look())) {
            theme.set(theme(is.look()));
            theme.get().dress(stage.getScene(), is.look().fontSize());
        }
        keep(is);
    }

    /// A theme that was chosen by the menu is the person's own, whatever the system says.
    private void chosen(Theme now) {
        Settings.Look look = settings.get().look();
        if (theme(look) != now) {
            settings.set(settings.get()
                    .with(new Settings.Look(
                            now == Theme.DARK ? Settings.Theme.DARK : Settings.Theme.LIGHT,
                            look.fontSize(),
                            shell.leftWidth().get(),
                            shell.inspectorWidth().get())));
        }
    }

    private void keepWork() {
        settings.set(settings.get()
                .with(settings.get()
                        .work()
                        .withFineTuneEvery(bench.learning().every().get())
                        .withAutoAccept(bench.autoAccept().get())));
    }

    /// A version becomes a model like any other; the next project is begun with it.
    private void startFrom(Path version) {
        closeProject();
        models().add(version);
    }

    private void keepModel(Catalogue.Entry entry) {
        String name = entry.origin() == Catalogue.Origin.BUNDLED ? null : entry.name();
        settings.set(settings.get().with(settings.get().work().withModel(name)));
    }

    private void keep(Settings next) {
        background.execute(() -> {
            try {
                world.keep().accept(next);
            } catch (Problem p) {
                Platform.runLater(() -> bench.notices().show("settings", p));
            }
        });
    }

    @Override
    public void copyDiagnostics() {
        String text = Diagnostics.text(
                world.logs(),
                Optional.ofNullable(bench.machine().device().get()),
                Optional.ofNullable(bench.machine().model().get()));
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
        bench.notices()
                .show(Notice.fact(
                        "diagnostics", Words.of("app.diagnostics"), Words.of("app.diagnostics.what", world.logs())));
    }

    @Override
    public void quit() {
        stage.hide();
        try {
            close();
        } finally {
            world.ended().run();
        }
    }

    @Override
    public void close() {
        hand.close();
        noteLeaving();
        teaching.end();
        var look = settings.get().look();
        Settings last = settings.get()
                .with(new Settings.Look(
                        look.theme(),
                        look.fontSize(),
                        shell.leftWidth().get(),
                        shell.inspectorWidth().get()));
        try (background) {
            bench.close();
        } finally {
            bench.notices().clear();
            world.keep().accept(last);
        }
    }

    /// Where a person's documents are.
    static Path documents(Path home) {
        Path documents = home.resolve("Documents");
        return (Files.isDirectory(documents) ? documents : home).resolve("Maskwright");
    }
}
