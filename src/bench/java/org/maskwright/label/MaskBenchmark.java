package org.maskwright.label;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the hand does to masks of about 100 pixels across.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MaskBenchmark {
    private static final int SIDE = 256;

    private final Mask mask = disc(120, 50);
    private final Mask other = disc(150, 45);

    private static Mask disc(int centre, int radius) {
        return Mask.of(
                SIDE,
                SIDE,
                i -> Math.hypot(i % SIDE - centre, Math.floorDiv(i, SIDE) - centre) < radius + 3 * Math.sin(i));
    }

    @Benchmark
    public Mask union() {
        return mask.or(other);
    }

    @Benchmark
    public Mask difference() {
        return mask.minus(other);
    }

    @Benchmark
    public double iou() {
        return mask.iou(other);
    }

    @Benchmark
    public Mask dilate() {
        return Morphology.dilate(mask, 3);
    }

    @Benchmark
    public Mask fillHoles() {
        return Morphology.fillHoles(mask).mask();
    }

    @Benchmark
    public Optional<Distance.Deepest> deepestPoint() {
        return Distance.deepest(mask);
    }
}
