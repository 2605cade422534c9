package org.maskwright.ui;

import java.util.List;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Contrast;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.LabelColours;
import org.maskwright.label.Labels;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.ui.canvas.CanvasScene;
import org.maskwright.ui.canvas.ColourMap;
import org.maskwright.ui.canvas.Gesture;
import org.maskwright.ui.canvas.LabelCanvas;
import org.maskwright.ui.canvas.ObjectBar;
import org.maskwright.ui.canvas.Ruler;
import org.maskwright.ui.canvas.Viewport;
import org.maskwright.ui.model.ActiveObject;
import org.maskwright.ui.model.Belongs;
import org.maskwright.ui.model.DisplaySettings;
import org.maskwright.ui.model.Drawing;
import org.maskwright.ui.model.Numbers;
import org.maskwright.ui.model.Picture;
import org.maskwright.ui.model.Preview;
import org.maskwright.ui.model.Scale;
import org.maskwright.ui.model.Tool;
import org.maskwright.ui.model.Workbench;
import org.maskwright.ui.panel.Pointer;
import org.maskwright.ui.panel.ScaleCard;
import org.maskwright.ui.panel.Unhurried;

/// Leads the workbench to the canvas and the canvas' gestures to the hand. Changes of one turn of the event loop become
/// one scene.
final class Desk extends StackPane {
    private final Workbench bench;
    private static final Insets AT_TOP = new Insets(12);
    private static final Insets ABOVE_BAR = new Insets(12, 12, 64, 12);

    private final LabelCanvas canvas = new LabelCanvas();
    private final ObjectProperty<@Nullable Pointer> pointer = new SimpleObjectProperty<>();
    private final Banners banners;
    private final Scale scale;
    private final DoubtLayer doubts;
    private final Unhurried bar = new Unhurried(this::showBar);
    private boolean stale;

    Desk(Workbench bench, Scale scale) {
        this.bench = bench;
        this.scale = scale;
        getStyleClass().add("surround");
        doubts = new DoubtLayer(bench, this::outdate);
        banners = new Banners(bench.notices());
        setAlignment(banners, Pos.TOP_CENTER);
        setMargin(banners, AT_TOP);
        var card = new ScaleCard(scale);
        setAlignment(card, Pos.BOTTOM_CENTER);
        setMargin(card, new Insets(16));
        setAlignment(doubts.chip(), Pos.TOP_CENTER);
        setMargin(doubts.chip(), AT_TOP);
        getChildren().addAll(canvas, doubts.chip(), card, banners);
        scale.line().addListener((o, was, is) -> measured(is));
        bench.active().addListener(o -> bar.soon());
        canvas.onGesture(this::gesture);
        canvas.objectBar().onChoice(this::chosen);
        canvas.viewport().addListener(o -> dock());
        banners.heightProperty().addListener(o -> dock());
        DisplaySettings display = bench.display();
        for (Observable watched : List.of(
                bench.picture(),
                bench.labels(),
                bench.unsaved(),
                bench.active(),
                bench.preview(),
                bench.selected(),
                bench.tool(),
                bench.brushRadius(),
                bench.contrast(),
                bench.bright(),
                display.gamma(),
                display.colourMap(),
                display.fill(),
                display.outline(),
                display.showAs(),
                display.hidden(),
                display.numbers(),
                display.divisions(),
                display.scaleBar(),
                display.frameBefore(),
                bench.project())) {
            watched.addListener(o -> outdate());
        }
    }

    /// Where the pointer is over the picture; null elsewhere.
    ReadOnlyObjectProperty<@Nullable Pointer> pointer() {
        return pointer;
    }

    /// Screen pixels for an image pixel, NaN while no picture is shown.
    DoubleBinding zoom() {
        return Bindings.createDoubleBinding(
                () -> canvas.viewport().get() == null
                        ? Double.NaN
                        : canvas.viewport().get().zoom(),
                canvas.viewport());
    }

