package org.maskwright.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.ui.model.Numbers;
import org.maskwright.weights.CudaPack;
import org.maskwright.weights.Download;
import org.maskwright.weights.Progress;
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
            names = "--fetch-cuda",
            description =
                    "Fetch PyTorch's build for NVIDIA cards (3 to 4 GB) and print its folder; it is used from then on.")
    private boolean fetch;

    @Option(names = "--remove-cuda", description = "Remove what --fetch-cuda fetched.")
    private boolean remove;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        Path folder = Folders.ofThisMachine().cuda();
        if (fetch) {
            CudaPack pack = CudaLibraries.packOfThisMachine().orElseThrow(() -> new Problem("app.cuda-system"));
            spec.commandLine()
                    .getErr()
                    .println(Words.of("app.cuda.offer", Numbers.megabytes(pack.bytes()), pack.address()));
            out.println(CudaLibraries.install(
                    pack, folder, new Download(), CudaLibraries::trial, new Cancel(), Progress.NONE));
            return 0;
        }
        if (remove) {
            return CudaPack.remove(folder) ? 0 : 1;
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
