package org.maskwright.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// PyTorch's own build for NVIDIA cards with the CUDA libraries that it wants, as PyTorch publishes them:
/// archives of Python packages, of which the native libraries are taken and laid as Python lays them,
/// since they look for each other
/// by that. Any background thread.
///
/// @param address the folder that they are published in; its pages `PROJECT/` state the hashes of the files
/// @param parts what to fetch, in this order
public record CudaPack(URI address, List<Part> parts) {
    /// The version of libtorch that DJL's bridge in this release is made for.
    private static final String VERSION = "2.7.1 cu128";

    private static final URI PUBLISHED = URI.create("https://download.pytorch.org/whl/cu128/");
    private static final String WHOLE = "whole";
    private static final String REMOVED = "removed";
    private static final String ANY_LINUX = "-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl";

    /// An archive.
    ///
    /// @param sha256 empty where only the publisher's page states it
    public record Part(String file, long bytes, String sha256) {
        /// The name of the page: `nvidia-cublas-cu12` of `nvidia_cublas_cu12-12.8.3.14-py3-none-...`.
        String page() {
            return file.substring(0, file.indexOf('-')).replace('_', '-');
        }
    }

    public CudaPack {
        parts = List.copyOf(parts);
    }

    /// What there is for a system; empty when there is none.
    ///
    /// @param system as Java names it: `os.name`
    /// @param processor as Java names it: `os.arch`
    public static Optional<CudaPack> of(String system, String processor) {
        boolean x64 = processor.equals("amd64") || processor.equals("x86_64");
        String name = system.toLowerCase(Locale.ROOT);
        if (x64 && name.startsWith("linux")) {
            return Optional.of(new CudaPack(PUBLISHED, linux()));
        }
        return x64 && name.startsWith("windows") ? Optional.of(new CudaPack(PUBLISHED, windows())) : Optional.empty();
    }

    /// PyTorch 2.7.1's own requirements. The CUDA libraries' hashes are on the publisher's pages.
    private static List<Part> linux() {
        return List.of(
                new Part(
                        "torch-2.7.1+cu128-cp310-cp310-manylinux_2_28_x86_64.whl",
                        1_039_365_846,
                        "d6c3cba198dc93f93422a8545f48a6697890366e4b9701f54351fc27e2304bd3"),
                nvidia("cublas", "12.8.3.14-py3-none-manylinux_2_27_x86_64.whl", 609_620_630),
                nvidia("cudnn", "9.7.1.26-py3-none-manylinux_2_27_x86_64.whl", 726_851_421),
                nvidia("cufft", "11.3.3.41" + ANY_LINUX, 193_118_795),
                nvidia("cusparse", "12.5.7.53" + ANY_LINUX, 292_064_180),
                nvidia("cusparselt", "0.6.3-py3-none-manylinux2014_x86_64.whl", 156_785_796),
                nvidia("cusolver", "11.7.2.55-py3-none-manylinux_2_27_x86_64.whl", 260_373_342),
                nvidia("nccl", "2.26.2" + ANY_LINUX, 201_319_755),
                nvidia("curand", "10.3.9.55-py3-none-manylinux_2_27_x86_64.whl", 63_618_038),
                nvidia("cuda_nvrtc", "12.8.61-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl", 88_024_585),
                nvidia("nvjitlink", "12.8.61-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl", 39_243_473),
                nvidia("cuda_cupti", "12.8.57" + ANY_LINUX, 10_237_547),
                nvidia("cuda_runtime", "12.8.57" + ANY_LINUX, 954_762),
                nvidia("cufile", "1.13.0.11" + ANY_LINUX, 1_197_801),
                nvidia("nvtx", "12.8.55" + ANY_LINUX, 89_896));
    }

    private static Part nvidia(String library, String rest, long bytes) {
        return new Part("nvidia_" + library + "_cu12-" + rest, bytes, "");
    }

    /// On Windows one archive has all of it.
    private static List<Part> windows() {
        return List.of(new Part(
                "torch-2.7.1+cu128-cp312-cp312-win_amd64.whl",
                3_273_024_349L,
                "2bb8c05d48ba815b316879a18195d53a6472a03e297d971e916753f8e1053d30"));
    }

    /// How much is to be fetched.
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /// About how much of the disk it takes in the end: the libraries are packed to half their size.
    public long room() {
        return 2 * bytes();
    }

    /// Where libtorch lies in a folder in which the pack is whole; empty otherwise.
    public static Optional<Path> in(Path folder) {
        try {
            boolean whole = Files.readString(folder.resolve(WHOLE)).strip().equals(VERSION);
            return whole ? Optional.of(libraries(folder)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Path libraries(Path folder) {
        return folder.resolve("torch").resolve("lib");
    }

    /// Fetches what is missing, checks and unpacks it. What came stays for the next time when it is
    /// cancelled or fails.
    ///
    /// @return where libtorch lies; [#in] finds it after [#finish] only
    /// @throws Problem when something could not be fetched, is not what was published, or the disk is too
    ///     small
    public Path fetch(Path folder, Download download, Cancel cancel, Progress progress) {
        try {
            Files.createDirectories(folder);
            download.needRoom(folder.resolve(WHOLE), Math.max(0, room() - bytesIn(folder)));
            Files.deleteIfExists(folder.resolve(REMOVED));
            var hashes = new PublishedHashes(address, cancel);
            long before = 0;
            for (Part part : parts) {
                Path unpacked = folder.resolve(part.file() + ".unpacked");
                if (!Files.exists(unpacked)) {
                    Path archive = folder.resolve(part.file());
                    long done = before;
                    if (!Files.exists(archive)) {
                        download.fetch(
                                named(part, hashes), archive, cancel, (now, total) -> progress.at(done + now, bytes()));
                    }
                    Optional<String> damaged = NativeLibraries.unpack(archive, folder, cancel);
                    Files.delete(archive);
                    if (damaged.isPresent()) {
                        throw new Problem("weights.pack-damaged", damaged.get(), part.file());
                    }
                    Files.createFile(unpacked);
                }
                before += part.bytes();
                progress.at(before, bytes());
            }
            return libraries(folder);
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.pack-unwritable", folder, String.valueOf(e.getMessage()));
        }
    }

    private NamedModel named(Part part, PublishedHashes hashes) {
        String hash = part.sha256().isEmpty() ? hashes.of(part) : part.sha256();
        URI at = address.resolve(part.file().replace("+", "%2B"));
        return new NamedModel(part.file(), part.file(), at, "", hash, OptionalLong.of(part.bytes()), part.file());
    }

    /// Marks the pack in a folder as one that can be used.
    public static void finish(Path folder) {
        try {
            Files.writeString(folder.resolve(WHOLE), VERSION + "\n");
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.pack-unwritable", folder, String.valueOf(e.getMessage()));
        }
    }

    /// How much of the disk a folder takes, with what is on its way.
    public static long bytesIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.pack-unwritable", folder, String.valueOf(e.getMessage()));
        }
    }

    /// Removes all of it.
    ///
    /// @return whether nothing is left. Windows keeps the libraries that this process uses; they go when a
    ///     process that does not use them calls [#sweep].
    public static boolean remove(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                Files.deleteIfExists(folder.resolve(WHOLE));
                Files.writeString(folder.resolve(REMOVED), "");
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    /// Removes what an earlier process could not.
    public static void sweep(Path folder) {
        if (Files.exists(folder.resolve(REMOVED))) {
            var _ = remove(folder);
        }
    }
}
