package org.maskwright.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;

/// The body of an answer, piece by piece, for a thread that must be able to stop: a stream would block it for as long
/// as the server says nothing.
final class Arrival implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Piece(
            List<ByteBuffer> bytes, boolean last, @Nullable Throwable broken) {}

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    /// The next piece; empty at the end.
    ///
    /// @throws IOException when the connection broke, or nothing came for a minute
    List<ByteBuffer> next(Cancel cancel) throws IOException, InterruptedException {
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += GLANCE.toMillis()) {
            cancel.check();
            Piece piece = pieces.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            if (piece != null && piece.broken() != null) {
                throw new IOException(String.valueOf(piece.broken().getMessage()), piece.broken());
            } else if (piece != null) {
                if (!piece.last()) {
                    Objects.requireNonNull(subscription).request(1);
                }
                return piece.bytes();
            }
        }
        throw new IOException("nothing came for " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
        to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, false, null));
    }

    @Override
    public void onError(Throwable broken) {
        pieces.add(new Piece(List.of(), true, broken));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, null));
    }

    /// Lets the connection go.
    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
