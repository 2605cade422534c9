package org.maskwright.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.maskwright.Words;
import org.maskwright.ui.model.Numbers;
import org.maskwright.weights.Progress;
import picocli.CommandLine.Model.CommandSpec;

/// How far a copy or a download is, on one line of a terminal: bytes, and the time that remains by the pace
/// so far. Says nothing where standard error is no terminal.
final class Meter implements Progress {
    private static final long EVERY = 200_000_000;
    private static final double ENOUGH_TO_TELL = 0.02;

    private final PrintWriter err;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private long first = -1;
    private long said;

    @SuppressWarnings("SystemConsoleNull") // its signature allows null
    Meter(CommandSpec spec) {
        err = spec.commandLine().getErr();
        var console = System.console();
        terminal = console != null && console.isTerminal();
    }

    @Override
    public void at(long done, long total) {
        long now = System.nanoTime();
        first = first < 0 ? done : first;
        if (terminal && (now - said >= EVERY || done == total)) {
            said = now;
            err.print("\r" + line(done, total, now - begun) + "    ");
            err.flush();
        }
    }

    private String line(long done, long total, long nanos) {
        if (total < 0) {
            return Numbers.megabytes(done);
        }
        double share = total == 0 ? 1 : (double) (done - first) / Math.max(1, total - first);
        String line = Words.of("app.models.of", Numbers.megabytes(done), Numbers.megabytes(total));
        return share < ENOUGH_TO_TELL
                ? line
                : Words.of(
                        "app.models.remaining", line, Numbers.time(Duration.ofNanos((long) (nanos / share - nanos))));
    }

    void end() {
        if (terminal && said > 0) {
            err.println();
            err.flush();
        }
    }
}
