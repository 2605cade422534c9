package org.maskwright.weights;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.Cancel;
import org.maskwright.Problem;

/// Fetches a named model over HTTP into its place. A connection that breaks is taken up again where it broke (RFC 9110,
/// sections 13.1.5 and 14: `Range` with `If-Range`), also after a restart of the program; a server that ignores that is
/// read from the beginning. The file takes its name only when its SHA-256 is the expected one. Any background thread.
public final class Download {
    /// Tries in a row that brought nothing new before it is given up; what came is kept.
    private static final int TRIES = 5;

    /// Left free on the disk.
    private static final long RESERVE = 64L << 20;

    private static final long MEGABYTE = 1_000_000;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final long GLANCE_MILLIS = 100;
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    private final Room room;
    private final Rest rest;

    /// Free bytes in a folder.
    interface Room {
        long in(Path folder) throws IOException;
    }

    /// Waits before another try.
    interface Rest {
        void before(int tryNumber) throws InterruptedException;
    }

    /// Through the system's proxy, if it has one.
    public Download() {
        this(folder -> Files.getFileStore(folder).getUsableSpace(), n -> TimeUnit.SECONDS.sleep(1L << n));
    }

    Download(Room room, Rest rest) {
        this.room = room;
        this.rest = rest;
    }

    /// @param target its place; a file that is there is replaced once the new one is whole
    /// @throws Problem when it could not be fetched; what came is kept for the next time, unless it was wrong
    /// @throws CancellationException when it was cancelled; what came is kept
    public void fetch(NamedModel what, Path target, Cancel cancel, Progress progress) {
        try (PartFile part = PartFile.open(target)) {
            boolean resumed = part.length() > 0;
            boolean right = receive(what, target, part, cancel, progress);
            if (!right && resumed) {
                // The beginning may have been of another version; the server may be right now.
                part.restart(Optional.empty());
                right = receive(what, target, part, cancel, progress);
            }
            if (!right) {
                part.discard();
                throw new Problem(
                        "weights.fetch-wrong", what.file(), what.address().getHost());
            }
            part.finish();
        } catch (IOException e) {
            throw Problem.causedBy(e, "weights.unwritable", target.toString(), words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /// Takes all of it in; false when it is not what it should be.
    private boolean receive(NamedModel what, Path target, PartFile part, Cancel cancel, Progress progress)
            throws IOException, InterruptedException {
        long furthest = 0;
        int idle = 0;
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(Objects.requireNonNullElseGet(ProxySelector.getDefault(), () -> ProxySelector.of(null)))
                .connectTimeout(ANSWER)
                .build()) {
            var asking = new Asking(client, what, target, part, cancel, progress);
            while (true) {
                try {
                    asking.once();
                    return what.sha256().isEmpty()
                            || part.hash(cancel, Progress.NONE).equals(what.sha256());
                } catch (FileSystemException e) {
                    throw e;
                } catch (IOException e) {
                    cancel.check();
                    idle = part.length() > furthest ? 0 : idle + 1;
                    furthest = Math.max(furthest, part.length());
                    boolean offline = e instanceof ConnectException && !asking.answered;
                    if (offline || idle >= TRIES) {
                        throw problem(e, what);
                    }
                    rest.before(idle);
                }
            }
        }
    }

    /// @throws Problem `weights.no-room` when so many bytes more would fill the disk
    void needRoom(Path target, long bytes) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
        long free = room.in(folder);
        if (free < bytes + RESERVE) {
            throw new Problem(
                    "weights.no-room",
                    String.valueOf(target.getFileName()),
                    megabytes(bytes + RESERVE),
                    megabytes(free),
                    folder.toString());
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }

    private static Problem problem(IOException e, NamedModel what) {
        return switch (e) {
            case Refused r ->
                Problem.causedBy(e, "weights.fetch-refused", what.address().toString(), r.status);
            case ConnectException _ ->
                Problem.causedBy(e, "weights.offline", what.address().getHost());
            default ->
                Problem.causedBy(
                        e, "weights.fetch-broken", what.file(), what.address().getHost(), words(e));
        };
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /// The server answered, but not with the file.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("status " + status);
            this.status = status;
        }
    }

    /// One file being asked for, as often as it takes.
    private final class Asking {
        private final HttpClient client;
        private final NamedModel what;
        private final Path target;
        private final PartFile part;
        private final Cancel cancel;
        private final Progress progress;
        private boolean answered;

        Asking(HttpClient client, NamedModel what, Path target, PartFile part, Cancel cancel, Progress progress) {
            this.client = client;
            this.what = what;
            this.target = target;
            this.part = part;
            this.cancel = cancel;
            this.progress = progress;
        }

        /// Asks for what is missing and takes it in; returns when all of it is there.
        void once() throws IOException, InterruptedException {
            if (part.length() > 0 && what.bytes().equals(OptionalLong.of(part.length()))) {
                return; // it was whole when the program ended before the check
            }
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = send();
            answered = true;
            try (var arrival = new Arrival()) {
                answer.body().subscribe(arrival);
                switch (answer.statusCode()) {
                    case 200 -> {
                        part.restart(version(answer));
                        take(arrival, answer.headers().firstValueAsLong("Content-Length"));
                    }
                    case 206 -> {
                        Matcher range = range(answer);
                        if (range.group(1) == null || Long.parseLong(range.group(1)) != part.length()) {
                            part.restart(Optional.empty());
                            throw new IOException("the server sent another part than it was asked for");
                        }
                        take(arrival, total(range));
                    }
                    case 416 -> {
                        OptionalLong total = total(range(answer));
                        if (!total.equals(OptionalLong.of(part.length()))) {
                            part.restart(Optional.empty());
                            throw new IOException("the server has less than is here");
                        }
                    }
                    case 408, 425, 429, 500, 502, 503, 504 -> throw new Refused(answer.statusCode());
                    default -> throw problem(new Refused(answer.statusCode()), what);
                }
            }
        }

        private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send() throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(what.address())
                    .timeout(ANSWER)
                    .header("User-Agent", "maskwright")
                    .GET();
            if (part.length() > 0) {
                request.header("Range", "bytes=" + part.length() + "-");
                part.version().ifPresent(v -> request.header("If-Range", v));
            }
            var answer = client.sendAsync(request.build(), BodyHandlers.ofPublisher());
            while (true) {
                try {
                    cancel.check();
                    return answer.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    // the token is looked at again
                } catch (ExecutionException e) {
                    throw cause(e);
                } finally {
                    giveUpUnless(answer);
                }
            }
        }

        private void giveUpUnless(CompletableFuture<?> answer) {
            if (cancel.isCancelled()) {
                answer.cancel(true);
                client.shutdownNow();
            }
        }

        private static IOException cause(ExecutionException e) {
            return switch (e.getCause()) {
                case HttpTimeoutException slow ->
                    new IOException("no answer within " + ANSWER.toSeconds() + " s", slow);
                case IOException io -> io;
                case null, default -> throw new IllegalStateException(e);
            };
        }

        /// A mark by which a later request can say which version it has the beginning of; a weak one does not do.
        private static Optional<String> version(HttpResponse<?> answer) {
            return answer.headers()
                    .firstValue("ETag")
                    .filter(tag -> tag.startsWith("\""))
                    .or(() -> answer.headers().firstValue("Last-Modified"));
        }

        private static Matcher range(HttpResponse<?> answer) throws IOException {
            Matcher range =
                    RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
            if (!range.matches()) {
                throw new IOException("the server did not say which part it sent");
            }
            return range;
        }

        private static OptionalLong total(Matcher range) {
            return range.group(2).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(2)));
        }

        private void take(Arrival arrival, OptionalLong said) throws IOException, InterruptedException {
            if (said.isPresent() && what.bytes().isPresent() && !said.equals(what.bytes())) {
                part.restart(Optional.empty());
                throw new Problem(
                        "weights.fetch-other",
                        what.file(),
                        what.address().getHost(),
                        said.getAsLong(),
                        what.bytes().getAsLong());
            }
            long total = said.orElse(what.bytes().orElse(-1));
            needRoom(target, Math.max(0, total - part.length()));
            progress.at(part.length(), total);
            for (var piece = arrival.next(cancel); !piece.isEmpty(); piece = arrival.next(cancel)) {
                for (ByteBuffer bytes : piece) {
                    if (total >= 0 && part.length() + bytes.remaining() > total) {
                        part.restart(Optional.empty());
                        throw new IOException("more came than was announced");
                    }
                    if (total < 0) {
                        needRoom(target, bytes.remaining());
                    }
                    part.write(bytes);
                }
                progress.at(part.length(), total);
            }
            if (part.length() < total) {
                throw new IOException("the connection ended after " + part.length() + " of " + total + " bytes");
            }
        }
    }
}
