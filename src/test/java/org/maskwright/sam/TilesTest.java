package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Region;
import org.maskwright.label.Prompt;

/// Tiles cover a large frame and overlap, and prompts find theirs.
class TilesTest {
    @Test
    void aFrameThatFitsHasNoTiles() {
        assertThat(Tiles.of(1024, 683).regions()).isEmpty();
        assertThat(Tiles.of(1024, 683).around(List.of(new Prompt.Click(5, 5, true))))
                .isEmpty();
    }

    @Test
    void everyObjectOfAQuarterOfATileLiesWholeInOne() {
        Tiles tiles = Tiles.of(2500, 1700);
        for (int y = 0; y + 256 <= 1700; y += 61) {
            for (int x = 0; x + 256 <= 2500; x += 61) {
                Region object = new Region(x, y, 256, 256);
                assertThat(tiles.regions()).anyMatch(t -> t.intersect(object).equals(object));
            }
        }
        assertThat(tiles.regions()).allMatch(t -> t.right() <= 2500 && t.bottom() <= 1700);
    }

    @Test
    void narrowFramesHaveNarrowTiles() {
        assertThat(Tiles.of(3000, 400).regions()).allMatch(t -> t.height() == 400 && t.width() == 1024);
    }

    @Test
    void promptsGoToTheTileAroundThemAndLargeBoxesToTheWholeFrame() {
        Tiles tiles = Tiles.of(2048, 2048);
        int number = tiles.around(List.of(new Prompt.Click(2000, 30, true), new Prompt.Click(10, 2000, false)))
                .orElseThrow();
        assertThat(tiles.regions().get(number).contains(2000, 30)).isTrue();
        assertThat(tiles.around(List.of(new Prompt.Box(100, 100, 1900, 300)))).isEmpty();
    }

    @Test
    void placesKeepTheReferencesRounding() {
        Place place = Place.of(Region.of(768, 512));
        assertThat(place.columns()).isEqualTo(1024);
        assertThat(place.rows()).isEqualTo(683);
        assertThat(place.toNetworkY(256)).isEqualTo(256 * 683 / 512.0);
        assertThat(place.across().end()).isCloseTo(767.5, org.assertj.core.data.Offset.offset(1e-9));
    }
}