    /// Brings a part of the picture into view, unless all of it is there already.
    void reveal(Bounds box) {
        Viewport v = canvas.viewport().get();
        if (v == null) {
            return;
        }
        double left = v.toScreenX(box.left());
        double top = v.toScreenY(box.top());
        double right = v.toScreenX(box.right());
        double bottom = v.toScreenY(box.bottom());
        boolean inside = left >= 0 && top >= 0 && right <= v.width() && bottom <= v.height();
        if (!inside) {
            canvas.pan((v.width() - left - right) / 2, (v.height() - top - bottom) / 2);
        }
    }

    LabelCanvas canvas() {
        return canvas;
    }

    private void measured(Scale.@Nullable Line line) {
        canvas.showRuler(line == null ? null : new Ruler(line.x0(), line.y0(), line.x1(), line.y1()));
        if (line == null) {
            canvas.requestFocus();
        }
    }

    private void outdate() {
        if (!stale) {
            stale = true;
            Platform.runLater(this::paint);
        }
    }

    private void paint() {
        stale = false;
        if (bench.active().get() == null) {
            showBar();
        }
        Picture picture = bench.picture().get();
        Plane plane = bench.plane().get();
        Project project = bench.project().get();
        if (picture == null || plane == null || project == null) {
            return;
        }
        Labels labels = bench.labels().get();
        if (labels.width() != picture.raster().width()
                || labels.height() != picture.raster().height()) {
            return; // the next frame's labels are here before its pixels
        }
        canvas.show(new CanvasScene(
                look(picture),
                labels,
                bench.display().frameBefore().get() ? before(project, plane) : null,
                doubts.seen(active()),
                doubts.seen(preview()),
                marks(),
                style(),
                bench.tool().get(),
                bench.brushRadius().get(),
                project.view().calibration(),
                description(project, plane, labels)));
        doubts.look(canvas);
        dock();
    }

    /// Banners lie at the upper edge or, when they would cover the object in hand there, above the object bar.
    private void dock() {
        Rectangle2D active = canvas.activeOnScreen();
        boolean covers = active != null && active.getMinY() < 12 + banners.getHeight();
        setAlignment(banners, covers ? Pos.BOTTOM_CENTER : Pos.TOP_CENTER);
        setMargin(banners, covers ? ABOVE_BAR : AT_TOP);
    }

    private void showBar() {
        ActiveObject a = bench.active().get();
        if (a == null) {
            canvas.objectBar().show(doubts.bar());
            return;
        }
        ActiveObject.Answer answer = a.answer();
        canvas.objectBar()
                .show(new ObjectBar.Content.InHand(
                        LabelColours.rgb(a.colour(), bench.bright().get()),
                        Words.of("ui.canvas.object", a.id().value()),
                        answer == null ? 1 : answer.chosen() + 1,
                        answer == null ? 0 : answer.candidates().size(),
                        !a.steps().isEmpty(),
                        a.isPending() || !a.mask().isEmpty()));
    }

    private void chosen(ObjectBar.Choice choice) {
        switch (choice) {
            case NEXT_MASK -> bench.hand().nextMask();
            case TAKE_BACK -> bench.hand().takeBack();
            case CANCEL -> bench.hand().cancel();
            case ACCEPT -> bench.hand().accept();
            case REJECT -> bench.review().reject();
            case SKIP -> bench.review().next();
            case KEEP -> bench.review().keep();
        }
        canvas.requestFocus();
    }

    private CanvasScene.Picture look(Picture picture) {
        Contrast shown = bench.contrast().get();
        Contrast window = shown == null ? picture.contrast() : shown;
        var plain = CanvasScene.Picture.of(picture.raster(), window);
        boolean colour = picture.channel() < 0 && picture.raster().channels() == 3;
        var channels = colour
                ? plain.channels()
                : List.of(new CanvasScene.Channel(
                        Math.max(0, picture.channel()),
                        ColourMap.of(bench.display().colourMap().get())));
        return new CanvasScene.Picture(
                picture.raster(),
                channels,
                window,
                bench.display().gamma().get(),
                bench.bright().get());
    }

