package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Contrast;
import org.maskwright.weights.Tensor;

class DiskCacheTest {
    private static final CacheKey KEY = new CacheKey("0123", Contrast.NONE, "89abcdef0123456789");

    @TempDir
    Path temp;

    private static SequencedMap<String, Tensor> embedding() {
        return new LinkedHashMap<>(Map.of("p3", Tensor.of(new float[] {1, 2}, 2)));
    }

    @Test
    void clearLeavesNothingAndTheModelKeepsItsName() {
        Path folder = temp.resolve("cache");
        var cache = new DiskCache(folder, 1 << 20);
        cache.name(KEY.encoder(), "mine");
        cache.store(KEY, embedding());
        assertThat(cache.contents().byModel()).isEqualTo(Map.of("mine", 1));

        cache.clear();
        assertThat(folder).isEmptyDirectory();

        cache.store(KEY, embedding());
        assertThat(new DiskCache(folder, 1 << 20).contents().byModel())
                .as("read by the next session")
                .isEqualTo(Map.of("mine", 1));
    }
}
