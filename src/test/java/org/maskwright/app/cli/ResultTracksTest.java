package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.maskwright.auto.Placing;
import org.maskwright.label.Mask;
import org.maskwright.label.Track;
import org.maskwright.label.TrackId;
import org.maskwright.sam.Proposal;

class ResultTracksTest {
    private static final Mask DOT = Mask.of(1, 1, i -> true);

    private static List<Placing.Item> items(int... tracks) {
        return IntStream.of(tracks).mapToObj(t -> item(new TrackId(t))).toList();
    }

    private static Placing.Item item(@Nullable TrackId track) {
        return new Placing.Item(new Proposal(DOT, 1, 1, 1, List.of()), track);
    }

    @Test
    void withoutTracksEachObjectLivesOneFrame() {
        var tracks = new ResultTracks(List.of());
        assertThat(tracks.numbered(0, List.of(item(null), item(null)))).containsOnlyKeys(1, 2);
        assertThat(tracks.numbered(1, List.of(item(null)))).containsOnlyKeys(3);
        assertThat(tracks.tracks())
                .containsExactly(new Track(1, 0, 0, 0), new Track(2, 0, 0, 0), new Track(3, 1, 1, 0));
    }

    @Test
    void aTrackGoesOnAfterAGapUnderAnotherLabel() {
        var tracks = new ResultTracks(List.of());
        tracks.numbered(0, items(1, 5));
        tracks.numbered(1, items(5));
        assertThat(tracks.numbered(2, items(1, 5))).containsOnlyKeys(5, 6);
        assertThat(tracks.numbered(3, items(1))).containsOnlyKeys(6);
        assertThat(tracks.tracks())
                .containsExactly(new Track(1, 0, 0, 0), new Track(5, 0, 2, 0), new Track(6, 2, 3, 1));
    }

    @Test
    void childrenKeepTheirParentWhereItWasFound() {
        var tracks = new ResultTracks(
                List.of(new Track(1, 0, 0, 0), new Track(2, 1, 1, 1), new Track(3, 1, 1, 1), new Track(4, 1, 1, 9)));
        tracks.numbered(0, items(1));
        tracks.numbered(1, items(2, 3, 4));
        assertThat(tracks.tracks())
                .containsExactly(
                        new Track(1, 0, 0, 0), new Track(2, 1, 1, 1), new Track(3, 1, 1, 1), new Track(4, 1, 1, 0));
    }
}
