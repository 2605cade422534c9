package org.maskwright.ui.dialog;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.ui.model.Machine;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Settings;
import org.maskwright.ui.panel.Faces;
import org.maskwright.ui.panel.NumberField;

/// What the person chose for all projects: the look, the work, the machine. Each change holds at once, but for what the
/// engine reads when it starts, which is said.
public final class SettingsSheet extends VBox {
    private static final double WIDTH = 540;
    private static final double NAMES = 190;
    private static final int MOST_THREADS = 256;

    private final ObjectProperty<Settings> settings;
    private final Machine machine;
    private final Models models;
    private final FilePicker picker;
    private final VBox groups = new VBox();
    private InvalidationListener keeper = o -> {};

    /// @param settings read when it opens, and set at every change
    public SettingsSheet(
            ObjectProperty<Settings> settings, Machine machine, Models models, FilePicker picker, Runnable close) {
        this.settings = settings;
        this.machine = machine;
        this.models = models;
        this.picker = picker;
        getStyleClass().addAll("dialog-sheet", "settings-sheet");
        setMaxSize(WIDTH, USE_PREF_SIZE);
        var done = new Button(Words.of("ui.settings.done"));
        done.getStyleClass().add("primary");
        done.setId("settings-done");
        done.setOnAction(e -> close.run());
        var foot = new HBox(done);
        foot.setAlignment(Pos.CENTER_RIGHT);
        var scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Faces.text(Words.of("ui.settings.title"), "title"), scroll, foot);
    }

    /// Shows the settings as they are now.
    public void prepare() {
        models.refresh();
        groups.getChildren().setAll(look(), work(), machine());
    }

    private Node look() {
        return group("ui.settings.look", row("ui.settings.theme", theme()), row("ui.settings.text-size", size()));
    }

    private Node theme() {
        var now = settings.get().look().theme();
        List<ToggleButton> buttons = Arrays.stream(Settings.Theme.values())
                .map(theme -> {
                    var button = new ToggleButton(Words.of("ui.settings.theme." + theme));
                    button.setId("theme-" + theme);
                    button.setSelected(theme == now);
                    button.setOnAction(
                            e -> look(l -> new Settings.Look(theme, l.fontSize(), l.leftWidth(), l.inspectorWidth())));
                    return button;
                })
                .toList();
        HBox segments = Faces.segments(Words.of("ui.settings.theme"), buttons);
        segments.setPrefWidth(240);
        return segments;
    }

    /// The window is laid out anew when the hand lets go, not under it.
    private Node size() {
        int now = settings.get().look().fontSize();
        var slider = new Slider(11, 16, now);
        slider.setId("text-size");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setPrefWidth(180);
        slider.setAccessibleText(Words.of("ui.settings.text-size"));
        Label shown = Faces.number(Numbers.with(String.valueOf(now), "px"));
        slider.valueProperty()
                .addListener((o, was, is) ->
                        shown.setText(Numbers.with(String.valueOf(Math.round(is.doubleValue())), "px")));
        Runnable take = () -> {
            int to = (int) Math.round(slider.getValue());
            if (!slider.isValueChanging() && to != settings.get().look().fontSize()) {
                look(l -> new Settings.Look(l.theme(), to, l.leftWidth(), l.inspectorWidth()));
            }
        };
        slider.valueProperty().addListener(o -> take.run());
        slider.valueChangingProperty().addListener(o -> take.run());
        return Faces.row(slider, shown);
    }

    private Node work() {
        var now = settings.get().work();
        return group(
                "ui.settings.work",
                row(
                        "ui.settings.every",
                        number(
                                "ui.settings.every",
                                now.fineTuneEvery(),
                                0,
                                100_000,
                                n -> work(w -> w.withFineTuneEvery(n))),
                        Faces.text(Words.of("ui.settings.every.unit"), "subtle")),
                check("ui.shell.auto-accept", now.autoAccept(), on -> work(w -> w.withAutoAccept(on))),
                check("ui.settings.hover", now.hoverPreview(), on -> work(w -> w.withHoverPreview(on))),
                check("ui.settings.mains", now.learnOnlyOnMains(), on -> work(w -> w.withLearnOnlyOnMains(on))));
    }

    private Node machine() {
        var now = settings.get().machine();
        var report = machine.device().get();
        return group(
                "ui.settings.machine",
                row(
                        "ui.settings.device",
                        Faces.text(report == null ? Words.of("ui.model.loading") : report.name(), "semibold")),
                Faces.prose(report == null ? "" : Words.of("ui.settings.because", report.reason()), "muted"),
                row("ui.settings.use", device()),
                row(
                        "ui.settings.threads",
                        number(
                                "ui.settings.threads",
                                now.threads(),
                                0,
                                MOST_THREADS,
                                n -> machine(m -> new Settings.Machine(
                                        m.memoryCacheMegabytes(),
                                        m.diskCacheMegabytes(),
                                        n,
                                        m.device(),
                                        m.cacheFolder(),
                                        m.nativeLibraryFolder()))),
                        Faces.text(Words.of("ui.settings.threads.unit"), "subtle")),
                row(
                        "ui.settings.memory",
                        number(
                                "ui.settings.memory",
                                now.memoryCacheMegabytes(),
                                64,
                                1 << 20,
                                n -> machine(m -> new Settings.Machine(
                                        n,
                                        m.diskCacheMegabytes(),
                                        m.threads(),
                                        m.device(),
                                        m.cacheFolder(),
                                        m.nativeLibraryFolder()))),
                        Faces.text("MB", "subtle")),
                row(
                        "ui.settings.disk",
                        number(
                                "ui.settings.disk",
                                now.diskCacheMegabytes(),
                                0,
                                1 << 24,
                                n -> machine(m -> new Settings.Machine(
                                        m.memoryCacheMegabytes(),
                                        n,
                                        m.threads(),
                                        m.device(),
                                        m.cacheFolder(),
                                        m.nativeLibraryFolder()))),
                        Faces.text("MB", "subtle")),
                row("ui.settings.folder", folder()),
                row("ui.settings.kept", kept()),
                Faces.prose(Words.of("ui.settings.restart"), "caption"));
    }

    private Node device() {
        var now = settings.get().machine().device();
        List<ToggleButton> buttons = Arrays.stream(Settings.Device.values())
                .map(device -> {
                    var button = new ToggleButton(Words.of("ui.settings.use." + device));
                    button.setId("device-" + device);
                    button.setSelected(device == now);
                    button.setOnAction(e -> machine(m -> new Settings.Machine(
                            m.memoryCacheMegabytes(),
                            m.diskCacheMegabytes(),
                            m.threads(),
                            device,
                            m.cacheFolder(),
                            m.nativeLibraryFolder())));
                    return button;
                })
                .toList();
        HBox segments = Faces.segments(Words.of("ui.settings.use"), buttons);
        segments.setPrefWidth(240);
        return segments;
    }

    /// Where embeddings are kept; the system's own place when none is chosen.
    private Node folder() {
        Path now = settings.get().machine().cacheFolder();
        Label where = Faces.text(now == null ? Words.of("ui.settings.folder.own") : now.toString());
        where.setId("settings-folder");
        where.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        where.setMaxWidth(160);
        Button choose = Faces.compact(
                Words.of("ui.settings.folder.choose"),
                () -> picker.place(now == null ? Path.of("") : now).ifPresent(this::keepIn));
        choose.setId("settings-folder-choose");
        Button own = Faces.compact(Words.of("ui.settings.folder.default"), () -> keepIn(null));
        own.setId("settings-folder-default");
        Faces.show(own, now != null);
        return Faces.row(where, choose, own);
    }

    private void keepIn(@Nullable Path folder) {
        machine(m -> new Settings.Machine(
                m.memoryCacheMegabytes(),
                m.diskCacheMegabytes(),
                m.threads(),
                m.device(),
                folder,
                m.nativeLibraryFolder()));
        prepare();
    }

    /// What is kept on disk, and the way to remove it.
    private Node kept() {
        Label amount = Faces.text("", "number");
        Button clear = Faces.compact(Words.of("ui.settings.clear"), models::clearCache);
        clear.setId("settings-clear");
        Runnable show = () -> {
            var contents = models.kept().get();
            amount.setText(
                    contents == null
                            ? Numbers.UNKNOWN
                            : Words.of(
                                    "ui.settings.kept.amount",
                                    contents.embeddings(),
                                    Numbers.megabytes(contents.bytes())));
            clear.setDisable(contents == null || contents.embeddings() == 0);
        };
        keeper = o -> show.run();
        models.kept().addListener(new WeakInvalidationListener(keeper));
        show.run();
        return Faces.row(amount, clear);
    }

    private void look(UnaryOperator<Settings.Look> change) {
        settings.set(settings.get().with(change.apply(settings.get().look())));
    }

    private void work(UnaryOperator<Settings.Work> change) {
        settings.set(settings.get().with(change.apply(settings.get().work())));
    }

    private void machine(UnaryOperator<Settings.Machine> change) {
        settings.set(settings.get().with(change.apply(settings.get().machine())));
    }

    private static CheckBox check(String key, boolean on, Consumer<Boolean> then) {
        var box = new CheckBox(Words.of(key));
        box.setId(id(key));
        box.setSelected(on);
        box.setOnAction(e -> then.accept(box.isSelected()));
        return box;
    }

    private static NumberField number(String key, int value, int least, int most, IntConsumer then) {
        var field = new NumberField(Words.of(key), v -> {
            boolean fits = v == Math.rint(v) && v >= least && v <= most;
            if (fits) {
                then.accept((int) v);
            }
            return fits;
        });
        field.setId(id(key));
        field.show(String.valueOf(value));
        return field;
    }

    /// `auto-accept` of `ui.shell.auto-accept`.
    private static String id(String key) {
        return "settings-" + key.substring(key.lastIndexOf('.') + 1);
    }

    private static VBox group(String key, Node... rows) {
        VBox box = Faces.section(rows);
        box.setSpacing(8);
        box.getChildren().addFirst(Faces.text(Words.of(key), "semibold"));
        return box;
    }

    private static HBox row(String key, Node... controls) {
        Label name = Faces.text(Words.of(key), "muted");
        name.setMinWidth(NAMES);
        name.setPrefWidth(NAMES);
        HBox row = Faces.row(controls);
        row.getChildren().addFirst(name);
        row.setMinHeight(28);
        return row;
    }
}
