package org.maskwright.worker;

import org.jspecify.annotations.Nullable;

/// A request that has not had its last word. Guarded by the session's monitor.
final class Pending {
    final Ticket ticket;
    final Request request;
    private final long since = System.nanoTime();
    private Lane.@Nullable Task task;
    private @Nullable Frames frames;
    private Frames.@Nullable Waiter waiter;
    private boolean begun;

    /// Which of the session's models was in place when it came, counted from 0.
    final int model;

    Pending(Ticket ticket, Request request) {
        this(ticket, request, 0);
    }

    Pending(Ticket ticket, Request request, int model) {
        this.ticket = ticket;
        this.request = request;
        this.model = model;
    }

    static Ticket ticket(long sequence, Request request) {
        return switch (request) {
            case Request.Encode e -> new Ticket(sequence, e.frame(), 0);
            case Request.Predict p -> new Ticket(sequence, p.frame(), p.revision());
            case Request.Propose p -> new Ticket(sequence, p.frame(), 0);
            case Request.Examine e -> new Ticket(sequence, e.frame(), 0);
            case Request.Load _,
                    Request.Open _,
                    Request.Compare _,
                    Request.Train _,
                    Request.Swap _,
                    Request.Test _,
                    Request.Close _ -> new Ticket(sequence, -1, 0);
        };
    }

    double millis() {
        return (System.nanoTime() - since) / 1e6;
    }

    void runsAs(Lane.Task now) {
        task = now;
    }

    /// The network is being asked.
    void begins() {
        begun = true;
    }

    void waitsFor(Frames of, Frames.Waiter as) {
        frames = of;
        waiter = as;
    }

    /// Takes it back from wherever it waits or runs.
    void stop() {
        if (task != null) {
            task.cancel();
        }
        if (frames != null && waiter != null) {
            frames.release(waiter);
        }
    }

    /// Whether a newcomer takes this one's place: the newest hover wins, a click supersedes the same
    /// object's, and what belongs to a frame or a sequence goes with it. A hover that is being answered is
    /// answered, or a pointer that moves faster than that would see no preview until it rests.
    boolean yieldsTo(Request newcomer) {
        return switch (newcomer) {
            case Request.Predict p when p.kind() == Request.Predict.Kind.HOVER -> isHover() && !begun;
            // The preview is about to be overtaken by the mask itself, unless that is what is being made.
            case Request.Predict p ->
                request instanceof Request.Predict mine
                        && (isHover() ? !(begun && mine.asksLike(p)) : mine.object() == p.object());
            case Request.Encode e -> request instanceof Request.Encode || (isHover() && ticket.frame() != e.frame());
            case Request.Propose s -> request instanceof Request.Propose mine && mine.frame() == s.frame();
            case Request.Examine e -> request instanceof Request.Examine mine && mine.now() == e.now();
            case Request.Compare _ -> request instanceof Request.Compare;
            case Request.Load _ -> request instanceof Request.Load || request instanceof Request.Swap;
            case Request.Open _, Request.Close _ ->
                switch (request) {
                    case Request.Encode _, Request.Predict _, Request.Propose _, Request.Examine _, Request.Train _ ->
                        true;
                    case Request.Load _,
                            Request.Open _,
                            Request.Compare _,
                            Request.Swap _,
                            Request.Test _,
                            Request.Close _ -> false;
                };
            case Request.Test _ -> request instanceof Request.Test;
            case Request.Swap _ -> request instanceof Request.Swap;
            case Request.Train _ -> false;
        };
    }

    /// Whether this is a click to which the answer of that one is the answer.
    boolean isClickLike(Pending other) {
        return request instanceof Request.Predict mine
                && other.request instanceof Request.Predict p
                && mine.kind() == Request.Predict.Kind.CLICK
                && mine.asksLike(p);
    }

    private boolean isHover() {
        return request instanceof Request.Predict p && p.kind() == Request.Predict.Kind.HOVER;
    }
}
