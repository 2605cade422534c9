package org.maskwright.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is left when native code takes the whole process down. Java writes its report to the folder that it was
/// started in, or to the one for temporary files, since its options cannot name a person's own. So each window leaves a
/// mark beside the logs while it is open; the next start takes the reports of windows that ended without removing their
/// mark to the logs.
final class CrashReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CrashReports.class);
    private static final String MARK = "open-";
    private static final String REPORT = "crash-";
    private static final int KEPT = 5;

    private final Path mark;

    private CrashReports(Path mark) {
        this.mark = mark;
    }

    /// Marks this process as one with an open window.
    ///
    /// @param started the folder that it was started in
    static CrashReports begin(Path logs, long process, Path started) {
        Path mark = logs.resolve(MARK + process);
        try {
            Files.createDirectories(logs);
            Files.writeString(mark, started.toString());
        } catch (IOException e) {
            LOG.warn("no mark of this window could be left; a crash would not be reported", e);
        }
        return new CrashReports(mark);
    }

    /// The reports of windows that crashed since the last call, now in the folder of logs; the five newest are kept.
    ///
    /// @param temporary where Java writes a report when it may not write elsewhere
    /// @param alive tells whether a process still runs
    static List<Path> collect(Path logs, Path temporary, LongPredicate alive) {
        var found = new ArrayList<Path>();
        try {
            for (Path mark : beginning(logs, MARK)) {
                String digits = name(mark).substring(MARK.length());
                if (digits.matches("\\d{1,18}") && !alive.test(Long.parseLong(digits))) {
                    Path started = Path.of(Files.readString(mark));
                    for (Path folder : List.of(started, temporary)) {
                        Path report = folder.resolve("hs_err_pid" + digits + ".log");
                        if (Files.isRegularFile(report)) {
                            Path kept = logs.resolve(REPORT + digits + ".log");
                            found.add(Files.move(report, kept, StandardCopyOption.REPLACE_EXISTING));
                        }
                    }
                    Files.delete(mark);
                }
            }
            List<Path> all = beginning(logs, REPORT);
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                Files.delete(old);
            }
        } catch (IOException e) {
            LOG.warn("reports of earlier crashes could not be collected", e);
        }
        return found;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// Files whose names begin so, the oldest first.
    private static List<Path> beginning(Path folder, String with) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> name(f).startsWith(with))
                    .sorted(Comparator.comparingLong(f -> f.toFile().lastModified()))
                    .toList();
        }
    }

    /// The window was closed as it should be.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            LOG.warn("the mark of this window stays", e);
        }
    }
}
