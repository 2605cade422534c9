package org.maskwright.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Candidates;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.Precision;
import org.maskwright.sam.Proposal;

/// A worker without threads and tensors for tests of the window: answers while it is asked, with
/// discs of radius 10, 6 and 15 around the mean of the positive prompts. [#hold()] makes it collect
/// requests until [#release()], to test what happens while an answer is on its way. It obeys the
/// same contract as the session (WorkerContract).
public final class FakeWorker implements Worker {
    private final Executor executor;
    private final Consumer<Reply> listener;
    private final List<Pending> open = new ArrayList<>();
    private @Nullable Pictures pictures;
    private ModelInfo model = new ModelInfo("fake", "m0", "e0", "d0", 1, "fake", Precision.SINGLE);
    private DeviceReport device = new DeviceReport(DeviceReport.Kind.NO_DRIVER, 2);
    private String other = "";
    private boolean loaded;
    private boolean held;
    private boolean closed;
    private long sequence;

    public FakeWorker(Executor executor, Consumer<Reply> listener) {
        this.executor = executor;
        this.listener = listener;
    }

    /// Pretends to run on a machine like this.
    public FakeWorker on(DeviceReport machine) {
        device = machine;
        return this;
    }

    /// Answers nothing until [#release()].
    public void hold() {
        held = true;
    }

    /// Sees at a glance what waits: the disc of radius 6.
    public void glimpse() {
        for (Pending p : open) {
            if (p.request instanceof Request.Predict r) {
                say(new Reply.Glimpsed(
                        p.ticket, discs(r.prompts(), raster(r.frame())).get(1)));
            }
        }
    }

    /// Answers everything that waits, in order.
    public void release() {
        held = false;
        answer();
    }

