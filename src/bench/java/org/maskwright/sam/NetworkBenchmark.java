package org.maskwright.sam;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.maskwright.Cancel;
import org.maskwright.app.ModelFiles;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Simulator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The bundled model on a frame of 1024 x 1024.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // load() makes what the others use
public class NetworkBenchmark {
    private static final int SIDE = 1024;

    private final Raster raster;
    private final Contrast contrast;
    private final List<Prompt> click = List.of(new Prompt.Click(SIDE / 2.0, SIDE / 2.0, true));
    private Sam sam;
    private Embedding embedding;

    public NetworkBenchmark() {
        var simulator = new Simulator();
        raster = simulator
                .render(simulator.scene(Kind.FLUO, SIDE, SIDE, 60, 1), 0)
                .image();
        contrast = Contrasts.window(raster, false);
    }

    @Setup
    public void load() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        sam = Sam.load(ModelFiles.ofThisMachine().find(Optional.empty()), "cpu");
        embedding = sam.encode(raster, contrast, new Cancel());
    }

    @Benchmark
    public void encode() {
        sam.encode(raster, contrast, new Cancel()).close();
    }

    @Benchmark
    public List<Candidate> click() {
        return sam.predict(embedding, click, null, new Cancel());
    }

    @TearDown
    public void close() {
        embedding.close();
        sam.close();
    }
}
