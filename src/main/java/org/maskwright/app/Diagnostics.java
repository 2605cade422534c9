package org.maskwright.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.maskwright.sam.ModelInfo;
import org.maskwright.worker.DeviceReport;

/// What somebody who helps needs to know, as text to paste: versions, device, model, and the end of the log. It names
/// no image, except where the log does.
final class Diagnostics {
    private static final int LINES = 200;
    private static final long MEBI = 1 << 20;

    private Diagnostics() {}

    static String text(Path logs, Optional<DeviceReport> device, Optional<ModelInfo> model) {
        var out = new StringBuilder(SelfCheck.versions()).append('\n');
        device.ifPresent(
                d -> out.append(d.name()).append(": ").append(d.reason()).append('\n'));
        model.ifPresent(
                m -> out.append(m.name()).append(' ').append(m.modelHash()).append('\n'));
        Runtime java = Runtime.getRuntime();
        out.append((java.totalMemory() - java.freeMemory()) / MEBI)
                .append(" of ")
                .append(java.maxMemory() / MEBI)
                .append(" MiB\n\n");
        lastLines(logs).forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static List<String> lastLines(Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            Optional<Path> newest = files.filter(f -> f.toString().endsWith(".log")
                            && String.valueOf(f.getFileName()).startsWith("maskwright"))
                    .max(Comparator.naturalOrder());
            if (newest.isEmpty()) {
                return List.of();
            }
            // Another process may be in the midst of a character: what cannot be decoded is replaced.
            List<String> lines = new String(Files.readAllBytes(newest.get()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }
}
