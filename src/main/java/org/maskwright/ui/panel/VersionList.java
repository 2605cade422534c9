package org.maskwright.ui.panel;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.ui.model.Comparison;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Workbench;

/// Every version of the model, newest first. Roll back shows on hover and on focus.
final class VersionList extends VBox {
    /// The cap of [org.maskwright.ui.Shortcut#COMPARE], which this room does not know.
    private static final String KEY = "V";

    /// Width of the column of menus in pixels.
    private static final double MORE = 20;

    private final Workbench bench;
    private final Function<Path, Optional<Path>> target;
    private final InstantSource clock;
    private final ZoneId zone;
    private final VBox rows = new VBox();

    VersionList(Workbench bench, Function<Path, Optional<Path>> target, InstantSource clock, ZoneId zone) {
        this.bench = bench;
        this.target = target;
        this.clock = clock;
        this.zone = zone;
        getStyleClass().addAll("section", "last", "version-list");
        rows.getStyleClass().add("version-rows");
        getChildren().addAll(Faces.text(Words.of("ui.model.versions"), "semibold"), rows);
        bench.learning().versions().addListener((ListChangeListener<Learning.Version>) c -> refresh());
        Glance.onOther(bench, this::refresh);
        bench.review().comparison().versionProperty().addListener(o -> refresh());
        refresh();
    }

    private void refresh() {
        var out = new ArrayList<Node>();
        for (Learning.Version v : bench.learning().versions()) {
            out.add(row(v));
            if (!v.words().isEmpty()) {
                Label why = Faces.prose(v.words(), "caption", "version-why");
                out.add(why);
            }
        }
        rows.getChildren().setAll(out);
        Faces.show(this, !out.isEmpty());
    }

    private HBox row(Learning.Version v) {
        String words = v.round() == 0 ? Words.of("ui.model.bundled") : Words.of("ui.model.round", v.round());
        Label name = Faces.text(words);
        name.setMinWidth(52);
        Label chip =
                Faces.text(Words.of("ui.model.standing." + v.standing().name().toLowerCase(Locale.ROOT)), "chip");
        chip.setMinWidth(USE_PREF_SIZE);
        switch (v.standing()) {
            case IN_USE -> chip.getStyleClass().add("accent");
            case KEPT -> chip.getStyleClass().add("ok");
            case REFUSED -> chip.getStyleClass().add("err");
            case BUNDLED -> {}
        }
        Label objects = Faces.text(v.objects() == 0 ? "" : Words.of("ui.frames.objects", v.objects()), "caption");
        Label iou = Faces.number(Numbers.decimal(v.iou(), 3));
        Faces.toggle(iou, "err", v.standing() == Learning.Standing.REFUSED);
        var row = new HBox(8, name, chip, Faces.space(), objects, iou);
        row.getStyleClass().add("version-row");
        if (v.when() != null) {
            Tooltip.install(row, new Tooltip(Numbers.when(v.when(), clock.instant(), zone)));
        }
        boolean may = v.standing() == Learning.Standing.KEPT || v.standing() == Learning.Standing.BUNDLED;
        if (may && bench.isWritable()) {
            addRollBack(row, v, objects);
        }
        Region more = v.standing() == Learning.Standing.REFUSED ? new Region() : more(v);
        more.setMinWidth(MORE);
        more.setMaxWidth(MORE);
        row.getChildren().add(more);
        boolean compared = bench.review().comparison().version().equals(v.round() == 0 ? Comparison.BUNDLED : v.hash());
        if (compared) {
            FontIcon icon = Faces.icon(CarbonIcons.COMPARE, "icon-accent");
            Faces.name(icon, Words.of("ui.compare.withs", KEY));
            row.getChildren().add(2, icon);
        }
        return row;
    }

    /// What else can be done with a version.
    private Button more(Learning.Version v) {
        var export = new MenuItem(Words.of("ui.model.export"));
        export.setOnAction(e -> bench.store()
                .flatMap(store -> target.apply(store.folder()))
                .ifPresent(folder -> bench.learning().export(v, folder)));
        var start = new MenuItem(Words.of("ui.model.start-from"));
        start.setOnAction(e -> bench.learning().startFrom(v));
        var compare = new MenuItem(Words.of("ui.compare.with", KEY));
        compare.setOnAction(e -> bench.review().comparison().choose(v.hash()));
        compare.setDisable(v.standing() == Learning.Standing.IN_USE);
        var menu = new ContextMenu(compare);
        if (v.round() > 0) {
            menu.getItems().addAll(export, start);
        }
        var more = new Button("", Faces.icon(CarbonIcons.OVERFLOW_MENU_VERTICAL));
        more.getStyleClass().addAll("compact", "quiet", "version-more");
        more.setOnAction(e -> menu.show(more, Side.BOTTOM, 0, 0));
        Faces.name(more, Words.of("ui.model.more", v.round()));
        return more;
    }

    /// In the place of the number of objects, so that nothing moves.
    private void addRollBack(HBox row, Learning.Version v, Label objects) {
        Button back = Faces.compact(
                Words.of("ui.model.roll-back"), () -> bench.learning().rollBack(v.hash()));
        back.getStyleClass().add("roll-back");
        back.setGraphic(Faces.icon(CarbonIcons.RESET));
        back.setAccessibleText(
                Words.of("ui.model.roll-back-to", ((Label) row.getChildren().getFirst()).getText()));
        var shown = row.hoverProperty().or(back.focusedProperty());
        back.opacityProperty().bind(Bindings.when(shown).then(1.0).otherwise(0.0));
        objects.visibleProperty().bind(shown.not());
        objects.managedProperty().bind(shown.not());
        back.managedProperty().bind(shown);
        row.getChildren().add(row.getChildren().size() - 1, back);
    }
}
