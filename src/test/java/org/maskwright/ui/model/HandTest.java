package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.label.Mask;
import org.maskwright.label.MaskOptions;
import org.maskwright.label.Prompt;
import org.maskwright.label.Shapes;

/// What the hand does to objects, with a worker that answers each question with discs of radius 10, 6 and 15.
class HandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private BenchFixture f;

    @BeforeEach
    void open() {
        f = new BenchFixture(folder.resolve("p")).open();
    }

    @AfterEach
    void close() {
        f.close();
    }

    private ActiveObject active() {
        return Objects.requireNonNull(f.bench.active().get());
    }

    @Test
    void aClickTakesAnObjectInHandAndEnterAcceptsIt() {
        f.click(50, 50);
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {50, 50}, 10));
        assertThat(active().predictedIou()).isEqualTo(0.9f);
        f.accept().accepted(1);
        assertThat(f.bench.active().get()).isNull();
        assertThat(f.bench.saved().get().kind()).isEqualTo(SaveState.Kind.SAVED);
    }

    @Test
    void anObjectCountsAsAcceptedOnlyOnceItIsOnTheDisk() {
        f.click(50, 50);
        f.bench.hand().accept();
        assertThat(f.bench.labels().get().size()).isEqualTo(1);
        assertThat(f.accepted()).isZero();
        f.accepted(1);
    }

    @Test
    void aClickNearAddsAndAClickFarAwayAcceptsAndBegins() {
        f.click(50, 50).click(57, 50);
        assertThat(active().prompts()).hasSize(2);
        f.click(100, 50).accepted(1);
        assertThat(active().prompts()).hasSize(1);
        f.click(150, 50).accepted(2);
    }

    @Test
    void nearMeansNearerThanHalfItsOwnDiameter() {
        f.click(50, 50);
        double edge = 50 + 10 + 9.5;
        f.bench.hand().hover(edge, 50, Belongs.PLACE);
        f.settle();
        assertThat(Objects.requireNonNull(f.bench.preview().get()).adds()).isTrue();
        f.bench.hand().hover(edge + 1.5, 50, Belongs.PLACE);
        f.settle();
        assertThat(Objects.requireNonNull(f.bench.preview().get()).adds()).isFalse();
    }

    @Test
    void shiftAddsFromAnywhereAndAltBeginsEvenInside() {
        f.click(50, 50);
        f.bench.hand().click(150, 150, true, Belongs.ACTIVE);
        f.settle();
        assertThat(active().prompts()).hasSize(2);
        f.bench.hand().click(100, 100, true, Belongs.NEW);
        f.accepted(1);
        assertThat(active().prompts()).containsExactly(new Prompt.Click(100, 100, true));
    }

    @Test
    void withoutAutoAcceptEveryClickAdds() {
        f.bench.autoAccept().set(false);
        f.click(50, 50).click(150, 150);
        assertThat(active().prompts()).hasSize(2);
    }

    @Test
    void aClickInsideAnAcceptedObjectSelectsItAndEnterReopensIt() {
        f.click(50, 50).accept().accepted(1);
        f.click(52, 50);
        assertThat(f.bench.active().get()).isNull();
        assertThat(f.bench.selectedInstance()).isPresent();
        f.accept();
        assertThat(active().prompts()).containsExactly(new Prompt.Click(50, 50, true));
        f.not(58, 50).accept().until(() -> f.bench.history().size() == 2).accepted(1);
    }

    @Test
    void clicksAreNeverLostWhileTheMaskIsAwaited() {
        f.worker().hold();
        f.click(50, 50).click(52, 50).click(150, 50).click(150, 150).accept();
        assertThat(active().isPending()).isTrue();
        f.worker().release();
        f.accepted(3);
        assertThat(f.bench.active().get()).isNull();
    }

    @Test
    void enterWaitsForTheLastClicksMask() {
        f.worker().hold();
        f.click(50, 50).accept();
        assertThat(f.bench.active().get()).isNotNull();
        assertThat(f.bench.labels().get().size()).isZero();
        f.worker().release();
        f.accepted(1);
    }

    @Test
    void whatIsSeenAtAGlanceIsShownUntilTheMaskIsThere() {
        f.worker().hold();
        f.click(50, 50);
        assertThat(active().mask()).isEqualTo(Mask.EMPTY);
        f.worker().glimpse();
        f.settle();
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {50, 50}, 6));
        assertThat(active().isPending()).isTrue();
        assertThat(active().answer()).isNull();
        f.worker().release();
        f.settle();
        assertThat(active().isPending()).isFalse();
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {50, 50}, 10));
    }

    @Test
    void aPreviewThatWasClickedIsWorthMoreThanAGlance() {
        f.bench.hand().hover(50, 50, Belongs.PLACE);
        f.settle();
        f.worker().hold();
        f.click(52, 50);
        f.worker().glimpse();
        f.settle();
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {50, 50}, 10));
    }

    @Test
    void aGlanceThatComesTooLateIsNotSeen() {
        f.worker().hold();
        f.click(50, 50);
        f.worker().glimpse();
        f.bench.hand().cancel();
        f.settle();
        assertThat(f.bench.active().get()).isNull();
    }

    @Test
    void tabWalksTheCandidates() {
        f.click(50, 50);
        f.bench.hand().nextMask();
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {50, 50}, 6));
        f.bench.hand().nextMask();
        f.bench.hand().nextMask();
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {50, 50}, 10));
    }

    @Test
    void backspaceTakesBackOnePromptAtATime() {
        f.click(50, 50).not(55, 50);
        Mask both = active().mask();
        f.bench.hand().takeBack();
        f.settle();
        assertThat(active().prompts()).hasSize(1);
        assertThat(active().mask()).isEqualTo(both);
        f.bench.hand().takeBack();
        assertThat(f.bench.active().get()).isNull();
    }

    @Test
    void escCancelsAndLeavesWhatWasAccepted() {
        f.click(50, 50).accept().accepted(1);
        f.click(150, 150);
        f.bench.hand().cancel();
        assertThat(f.bench.active().get()).isNull();
        assertThat(f.accepted()).isEqualTo(1);
    }

    @Test
    void aBoxBeginsAnObjectAndItsHandlesMoveIt() {
        var box = new Prompt.Box(30, 30, 70, 70);
        f.bench.hand().box(box, Belongs.PLACE);
        f.settle();
        assertThat(active().prompts()).containsExactly(box);
        var moved = new Prompt.Box(40, 30, 80, 70);
        f.bench.hand().moveBox(box, moved);
        f.settle();
        assertThat(active().prompts()).containsExactly(moved);
        assertThat(active().mask()).isEqualTo(Shapes.brush(new double[] {60, 50}, 10));
    }

    @Test
    void aLineSaysMoreOfTheObjectInHandOrBeginsOne() {
        var along = new Prompt.Scribble(List.of(40.0, 50.0, 60.0, 50.0), true);
        f.bench.hand().line(along, Belongs.ACTIVE);
        f.settle();
        assertThat(active().prompts()).containsExactly(along);
        assertThat(active().mask().isEmpty()).isFalse();
        var not = new Prompt.Scribble(List.of(70.0, 60.0, 75.0, 70.0), false);
        f.bench.hand().line(not, Belongs.PLACE);
        f.settle();
        assertThat(active().prompts()).containsExactly(along, not);
    }

    @Test
    void aLineOfWhatIsNotTheObjectNeedsOne() {
        f.bench.hand().line(new Prompt.Scribble(List.of(70.0, 60.0), false), Belongs.PLACE);
        f.settle();
        assertThat(f.bench.active().get()).isNull();
    }

    @Test
    void strokesChangeTheObjectInHandAndSurviveTheNextClick() {
        f.click(50, 50);
        Mask dot = Shapes.brush(new double[] {65, 50}, 3);
        f.bench.hand().draw(dot, true, Belongs.PLACE);
        assertThat(active().mask().intersection(dot)).isEqualTo(dot.area());
        f.click(52, 50);
        assertThat(active().mask().intersection(dot)).isEqualTo(dot.area());
        f.bench.hand().draw(dot, false, Belongs.PLACE);
        assertThat(active().mask().intersection(dot)).isZero();
    }

    @Test
    void aNewMaskKeepsOffItsNeighbours() {
        f.bench.maskOptions().set(MaskOptions.DEFAULT);
        f.click(50, 50).accept().accepted(1);
        f.bench.hand().click(64, 50, true, Belongs.NEW);
        f.settle();
        var effects = Objects.requireNonNull(active().effects());
        assertThat(effects.keptOff()).isNegative();
        Mask neighbour = f.bench.labels().get().instances().iterator().next().mask();
        assertThat(active().mask().intersection(neighbour)).isZero();
        f.bench.maskOptions().set(MaskOptions.NONE);
        f.settle();
        assertThat(active().mask().area())
                .isEqualTo(Shapes.brush(new double[] {64, 50}, 10).area());
    }

    @Test
    void splitAndMergeAreOneEditEach() {
        f.click(50, 50).accept().accepted(1);
        f.bench.hand().split(new double[] {50, 30, 50, 70});
        f.accepted(2);
        f.bench.hand().merge(45, 50, 55, 50);
        f.accepted(1);
        f.bench.undo();
        f.accepted(2);
        f.bench.undo();
        f.accepted(1);
    }

    @Test
    void aFrameChangeAcceptsTheObjectInHand() {
        f.click(50, 50);
        f.bench.goTo(1);
        f.until(() -> f.bench.frames().getFirst().objects().get() == 1);
        assertThat(Objects.requireNonNull(f.bench.plane().get()).frame()).isEqualTo(1);
    }
}
