package org.maskwright.auto.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.auto.doubt.FrameGain.Frame;

class FrameGainTest {
    private static final Frame EMPTY = new Frame(false, List.of(), List.of());
    private static final Frame COMPLETE = new Frame(true, Collections.nCopies(10, 0.05), List.of());

    private static Frame proposed(int count, double doubt) {
        return new Frame(false, List.of(), Collections.nCopies(count, doubt));
    }

    @Test
    void aCompleteFrameBringsNothingAndDoubtfulProposalsMost() {
        var gains = FrameGain.of(List.of(COMPLETE, proposed(10, 0.05), proposed(10, 0.6)), false);

        assertThat(gains.get(0).objects()).isZero();
        assertThat(gains.get(2).objects()).isGreaterThan(gains.get(1).objects());
        assertThat(gains.get(2).doubtful()).isEqualTo(10);
        assertThat(gains.get(1).doubtful()).isZero();
        assertThat(gains.get(1).proposals()).isEqualTo(10);
    }

    @Test
    void inASeriesAnEmptyFrameBringsMoreTheFartherItIsFromALabelledOne() {
        var gains = FrameGain.of(List.of(COMPLETE, EMPTY, EMPTY, EMPTY), true);

        assertThat(gains.get(3).objects()).isGreaterThan(gains.get(1).objects()).isPositive();
        assertThat(gains.get(3).away()).isEqualTo(3);
        var set = FrameGain.of(List.of(COMPLETE, EMPTY, EMPTY, EMPTY), false);
        assertThat(set.get(3).objects()).isEqualTo(set.get(1).objects());
    }

    @Test
    void withoutAnyLabelAllFramesAreAlike() {
        var gains = FrameGain.of(List.of(EMPTY, EMPTY), true);

        assertThat(gains).allSatisfy(g -> assertThat(g.away()).isEqualTo(-1));
        assertThat(gains.get(0).objects()).isEqualTo(gains.get(1).objects()).isPositive();
    }
}
