package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void theNumberGrowsWithWhatWasLearntFrom() {
        assertThat(new Schedule(20, 0, 0).next()).isEqualTo(20);
        assertThat(new Schedule(20, 30, 0).next()).isEqualTo(20);
        assertThat(new Schedule(20, 300, 1).next()).isEqualTo(150);
        assertThat(new Schedule(20, 0, 0).isDue(19)).isFalse();
        assertThat(new Schedule(20, 0, 0).isDue(20)).isTrue();
    }

    @Test
    void roundsEndWhenTheyBringNothingAndOnDemandNoneStarts() {
        assertThat(new Schedule(20, 100, Schedule.ENOUGH).isOver()).isTrue();
        assertThat(new Schedule(20, 100, Schedule.ENOUGH).isDue(1000)).isFalse();
        assertThat(new Schedule(0, 0, 0).isDue(1000)).isFalse();
    }

    @Test
    void aRoundThatIsDueWaitsForTheHandAndForTheMains() {
        List<String> asked = new ArrayList<>();
        var learning = new Learning();
        learning.taughtBy(new Learning.Teacher() {
            @Override
            public void bootstrap() {}

            @Override
            public void fineTune() {
                asked.add("round");
            }

            @Override
            public void stop() {}

            @Override
            public void rollBack(String hash) {}

            @Override
            public void export(Learning.Version version, Path folder) {}

            @Override
            public void startFrom(Learning.Version version) {}
        });
        learning.every().set(2);
        learning.accepted();
        learning.rested();
        learning.accepted();
        assertThat(asked).isEmpty();

        learning.handBusy().set(true);
        learning.rested();
        learning.handBusy().set(false);
        learning.onlyOnMains().set(true);
        learning.onBattery().set(true);
        learning.rested();
        learning.onBattery().set(false);
        learning.paused().set(true);
        learning.rested();
        assertThat(asked).isEmpty();
        assertThat(learning.held().get()).isTrue();

        learning.paused().set(false);
        learning.rested();
        assertThat(asked).containsExactly("round");
    }
}
