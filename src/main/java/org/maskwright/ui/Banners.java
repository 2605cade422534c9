package org.maskwright.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.kordamp.ikonli.javafx.FontIcon;
import org.maskwright.Words;
import org.maskwright.ui.model.Notice;
import org.maskwright.ui.model.Notices;

/// The banners at the upper edge of the canvas: two at most, errors first, then how many more there are. They lie on
/// the picture and never move it. Facts go after a while.
final class Banners extends VBox {
    private static final int SHOWN = 2;
    private static final Duration FACTS_STAY = Duration.seconds(12);

    private final Notices notices;
    private final Map<Notice, PauseTransition> timed = new HashMap<>();

    Banners(Notices notices) {
        this.notices = notices;
        setSpacing(8);
        setPickOnBounds(false);
        setMaxHeight(USE_PREF_SIZE);
        getStyleClass().add("banners");
        notices.all().addListener((ListChangeListener<Notice>) c -> rebuild());
        rebuild();
    }

    private void rebuild() {
        List<Notice> all = notices.all();
        timed.entrySet().removeIf(t -> {
            boolean gone = !all.contains(t.getKey());
            if (gone) {
                t.getValue().stop();
            }
            return gone;
        });
        List<Node> shown = all.stream().limit(SHOWN).map(this::banner).collect(Collectors.toCollection(ArrayList::new));
        if (all.size() > SHOWN) {
            var more = new Label(Words.of("ui.banner.more", all.size() - SHOWN));
            more.getStyleClass().addAll("chip", "on-picture");
            shown.add(more);
        }
        getChildren().setAll(shown);
        all.stream().filter(n -> !n.stays()).forEach(n -> timed.computeIfAbsent(n, this::leavesInTime));
    }

    private PauseTransition leavesInTime(Notice notice) {
        var stay = new PauseTransition(FACTS_STAY);
        stay.setOnFinished(e -> notices.solved(notice.key()));
        stay.play();
        return stay;
    }

    private Node banner(Notice notice) {
        var icon = new FontIcon(
                switch (notice.level()) {
                    case ERROR -> CarbonIcons.ERROR_FILLED;
                    case WARNING -> CarbonIcons.WARNING_ALT;
                    case FACT -> CarbonIcons.INFORMATION;
                });
        String tone = switch (notice.level()) {
            case ERROR -> "err";
            case WARNING -> "warn";
            case FACT -> "accent";
        };
        icon.getStyleClass().add("icon-" + tone);
        var title = new Label(notice.title());
        title.getStyleClass().add("semibold");
        var what = new Label(notice.what());
        what.getStyleClass().add("what");
        what.setWrapText(true);
        var words = new VBox(2, title);
        if (!notice.what().isEmpty()) {
            words.getChildren().add(what);
        }
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var banner = new HBox(icon, words);
        banner.getStyleClass().addAll("banner", tone);
        for (Notice.Act act : notice.acts()) {
            var button = new Button(act.word());
            button.getStyleClass().add("compact");
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(e -> {
                if (!act.keeps()) {
                    notices.solved(notice.key());
                }
                act.run().run();
            });
            banner.getChildren().add(button);
        }
        if (!notice.details().isEmpty() && notice.acts().size() < 2) {
            banner.getChildren().add(details(notice));
        }
        var close = new Button("", new FontIcon(CarbonIcons.CLOSE));
        close.getStyleClass().addAll("compact", "quiet", "icon-only");
        close.setAccessibleText(Words.of("ui.banner.close"));
        close.setTooltip(new Tooltip(Words.of("ui.banner.close")));
        close.setOnAction(e -> notices.solved(notice.key()));
        banner.getChildren().add(close);
        return banner;
    }

    private static Button details(Notice notice) {
        var details = new Button(Words.of("ui.banner.details"));
        details.getStyleClass().add("compact");
        details.setMinWidth(USE_PREF_SIZE);
        details.setTooltip(new Tooltip(Words.of("ui.banner.details.tip")));
        details.setOnAction(e -> {
            var copied = new ClipboardContent();
            copied.putString(notice.title() + "\n" + notice.what() + "\n\n" + notice.details());
            Clipboard.getSystemClipboard().setContent(copied);
            details.setText(Words.of("ui.banner.copied"));
        });
        return details;
    }
}
