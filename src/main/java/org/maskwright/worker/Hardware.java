package org.maskwright.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// What the system says of processor and graphics card, without an engine. Nothing is asked that needs a right.
final class Hardware {
    private static final long PATIENCE_SECONDS = 5;
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final Path CARDS = Path.of("/proc/driver/nvidia/gpus");

    private static final Path SUPPLIES = Path.of("/sys/class/power_supply");
    private static final Path KERNEL_OF_WINDOWS = Path.of("C:\\Windows\\System32\\kernel32.dll");

    // What the drivers install on Windows, and what every Mac has and no other system.
    private static final Path DRIVER_OF_WINDOWS = Path.of("C:\\Windows\\System32\\nvcuda.dll");
    private static final Path MAC = Path.of("/System/Library/CoreServices");

    private Hardware() {}

    static boolean isMac() {
        return Files.exists(MAC);
    }

    /// The processor's name, empty when the system does not say it in a file or by `sysctl`.
    static String processor() {
        if (isMac()) {
            return said("sysctl", "-n", "machdep.cpu.brand_string").orElse("");
        }
        return read(PROCESSORS).flatMap(text -> field(text, "model name")).orElse("");
    }

    /// The first card of NVIDIA's whose driver is there.
    static Optional<Card> card() {
        if (!Files.exists(DRIVER) && !Files.exists(DRIVER_OF_WINDOWS)) {
            return Optional.empty();
        }
        return said("nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader,nounits")
                .flatMap(Hardware::card)
                .or(() -> Optional.of(new Card(
                        nameInProc().orElse("NVIDIA"),
                        read(DRIVER).flatMap(Hardware::driver).orElse(""),
                        0)));
    }

    /// The first line of what `nvidia-smi` says: name, driver, memory in MiB.
    static Optional<Card> card(String said) {
        String[] words = said.lines().findFirst().orElse("").split(",", -1);
        if (words.length != 3 || !words[2].strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        long mebibytes = Long.parseLong(words[2].strip());
        return Optional.of(new Card(words[0].strip(), words[1].strip(), (mebibytes << 20) / 1_000_000));
    }

    /// The version in the first line of `/proc/driver/nvidia/version`: the first word of digits and dots.
    static Optional<String> driver(String text) {
        return Stream.of(text.split("\\s+"))
                .filter(word -> word.matches("\\d+(\\.\\d+)+"))
                .findFirst();
    }

    private static Optional<String> nameInProc() {
        if (!Files.isDirectory(CARDS)) {
            return Optional.empty();
        }
        try (Stream<Path> cards = Files.list(CARDS)) {
            return cards.sorted()
                    .findFirst()
                    .flatMap(c -> read(c.resolve("information")))
                    .flatMap(text -> field(text, "Model"));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// Memory of this process that is in use, in megabytes; 0 where the system does not say it in a file.
    static long residentMegabytes() {
        return read(Path.of("/proc/self/status"))
                .flatMap(text -> field(text, "VmRSS"))
                .map(kibibytes -> Long.parseLong(kibibytes.replaceAll("\\D", "")) * 1024 / 1_000_000)
                .orElse(0L);
    }

    /// From the supplies that Linux lists in files, from `pmset` on a Mac, from `kernel32` on Windows.
    static Power power() {
        if (isMac()) {
            return said("pmset", "-g", "ps").map(Hardware::power).orElse(Power.UNKNOWN);
        }
        return Files.isDirectory(SUPPLIES) ? power(SUPPLIES) : powerOfWindows();
    }

    /// Its first line names the source in quotes.
    static Power power(String pmset) {
        return pmset.contains("'AC Power'")
                ? Power.MAINS
                : pmset.contains("'Battery Power'") ? Power.BATTERY : Power.UNKNOWN;
    }

    /// A machine without a supply in the list is a desktop computer or a server.
    static Power power(Path supplies) {
        try (Stream<Path> all = Files.list(supplies)) {
            boolean battery = false;
            for (Path supply : all.sorted().toList()) {
                String type = read(supply.resolve("type")).orElse("").strip();
                String online = read(supply.resolve("online")).orElse("").strip();
                if ((type.equals("Mains") || type.startsWith("USB")) && online.equals("1")) {
                    return Power.MAINS;
                }
                String status = read(supply.resolve("status")).orElse("").strip();
                battery |= type.equals("Battery") && status.equals("Discharging");
            }
            return battery ? Power.BATTERY : Power.MAINS;
        } catch (IOException unreadable) {
            return Power.UNKNOWN;
        }
    }

    /// The first byte of its SYSTEM_POWER_STATUS: 0 on battery, 1 on mains.
    @SuppressWarnings("restricted") // the launchers allow native access, which the engine needs too
    private static Power powerOfWindows() {
        if (!Files.exists(KERNEL_OF_WINDOWS)) {
            return Power.UNKNOWN;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(12);
            var ask = Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.libraryLookup(KERNEL_OF_WINDOWS, arena).findOrThrow("GetSystemPowerStatus"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            boolean answered = (int) ask.invokeExact(status) != 0;
            return switch (answered ? status.get(ValueLayout.JAVA_BYTE, 0) : -1) {
                case 0 -> Power.BATTERY;
                case 1 -> Power.MAINS;
                default -> Power.UNKNOWN;
            };
        } catch (Throwable notThere) {
            LoggerFactory.getLogger(Hardware.class).info("Windows does not say its power: {}", notThere.toString());
            return Power.UNKNOWN;
        }
    }

    static Optional<String> field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// What a program of the system prints; empty when it is not there, fails or hangs.
    private static Optional<String> said(String... words) {
        try {
            Process process =
                    new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
