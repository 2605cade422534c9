package org.maskwright.sam;

import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;

/// From stored samples to what a network takes: the contrast window, three channels of 8 bits, a size.
final class Preprocess {
    private Preprocess() {}

    /// Interleaved 8-bit pixels.
    static final class Picture {
        private final byte[] pixels;
        private final int width;
        private final int height;
        private final int channels;

        Picture(byte[] pixels, int width, int height, int channels) {
            this.pixels = pixels;
            this.width = width;
            this.height = height;
            this.channels = channels;
        }

        /// A size alone.
        static Picture blank(int width, int height) {
            return new Picture(new byte[0], width, height, 1);
        }

        int width() {
            return width;
        }

        int height() {
            return height;
        }

        Picture resized(int newWidth, int newHeight) {
            return new Picture(
                    Resize.apply(pixels, width, height, channels, newWidth, newHeight), newWidth, newHeight, channels);
        }

        /// A part, as it is when that is all.
        Picture part(Region r) {
            if (r.equals(Region.of(width, height))) {
                return this;
            }
            byte[] out = new byte[r.width() * r.height() * channels];
            for (int y = 0; y < r.height(); y++) {
                int from = ((r.y() + y) * width + r.x()) * channels;
                System.arraycopy(pixels, from, out, y * r.width() * channels, r.width() * channels);
            }
            return new Picture(out, r.width(), r.height(), channels);
        }

        int channels() {
            return channels;
        }

        byte[] pixels() {
            return pixels;
        }

        /// A sample as red, green or blue; grey pictures have the same in all three.
        int at(int x, int y, int channel) {
            return pixels[(y * width + x) * channels + (channels == 1 ? 0 : channel)] & 0xFF;
        }

        /// The compact network's input, channels last, black beyond the picture.
        float[] normalised(int paddedWidth, int paddedHeight) {
            float[] out = new float[paddedWidth * paddedHeight * 3];
            java.util.Arrays.fill(out, Network.normalise(0));
            for (int y = 0; y < height; y++) {
                int to = y * paddedWidth * 3;
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < 3; c++) {
                        out[to++] = Network.normalise(at(x, y, c) / 255f);
                    }
                }
            }
            return out;
        }
    }

    /// Applies the window. One or two channels become grey (the first); three or more, red, green, blue.
    static Picture picture(Raster raster, Contrast contrast) {
        int channels = raster.channels() >= 3 ? 3 : 1;
        int n = raster.width() * raster.height();
        byte[] out = new byte[n * channels];
        for (int c = 0; c < channels; c++) {
            float[] plane = raster.channel(c);
            for (int i = 0; i < n; i++) {
                out[i * channels + c] = (byte) Math.round(255 * contrast.unit(plane[i]));
            }
        }
        return new Picture(out, raster.width(), raster.height(), channels);
    }
}
