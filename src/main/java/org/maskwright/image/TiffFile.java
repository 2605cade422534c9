package org.maskwright.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;

/// The first series of a TIFF: the pages that look like the first one, and where they lie. Holds no
/// file open.
final class TiffFile {
    /// @param directory offset of its directory
    /// @param index place in the main chain, -1 for a sub-directory
    /// @param shift bytes between its pixels and those that the directory names
    private record Page(long directory, int index, long shift) {}

    private final Path path;
    private final TiffLayout layout;
    private final @Nullable String description;
    private final StackAxes.Resolution resolution;
    private final List<Page> pages;

    private TiffFile(Path path, TiffDirectory first, TiffLayout layout, List<Page> pages) throws IOException {
        this.path = path;
        this.layout = layout;
        this.pages = List.copyOf(pages);
        description = first.text(TiffDirectory.DESCRIPTION).orElse(null);
        resolution = new StackAxes.Resolution(
                first.fraction(TiffDirectory.X_RESOLUTION),
                first.fraction(TiffDirectory.Y_RESOLUTION),
                first.number(TiffDirectory.RESOLUTION_UNIT, 2));
    }

    /// @throws Problem when the file is missing, damaged, or of a kind that is not read
    static TiffFile scan(Path path) {
        return Reading.of(path, () -> {
            try (var source = TiffSource.open(path)) {
                return scan(source);
            }
        });
    }

    private static TiffFile scan(TiffSource source) throws IOException {
        var directories = source.directories();
        var first = new TiffDirectory(source, directories.getFirst());
        var layout = TiffLayout.of(first);
        if (!TiffChunks.reads(layout.compression()) && !TiffRelay.reads(layout.compression())) {
            throw new Problem("image.compression", source.path().toString(), layout.compression());
        }
        var pages = new ArrayList<Page>();
        for (int i = 0; i < directories.size(); i++) {
            var d = i == 0 ? first : new TiffDirectory(source, directories.get(i));
            if (i == 0 || isLike(layout, d)) {
                pages.add(new Page(d.offset(), i, 0));
            }
            for (long sub : d.longs(TiffDirectory.SUB_DIRECTORIES)) {
                // Reduced copies and previews differ in size; what is alike is one more page.
                if (!layout.isRelayed() && isLike(layout, new TiffDirectory(source, sub))) {
                    pages.add(new Page(sub, -1, 0));
                }
            }
        }
        if (directories.size() == 1) {
            addPlanesInARow(first, layout, pages);
        }
        return new TiffFile(source.path(), first, layout, pages);
    }

    private static boolean isLike(TiffLayout layout, TiffDirectory d) throws IOException {
        try {
            return layout.isLike(TiffLayout.of(d));
        } catch (Problem otherKind) {
            return false; // a page of another series may be of a kind that is not read
        }
    }

    /// ImageJ writes a stack above 4 GB with one directory; its planes follow each other.
    private static void addPlanesInARow(TiffDirectory first, TiffLayout layout, List<Page> pages) throws IOException {
        int images =
                StackAxes.imageJImages(first.text(TiffDirectory.DESCRIPTION).orElse(""));
        long plane = (long) layout.width() * layout.height() * layout.samples() * layout.bits() / 8;
        long[] strips = first.longs(TiffDirectory.STRIP_OFFSETS);
        if (images > 1
                && layout.compression() == 1
                && strips.length > 0
                && strips[0] + images * plane <= first.source().length()) {
            for (int i = 1; i < images; i++) {
                pages.add(new Page(first.offset(), 0, i * plane));
            }
        }
    }

    Path path() {
        return path;
    }

    /// Of every page.
    TiffLayout layout() {
        return layout;
    }

    int pages() {
        return pages.size();
    }

    StackAxes axes() {
        return StackAxes.of(description, pages.size(), resolution);
    }

    /// One page, samples as stored.
    Raster read(int page) {
        return at(
                page,
                (d, now, p) -> now.isRelayed()
                        ? TiffRelay.raster(d.source(), now, p.index)
                        : TiffPlane.raster(d, now, p.shift));
    }

    /// The numbers of one page as stored, row by row; not for pages that are relayed.
    void decode(int page, TiffPlane.Sink sink) {
        at(page, (d, now, p) -> {
            TiffPlane.decode(d, now, p.shift, sink);
            return p;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(TiffDirectory directory, TiffLayout layout, Page page) throws IOException;
    }

    private <T> T at(int page, Work<T> work) {
        Page p = pages.get(page);
        return Reading.of(path, () -> {
            try (var source = TiffSource.open(path)) {
                var d = new TiffDirectory(source, p.directory);
                var now = TiffLayout.of(d);
                if (!now.isLike(layout)) {
                    throw new Problem("image.changed", path.toString());
                }
                return work.run(d, now, p);
            }
        });
    }
}
