package org.maskwright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.maskwright.weights.OddServer.head;
import static org.maskwright.weights.OddServer.status;
import static org.maskwright.weights.OddServer.upTo;
import static org.maskwright.weights.OddServer.whole;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// Downloads from servers that misbehave.
class DownloadTest {
    private static final byte[] FILE = random(300_000, 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private final Download download = new Download(at -> Long.MAX_VALUE, n -> {});

    private static NamedModel model(URI address, OptionalLong bytes) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(FILE));
            return new NamedModel("model", "model.pth", address, "Apache-2.0", hash, bytes, "a model");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NamedModel model(OddServer server) {
        return model(server.address(), OptionalLong.of(FILE.length));
    }

    private Path target() {
        return folder.resolve("model.pth");
    }

    private void fetch(OddServer server) {
        download.fetch(model(server), target(), new Cancel(), Progress.NONE);
    }

    private void arrived() throws IOException {
        assertThat(Files.readAllBytes(target())).isEqualTo(FILE);
        assertThat(names()).containsExactly("model.pth");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private Problem refused(OddServer server, String code) throws IOException {
        var caught = new ArrayList<Problem>();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fetch(server))
                .satisfies(caught::add)
                .extracting(Problem::code)
                .isEqualTo(code);
        assertThat(target()).doesNotExist();
        return caught.getFirst();
    }

