package org.maskwright.app.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Recording;
import org.maskwright.synth.Simulator;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `maskwright synth OUT`: a synthetic sequence with exact truth.
@Command(
        name = "synth",
        description = {
            "Makes a synthetic sequence with exact truth in the layout of the Cell Tracking Challenge:",
            "OUT/01/tNNN.tif, OUT/01_GT/SEG/man_segNNN.tif for every frame, OUT/01_GT/TRA/man_trackNNN.tif and "
                    + "man_track.txt. The same words give the same bytes."
        },
        mixinStandardHelpOptions = true)
public final class SynthCommand implements Callable<Integer> {
    private static final int SMALLEST = 32;
    private static final int LARGEST = 16_384;

    @Parameters(paramLabel = "OUT", description = "The folder to write to; made when it is missing.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path folder;

    @Option(
            names = "--kind",
            defaultValue = "fluo",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Kind kind;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "10", description = "Default ${DEFAULT-VALUE}.")
    private int frames;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "512x512",
            converter = SizeConverter.class,
            description = "Width and height in pixels; default ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Size size;

    @Option(
            names = "--objects",
            paramLabel = "N",
            defaultValue = "30",
            description = "Objects in the first frame; default ${DEFAULT-VALUE}.")
    private int objects;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /// Width and height in pixels.
    record Size(int width, int height) {}

    @SuppressWarnings("SystemConsoleNull") // its signature allows null
    @Override
    public Integer call() {
        require(frames >= 1 && frames <= 10_000, "--frames: 1 to 10000");
        require(objects >= 1 && objects <= 20_000, "--objects: 1 to 20000");
        var err = spec.commandLine().getErr();
        var console = System.console();
        boolean terminal = console != null && console.isTerminal();
        try {
            Recording.write(
                    new Simulator().scene(kind, size.width(), size.height(), objects, seed),
                    frames,
                    folder,
                    done -> {
                        if (terminal) {
                            err.print("\r" + done + "/" + frames + (done == frames ? "\n" : ""));
                            err.flush();
                        }
                    },
                    new Cancel());
        } catch (UncheckedIOException e) {
            throw Problem.causedBy(e, "app.unwritable", folder.toString());
        }
        return 0;
    }

    private void require(boolean right, String words) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), words);
        }
    }

    static final class SizeConverter implements ITypeConverter<Size> {
        private static final Pattern WORD = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

        @Override
        public Size convert(String word) {
            Matcher m = WORD.matcher(word);
            if (m.matches()) {
                var size = new Size(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
                if (Math.min(size.width(), size.height()) >= SMALLEST
                        && Math.max(size.width(), size.height()) <= LARGEST) {
                    return size;
                }
            }
            throw new TypeConversionException(
                    "'" + word + "' is not WxH with " + SMALLEST + " to " + LARGEST + " pixels a side");
        }
    }
}
