package org.maskwright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.maskwright.weights.OddServer.head;
import static org.maskwright.weights.OddServer.whole;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// The libraries for NVIDIA cards from a server on the loopback.
class CudaPackTest {
    private static final String TORCH = "torch-2.7.1+cu128-any.whl";
    private static final String BLAS = "nvidia_cublas_cu12-1.0-any.whl";
    private static final byte[] CORE = random(200_000);

    private final byte[] torch = archive(
            "torch/lib/libtorch_cuda.so", "torch/lib/libgomp-1.so.1", "torch/lib/libtorch_python.so", "torch/a.py");
    private final byte[] blas = archive("nvidia/cublas/lib/libcublas.so.12", "../../../evil.so", "nvidia/x/../../e.so");
    private final Download download = new Download(at -> Long.MAX_VALUE, n -> {});
    private String page = "<a href=\"/whl/" + BLAS + "#sha256=" + hash(blas) + "\">it</a>";

    @TempDir
    Path temp;

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] archive(String... names) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(CORE);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] of) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Answers by path, as the publisher does.
    private OddServer server() throws IOException {
        return new OddServer((asked, out) -> {
            if (asked.path().endsWith("/nvidia-cublas-cu12/")) {
                byte[] html = page.getBytes(StandardCharsets.UTF_8);
                head(out, 200, "Content-Length: " + html.length);
                out.write(html);
            } else {
                whole(asked.path().endsWith("torch-2.7.1%2Bcu128-any.whl") ? torch : blas)
                        .to(asked, out);
            }
        });
    }

    private CudaPack pack(OddServer server) {
        return new CudaPack(
                server.address().resolve("/whl/"),
                List.of(new CudaPack.Part(TORCH, torch.length, hash(torch)), new CudaPack.Part(BLAS, blas.length, "")));
    }

    private Path folder() {
        return temp.resolve("für CUDA");
    }

    private String refused(OddServer server) {
        var code = new ArrayList<String>();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> pack(server).fetch(folder(), download, new Cancel(), Progress.NONE))
                .satisfies(p -> code.add(p.code()));
        assertThat(CudaPack.in(folder())).isEmpty();
        return code.getFirst();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> folder().relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theLibrariesComeAreUsedWhenTheyAreWholeAndGoAgain() throws IOException {
        try (var server = server()) {
            var told = new ArrayList<Long>();
            Path libraries = pack(server).fetch(folder(), download, new Cancel(), (done, total) -> {
                assertThat(total).isEqualTo(torch.length + blas.length);
                told.add(done);
            });
            assertThat(told).isSorted().endsWith((long) torch.length + blas.length);
            assertThat(files())
                    .containsExactlyInAnyOrder(
                            "nvidia/cublas/lib/libcublas.so.12",
                            BLAS + ".unpacked",
                            "torch/lib/libgomp-1.so.1",
                            "torch/lib/libtorch_cuda.so",
                            TORCH + ".unpacked");
            assertThat(libraries.resolve("libtorch_cuda.so")).hasBinaryContent(CORE);
            assertThat(CudaPack.in(folder())).isEmpty();
            CudaPack.finish(folder());
            assertThat(CudaPack.in(folder())).contains(libraries);
            assertThat(CudaPack.bytesIn(folder())).isGreaterThan(3L * CORE.length);
            assertThat(CudaPack.remove(folder())).isTrue();
            assertThat(folder()).doesNotExist();
            assertThat(CudaPack.in(folder())).isEmpty();
            assertThat(CudaPack.remove(folder())).isTrue();
        }
    }

    @Test
    void whatCameIsKeptWhenItIsCancelled() throws IOException {
        try (var server = server()) {
            var cancel = new Cancel();
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> pack(server).fetch(folder(), download, cancel, (done, total) -> {
                        if (done > torch.length) {
                            cancel.cancel();
                        }
                    }));
            assertThat(files()).contains(TORCH + ".unpacked", BLAS + ".part");
            server.asked.clear();
            pack(server).fetch(folder(), download, new Cancel(), Progress.NONE);
            assertThat(server.asked).extracting(OddServer.Asked::path).noneMatch(p -> p.contains("torch"));
            assertThat(files()).contains("nvidia/cublas/lib/libcublas.so.12").noneMatch(f -> f.endsWith(".part"));
        }
    }

    @Test
    void whatIsNotAsPublishedIsNotUnpacked() throws IOException {
        page = page.replace(hash(blas), hash(torch));
        try (var server = server()) {
            assertThat(refused(server)).isEqualTo("weights.fetch-wrong");
            assertThat(files()).noneMatch(f -> f.contains("cublas.so") || f.endsWith(".part"));
        }
    }

    /// Where the publisher states no hash, length and the archive's own checksums are left.
    @Test
    void withoutAPublishedHashADamagedArchiveIsFoundAllTheSame() throws IOException {
        page = "<a href=\"/whl/" + BLAS + "\">it</a>";
        byte[] was = blas.clone();
        blas[1000] ^= 1;
        try (var server = server()) {
            assertThat(refused(server)).isEqualTo("weights.pack-damaged");
            assertThat(files()).noneMatch(f -> f.equals(BLAS) || f.equals(BLAS + ".unpacked"));
            System.arraycopy(was, 0, blas, 0, was.length);
            pack(server).fetch(folder(), download, new Cancel(), Progress.NONE);
            assertThat(files()).contains(BLAS + ".unpacked");
        }
    }

    @Test
    void aDiskThatIsTooSmallIsSaidBeforeAnythingIsAskedFor() throws IOException {
        try (var server = server()) {
            var small = new Download(at -> 100L << 20, n -> {});
            var huge = new CudaPack(
                    server.address().resolve("/whl/"), List.of(new CudaPack.Part(TORCH, 1L << 30, hash(torch))));
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> huge.fetch(folder(), small, new Cancel(), Progress.NONE))
                    .extracting(Problem::code)
                    .isEqualTo("weights.no-room");
            assertThat(server.asked).isEmpty();
        }
    }

    @Test
    void whatCouldNotBeRemovedGoesWithTheNextStart() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("removed"), "");
        Files.writeString(folder().resolve("was-in-use.dll"), "");
        CudaPack.sweep(folder());
        assertThat(folder()).doesNotExist();
        CudaPack.sweep(folder());
    }

    @Test
    void thereIsAPackForLinuxAndWindowsOnX64() {
        for (String system : List.of("Linux", "Windows 11")) {
            CudaPack pack = CudaPack.of(system, "amd64").orElseThrow();
            assertThat(pack.address()).isEqualTo(URI.create("https://download.pytorch.org/whl/cu128/"));
            assertThat(pack.bytes()).isBetween(3_000_000_000L, 4_000_000_000L);
            assertThat(pack.parts()).allSatisfy(p -> assertThat(p.sha256()).matches("([0-9a-f]{64})?"));
            assertThat(pack.parts().getFirst().sha256()).isNotEmpty();
        }
        assertThat(CudaPack.of("Linux", "amd64").orElseThrow().parts().get(1).page())
                .isEqualTo("nvidia-cublas-cu12");
        assertThat(CudaPack.of("Linux", "aarch64")).isEmpty();
        assertThat(CudaPack.of("Mac OS X", "aarch64")).isEmpty();
    }
}
