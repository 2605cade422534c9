package org.maskwright.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Contrast;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance.State;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.ui.canvas.CanvasScene.Active;
import org.maskwright.ui.canvas.CanvasScene.Picture;
import org.maskwright.ui.canvas.CanvasScene.Preview;

class SceneDiffTest {
    private static final CanvasScene SCENE = Scenes.square(State.ACCEPTED);
    private static final Bounds SQUARE = new Bounds(40, 30, 60, 50);
    private static final Mask SPOT = Mask.of(5, 6, 7, 8, i -> true);
    private static final Bounds AT_SPOT = new Bounds(5, 6, 12, 14);

    @Test
    void theSameSceneNeedsNothing() {
        assertThat(SceneDiff.between(SCENE, SCENE)).isEqualTo(new SceneDiff(false, Bounds.EMPTY, false));
    }

    @Test
    void aPreviewNeedsItsOwnPlaceOnly() {
        CanvasScene next = SCENE.withPreview(new Preview(SPOT, 0.8, false));
        assertThat(SceneDiff.between(SCENE, next)).isEqualTo(new SceneDiff(false, AT_SPOT, false));
        assertThat(SceneDiff.between(next, SCENE)).isEqualTo(new SceneDiff(false, AT_SPOT, false));
        CanvasScene surer = SCENE.withPreview(new Preview(SPOT, 0.9, false));
        assertThat(SceneDiff.between(next, surer).changed()).isEqualTo(Bounds.EMPTY);
    }

    @Test
    void anObjectThatComesGoesOrChangesNeedsItsPlace() {
        var with = SCENE.withLabels(SCENE.labels().with(Scenes.instance(5, SPOT, State.ACCEPTED, 1)), null);
        assertThat(SceneDiff.between(SCENE, with)).isEqualTo(new SceneDiff(false, AT_SPOT, true));
        assertThat(SceneDiff.between(with, SCENE).changed()).isEqualTo(AT_SPOT);
        var locked = SCENE.withLabels(Scenes.square(State.LOCKED).labels(), null);
        assertThat(SceneDiff.between(SCENE, locked).changed()).isEqualTo(SQUARE);
    }

    @Test
    void takingAnObjectInHandNeedsItsOldAndItsNewPlace() {
        var open = SCENE.withActive(new Active(SPOT, 3, List.of(), Scenes.id(1)));
        assertThat(SceneDiff.between(SCENE, open).changed()).isEqualTo(SQUARE.union(AT_SPOT));
        var clicked = SCENE.withActive(new Active(SPOT, 3, List.of(new Prompt.Click(7, 7, true)), Scenes.id(1)));
        assertThat(SceneDiff.between(open, clicked).changed())
                .as("prompts lie above")
                .isEqualTo(Bounds.EMPTY);
    }

    @Test
    void anotherContrastNeedsEverything() {
        var brighter = SCENE.withPicture(Picture.of(SCENE.picture().raster(), new Contrast(0, 100)));
        assertThat(SceneDiff.between(SCENE, brighter).everything()).isTrue();
    }
}
