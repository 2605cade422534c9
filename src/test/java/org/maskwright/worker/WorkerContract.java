package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.worker.Request.Predict.Kind;

/// What every worker keeps to: the session, and the fake that tests of the window use.
abstract class WorkerContract {
    static final int SIDE = 64;

    final Replies replies = new Replies();

    @SuppressWarnings("NullAway.Init")
    Worker worker;

    /// A worker whose replies go to [#replies], and a weights file that it can load.
    abstract Worker open();

    abstract Path weights();

    @BeforeEach
    void begin() {
        worker = open();
    }

    @AfterEach
    void end() {
        worker.close();
    }

    static Pictures pictures(int frames) {
        return new Pictures(frames, WorkerContract::picture, f -> Contrast.NONE, Pictures.ALL);
    }

    static Raster picture(int frame) {
        byte[] grey = new byte[SIDE * SIDE];
        new Random(frame).nextBytes(grey);
        grey[0] = (byte) frame;
        return Raster.ofBytes(SIDE, SIDE, 1, grey);
    }

    static Request.Predict click(int frame, int object, double x, double y) {
        return new Request.Predict(Kind.CLICK, frame, 7, object, List.of(new Prompt.Click(x, y, true)), null);
    }

    static Request.Predict hover(int frame, double x, double y) {
        return new Request.Predict(Kind.HOVER, frame, 7, 0, List.of(new Prompt.Click(x, y, true)), null);
    }

    void ready(int frames) {
        worker.submit(new Request.Load(weights()));
        worker.submit(new Request.Open(pictures(frames)));
    }

    @Test
    void aSearchEndsWithItsProposals() {
        ready(2);
        Ticket ticket = worker.submit(new Request.Propose(1));

        var reply = replies.of(ticket, Reply.Proposed.class);

        assertThat(ticket.frame()).isEqualTo(1);
        assertThat(reply.model()).isNotEmpty();
        assertThat(reply.found()).extracting(p -> -p.confidence()).isSorted();
    }

    @Test
    void aClickIsAnsweredWithMasksBestFirst() {
        ready(1);
        Ticket ticket = worker.submit(click(0, 3, 20, 30));

        var reply = replies.of(ticket, Reply.Predicted.class);

        assertThat(reply.object()).isEqualTo(3);
        assertThat(reply.kind()).isEqualTo(Kind.CLICK);
        assertThat(ticket.frame()).isZero();
        assertThat(ticket.revision()).isEqualTo(7);
        assertThat(reply.candidates())
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> Float.compare(b.predictedIou(), a.predictedIou()));
    }

    @Test
    void questionsAboutObjectsAreAnsweredInOrder() {
        ready(2);
        var questions =
                List.<List<Prompt>>of(List.of(new Prompt.Click(20, 30, true)), List.of(new Prompt.Box(30, 30, 40, 40)));
        Ticket ticket = worker.submit(new Request.Examine(1, questions, Request.Examine.By.MODEL, false));

        var reply = replies.of(ticket, Reply.Examined.class);

        assertThat(ticket.frame()).isEqualTo(1);
        assertThat(reply.model()).isNotEmpty();
        assertThat(reply.answers()).hasSize(2).allSatisfy(a -> assertThat(a).isNotEmpty());
    }

    @Test
    void withoutAnotherVersionItsAnswersAreNone() {
        ready(1);
        Ticket ticket = worker.submit(new Request.Examine(
                0, List.of(List.of(new Prompt.Click(20, 30, true))), Request.Examine.By.OTHER, true));

        var reply = replies.of(ticket, Reply.Examined.class);

        assertThat(reply.answers()).isEmpty();
        assertThat(reply.model()).isEmpty();
    }

    @Test
    void whatComesBeforeTheModelWaitsForIt() {
        worker.submit(new Request.Open(pictures(2)));
        Ticket shown = worker.submit(new Request.Encode(0));
        Ticket clicked = worker.submit(click(0, 1, 10, 10));
        Ticket loaded = worker.submit(new Request.Load(weights()));

        replies.of(loaded, Reply.Ready.class);
        replies.of(shown, Reply.Encoded.class);
        replies.of(clicked, Reply.Predicted.class);
    }

    @Test
    void openAndCloseAreSaidToBeDone() {
        replies.of(worker.submit(new Request.Open(pictures(1))), Reply.Finished.class);
        replies.of(worker.submit(new Request.Close()), Reply.Finished.class);
    }

    @Test
    void everyTicketHasOneLastWordAndTheNewestWins() {
        ready(5);
        var random = new Random(11);
        var tickets = new ArrayList<Ticket>();
        var requests = new ArrayList<Request>();
        for (int i = 0; i < 120; i++) {
            int frame = random.nextInt(3);
            int x = random.nextInt(SIDE);
            Request request = switch (random.nextInt(5)) {
                case 0 -> new Request.Encode(frame);
                case 1, 2 -> hover(frame, x, x);
                default -> click(frame, 1 + random.nextInt(3), x, x);
            };
            requests.add(request);
            tickets.add(worker.submit(request));
        }

        for (int i = 0; i < tickets.size(); i++) {
            Reply reply = replies.of(tickets.get(i));
            if (isTheLastOfItsKind(requests, i)) {
                assertThat(reply).isNotInstanceOf(Reply.Dropped.class);
            }
            assertThat(reply).isNotInstanceOf(Reply.Failed.class);
        }
    }

    private static boolean isTheLastOfItsKind(List<Request> requests, int at) {
        List<Request> later = requests.subList(at + 1, requests.size());
        return switch (requests.get(at)) {
            case Request.Encode _ -> later.stream().noneMatch(Request.Encode.class::isInstance);
            case Request.Predict p when p.kind() == Kind.HOVER -> later.isEmpty();
            case Request.Predict p ->
                later.stream()
                        .noneMatch(r ->
                                r instanceof Request.Predict q && q.kind() == Kind.CLICK && q.object() == p.object());
            default -> true;
        };
    }

    @Test
    void aPictureThatCannotBeReadIsSaidInWords() {
        worker.submit(new Request.Load(weights()));
        worker.submit(new Request.Open(new Pictures(
                1,
                f -> {
                    throw new Problem("worker.memory");
                },
                f -> Contrast.NONE,
                Pictures.ALL)));

        Ticket ticket = worker.submit(new Request.Encode(0));

        assertThat(replies.of(ticket, Reply.Failed.class).problem().code()).isEqualTo("worker.memory");
    }

    @Test
    void wrongCallsAreRefusedAtOnce() {
        assertThatIllegalStateException().isThrownBy(() -> worker.submit(new Request.Encode(0)));
        ready(2);
        assertThatIllegalArgumentException().isThrownBy(() -> worker.submit(new Request.Encode(2)));
        worker.close();
        assertThatIllegalStateException().isThrownBy(() -> worker.submit(new Request.Close()));
    }

    @Test
    void closingAnswersWhatWasOpen() {
        worker.submit(new Request.Open(pictures(1)));
        Ticket waiting = worker.submit(click(0, 1, 5, 5));

        worker.close();

        replies.of(waiting, Reply.Dropped.class);
    }

    @Test
    void aCancelledRequestIsDropped() {
        worker.submit(new Request.Open(pictures(1)));
        Ticket waiting = worker.submit(click(0, 1, 5, 5));

        worker.cancel(waiting);

        replies.of(waiting, Reply.Dropped.class);
        worker.cancel(waiting);
    }
}