    @Override
    public Ticket submit(Request request) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        switch (request) {
            case Request.Encode e -> inside(e.frame());
            case Request.Predict p -> inside(p.frame());
            case Request.Propose p -> inside(p.frame());
            case Request.Examine e -> inside(e.frame());
            default -> {}
        }
        Ticket ticket = Pending.ticket(++sequence, request);
        for (Pending other : List.copyOf(open)) {
            if (other.yieldsTo(request)) {
                cancel(other.ticket);
            }
        }
        switch (request) {
            case Request.Open o -> pictures = o.pictures();
            case Request.Close _ -> pictures = null;
            case Request.Load _ -> loaded = true;
            case Request.Swap _ ->
                model = new ModelInfo("fake", "m" + sequence, "e0", "d" + sequence, 1, "fake", Precision.SINGLE);
            case Request.Compare c -> other = c.weights().isEmpty() ? "" : c.name();
            case Request.Encode _,
                    Request.Predict _,
                    Request.Propose _,
                    Request.Examine _,
                    Request.Train _,
                    Request.Test _ -> {}
        }
        open.add(new Pending(ticket, request));
        answer();
        return ticket;
    }

    @Override
    public void cancel(Ticket ticket) {
        if (open.removeIf(p -> p.ticket.equals(ticket))) {
            say(new Reply.Dropped(ticket));
        }
    }

    @Override
    public void holdTraining(boolean held) {}

    @Override
    public void close() {
        closed = true;
        List.copyOf(open).forEach(p -> cancel(p.ticket));
    }

    private void inside(int frame) {
        if (pictures == null) {
            throw new IllegalStateException("no sequence is open");
        }
        if (frame < 0 || frame >= pictures.frames()) {
            throw new IllegalArgumentException("frame " + frame);
        }
    }

    private void answer() {
        for (var next = next(); next.isPresent(); next = next()) {
            Pending p = next.get();
            open.remove(p);
            try {
                say(reply(p));
            } catch (Problem problem) {
                say(new Reply.Failed(p.ticket, problem));
            }
        }
    }

    private Optional<Pending> next() {
        return held ? Optional.empty() : open.stream().filter(this::mayAnswer).findFirst();
    }

    private boolean mayAnswer(Pending p) {
        return loaded
                || !(p.request instanceof Request.Encode
                        || p.request instanceof Request.Predict
                        || p.request instanceof Request.Examine
                        || p.request instanceof Request.Propose);
    }

    private Reply reply(Pending p) {
        return switch (p.request) {
            case Request.Load load -> {
                String name = String.valueOf(load.weights().getFileName()).replaceFirst("\\.\\w+$", "");
                model = new ModelInfo(
                        name.equals("any") ? "fake" : name, "m0", "e-" + name, "d0", 1, "fake", Precision.SINGLE);
                yield new Reply.Ready(p.ticket, model, device);
            }
            case Request.Swap _ -> new Reply.Ready(p.ticket, model, device);
            case Request.Test _ ->
                new Reply.Tested(p.ticket, new SelfTest(device, 310, 31, 1, SelfTest.Against.KEPT, 12_000_000, 812));
            case Request.Open _, Request.Compare _, Request.Close _ -> new Reply.Finished(p.ticket);
            case Request.Examine e -> examined(p.ticket, e);
            case Request.Train train -> {
                train.training().close();
                yield new Reply.Finished(p.ticket);
            }
            case Request.Encode e -> {
                raster(e.frame());
                yield new Reply.Encoded(p.ticket, Reply.Encoded.Source.COMPUTED, 1);
            }
            case Request.Propose r -> new Reply.Proposed(p.ticket, proposals(raster(r.frame())), model.modelHash(), 1);
            case Request.Predict r ->
                new Reply.Predicted(p.ticket, r.kind(), r.object(), discs(r.prompts(), raster(r.frame())), 1);
        };
    }

    /// The other version sees everything two pixels farther to the right.
    private Reply examined(Ticket ticket, Request.Examine e) {
        boolean second = e.by() == Request.Examine.By.OTHER;
        if (second && other.isEmpty()) {
            return new Reply.Examined(ticket, e.by(), List.of(), "");
        }
        Raster raster = raster(e.frame());
        var answers = e.questions().stream()
                .map(q -> discs(q, raster, second ? 2 : 0))
                .toList();
        return new Reply.Examined(ticket, e.by(), answers, second ? other : model.modelHash());
    }

    private Raster raster(int frame) {
        if (pictures == null) {
            throw new IllegalStateException("no sequence is open");
        }
        return pictures.seen(frame);
    }

    /// Three discs in a row, less confident from left to right, and the first one again.
    static List<Proposal> proposals(Raster raster) {
        int w = raster.width();
        int h = raster.height();
        return List.of(
                proposal(w / 4.0, h / 2.0, 10, w, h, 0.95f),
                proposal(w / 4.0, h / 2.0, 9, w, h, 0.9f),
                proposal(w / 2.0, h / 2.0, 10, w, h, 0.8f),
                proposal(3 * w / 4.0, h / 2.0, 10, w, h, 0.6f));
    }

    private static Proposal proposal(double x, double y, double radius, int w, int h, float confidence) {
        Candidate c = Candidates.disc(x, y, radius, w, h, confidence);
        return new Proposal(c.mask(), confidence, confidence, 1, List.of(new Prompt.Click(x, y, true)));
    }

    static List<Candidate> discs(List<Prompt> prompts, Raster raster) {
        return discs(prompts, raster, 0);
    }

    static List<Candidate> discs(List<Prompt> prompts, Raster raster, double shift) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Click c
                when c.positive() -> {
                    xs.add(c.x());
                    ys.add(c.y());
                }
                case Prompt.Click _ -> {}
                case Prompt.Box b -> {
                    xs.add((b.x0() + b.x1()) / 2);
                    ys.add((b.y0() + b.y1()) / 2);
                }
                case Prompt.Scribble s -> {
                    xs.add(s.xy().get(0));
                    ys.add(s.xy().get(1));
                }
            }
        }
        double x = shift + xs.stream().mapToDouble(v -> v).average().orElse(0);
        double y = ys.stream().mapToDouble(v -> v).average().orElse(0);
        int w = raster.width();
        int h = raster.height();
        return List.of(
                Candidates.disc(x, y, 10, w, h, 0.9f),
                Candidates.disc(x, y, 6, w, h, 0.8f),
                Candidates.disc(x, y, 15, w, h, 0.7f));
    }

    private void say(Reply reply) {
        executor.execute(() -> listener.accept(reply));
    }
}
