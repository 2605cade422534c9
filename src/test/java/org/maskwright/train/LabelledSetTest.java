package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maskwright.Problem;
import org.maskwright.train.LabelledSet.Entry;

class LabelledSetTest {
    private static LabelledSet of(String folder, int from, int to) {
        return new LabelledSet(
                "set",
                IntStream.range(from, to)
                        .mapToObj(
                                i -> new Entry("im" + i, "", Path.of(folder, "im" + i), Path.of(folder, "labels" + i)))
                        .toList());
    }

    @Test
    void imagesThatBothSetsNameAreOnOneSideOnly() {
        LabelledSet all = of("images", 0, 7);
        for (long seed = 0; seed < 5; seed++) {
            List<Entry> judged = all.apart(of("./images", 0, 7), true, seed).entries();
            List<Entry> learnt = all.apart(all, false, seed).entries();
            assertThat(judged).hasSize(3).doesNotContainAnyElementsOf(learnt);
            assertThat(learnt).hasSize(4);
        }
        assertThat(all.apart(all, true, 1)).isEqualTo(all.apart(all, true, 1)).isNotEqualTo(all.apart(all, true, 2));
    }

    @Test
    void imagesOfOneSetAloneStayWhereTheyAre() {
        LabelledSet some = of("images", 0, 4);
        assertThat(some.apart(of("others", 0, 4), true, 1)).isEqualTo(some);
        var names = new ArrayList<>(some.apart(of("images", 2, 6), true, 1).entries());
        assertThat(names).hasSize(3).containsAll(some.entries().subList(0, 2));
    }

    @Test
    void anImageAloneCannotBeShared() {
        LabelledSet one = of("images", 0, 1);
        assertThatThrownBy(() -> one.apart(one, true, 1)).isInstanceOf(Problem.class);
    }
}
