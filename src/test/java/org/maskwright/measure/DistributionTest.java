package org.maskwright.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void everyFiniteNumberIsInABin() {
        var random = new Random(3);
        double[] values = IntStream.range(0, 2000)
                .mapToDouble(i -> random.nextGaussian(50, 8))
                .toArray();
        values[7] = Double.NaN;
        values[8] = Double.POSITIVE_INFINITY;
        Distribution d = Distribution.of(DoubleStream.of(values)).orElseThrow();
        assertThat(d.size()).isEqualTo(1998);
        assertThat(d.counts().size()).isBetween(20, 61);
        assertThat(d.mean()).isCloseTo(50, within(1.0));
        assertThat(d.median()).isCloseTo(50, within(1.0));
        assertThat(d.deviation()).isCloseTo(8, within(0.5));
        assertThat(d.from())
                .isLessThanOrEqualTo(
                        DoubleStream.of(values).filter(Double::isFinite).min().orElseThrow());
    }

    @Test
    void edgesReadWell() {
        Distribution d =
                Distribution.of(IntStream.rangeClosed(1, 8).asDoubleStream()).orElseThrow();
        assertThat(d.width()).isEqualTo(2);
        assertThat(d.from()).isZero();
        assertThat(d.counts()).containsExactly(1, 2, 2, 3);
        assertThat(d.median()).isEqualTo(4.5);
        assertThat(Distribution.step(0.03)).isCloseTo(0.05, within(1e-12));
        assertThat(Distribution.step(7)).isEqualTo(10);
    }

    @Test
    void fewOrEqualOrFarApartNumbersAreNoTrouble() {
        assertThat(Distribution.of(DoubleStream.empty())).isEmpty();
        assertThat(Distribution.of(DoubleStream.of(Double.NaN))).isEmpty();
        for (double only : new double[] {0, 1, -3.7, 1e300, 5e-320}) {
            Distribution one = Distribution.of(DoubleStream.of(only, only)).orElseThrow();
            assertThat(one.size()).as("%s", only).isEqualTo(2);
            assertThat(one.counts().size()).isLessThanOrEqualTo(2);
        }
        Distribution outlier = Distribution.of(
                        DoubleStream.concat(IntStream.range(0, 500).asDoubleStream(), DoubleStream.of(1e9)))
                .orElseThrow();
        assertThat(outlier.counts().size()).isLessThanOrEqualTo(61);
        assertThat(outlier.size()).isEqualTo(501);
    }
}
