package org.maskwright.worker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.maskwright.sam.NativeMemory;

/// Embeddings in memory, the least recently used closed first once they hold more bytes than the
/// limit. Tensor thread only. The one that was put or found last is never closed by [#put].
final class EmbeddingCache {
    /// So many embeddings leave before the gaps between those that stay are given back: each time would cost every
    /// frame a tenth more.
    private static final int GAPS = 16;

    private final long limit;
    private final Map<CacheKey, Network.Features> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private int gaps;

    EmbeddingCache(long limitBytes) {
        limit = limitBytes;
    }

    Optional<Network.Features> find(CacheKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    boolean holds(CacheKey key) {
        return byKey.containsKey(key);
    }

    void put(CacheKey key, Network.Features features) {
        Network.Features former = byKey.put(key, features);
        if (former != null && former != features) {
            former.close();
        }
        long bytes = bytes();
        for (Iterator<Network.Features> oldest = byKey.values().iterator(); bytes > limit && byKey.size() > 1; ) {
            Network.Features out = oldest.next();
            bytes -= out.bytes();
            oldest.remove();
            out.close();
            gaps++;
        }
        if (gaps >= GAPS) {
            giveBack();
        }
    }

    /// Whether that many embeddings like the last one fit beside each other.
    boolean hasRoomFor(int embeddings) {
        return byKey.isEmpty() || bytes() / byKey.size() * embeddings <= limit;
    }

    void clear() {
        byKey.values().forEach(Network.Features::close);
        byKey.clear();
        giveBack();
    }

    private void giveBack() {
        NativeMemory.giveBack();
        gaps = 0;
    }

    /// Of native memory.
    long bytes() {
        return byKey.values().stream().mapToLong(Network.Features::bytes).sum();
    }
}
