package org.maskwright.auto;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.maskwright.auto.SuppressTest.square;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.Instance.State;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;

class PlacingTest {
    private static final Instant WHEN = Instant.EPOCH;

    private final AtomicInteger tracks = new AtomicInteger(10);
    private final Placing placing =
            new Placing("hash", Contrast.NONE, WHEN, false, () -> new TrackId(tracks.getAndIncrement()));

    private static Labels with(State state, Mask mask) {
        return Labels.empty(64, 64)
                .with(new Instance(new InstanceId(7), mask, new TrackId(3), state, 0, Provenance.drawn(WHEN)));
    }

    private static Mask box(int left, int top, int side) {
        return Mask.of(left, top, side, side, i -> true);
    }

    private Labels proposed(Labels labels, org.maskwright.sam.Proposal... proposals) {
        Labels all = labels;
        for (Instance i : placing.instances(labels, Placing.Item.of(List.of(proposals)))) {
            all = all.with(i);
        }
        return all;
    }

    @Test
    void aProposalGivesUpWhatIsAccepted() {
        Labels labels = with(State.ACCEPTED, box(0, 0, 10));
        var placed = placing.instances(labels, Placing.Item.of(List.of(square(8, 0, 10, 0.8f))));
        assertThat(placed).hasSize(1);
        Instance one = placed.getFirst();
        assertThat(one.mask().area()).isEqualTo(80);
        assertThat(one.state()).isEqualTo(State.PROPOSED);
        assertThat(one.id()).isEqualTo(new InstanceId(8));
        assertThat(one.track()).isEqualTo(new TrackId(10));
        assertThat(one.provenance().predictedIou()).isEqualTo(0.8f);
        assertThat(one.provenance().modelHash()).isEqualTo("hash");
    }

    @Test
    void whatIsAcceptedIsNotProposedAgain() {
        Labels labels = with(State.LOCKED, box(0, 0, 10));
        assertThat(placing.instances(labels, Placing.Item.of(List.of(square(1, 1, 10, 0.99f)))))
                .isEmpty();
    }

    @Test
    void whatWasRejectedIsNotProposedAgain() {
        Labels labels = with(State.REJECTED, box(0, 0, 10));
        assertThat(placing.instances(labels, Placing.Item.of(List.of(square(1, 1, 10, 0.99f)))))
                .isEmpty();
        assertThat(placing.instances(labels, Placing.Item.of(List.of(square(8, 8, 10, 0.99f)))))
                .hasSize(1);
    }

    @Test
    void aProposalMayCarryItsTrack() {
        var item = new Placing.Item(square(20, 20, 9, 0.9f), new TrackId(42));
        assertThat(placing.instances(Labels.empty(64, 64), List.of(item))
                        .getFirst()
                        .track())
                .isEqualTo(new TrackId(42));
    }

    @Test
    void onlyWhatASearchProposedIsOutdated() {
        Labels labels = proposed(with(State.PROPOSED, box(0, 0, 10)), square(30, 30, 9, 0.9f));
        assertThat(Placing.outdated(labels)).extracting(i -> i.id().value()).containsExactly(8);
    }

    @Test
    void acceptingAboveALimitLeavesTheRestAndTouchesNothingAccepted() {
        Labels labels = proposed(with(State.ACCEPTED, box(0, 0, 10)), square(20, 0, 10, 0.9f), square(40, 0, 10, 0.6f));
        assertThat(Placing.above(labels, 0.8)).hasSize(1);
        var accepted = Placing.accept(labels, 0.8);
        assertThat(accepted).hasSize(1);
        assertThat(requireNonNull(accepted.getFirst().after()).state()).isEqualTo(State.ACCEPTED);
        assertThat(requireNonNull(accepted.getFirst().after()).mask()).isEqualTo(box(20, 0, 10));
    }

    @Test
    void anOverlapGoesToWhatIsAcceptedThenToTheMoreConfident() {
        Labels labels = Labels.empty(64, 64);
        Labels two = proposed(labels, square(8, 0, 10, 0.7f))
                .with(new Instance(
                        new InstanceId(9), box(0, 0, 10), new TrackId(1), State.ACCEPTED, 0, Provenance.drawn(WHEN)));
        var accepted = Placing.accept(two, 0);
        assertThat(accepted).hasSize(1);
        assertThat(requireNonNull(accepted.getFirst().after()).mask().area()).isEqualTo(80);
        Labels three = proposed(labels, square(0, 0, 10, 0.7f))
                .with(new Instance(
                        new InstanceId(9), box(0, 1, 10), new TrackId(1), State.LOCKED, 0, Provenance.drawn(WHEN)));
        assertThat(Placing.accept(three, 0).getFirst().after()).isNull();
    }
}
