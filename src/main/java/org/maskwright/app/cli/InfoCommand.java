package org.maskwright.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.maskwright.Problem;
import org.maskwright.image.ImageInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maskwright info FILE...`: one line of JSON for each file.
@Command(
        name = "info",
        description = "Says what image files hold: one JSON object a line, samples as stored.",
        mixinStandardHelpOptions = true)
public final class InfoCommand implements Callable<Integer> {
    private final ObjectMapper json = new ObjectMapper();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "TIFF, PNG, JPEG or BMP files.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private List<String> files;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        for (String file : files) {
            out.println(json.writeValueAsString(line(file)));
            out.flush();
        }
        return 0;
    }

    private static Map<String, Object> line(String file) {
        var line = new LinkedHashMap<String, Object>();
        line.put("file", file);
        try {
            ImageInfo i = ImageInfo.of(Path.of(file));
            line.put("width", i.width());
            line.put("height", i.height());
            line.put("channels", i.channels());
            line.put("z", i.slices());
            line.put("t", i.times());
            line.put("type", i.type().name().toLowerCase(Locale.ROOT));
            line.put("min", finite(i.min()));
            line.put("max", finite(i.max()));
            line.put("mean", finite(i.mean()));
            boolean known = i.calibration().isKnown();
            line.put("pixel_size", known ? i.calibration().pixelSize() : null);
            line.put("unit", known ? i.calibration().unit() : null);
        } catch (Problem p) {
            line.put("error", p.getMessage());
        }
        return line;
    }

    /// JSON knows no infinities.
    private static @org.jspecify.annotations.Nullable Object finite(double v) {
        if (Double.isNaN(v) || Double.isInfinite(v)) {
            return null;
        }
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? (Object) (long) v : (Object) v;
    }
}
