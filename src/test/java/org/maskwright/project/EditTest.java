package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.label.Instance;

class EditTest {
    private static final Plane PLANE = Plane.of(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anEditThenItsInverseChangesNothing(long seed) {
        var edits = new RandomEdits(seed);
        Project p = RandomEdits.project(3);
        for (int i = 0; i < 300; i++) {
            Edit e = edits.next(p);
            Project after = p.apply(e);
            assertThat(after.apply(e.inverse())).isEqualTo(p);
            assertThat(e.inverse().inverse()).isEqualTo(e);
            p = after;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void bytesHoldAnEditExactly(long seed) throws StoreFailure {
        var edits = new RandomEdits(seed);
        Project p = RandomEdits.project(3);
        for (int i = 0; i < 300; i++) {
            Edit e = edits.next(p);
            assertThat(Decoder.decode(Encoder.encode(e), Decoder::edit)).isEqualTo(e);
            p = p.apply(e);
        }
    }

    @Test
    void anyBytesAreDecodedOrRefused() {
        var random = new Random(10);
        var edits = new RandomEdits(10);
        Project p = RandomEdits.project(1);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = Encoder.encode(edits.next(p));
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Decoder.decode(bytes, Decoder::edit);
            } catch (StoreFailure refused) {
                assertThat(refused.why()).isEqualTo(StoreFailure.Why.DAMAGED);
            }
        }
    }

    @Test
    void countsBeyondTheBytesAreRefused() {
        byte[] bytes =
                new Encoder().number(9).number(0).number(Integer.MAX_VALUE).bytes();
        assertThatExceptionOfType(StoreFailure.class).isThrownBy(() -> Decoder.decode(bytes, Decoder::edit));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Instance a = RandomEdits.square(1, 2, 2, 4);
        Instance b = RandomEdits.square(1, 9, 9, 4);
        Project with = RandomEdits.project(1).apply(new Edit.Add(PLANE, a));
        for (Edit e : List.<Edit>of(
                new Edit.Add(PLANE, b),
                new Edit.Remove(PLANE, b),
                new Edit.Replace(PLANE, b, a),
                new Edit.SetComplete(0, false),
                new Edit.SetComplete(5, true),
                new Edit.Add(new Plane(1, 0), b),
                new Edit.Add(PLANE, RandomEdits.square(2, 62, 2, 4)),
                new Edit.Assign(PLANE, b.id(), b.track(), 17, b.track(), 3))) {
            assertThatIllegalArgumentException().as(e.toString()).isThrownBy(() -> with.apply(e));
        }
    }
}
