package org.maskwright.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `maskwright evaluate`: numbers for a result against a reference.
@Command(
        name = "evaluate",
        description = {
            "Compares a result with a reference: NN_GT with NN_RES of the Cell Tracking Challenge, or two folders of "
                    + "label images of equal names.",
            "AP[t] is TP / (TP + FP + FN) at IoU >= t with an optimal one-to-one matching, counts pooled over images."
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--reference", required = true, paramLabel = "DIR", description = "What is right.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path reference;

    @Option(names = "--result", required = true, paramLabel = "DIR", description = "What is judged.")
    @SuppressWarnings("NullAway.Init")
    private Path result;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            split = ",",
            converter = MetricConverter.class,
            description = "SEG, DET, TRA, LNK, CT, TF, BC, AP, mAP, F1_50, mean_iou_foreground; several with commas or "
                    + "repeated. All by default.")
    private @Nullable List<Metric> metrics;

    @Option(
            names = "--border",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Leave out objects that lie wholly in a band of this width along the border, on both sides, "
                    + "as the challenge's servers do (50, 25 or 0 by data set). Default: ${DEFAULT-VALUE}.")
    private int border;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the values to this file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (border < 0) {
            throw new ParameterException(spec.commandLine(), "--border is a width in pixels, not " + border);
        }
        Set<Metric> asked = EnumSet.copyOf(metrics == null ? Metric.all() : metrics);
        EvaluationResult values = Evaluation.of(reference, result, asked, border);
        var err = spec.commandLine().getErr();
        values.missing()
                .forEach(file -> err.println(new Problem("app.missing-in-result", file.toString()).getMessage()));
        if (json != null) {
            try {
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), values.json());
            } catch (IOException e) {
                throw Problem.causedBy(e, "app.unwritable", json.toString());
            }
        }
        values.lines().forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    static final class MetricConverter implements ITypeConverter<Metric> {
        @Override
        public Metric convert(String word) {
            return Metric.all().stream()
                    .filter(m -> m.toString().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of " + Metric.all()));
        }
    }
}
