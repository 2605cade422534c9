package org.maskwright.ui.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.carbonicons.CarbonIcons;
import org.maskwright.Words;
import org.maskwright.image.Raster;
import org.maskwright.project.View;
import org.maskwright.ui.model.Picture;
import org.maskwright.ui.model.Workbench;

/// The channels of a picture that has several: one is shown, and the network sees it; three colours may be seen
/// together.
final class ChannelList extends VBox {
    private final Workbench bench;
    private final Label depth = Faces.text("", "caption");
    private final VBox rows = new VBox();

    ChannelList(Workbench bench) {
        this.bench = bench;
        getStyleClass().addAll("section", "channel-list");
        rows.getStyleClass().add("channel-rows");
        getChildren().addAll(Faces.apart(Faces.text(Words.of("ui.display.channels"), "semibold"), depth), rows);
        bench.picture().addListener(o -> refresh());
        Glance.onOther(bench, this::refresh);
        refresh();
    }

    private void refresh() {
        Picture picture = bench.picture().get();
        var project = bench.project().get();
        int count = picture == null ? 1 : picture.raster().channels();
        Faces.show(this, count > 1);
        rows.getChildren().clear();
        if (picture == null || project == null || count < 2) {
            return;
        }
        Raster raster = picture.raster();
        depth.setText(Words.of("ui.display.depth." + raster.type().name().toLowerCase(java.util.Locale.ROOT)));
        int shown = project.view().channel();
        var group = new ToggleGroup();
        var images = bench.images();
        boolean colour = images != null && images.isColour();
        for (int channel : choices(count, colour)) {
            ToggleButton row = row(channel, colour, channel == shown);
            row.setToggleGroup(group);
            rows.getChildren().add(row);
        }
    }

    private static List<Integer> choices(int count, boolean colour) {
        var out = new ArrayList<Integer>();
        if (colour) {
            out.add(View.ALL);
        }
        for (int c = 0; c < count; c++) {
            out.add(c);
        }
        return out;
    }

    private ToggleButton row(int channel, boolean colour, boolean on) {
        String words = channel == View.ALL
                ? Words.of("ui.display.channel.colour")
                : colour && channel < 3
                        ? Words.of("ui.display.channel." + channel)
                        : Words.of("ui.display.channel", channel + 1);
        Label state = Faces.text(Words.of(on ? "ui.display.channel.on" : "ui.display.channel.off"), "subtle");
        var face = new HBox(
                10, Faces.icon(on ? CarbonIcons.VIEW : CarbonIcons.VIEW_OFF), Faces.text(words), Faces.space(), state);
        face.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        var row = new ToggleButton("", face);
        row.getStyleClass().add("channel-row");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setSelected(on);
        row.setDisable(!bench.isWritable());
        row.setAccessibleText(words);
        face.prefWidthProperty().bind(row.widthProperty().subtract(24));
        row.setOnAction(e -> {
            row.setSelected(true);
            if (!on) {
                bench.setView(v -> v.withChannel(channel));
            }
        });
        return row;
    }
}
