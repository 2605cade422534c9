package org.maskwright.image;

import java.nio.file.Path;
import java.util.List;

/// Writes label images as the Cell Tracking Challenge and its kin read them: 16-bit unsigned, one grey
/// channel, no palette, LZW.
public final class LabelTiff {
    private LabelTiff() {}

    /// @param ids row by row, 0 outside
    /// @throws IllegalArgumentException when an id does not fit into 16 bits
    /// @throws java.io.UncheckedIOException when it cannot be written
    public static void write(Path path, int width, int height, int[] ids) {
        writeStack(path, width, height, List.of(ids));
    }

    /// The same, a page for each slice.
    public static void writeStack(Path path, int width, int height, List<int[]> pages) {
        TiffOut.write(
                path, width, height, 16, pages.stream().map(LabelTiff::bytes).toList());
    }

    /// Masks as a stack of 8 bits: 255 inside, 0 outside, one page each.
    ///
    /// @param pages row by row
    /// @throws java.io.UncheckedIOException when it cannot be written
    public static void writeMasks(Path path, int width, int height, List<byte[]> pages) {
        TiffOut.write(path, width, height, 8, pages);
    }

    private static byte[] bytes(int[] ids) {
        byte[] out = new byte[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            int id = ids[i];
            if (id < 0 || id > 0xFFFF) {
                throw new IllegalArgumentException("id " + id);
            }
            out[2 * i] = (byte) id;
            out[2 * i + 1] = (byte) (id >> 8);
        }
        return out;
    }
}
