package org.maskwright.auto;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.TrackId;

class MarkersTest {
    @Test
    void eachMarkerIsAClickAtItsDeepestPoint() {
        int[] ids = LabelImages.paint(
                32, 32, java.util.Map.of(5, Mask.of(2, 2, 7, 7, i -> true), 900, Mask.of(20, 20, 3, 9, i -> true)));
        var clicks = Markers.clicks(32, 32, ids);
        assertThat(clicks)
                .containsEntry(new TrackId(5), new Prompt.Click(5, 5, true))
                .hasSize(2);
        assertThat(requireNonNull(clicks.get(new TrackId(900))).x()).isEqualTo(21);
    }
}
