package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.ui.model.Models;
import org.maskwright.ui.model.Models.Row;
import org.maskwright.ui.model.Models.Standing;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Work;
import org.maskwright.weights.Catalogue.Origin;
import org.maskwright.worker.DiskCache;

/// The model in use and, unfolded, every model at hand with what can be done with it, and what is kept on disk of
/// embeddings.
final class ModelList extends VBox {
    private final Models models;
    private final Label current = Faces.text("", "semibold");
    private final Label kind = Faces.text("", "subtle");
    private final Hyperlink change = new Hyperlink();
    private final VBox rows = new VBox();
    private final VBox list;
    private final Label kept = Faces.prose("", "caption");
    private final Button clear;

    /// @param choose has the person choose a file to add
    ModelList(Models models, Runnable choose) {
        this.models = models;
        getStyleClass().addAll("section", "model-list");
        rows.getStyleClass().add("model-rows");
        change.setId("change-model");
        change.setOnAction(e -> unfold(!isUnfolded()));
        change.setMinWidth(USE_PREF_SIZE);
        Button add = Faces.compact(Words.of("ui.models.add"), choose);
        add.setId("add-model");
        clear = Faces.compact(Words.of("ui.models.clear-cache"), models::clearCache);
        clear.setId("clear-cache");
        HBox.setHgrow(kept, Priority.ALWAYS);
        kept.setMaxWidth(Double.MAX_VALUE);
        var foot = new HBox(8, kept, clear);
        foot.setAlignment(Pos.CENTER_LEFT);
        list = new VBox(8, rows, Faces.row(add, Faces.text(Words.of("ui.models.drop"), "caption")), foot);
        current.setMinWidth(0);
        kind.setMinWidth(0);
        getChildren().addAll(Faces.apart(Faces.row(current, kind), change), list);
        models.rows().addListener((ListChangeListener<Row>) c -> refresh());
        models.kept().addListener((o, was, is) -> showKept(is));
        unfold(false);
        refresh();
        showKept(models.kept().get());
    }

    boolean isUnfolded() {
        return list.isVisible();
    }

    void unfold(boolean open) {
        Faces.show(list, open);
        change.setText(Words.of(open ? "ui.device.less" : "ui.models.change"));
        if (open) {
            models.refresh();
        }
    }

    private void refresh() {
        var used = models.inUse();
        current.setText(used.map(r -> r.entry().name()).orElse(Words.of("ui.models.none")));
        kind.setText(used.map(Row::kind).orElse(""));
        var out = new ArrayList<Node>();
        for (Row row : models.rows()) {
            out.add(row(row));
        }
        rows.getChildren().setAll(out);
    }

    private Node row(Row row) {
        Label name = Faces.text(row.entry().name(), row.standing() == Standing.IN_USE ? "semibold" : "plain");
        name.setMinWidth(0);
        var head = new HBox(8, name, Faces.space());
        head.setAlignment(Pos.CENTER_LEFT);
        if (row.standing() == Standing.IN_USE || row.standing() == Standing.LOADING) {
            Label chip = Faces.text(Words.of("ui.models.standing." + id(row)), "chip", "accent");
            chip.setMinWidth(USE_PREF_SIZE);
            head.getChildren().add(1, chip);
        }
        head.getChildren().addAll(acts(row));
        Label facts = Faces.text(facts(row), "caption");
        facts.setMinWidth(0);
        var box = new VBox(0, head, facts);
        Work fetch = row.fetch();
        if (fetch != null) {
            box.getChildren().addAll(progress(fetch));
        }
        box.getStyleClass().add("model-row");
        box.setAccessibleText(
                row.entry().name() + ", " + Words.of("ui.models.standing." + id(row)) + ", " + facts(row));
        row.entry()
                .named()
                .ifPresent(n -> Tooltip.install(box, new Tooltip(n.address().toString())));
        return box;
    }

    private static String id(Row row) {
        return row.standing().name().toLowerCase(Locale.ROOT);
    }

    /// The network, how large it is, under which licence.
    private static String facts(Row row) {
        var bytes = row.entry().bytes();
        String size = bytes.isPresent() ? Numbers.megabytes(bytes.getAsLong()) : Words.of("ui.models.size-unknown");
        String origin = row.entry().origin() == Origin.BUNDLED ? Words.of("ui.models.bundled") : size;
        return Words.of(
                "ui.models.facts",
                row.kind(),
                origin,
                row.entry().licence().orElseGet(() -> Words.of("ui.models.licence-unknown")));
    }

    private List<Node> acts(Row row) {
        var out = new ArrayList<Node>();
        switch (row.standing()) {
            case IN_USE -> {}
            case LOADING -> out.add(Faces.compact(Words.of("ui.shell.cancel"), models::cancelLoad));
            case HERE -> {
                if (row.entry().origin() != Origin.BUNDLED) {
                    Button remove = Faces.compact(Words.of("ui.models.remove"), () -> models.remove(row.entry()));
                    remove.getStyleClass().add("quiet");
                    out.add(remove);
                }
                out.add(named(Faces.compact(Words.of("ui.models.use"), () -> models.use(row.entry())), row));
            }
            case BEGUN, AWAY -> {
                String word = row.standing() == Standing.BEGUN ? "ui.models.go-on" : "ui.models.fetch";
                out.add(named(Faces.compact(Words.of(word), () -> models.fetch(row.entry())), row));
            }
            case FETCHING -> {
                Work fetch = row.fetch();
                if (fetch != null) {
                    out.add(Faces.compact(Words.of("ui.shell.cancel"), fetch::cancel));
                }
            }
        }
        return out;
    }

    private static Button named(Button button, Row row) {
        button.setAccessibleText(button.getText() + " " + row.entry().name());
        return button;
    }

    private static Node progress(Work fetch) {
        var bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Double.isNaN(fetch.done().get())
                                ? ProgressBar.INDETERMINATE_PROGRESS
                                : fetch.done().get(),
                        fetch.done()));
        Label left = Faces.text("", "caption");
        left.setMinWidth(USE_PREF_SIZE);
        left.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Double.isNaN(fetch.done().get())
                                ? ""
                                : fetch.remaining()
                                        .map(t -> Words.of(
                                                "ui.models.remaining",
                                                Numbers.percent(fetch.done().get()),
                                                Numbers.time(t)))
                                        .orElseGet(() ->
                                                Numbers.percent(fetch.done().get())),
                        fetch.done()));
        return Faces.row(bar, left);
    }

    private void showKept(DiskCache.@Nullable Contents contents) {
        if (contents == null || contents.embeddings() == 0) {
            kept.setText(contents == null ? "" : Words.of("ui.models.kept.none"));
            clear.setDisable(true);
            return;
        }
        clear.setDisable(false);
        kept.setText(Words.of(
                "ui.models.kept",
                Numbers.megabytes(contents.bytes()),
                contents.embeddings(),
                contents.byModel().entrySet().stream()
                        .map(e -> Words.of("ui.models.kept.of", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "))));
    }
}