    @Test
    void aWholeFileArrivesAndSaysHowFarItIs() throws IOException {
        try (var server = new OddServer(whole(FILE))) {
            var told = new ArrayList<Long>();
            download.fetch(model(server), target(), new Cancel(), (done, total) -> {
                assertThat(total).isEqualTo(FILE.length);
                told.add(done);
            });
            arrived();
            assertThat(told).isSorted().endsWith((long) FILE.length);
        }
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws IOException {
        try (var server = new OddServer(upTo(FILE, 100_000), upTo(FILE, 250_000), whole(FILE))) {
            fetch(server);
            arrived();
            assertThat(server.asked).extracting(OddServer.Asked::from).containsExactly(0L, 100_000L, 250_000L);
            assertThat(server.asked.get(2).headers()).containsEntry("if-range", "\"one\"");
        }
    }

    @Test
    void aLaterProgramTakesUpWhatAnEarlierOneLeft() throws IOException {
        try (var server = new OddServer(upTo(FILE, 100_000), status(404), whole(FILE))) {
            refused(server, "weights.fetch-refused");
            assertThat(names()).containsExactly("model.pth.part", "model.pth.part.version");
            fetch(server);
            arrived();
            assertThat(server.asked.getLast().from()).isEqualTo(100_000);
        }
    }

    @Test
    void aServerThatIgnoresRangesIsReadFromTheBeginning() throws IOException {
        OddServer.Answer plain = (asked, out) -> {
            head(out, 200, "Content-Length: " + FILE.length);
            out.write(FILE);
        };
        try (var server = new OddServer(upTo(FILE, 100_000), plain)) {
            fetch(server);
            arrived();
        }
    }

    @Test
    void aBeginningOfAnotherVersionIsThrownAway() throws IOException {
        Files.write(folder.resolve("model.pth.part"), random(5000, 2));
        try (var server = new OddServer(whole(FILE))) {
            fetch(server);
            arrived();
            assertThat(server.asked).hasSize(2);
        }
    }

    @Test
    void wrongBytesNeverGetTheName() throws IOException {
        try (var server = new OddServer(whole(random(FILE.length, 3)))) {
            refused(server, "weights.fetch-wrong");
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void anotherLengthIsRefusedBeforeItIsRead() throws IOException {
        try (var server = new OddServer(whole(random(5_000_000, 4)))) {
            Problem why = refused(server, "weights.fetch-other");
            assertThat(why.getMessage()).contains("5000000").contains("300000");
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aLengthThatIsNotKeptIsGivenUpInTheEnd() throws IOException {
        OddServer.Answer shorter = (asked, out) -> {
            if (asked.from() > 0) {
                head(out, 206, "Content-Range: bytes " + asked.from() + "-299999/300000", "Content-Length: 0");
            } else {
                head(out, 200, "Content-Length: 300000");
                out.write(FILE, 0, 7);
            }
        };
        try (var server = new OddServer(shorter)) {
            refused(server, "weights.fetch-broken");
            assertThat(server.asked).hasSize(6);
            assertThat(Files.size(folder.resolve("model.pth.part"))).isEqualTo(7);
        }
    }

    @Test
    void moreThanWasAnnouncedIsNotTaken() throws IOException {
        OddServer.Answer endless = (asked, out) -> {
            head(out, 200, "Transfer-Encoding: chunked");
            for (int i = 0; i < 100; i++) {
                out.write("2710\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                out.write(FILE, 0, 10_000);
                out.write('\r');
                out.write('\n');
            }
        };
        try (var server = new OddServer(endless)) {
            refused(server, "weights.fetch-broken");
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void theWrongPartIsNotTaken() throws IOException {
        OddServer.Answer wrongPart = (asked, out) -> {
            head(out, 206, "Content-Range: bytes 5-299999/300000", "Content-Length: " + (FILE.length - 5));
            out.write(FILE, 5, FILE.length - 5);
        };
        try (var server = new OddServer(upTo(FILE, 100_000), wrongPart, whole(FILE))) {
            fetch(server);
            arrived();
            assertThat(server.asked.getLast().from()).isZero();
        }
    }

    @Test
    void aBusyServerIsAskedAgain() throws IOException {
        try (var server = new OddServer(status(503), status(500), whole(FILE))) {
            fetch(server);
            arrived();
        }
        Files.delete(target());
        try (var server = new OddServer(status(500))) {
            assertThat(refused(server, "weights.fetch-refused").getMessage()).contains("500");
            assertThat(server.asked).hasSize(5);
        }
    }

    @Test
    void anAddressWithoutAFileIsSaidAtOnce() throws IOException {
        try (var server = new OddServer(status(404))) {
            assertThat(refused(server, "weights.fetch-refused").getMessage()).contains("404");
            assertThat(server.asked).hasSize(1);
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aRedirectIsFollowed() throws IOException {
        OddServer.Answer there = (asked, out) -> head(out, 302, "Location: /moved", "Content-Length: 0");
        try (var server = new OddServer(there, upTo(FILE, 50_000), there, whole(FILE))) {
            fetch(server);
            arrived();
            assertThat(server.asked).extracting(OddServer.Asked::path).contains("/moved");
            assertThat(server.asked.getLast().from()).isEqualTo(50_000);
        }
    }

    @Test
    void withoutANetworkItSaysSo() throws IOException {
        URI nobody;
        try (var server = new OddServer(status(404))) {
            nobody = server.address();
        }
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        download.fetch(model(nobody, OptionalLong.empty()), target(), new Cancel(), Progress.NONE))
                .extracting(Problem::code)
                .isEqualTo("weights.offline");
        assertThat(names()).isEmpty();
    }

    @Test
    void theDiskIsLookedAtBefore() throws IOException {
        try (var server = new OddServer(whole(FILE))) {
            var small = new Download(at -> 64 << 20, n -> {});
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> small.fetch(model(server), target(), new Cancel(), Progress.NONE))
                    .extracting(Problem::code)
                    .isEqualTo("weights.no-room");
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void cancelComesThroughASilentServerAndKeepsWhatCame() throws IOException {
        var quiet = new CountDownLatch(1);
        OddServer.Answer silent = (asked, out) -> {
            head(out, 200, "ETag: \"one\"", "Content-Length: " + FILE.length);
            out.write(FILE, 0, 1000);
            out.flush();
            try {
                quiet.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (var server = new OddServer(silent, whole(FILE))) {
            var cancel = new Cancel();
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> download.fetch(model(server), target(), cancel, (done, total) -> {
                        if (done > 0) {
                            cancel.cancel();
                        }
                    }));
            quiet.countDown();
            assertThat(Files.size(folder.resolve("model.pth.part"))).isEqualTo(1000);
            fetch(server);
            arrived();
            assertThat(server.asked.getLast().from()).isEqualTo(1000);
        }
    }

    @Test
    void twoDownloadsOfOneFileDoNotMix() throws IOException {
        try (var server = new OddServer(whole(FILE));
                var other = PartFile.open(target())) {
            refused(server, "weights.busy");
            assertThat(other.length()).isZero();
        }
    }

    @Test
    void aFileWhoseLengthNobodyKnowsArrivesToo() throws IOException {
        OddServer.Answer untilTheEnd = (asked, out) -> {
            head(out, 200);
            out.write(FILE);
        };
        try (var server = new OddServer(untilTheEnd)) {
            download.fetch(model(server.address(), OptionalLong.empty()), target(), new Cancel(), Progress.NONE);
            arrived();
        }
    }
}
