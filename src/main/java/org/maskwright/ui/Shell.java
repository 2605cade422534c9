package org.maskwright.ui;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.label.InstanceId;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.dialog.ExportSheet;
import org.maskwright.ui.dialog.FilePicker;
import org.maskwright.ui.dialog.PictureSheet;
import org.maskwright.ui.dialog.SettingsSheet;
import org.maskwright.ui.model.Folds;
import org.maskwright.ui.model.Measuring;
import org.maskwright.ui.model.Scale;
import org.maskwright.ui.model.TrainingCurves;
import org.maskwright.ui.model.WhatItGave;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.panel.DisplayPanel;
import org.maskwright.ui.panel.EffortPane;
import org.maskwright.ui.panel.FramesPanel;
import org.maskwright.ui.panel.HistoryPanel;
import org.maskwright.ui.panel.Inspector;
import org.maskwright.ui.panel.MeasuresPanel;
import org.maskwright.ui.panel.ModelPanel;
import org.maskwright.ui.panel.ObjectsPanel;
import org.maskwright.ui.panel.ReviewPanel;
import org.maskwright.ui.panel.SidePanel;
import org.maskwright.ui.panel.StatusBar;
import org.maskwright.ui.panel.TimeBar;
import org.maskwright.ui.panel.TrainingPane;

/// The window's contents: the start page while nothing is open, else top bar, panels, canvas, time bar and status bar,
/// with sheets and banners over them.
public final class Shell extends StackPane {
    private final Workbench bench;
    private final Doors doors;
    private final FilePicker picker;
    private final Commands commands;
    private final Desk desk;
    private final TopBar top;
    private final Columns columns;
    private final StartPage start;
    private final VBox work;
    private final ShortcutSheet shortcuts = new ShortcutSheet();
    private final ExportSheet export;
    private final PictureSheet pictures;
    private final SettingsSheet settings;
    private final StackPane veil = new StackPane();
    private final FramesPanel frames;
    private final SidePanel side;
    private final ObjectsPanel objects;
    private final TimeBar timeBar;
    private final Inspector inspector;
    private final StatusBar status;
    private final StartStatus startStatus;

