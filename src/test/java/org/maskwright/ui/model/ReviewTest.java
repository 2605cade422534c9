package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.auto.doubt.Part;
import org.maskwright.label.Shapes;

/// The walk through the queue of doubt, over a real store and a worker that sees discs everywhere.
class ReviewTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private BenchFixture at;

    @SuppressWarnings("NullAway.Init")
    private Review review;

    @BeforeEach
    void open() {
        at = new BenchFixture(folder.resolve("p")).open();
        review = at.bench.review();
    }

    @AfterEach
    void close() {
        at.close();
    }

    /// Draws a long thin object, which the network would not.
    private void odd(double y, int count) {
        at.bench.hand().draw(Shapes.brush(new double[] {20, y, 120, y}, 3), true, Belongs.NEW);
        at.settle().accept().accepted(count);
    }

    @Test
    void whatTheNetworkSeesOtherwiseIsDoubtfulAndAClickedDiscIsNot() {
        at.click(160, 160).accept().accepted(1);
        odd(60, 2);
        at.until(() -> review.queue().size() == 1);

        Doubtful first = review.queue().getFirst();
        assertThat(first.doubt().reasons()).contains(Part.FIT);
        assertThat(DoubtWords.brief(first)).isNotEmpty();
        assertThat(DoubtWords.sentence(Part.FIT, first.evidence())).contains("0.");
        assertThat(review.marked().get()).containsExactly(first.instance().id());
        assertThat(review.looked().get()).isEqualTo(2);
        assertThat(at.bench.frames().getFirst().gain().get().doubtful()).isEqualTo(1);
    }

    @Test
    void whatIsKeptLeavesTheQueueAndUndoBringsItBack() {
        odd(60, 1);
        at.until(() -> review.queue().size() == 1);
        review.next();
        at.settle();
        assertThat(review.current().get()).isNotNull();
        assertThat(at.bench.selected().get())
                .isEqualTo(review.current().get().instance().id());

        assertThat(review.keep()).isTrue();
        at.until(() -> review.queue().isEmpty());

        assertThat(review.current().get()).isNull();
        assertThat(review.decided().get()).isEqualTo(1);
        assertThat(review.keep()).isFalse();
        at.bench.undo();
        at.until(() -> review.queue().size() == 1);
        assertThat(review.decided().get()).isZero();
    }

    @Test
    void skippedOnesComeLastAndRejectedOnesGo() {
        odd(60, 1);
        odd(90, 2);
        at.until(() -> review.queue().size() == 2);
        review.next();
        at.settle();
        var first = review.current().get().instance().id();
        review.next();
        at.settle();
        var second = review.current().get().instance().id();
        assertThat(second).isNotEqualTo(first);

        assertThat(review.reject()).isTrue();
        at.until(() -> at.accepted() == 1 && review.queue().size() == 1);

        assertThat(review.queue().getFirst().instance().id()).isEqualTo(first);
        review.leave();
        assertThat(review.current().get()).isNull();
    }

    @Test
    void aClickCorrectsTheObjectInQuestionAndTheWalkGoesOn() {
        odd(60, 1);
        at.until(() -> review.queue().size() == 1);
        review.next();
        at.settle();
        var id = review.current().get().instance().id();

        assertThat(review.correct(70, 61, true)).isTrue();
        at.settle();
        assertThat(at.bench.active().get()).isNotNull();
        assertThat(at.bench.active().get().id()).isEqualTo(id);
        at.accept();
        at.until(() -> review.queue().isEmpty());

        assertThat(review.current().get()).isNull();
        at.accepted(1);
    }
}
