package org.maskwright.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Resizing gives what the reference's preprocessing gives.
class ResizeTest {
    @Test
    void agreesWithTheReference() throws IOException {
        Path file = Path.of("../shared/fixtures/parity/resize.json");
        assumeTrue(Files.exists(file), "the parity fixtures are not beside the project");
        JsonNode cases = new ObjectMapper().readTree(file.toFile());
        JsonNode list = cases.isArray() ? cases : cases.elements().next();
        assertThat(list).isNotEmpty();
        for (JsonNode c : list) {
            int h = c.get("height").asInt();
            int w = c.get("width").asInt();
            int nh = c.get("new_height").asInt();
            int nw = c.get("new_width").asInt();
            byte[] out = Resize.apply(picture(w, h), w, h, 3, nw, nh);
            double sum = 0;
            for (byte b : out) {
                sum += b & 0xFF;
            }
            assertThat(sum / out.length).isCloseTo(c.get("mean").asDouble(), org.assertj.core.data.Offset.offset(0.05));
            for (int k = 0; k < c.get("value").size(); k++) {
                int index = (int) (k * 2654435761L % out.length);
                assertThat(out[index] & 0xFF)
                        .isCloseTo(c.get("value").get(k).asInt(), org.assertj.core.data.Offset.offset(1));
            }
        }
    }

    private static byte[] picture(int w, int h) {
        byte[] out = new byte[w * h * 3];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                for (int c = 0; c < 3; c++) {
                    int p = ((x * (3 + c) + y * (5 - c)) >> 3) & 127;
                    int dx = x - w / 2;
                    int dy = y - h / 2;
                    if (dx * dx + dy * dy < (h / 4) * (h / 4)) {
                        p += 60 + 20 * c;
                    }
                    out[(y * w + x) * 3 + c] = (byte) Math.clamp(p, 0, 255);
                }
            }
        }
        return out;
    }
}
