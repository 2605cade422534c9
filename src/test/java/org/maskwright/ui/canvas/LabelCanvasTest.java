package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import atlantafx.base.theme.PrimerDark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.maskwright.label.Instance.State;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.ui.canvas.CanvasScene.Active;
import org.maskwright.ui.canvas.CanvasScene.Preview;
import org.maskwright.ui.model.Belongs;
import org.maskwright.ui.model.Tool;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The canvas under a hand: an image of 100 x 80 shown at 7 times its size, with one square object in it.
@ExtendWith(ApplicationExtension.class)
class LabelCanvasTest {
    private final List<Gesture> gestures = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // made on the window's thread
    private LabelCanvas canvas;

    private FxRobot robot;
    private CanvasPage page;

    @Start
    void start(Stage stage) {
        canvas = new LabelCanvas();
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        canvas.show(Scenes.square(State.ACCEPTED));
        stage.setScene(new Scene(canvas, 700, 560));
        stage.show();
    }

    @BeforeEach
    void listen(FxRobot robot) {
        this.robot = robot;
        page = new CanvasPage(robot, canvas);
        page.move(2, 2);
        robot.interact(() -> canvas.onGesture(gestures::add));
    }

    @Test
    void movingHoversAndClickingClicks() {
        page.move(50, 40);
        assertThat(gestures).last().isInstanceOfSatisfying(Gesture.Hover.class, h -> {
            assertThat(h.x()).isCloseTo(50, within(0.1));
            assertThat(h.y()).isCloseTo(40, within(0.1));
        });
        page.click(50, 40);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.Click.class, c -> {
            assertThat(c.x()).isCloseTo(50, within(0.1));
            assertThat(c.positive()).isTrue();
            assertThat(c.belongs()).isEqualTo(Belongs.PLACE);
        });
    }

    @Test
    void theRightButtonSaysNotThis() {
        page.rightClick(20, 20);
        assertThat(acts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Gesture.Click.class, c -> assertThat(c.positive()).isFalse());
    }

    @Test
    void theMinusToolSaysNotThisToo() {
        use(Tool.MINUS);
        page.click(20, 20);
        assertThat(acts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Gesture.Click.class, c -> assertThat(c.positive()).isFalse());
    }

    @Test
    void aDragIsABoxAndALittleOneAClick() {
        page.dragBox(10, 12, 40, 30);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.DragBox.class, b -> {
            assertThat(b.box().x0()).isCloseTo(10, within(0.1));
            assertThat(b.box().y1()).isCloseTo(30, within(0.1));
        });
        gestures.clear();
        page.dragBox(10, 12, 10.4, 12.2);
        assertThat(acts()).singleElement().isInstanceOf(Gesture.Click.class);
    }

    @Test
    void aDragWithTheRightButtonSaysNotThisAlongALine() {
        page.drag(MouseButton.SECONDARY, 10, 12, 20, 12, 30, 14);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.DrawLine.class, l -> {
            assertThat(l.line().positive()).isFalse();
            assertThat(l.line().xy()).hasSizeGreaterThanOrEqualTo(6);
            assertThat(l.line().xy().getFirst()).isCloseTo(10, within(0.1));
            assertThat(l.line().xy().getLast()).isCloseTo(14, within(0.1));
        });
    }

    @Test
    void aDragWithShiftIsALineAlongTheObjectInHand() {
        Viewport v = canvas.viewport().get();
        var act = new PointAct(new Touch(v.toScreenX(10), v.toScreenY(12), Belongs.ACTIVE, v), true);
        var end = new Touch(v.toScreenX(30), v.toScreenY(14), Belongs.ACTIVE, v);
        act.move(end);
        assertThat(act.end(end)).get().isInstanceOfSatisfying(Gesture.DrawLine.class, l -> {
            assertThat(l.line().positive()).isTrue();
            assertThat(l.line().xy()).hasSize(4);
        });
    }

    @Test
    void aBoxIsCutToTheImage() {
        robot.interact(() -> canvas.zoomBy(0.5));
        page.dragBox(90, 70, 110, 90);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.DragBox.class, b -> {
            assertThat(b.box().x1()).isEqualTo(99);
            assertThat(b.box().y1()).isEqualTo(79);
        });
    }

    @Test
    void outsideThePictureNothingIsClicked() {
        robot.interact(() -> canvas.zoomBy(0.5));
        page.click(-20, 40);
        assertThat(acts()).isEmpty();
    }

    @Test
    void theBrushPaintsUnderTheHandAndIsOneGesture() {
        use(Tool.BRUSH);
        page.drag(MouseButton.PRIMARY, 10, 10, 15, 10, 20, 10);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.Stroke.class, s -> {
            assertThat(s.erase()).isFalse();
            assertThat(s.mask().contains(15, 10)).isTrue();
            assertThat(s.mask().contains(15, 14)).isFalse();
        });
    }

    @Test
    void whileTheBrushGoesTheMaskIsShown() {
        use(Tool.BRUSH);
        Color before = page.colour(14, 8);
        page.move(10, 10);
        robot.press(MouseButton.PRIMARY);
        page.move(15, 10).move(20, 10);
        assertThat(page.colour(14, 8)).isNotEqualTo(before);
        robot.release(MouseButton.PRIMARY);
        assertThat(page.colour(14, 8)).as("nobody kept it").isEqualTo(before);
    }

    @Test
    void theEraserTakesAway() {
        use(Tool.ERASER);
        page.drag(MouseButton.PRIMARY, 50, 40, 55, 40);
        assertThat(acts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Gesture.Stroke.class, s -> assertThat(s.erase()).isTrue());
    }

    @Test
    void aLassoIsWhatItGoesAround() {
        use(Tool.LASSO);
        page.drag(MouseButton.PRIMARY, 10, 10, 30, 10, 30, 30, 10, 30, 10, 11);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.Lasso.class, l -> {
            assertThat(l.mask().contains(20, 20)).isTrue();
            assertThat(l.mask().contains(35, 20)).isFalse();
        });
    }

    @Test
    void aLineSplitsAnObjectAndAnotherJoinsTwo() {
        use(Tool.SPLIT);
        page.drag(MouseButton.PRIMARY, 50, 20, 50, 60);
        Mask square = Mask.of(40, 30, 20, 20, i -> true);
        assertThat(acts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Gesture.SplitLine.class, s -> assertThat(s.cut(square)).hasSize(2));
        gestures.clear();
        use(Tool.MERGE);
        page.drag(MouseButton.PRIMARY, 45, 40, 20, 20);
        assertThat(acts())
                .singleElement()
                .isInstanceOfSatisfying(
                        Gesture.MergeLine.class, m -> assertThat(m.x1()).isCloseTo(20, within(0.1)));
    }

    @Test
    void aBoxPromptIsPulledAtItsHandle() {
        var box = new Prompt.Box(20, 20, 40, 40);
        show(Scenes.square(State.ACCEPTED).withActive(new Active(null, 3, List.of(box), null)));
        page.drag(MouseButton.PRIMARY, 40, 40, 45, 45, 50, 52);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.MoveBox.class, m -> {
            assertThat(m.from()).isEqualTo(box);
            assertThat(m.to().x0()).isEqualTo(20);
            assertThat(m.to().y1()).isCloseTo(52, within(0.1));
        });
    }

    @Test
    void escDropsTheGestureUnderWay() {
        page.focus().move(10, 10);
        robot.press(MouseButton.PRIMARY);
        page.move(20, 20).move(30, 30).key(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY);
        assertThat(acts()).isEmpty();
    }

    @Test
    void theMiddleButtonPansAndTheWheelZoomsAtThePointer() {
        Viewport before = canvas.viewport().get();
        page.drag(MouseButton.MIDDLE, 50, 40, 60, 44);
        Viewport after = canvas.viewport().get();
        assertThat(after.left() - before.left()).isCloseTo(10 * before.zoom(), within(1.0));
        assertThat(after.zoom()).isEqualTo(before.zoom());
        page.move(30, 30).wheel(3);
        assertThat(canvas.viewport().get().zoom()).isNotEqualTo(before.zoom());
        assertThat(acts()).isEmpty();
    }

    @Test
    void spaceMakesTheLeftButtonPan() {
        Viewport before = canvas.viewport().get();
        page.focus();
        robot.press(KeyCode.SPACE);
        page.drag(MouseButton.PRIMARY, 50, 40, 60, 44);
        robot.release(KeyCode.SPACE);
        assertThat(canvas.viewport().get().left()).isGreaterThan(before.left());
        assertThat(acts()).isEmpty();
    }

    @Test
    void arrowsMoveACursorAndInsertClicks() {
        page.focus().key(KeyCode.RIGHT).key(KeyCode.DOWN).key(KeyCode.INSERT);
        assertThat(acts()).singleElement().isInstanceOfSatisfying(Gesture.Click.class, c -> {
            assertThat(c.x()).isCloseTo(3, within(1e-6));
            assertThat(c.y()).isCloseTo(3, within(1e-6));
        });
    }

    @Test
    void aPanPaintsTheSameAsANewCanvas() {
        show(Scenes.states().withPreview(null));
        robot.moveTo(canvas.localToScreen(1, 1));
        robot.interact(() -> canvas.zoomBy(2.3));
        for (int[] step : new int[][] {{13, -7}, {-40, 22}, {5, 0}, {0, -9}}) {
            robot.interact(() -> canvas.pan(step[0], step[1]));
        }
        WritableImage panned = snapshot(canvas);
        var fresh = new LabelCanvas();
        WritableImage[] expected = new WritableImage[1];
        robot.interact(() -> {
            fresh.resize(canvas.getWidth(), canvas.getHeight());
            fresh.show(Objects.requireNonNull(canvas.scene()));
            fresh.look(canvas.viewport().get());
            new Scene(fresh, canvas.getWidth(), canvas.getHeight());
            expected[0] = fresh.getScene().snapshot(null);
        });
        assertThat(difference(panned, expected[0])).isLessThan(0.02);
    }

    @Test
    void previewAndActiveAreSeenAndGoAway() {
        Mask mask = Mask.of(10, 50, 16, 16, i -> true);
        CanvasScene empty = Scenes.square(State.ACCEPTED);
        Color before = page.colour(18, 58);
        show(empty.withPreview(new Preview(mask, 0.9, false)));
        assertThat(page.colour(18, 58).getBlue()).isGreaterThan(before.getBlue() + 0.2);
        show(empty.withActive(new Active(mask, 13, List.of(), null)));
        assertThat(page.colour(18, 58).getRed()).isGreaterThan(before.getRed() + 0.2);
        show(empty);
        assertThat(page.colour(18, 58)).isEqualTo(before);
    }

    @Test
    void theObjectBarLeavesTheActiveObjectAlone() {
        CanvasScene scene = Scenes.square(State.ACCEPTED);
        robot.interact(
                () -> canvas.objectBar().show(new ObjectBar.Content.InHand(0xFC7F41, "Object 2", 1, 3, true, true)));
        show(scene.withActive(new Active(Mask.of(40, 8, 20, 10, i -> true), 3, List.of(), null)));
        assertThat(barY()).isGreaterThan(400);
        show(scene.withActive(new Active(Mask.of(40, 68, 20, 10, i -> true), 3, List.of(), null)));
        assertThat(barY()).isLessThan(100);
    }

    private double barY() {
        robot.interact(canvas::layout);
        return canvas.objectBar().getLayoutY();
    }

    private void use(Tool tool) {
        show(Scenes.square(State.ACCEPTED).withTool(tool, 3));
    }

    private void show(CanvasScene scene) {
        robot.interact(() -> canvas.show(scene));
    }

    private WritableImage snapshot(LabelCanvas c) {
        WritableImage[] out = new WritableImage[1];
        robot.interact(() -> out[0] = c.getScene().snapshot(null));
        return out[0];
    }

    /// Share of pixels that differ visibly.
    private static double difference(WritableImage a, WritableImage b) {
        PixelReader p = a.getPixelReader();
        PixelReader q = b.getPixelReader();
        int differ = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (Math.abs(p.getColor(x, y).getBrightness() - q.getColor(x, y).getBrightness()) > 0.1) {
                    differ++;
                }
            }
        }
        return differ / (a.getWidth() * a.getHeight());
    }

    /// All but hovers.
    private List<Gesture> acts() {
        return gestures.stream()
                .filter(g -> !(g instanceof Gesture.Hover || g instanceof Gesture.HoverEnd))
                .toList();
    }
}
