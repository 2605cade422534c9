package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.label.Instance;
import org.maskwright.label.Provenance;

/// The worker proposes discs at a quarter, half and three quarters of the picture, 0.95, 0.8 and 0.6 sure, the first
/// one twice.
class ProposalsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private BenchFixture open() {
        return new BenchFixture(folder.resolve("p")).open();
    }

    private static BenchFixture propose(BenchFixture f, int count) {
        f.bench.proposals().propose();
        return f.until(() -> f.bench.proposals().count().get() == count);
    }

    private static List<Instance> all(BenchFixture f) {
        return List.copyOf(f.bench.labels().get().instances());
    }

    @Test
    void whatIsFoundArrivesAsProposals() {
        try (var f = open()) {
            propose(f, 3);
            assertThat(all(f)).allSatisfy(i -> {
                assertThat(i.state()).isEqualTo(Instance.State.PROPOSED);
                assertThat(i.provenance().source()).isEqualTo(Provenance.Source.PROPOSED);
            });
            assertThat(f.bench.works().running()).isEmpty();
            f.bench.undo();
            f.settle();
            assertThat(all(f)).isEmpty();
        }
    }

    @Test
    void aSecondSearchTakesThePlaceOfTheFirst() {
        try (var f = open()) {
            propose(f, 3);
            propose(f, 3);
            assertThat(all(f)).hasSize(3);
        }
    }

    @Test
    void theCountFollowsTheSliderAndAllAboveItAreAcceptedInOneStep() {
        try (var f = open()) {
            propose(f, 3);
            f.bench.proposals().confidence().set(0.9);
            assertThat(f.bench.proposals().above().get()).isEqualTo(1);
            f.bench.proposals().confidence().set(0.7);
            assertThat(f.bench.proposals().above().get()).isEqualTo(2);
            f.bench.proposals().acceptAll();
            f.accepted(2);
            assertThat(f.bench.proposals().count().get()).isEqualTo(1);
            f.bench.undo();
            f.until(() -> f.bench.proposals().count().get() == 3);
            assertThat(f.accepted()).isZero();
        }
    }

    @Test
    void whatIsAcceptedIsNotTouched() {
        try (var f = open()) {
            f.click(50, 100).accept().accepted(1);
            Instance mine = all(f).getFirst();
            propose(f, 2);
            f.bench.proposals().confidence().set(0);
            f.bench.proposals().acceptAll();
            f.accepted(3);
            assertThat(f.bench.labels().get().find(mine.id())).contains(mine);
        }
    }

    @Test
    void theObjectInHandIsAcceptedFirst() {
        try (var f = open()) {
            f.click(50, 100);
            propose(f, 2).accepted(1);
        }
    }

    @Test
    void oneProposalIsTakenInHandByAClickAndAcceptedByEnter() {
        try (var f = open()) {
            propose(f, 3);
            Instance before = f.bench.labels().get().at(100, 100).getFirst();
            f.click(100, 100);
            assertThat(f.bench.active().get()).isNotNull();
            assertThat(f.bench.active().get().mask()).isEqualTo(before.mask());
            f.accept().accepted(1);
            Instance after = f.bench.labels().get().find(before.id()).orElseThrow();
            assertThat(after).isEqualTo(before.withState(Instance.State.ACCEPTED));
        }
    }

    @Test
    void enterOnAChosenProposalAcceptsIt() {
        try (var f = open()) {
            propose(f, 3);
            f.bench.selected().set(all(f).getFirst().id());
            f.accept().accepted(1);
            assertThat(f.bench.active().get()).isNull();
        }
    }

    @Test
    void aCorrectedProposalIsTheHandsOwn() {
        try (var f = open()) {
            propose(f, 3);
            f.click(100, 100).not(108, 100).accept().accepted(1);
            Instance after =
                    all(f).stream().filter(Instance::isAccepted).findFirst().orElseThrow();
            assertThat(after.provenance().source()).isEqualTo(Provenance.Source.PROMPTED);
            assertThat(after.provenance().prompts()).hasSize(2);
        }
    }

    @Test
    void aRejectedProposalIsNotMadeAgain() {
        try (var f = open()) {
            propose(f, 3);
            f.bench.selected().set(f.bench.labels().get().at(50, 100).getFirst().id());
            f.bench.hand().remove();
            f.until(() -> f.bench.proposals().count().get() == 2);
            propose(f, 2);
            f.bench.proposals().rejectAll();
            f.until(() -> f.bench.proposals().count().get() == 0);
            f.bench.undo();
            f.until(() -> f.bench.proposals().count().get() == 2);
        }
    }

    @Test
    void aSearchCanBeCancelled() {
        try (var f = open()) {
            f.worker().hold();
            f.bench.proposals().propose();
            f.until(() -> f.bench.works().running().size() == 1);
            f.bench.works().running().getFirst().cancel();
            f.until(() -> f.bench.works().running().isEmpty());
            f.worker().release();
            f.settle();
            assertThat(all(f)).isEmpty();
        }
    }

    @Test
    void aCompleteFrameIsLeftAlone() {
        try (var f = open()) {
            f.bench.toggleComplete();
            f.settle();
            f.bench.proposals().propose();
            f.settle();
            assertThat(all(f)).isEmpty();
            assertThat(f.bench.notices().all()).isNotEmpty();
        }
    }
}
