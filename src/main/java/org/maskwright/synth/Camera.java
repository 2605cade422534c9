package org.maskwright.synth;

import org.maskwright.image.Raster;

/// What lies between the light and the file: shading, blur, photon and read noise, blocks of a lossy codec,
/// inversion, and the number of bits.
///
/// @param blur deviation of the point spread in pixels
/// @param photons at full scale
/// @param readNoise deviation as a part of full scale
/// @param grain noise is this many pixels wide (0: each pixel its own)
/// @param vignette how much darker the corners are, 0 to 1
/// @param quantum step of the lossy codec as a part of full scale, 0 for none
/// @param low grey value of black
/// @param high grey value of full scale
record Camera(
        float blur,
        float photons,
        float readNoise,
        float grain,
        float vignette,
        float quantum,
        boolean inverted,
        boolean wide,
        float low,
        float high) {
    /// A good microscope camera of 16 bits (grey) or 8 bits (colour).
    static Camera fine(Dice dice, boolean colour) {
        return new Camera(
                dice.uniform(0.6, 1),
                dice.logUniform(300, 1500),
                0.004f,
                0,
                dice.uniform(0, 0.15),
                0,
                false,
                !colour,
                colour ? 0 : 200,
                colour ? 255 : 9000);
    }

    /// Anything that is found in archives.
    ///
    /// @param dimmest photons at full scale in the worst light that the instrument is used with
    static Camera any(Dice dice, boolean colour, double dimmest) {
        double noisiest = Math.min(0.05, 0.25 / Math.sqrt(dimmest));
        boolean wide = !colour && dice.chance(0.35);
        float low = dice.chance(0.5) ? 0 : dice.uniform(0, 0.12);
        float high = dice.chance(0.5) ? 1 : dice.uniform(0.4, 1);
        float full = wide ? dice.logUniform(600, 60_000) : 255;
        return new Camera(
                dice.chance(0.15) ? dice.uniform(1.5, 3) : dice.uniform(0.2, 1.5),
                dice.logUniform(dimmest, Math.max(5000, 8 * dimmest)),
                dice.logUniform(0.001, noisiest),
                dice.chance(0.25) ? dice.uniform(0.4, 1) : 0,
                dice.chance(0.3) ? dice.uniform(0, 0.5) : 0,
                dice.chance(colour ? 0.4 : 0.2) ? dice.logUniform(0.004, 1.5 * noisiest) : 0,
                dice.chance(colour ? 0 : 0.07),
                wide,
                colour ? 0 : low * full,
                colour ? 255 : Math.max(low + 0.2f, high) * full);
    }

    /// Lens and sensor, in place.
    ///
    /// @param planes one (grey) or three (red, green, blue), 0 to 1
    void expose(Plane[] planes, Dice dice) {
        for (Plane plane : planes) {
            plane.blur(blur);
            expose(plane, dice);
        }
    }

    /// The file made of what was exposed; the planes are used up.
    Raster file(Plane[] planes) {
        int w = planes[0].width;
        int h = planes[0].height;
        byte[] bytes = wide ? new byte[0] : new byte[w * h * planes.length];
        short[] shorts = wide ? new short[w * h * planes.length] : new short[0];
        for (int c = 0; c < planes.length; c++) {
            Plane plane = planes[c];
            if (quantum > 0) {
                Blocks.quantise(plane, quantum);
            }
            for (int i = 0; i < w * h; i++) {
                float unit = Math.clamp(plane.at[i], 0f, 1f);
                int value = Math.round(low + (high - low) * (inverted ? 1 - unit : unit));
                if (wide) {
                    shorts[c * w * h + i] = (short) value;
                } else {
                    bytes[c * w * h + i] = (byte) value;
                }
            }
        }
        return wide ? Raster.ofShorts(w, h, planes.length, shorts) : Raster.ofBytes(w, h, planes.length, bytes);
    }

    private void expose(Plane plane, Dice dice) {
        int w = plane.width;
        int h = plane.height;
        var noise = new Plane(w, h);
        for (int i = 0; i < noise.at.length; i++) {
            noise.at[i] = dice.gauss();
        }
        noise.blur(grain);
        // A blurred white field keeps this much of its deviation.
        float gain = grain < 0.25f ? 1 : Math.max(1, 3.2f * grain);
        float cx = w / 2f;
        float cy = h / 2f;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int i = y * w + x;
                float rx = (x - cx) / cx;
                float ry = (y - cy) / cy;
                float light = Math.max(0, plane.at[i]) * (1 - vignette * (rx * rx + ry * ry) / 2);
                float deviation = (float) Math.sqrt(light / photons + readNoise * readNoise);
                plane.at[i] = light + gain * deviation * noise.at[i];
            }
        }
    }
}
