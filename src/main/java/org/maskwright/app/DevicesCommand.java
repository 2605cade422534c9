package org.maskwright.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.maskwright.Words;
import org.maskwright.worker.Card;
import org.maskwright.worker.DeviceReport;
import org.maskwright.worker.Lane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `maskwright devices`: what was found to compute on, what is used, and why.
@Command(
        name = "devices",
        description = "Says what was found to compute on, what is used, and why.",
        mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
    @Option(
            names = "--" + CudaLibraries.COMMAND,
            description = "Fetch the libraries for NVIDIA cards (2 to 3 GB) and print their folder.")
    private boolean fetch;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (fetch) {
            out.println(CudaLibraries.inThisProcess());
            return 0;
        }
        try (var lane = new Lane(Duration.ZERO)) {
            DeviceReport report = lane.call(lane::device);
            out.println(Words.of("app.devices.found", report.processor(), report.cores()));
            out.println(report.card().map(DevicesCommand::words).orElse(Words.of("app.devices.no-card")));
            out.println(Words.of("app.devices.used", report.name(), report.reason()));
        }
        return 0;
    }

    private static String words(Card card) {
        return Words.of("app.devices.card", card.name(), card.driver(), card.megabytes());
    }
}