    /// @param background runs tasks elsewhere
    public Shell(Workbench bench, Doors doors, FilePicker picker, ExportSheet.Exports exports, Executor background) {
        var scale = new Scale(bench);
        this.bench = bench;
        this.doors = doors;
        this.picker = picker;
        commands = new Commands(bench);
        desk = new Desk(bench, scale);
        var files = new MeasureFiles(bench, picker);
        export = new ExportSheet(bench, picker, exports, this::openPictures, this::closeSheet);
        pictures = new PictureSheet(bench, picker, files::pictures, background, this::closeSheet);
        settings = new SettingsSheet(doors.settings(), bench.machine(), doors.models(), picker, this::closeSheet);
        start = new StartPage(doors, this::chooseImage);
        ZoneId zone = ZoneId.systemDefault();
        InstantSource clock = InstantSource.system();
        frames = new FramesPanel(bench);
        objects = new ObjectsPanel(bench);
        timeBar = new TimeBar(bench);
        var measures = new MeasuresPanel(bench, new Measuring(bench, Platform::runLater, background), scale, files);
        measures.onGoThere(this::goThere);
        var model = new ModelPanel(bench, doors.models(), this::chooseModel, picker::target, clock, zone);
        model.add(new EffortPane(
                bench,
                new WhatItGave(bench, Platform::runLater, background),
                model.visibleProperty(),
                folder -> picker.save(folder.resolveSibling(folder.getFileName() + "-clicks.csv"), List.of("csv"))));
        model.add(new TrainingPane(
                new TrainingCurves(bench.notices(), Platform::runLater, background),
                model.visibleProperty(),
                picker::weights));
        inspector = new Inspector(
                objects, measures, new DisplayPanel(bench, background), model, new HistoryPanel(bench, clock, zone));
        status = new StatusBar(bench, zone);
        startStatus = new StartStatus(bench, commands);
        status.pointer().bind(desk.pointer());
        status.zoom().bind(desk.zoom());
        objects.onGoThere(this::goThere);
        var centre = new VBox(desk, timeBar);
        VBox.setVgrow(desk, Priority.ALWAYS);
        side = new SidePanel(bench, frames, new ReviewPanel(bench));
        columns = new Columns(side, centre, inspector);
        VBox.setVgrow(columns, Priority.ALWAYS);
        top = new TopBar(bench, commands, columns.leftWidth(), columns::toggleDrawer);
        work = new VBox(top, columns);
        var startBanners = new Banners(bench.notices());
        startBanners.setMaxWidth(760);
        startBanners.visibleProperty().bind(start.visibleProperty());
        StackPane.setAlignment(startBanners, Pos.TOP_CENTER);
        StackPane.setMargin(startBanners, new Insets(12));
        var body = new StackPane(work, start, startBanners);
        VBox.setVgrow(body, Priority.ALWAYS);
        var cards = new WorkCards(bench.works());
        StackPane.setAlignment(cards, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(cards, new Insets(0, 16, 42, 0));
        veil.getStyleClass().add("veil");
        veil.setVisible(false);
        veil.setOnMousePressed(e -> {
            if (e.getTarget() == veil) {
                closeSheet();
            }
        });
        getChildren().addAll(new VBox(body, new StackPane(status, startStatus)), cards, veil);
        setMinSize(800, 560);

        bench.project().addListener((o, was, is) -> {
            if ((was == null) != (is == null)) {
                showStart(is == null);
            }
        });
        showStart(bench.project().get() == null);
        widthProperty().addListener(o -> fold());
        heightProperty().addListener(o -> fold());
        bench.folds().addListener((o, was, is) -> apply(is));
        commands();
        menu();
        dropping();
        addEventFilter(KeyEvent.ANY, this::key);
    }

    /// For tests and for scripts that make pictures.
    public LabelCanvas canvas() {
        return desk.canvas();
    }

    /// The width that the person dragged the left panel to.
    public DoubleProperty leftWidth() {
        return columns.leftWidth();
    }

    /// The width that the person dragged the inspector to.
    public DoubleProperty inspectorWidth() {
        return columns.inspectorWidth();
    }

    /// For tests and for scripts that make pictures.
    public Inspector inspector() {
        return inspector;
    }

    /// The object comes into view, if it is not.
    private void goThere(InstanceId id) {
        bench.labels().get().find(id).ifPresent(i -> desk.reveal(i.mask().bounds()));
    }

    private void showStart(boolean nothingOpen) {
        start.setVisible(nothingOpen);
        startStatus.setVisible(nothingOpen);
        work.setVisible(!nothingOpen);
        status.setVisible(!nothingOpen);
        if (nothingOpen) {
            start.focusOpen();
        } else {
            desk.canvas().requestFocus();
        }
    }

    private void fold() {
        bench.folds().set(Folds.at(getWidth(), getHeight()));
    }

    private void apply(Folds folds) {
        top.fold(folds);
        columns.fold(folds);
    }

    private void commands() {
        LabelCanvas canvas = desk.canvas();
        commands.on(Shortcut.CANCEL, () -> {
            if (!canvas.dropGesture()) {
                commands.cancel();
            }
        });
        commands.on(Shortcut.FIT, canvas::fit);
        commands.on(Shortcut.FULL_SIZE, canvas::actualSize);
        commands.on(Shortcut.OPEN, this::chooseImage);
        commands.on(Shortcut.EXPORT, this::openExport);
        commands.on(Shortcut.CLOSE, doors::closeProject);
        commands.on(Shortcut.SHEET, () -> {
            openSheet(shortcuts);
            shortcuts.focusSearch();
        });
        commands.on(Shortcut.SETTINGS, () -> {
            settings.prepare();
            openSheet(settings);
        });
        commands.on(Shortcut.REVIEW, () -> {
            side.showReview();
            bench.review().next();
            canvas.requestFocus();
        });
        commands.on(Shortcut.NEXT_AREA, () -> jump(1));
        commands.on(Shortcut.PREVIOUS_AREA, () -> jump(-1));
    }

    private void menu() {
        top.setMenu(
                top.item(Words.of("ui.shell.open"), Shortcut.OPEN),
                TopBar.item(Words.of("ui.shell.open-folder"), this::chooseFolder),
                TopBar.item(Words.of("ui.shell.sample"), doors::openSample),
                TopBar.line(),
                TopBar.item(Words.of("ui.shell.import-labels"), this::chooseLabels),
                top.item(Words.of("ui.shell.export-menu"), Shortcut.EXPORT),
                TopBar.item(Words.of("ui.shell.pictures"), this::openPictures),
                top.item(Words.of("ui.shell.close"), Shortcut.CLOSE),
                TopBar.line(),
                TopBar.check(Words.of("ui.shell.auto-accept"), doors.autoAccept()),
                TopBar.item(
                        Words.of("ui.shell.theme"),
                        () -> doors.theme().set(doors.theme().get().other())),
                top.item(Words.of("ui.shell.settings"), Shortcut.SETTINGS),
                top.item(Words.of("ui.shell.shortcuts"), Shortcut.SHEET),
                TopBar.item(Words.of("ui.shell.help"), this::openHelp),
                TopBar.item(Words.of("ui.shell.diagnostics"), doors::copyDiagnostics),
                TopBar.line(),
                TopBar.item(Words.of("ui.shell.quit"), doors::quit));
    }

    private void openHelp() {
        var help = new HelpSheet(Guide.bundled());
        openSheet(help);
        help.focusSearch();
    }

    private void chooseImage() {
        picker.image().ifPresent(doors::open);
    }

    private void chooseFolder() {
        picker.folder().ifPresent(doors::open);
    }

    private void chooseLabels() {
        List<Path> chosen = picker.labels();
        if (!chosen.isEmpty()) {
            doors.importLabels(chosen);
        }
    }

    private void chooseModel() {
        picker.weights().ifPresent(doors.models()::add);
    }

    private void openExport() {
        if (bench.project().get() != null) {
            export.prepare();
            openSheet(export);
        }
    }

    private void openPictures() {
        if (bench.project().get() != null) {
            pictures.prepare();
            openSheet(pictures);
        }
    }

    private void openSheet(Node sheet) {
        veil.getChildren().setAll(sheet);
        veil.setVisible(true);
    }

    private void closeSheet() {
        veil.setVisible(false);
        veil.getChildren().clear();
        showFocus();
    }

    private void showFocus() {
        if (work.isVisible()) {
            desk.canvas().requestFocus();
        }
    }

    private void key(KeyEvent event) {
        if (veil.isVisible()) {
            if (event.getEventType() == KeyEvent.KEY_PRESSED && event.getCode() == KeyCode.ESCAPE) {
                closeSheet();
                event.consume();
            }
            return;
        }
        Scene scene = getScene();
        boolean onCanvas = scene != null && isInside(scene.getFocusOwner(), desk);
        if (work.isVisible() || Shortcut.of(event).filter(Shell::isAlwaysThere).isPresent()) {
            commands.handle(event, onCanvas);
        }
    }

    private static boolean isAlwaysThere(Shortcut shortcut) {
        return switch (shortcut) {
            case OPEN, SHEET, SETTINGS -> true;
            default -> false;
        };
    }

    /// To the next area of the window: top bar, left, canvas, time bar, inspector, status.
    private void jump(int direction) {
        List<Node> areas = List.of(top, side, desk, timeBar, inspector, status);
        Scene scene = getScene();
        Node focused = scene == null ? null : scene.getFocusOwner();
        int at = 0;
        for (int i = 0; i < areas.size(); i++) {
            if (isInside(focused, areas.get(i))) {
                at = i;
            }
        }
        for (int i = 1; i <= areas.size(); i++) {
            Node target = firstFocusable(areas.get(Math.floorMod(at + i * direction, areas.size())));
            if (target != null) {
                target.requestFocus();
                return;
            }
        }
    }

    private static @Nullable Node firstFocusable(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return null;
        }
        if (node.isFocusTraversable()) {
            return node;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = firstFocusable(child);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isInside(@Nullable Node node, Node area) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n == area) {
                return true;
            }
        }
        return false;
    }

    private void dropping() {
        setOnDragOver(e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            }
            e.consume();
        });
        setOnDragEntered(e -> start.dropping(e.getDragboard().hasFiles()));
        setOnDragExited(e -> start.dropping(false));
        setOnDragDropped(e -> {
            List<Path> files =
                    e.getDragboard().getFiles().stream().map(f -> f.toPath()).toList();
            if (!files.isEmpty()) {
                doors.dropped(files);
            }
            e.setDropCompleted(!files.isEmpty());
            e.consume();
        });
    }
}