    private static @Nullable Labels before(Project project, Plane plane) {
        if (plane.frame() == 0) {
            return null;
        }
        Labels then = project.labels(new Plane(plane.frame() - 1, plane.z()));
        Labels now = project.labels(plane);
        return then.width() == now.width() && then.height() == now.height() ? then : null;
    }

    private CanvasScene.@Nullable Active active() {
        ActiveObject a = bench.active().get();
        return a == null
                ? null
                : new CanvasScene.Active(
                        a.mask().isEmpty() ? null : a.mask(),
                        a.colour(),
                        a.prompts(),
                        a.reopened() == null ? null : a.reopened().id());
    }

    private CanvasScene.@Nullable Preview preview() {
        Preview p = bench.preview().get();
        return p == null ? null : new CanvasScene.Preview(p.mask(), p.predictedIou(), p.adds());
    }

    private CanvasScene.Marks marks() {
        return doubts.marks(bench.unsaved().get());
    }

    private CanvasScene.Style style() {
        DisplaySettings d = bench.display();
        var as = d.showAs().get();
        return new CanvasScene.Style(
                d.fill().get(),
                d.outline().get(),
                as != DisplaySettings.ShowAs.OUTLINE,
                as != DisplaySettings.ShowAs.FILL,
                d.hidden().get(),
                false,
                d.numbers().get(),
                d.divisions().get(),
                d.scaleBar().get());
    }

    private String description(Project project, Plane plane, Labels labels) {
        var states = labels.instances().stream().collect(Collectors.groupingBy(Instance::state, Collectors.counting()));
        long accepted =
                states.getOrDefault(Instance.State.ACCEPTED, 0L) + states.getOrDefault(Instance.State.LOCKED, 0L);
        String frame = Words.of(
                "ui.canvas.described",
                project.frames().get(plane.frame()).number(),
                project.frames().size(),
                labels.size(),
                accepted,
                states.getOrDefault(Instance.State.PROPOSED, 0L));
        ActiveObject a = bench.active().get();
        return a == null
                ? frame
                : frame + " "
                        + Words.of("ui.canvas.described.active", a.id().value(), Numbers.decimal(a.predictedIou(), 2));
    }

    private void gesture(Gesture gesture) {
        Drawing hand = bench.hand();
        switch (gesture) {
            case Gesture.Hover(double x, double y) -> {
                pointer.set(new Pointer(x, y));
                hover(x, y);
            }
            case Gesture.HoverEnd _ -> {
                pointer.set(null);
                hand.hoverEnd();
            }
            case Gesture.Click c -> {
                if (!bench.review().correct(c.x(), c.y(), c.positive())) {
                    hand.click(c.x(), c.y(), c.positive(), meant(c.belongs()));
                }
            }
            case Gesture.DragBox b -> hand.box(b.box(), meant(b.belongs()));
            case Gesture.DrawLine l -> hand.line(l.line(), meant(l.belongs()));
            case Gesture.MoveBox m -> hand.moveBox(m.from(), m.to());
            case Gesture.Stroke s -> hand.draw(s.mask(), !s.erase(), s.belongs());
            case Gesture.Lasso l -> hand.draw(l.mask(), true, l.belongs());
            case Gesture.SplitLine s ->
                hand.split(s.xy().stream().mapToDouble(Double::doubleValue).toArray());
            case Gesture.Measure(Ruler(double x0, double y0, double x1, double y1)) ->
                scale.drawn(new Scale.Line(x0, y0, x1, y1));
            case Gesture.MergeLine m -> hand.merge(m.x0(), m.y0(), m.x1(), m.y1());
        }
    }

    /// Only the tools that click have something to preview.
    private void hover(double x, double y) {
        switch (bench.tool().get()) {
            case POINT -> bench.hand().hover(x, y, Belongs.PLACE);
            case NEW -> bench.hand().hover(x, y, Belongs.NEW);
            case MINUS, BRUSH, ERASER, LASSO, SPLIT, MERGE, SCALE ->
                bench.hand().hoverEnd();
        }
    }

    private Belongs meant(Belongs said) {
        return said == Belongs.PLACE && bench.tool().get() == Tool.NEW ? Belongs.NEW : said;
    }
}
