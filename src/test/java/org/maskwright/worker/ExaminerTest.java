package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maskwright.worker.WorkerContract.click;
import static org.maskwright.worker.WorkerContract.pictures;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Request.Examine.By;

/// The manners of questions about objects that are there already: they wait, and another version may answer them.
class ExaminerTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Replies replies = new Replies();
    private final Session session =
            new Session(Lane.bare(), network::load, 3 * FakeNetwork.BYTES, Optional.empty(), Runnable::run, replies);

    @AfterEach
    void close() {
        session.close();
    }

    private void ready() {
        session.submit(new Request.Load(Path.of("any")));
        session.submit(new Request.Open(pictures(9)));
        replies.of(session.submit(new Request.Encode(0)), Reply.Encoded.class);
    }

    private static Request.Examine examine(int frame, By by) {
        List<Prompt> question = List.of(new Prompt.Click(20, 20, true));
        return new Request.Examine(frame, List.of(question, question, question), by, false);
    }

    private static Request.Compare compare(String... names) {
        var weights = new LinkedHashMap<String, Tensor>();
        for (String name : names) {
            weights.put(name, Tensor.of(new float[] {1}, 1));
        }
        return new Request.Compare("round 1", weights);
    }

    @Test
    void aClickComesBeforeTheNextQuestion() throws InterruptedException {
        ready();
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        network.predicting = cancel -> {
            network.predicting = c -> {};
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Ticket questions = session.submit(examine(0, By.MODEL));
        begun.await();
        Ticket click = session.submit(click(0, 1, 5, 5));
        go.countDown();
        replies.of(click, Reply.Predicted.class);
        var answered = replies.of(questions, Reply.Examined.class);

        assertThat(answered.answers()).hasSize(3);
        List<Reply> said = replies.all();
        assertThat(said.indexOf(answered)).isGreaterThan(said.indexOf(replies.of(click, Reply.Predicted.class)));
    }

    @Test
    void theFrameInViewStaysInMemoryWhateverIsAskedOfOthers() {
        ready();
        for (int frame = 3; frame < 9; frame++) {
            replies.of(session.submit(examine(frame, By.MODEL)), Reply.Examined.class);
        }
        network.log.clear();

        replies.of(session.submit(click(0, 1, 5, 5)), Reply.Predicted.class);

        assertThat(network.log).doesNotContain("encode 0");
    }

    @Test
    void anotherVersionAnswersFromTheSameEmbeddings() {
        ready();
        replies.of(session.submit(compare("mask_decoder.a")), Reply.Finished.class);
        network.log.clear();

        var mine = replies.of(session.submit(examine(0, By.MODEL)), Reply.Examined.class);
        var others = replies.of(session.submit(examine(0, By.OTHER)), Reply.Examined.class);

        assertThat(others.model()).isEqualTo("round 1");
        assertThat(others.answers().getFirst().getFirst().mask())
                .isEqualTo(mine.answers().getFirst().getFirst().mask().translate(2, 0));
        assertThat(network.log).doesNotContain("encode 0");
    }

    @Test
    void aVersionWithAnEncoderOfItsOwnMakesItsOwnEmbeddings() {
        ready();
        replies.of(session.submit(compare("image_encoder.own", "mask_decoder.a")), Reply.Finished.class);

        var others = replies.of(session.submit(examine(4, By.OTHER)), Reply.Examined.class);
        var again = replies.of(session.submit(examine(4, By.OTHER)), Reply.Examined.class);

        assertThat(others.answers()).hasSize(3);
        assertThat(again.answers().getLast().getFirst().mask())
                .isEqualTo(others.answers().getFirst().getFirst().mask());
        assertThat(network.log).doesNotContain("encode 4");
    }

    @Test
    void theOtherVersionGoesWithTheModelAndWhenNoneIsWanted() {
        ready();
        replies.of(session.submit(compare("mask_decoder.a")), Reply.Finished.class);
        replies.of(session.submit(compare()), Reply.Finished.class);
        assertThat(replies.of(session.submit(examine(0, By.OTHER)), Reply.Examined.class)
                        .answers())
                .isEmpty();
        replies.of(session.submit(compare("mask_decoder.a")), Reply.Finished.class);
        replies.of(session.submit(new Request.Load(Path.of("other"))), Reply.Ready.class);

        assertThat(network.log).filteredOn("close beside"::equals).hasSize(2);
        assertThat(replies.of(session.submit(examine(0, By.OTHER)), Reply.Examined.class)
                        .answers())
                .isEmpty();
    }
}
