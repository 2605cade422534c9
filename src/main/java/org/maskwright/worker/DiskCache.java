package org.maskwright.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.maskwright.Problem;
import org.maskwright.Words;
import org.maskwright.weights.Safetensors;
import org.maskwright.weights.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Embeddings of earlier sessions in half precision, one safetensors file each, named by the hash of
/// what it depends on. The least recently used leave when all hold more bytes than the limit. A
/// damaged one is removed with a line in the log and made again. Any thread but the tensor thread.
public final class DiskCache {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
    private static final String CHECKSUM = "crc32c";
    private static final String NAME = ".name";

    private final Path folder;
    private final long limit;
    private final Map<String, String> names = new HashMap<>();

    /// What the cache holds.
    ///
    /// @param byModel frames of each model that has any, by its name
    public record Contents(int embeddings, long bytes, SequencedMap<String, Integer> byModel) {}

    private record Entry(Path file, long bytes, FileTime used) {}

    /// @param folder made when first needed; nothing else may be kept in it
    public DiskCache(Path folder, long limitBytes) {
        this.folder = folder;
        limit = limitBytes;
    }

    public synchronized Contents contents() {
        List<Entry> all = entries();
        var byModel = new LinkedHashMap<String, Integer>();
        all.forEach(e -> byModel.merge(model(e.file()), 1, Integer::sum));
        return new Contents(all.size(), all.stream().mapToLong(Entry::bytes).sum(), byModel);
    }

    /// What people call the model of an encoder; noted beside its embeddings.
    synchronized void name(String encoder, String model) {
        names.put(encoder, model);
    }

    private void note(String encoder) throws IOException {
        String model = names.get(encoder);
        Path note = folder.resolve(CacheKey.prefix(encoder) + NAME);
        if (model != null && !Files.exists(note)) {
            Files.writeString(note, model);
        }
    }

    private String model(Path file) {
        String name = String.valueOf(file.getFileName());
        String encoder = name.substring(0, Math.max(0, name.lastIndexOf('-')));
        try {
            Path note = folder.resolve(encoder + NAME);
            return Files.exists(note) ? Files.readString(note) : Words.of("worker.cache.unnamed");
        } catch (IOException unreadable) {
            return Words.of("worker.cache.unnamed");
        }
    }

    /// Removes everything in the folder.
    public synchronized void clear() {
        files(f -> true).forEach(e -> remove(e.file(), "it was cleared"));
    }

    synchronized Optional<SequencedMap<String, Tensor>> find(CacheKey key) {
        Path file = folder.resolve(key.fileName());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Safetensors stored = Safetensors.read(file);
            if (!checksum(stored.tensors()).equals(stored.metadata().get(CHECKSUM))) {
                remove(file, "its checksum does not fit");
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(stored.tensors());
        } catch (Problem | IOException e) {
            remove(file, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// Keeps an embedding; a full or read-only disk costs only the saved time, so it is logged.
    synchronized void store(CacheKey key, SequencedMap<String, Tensor> tensors) {
        try {
            Files.createDirectories(folder);
            new Safetensors(tensors, Map.of(CHECKSUM, checksum(tensors))).write(folder.resolve(key.fileName()));
            note(key.encoder());
        } catch (Problem | IOException e) {
            LOG.warn("an embedding was not kept in {}: {}", folder, e.getMessage());
            return;
        }
        List<Entry> all = entries();
        long bytes = all.stream().mapToLong(Entry::bytes).sum();
        for (Entry oldest : all) {
            if (bytes > limit) {
                remove(oldest.file(), "the cache is full");
                bytes -= oldest.bytes();
            }
        }
    }

    /// Forgets one that did not fit the network after all.
    synchronized void forget(CacheKey key) {
        remove(folder.resolve(key.fileName()), "it does not fit the network");
    }

    /// Oldest first; leftovers of a write that was cut off count too, so that they leave in turn.
    private List<Entry> entries() {
        return files(f -> !f.toString().endsWith(NAME));
    }

    private List<Entry> files(Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(wanted)
                    .flatMap(f -> entry(f).stream())
                    .sorted(Comparator.comparing(Entry::used))
                    .toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", folder, e.getMessage());
            return List.of();
        }
    }

    private static Optional<Entry> entry(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)))
                    : Optional.empty();
        } catch (IOException gone) {
            // Another session of the same user may have removed it.
            return Optional.empty();
        }
    }

    private static void remove(Path file, String why) {
        try {
            if (Files.deleteIfExists(file)) {
                LOG.info("{} left the embedding cache: {}", file.getFileName(), why);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed ({}): {}", file, why, e.getMessage());
        }
    }

    private static String checksum(SequencedMap<String, Tensor> tensors) {
        var crc = new CRC32C();
        tensors.values().forEach(t -> crc.update(t.bytes()));
        return Long.toHexString(crc.getValue());
    }
}
