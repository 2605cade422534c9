package org.maskwright.ui.canvas;

import org.maskwright.ui.model.DisplaySettings;

/// How a sample's place in the contrast window becomes a colour: straight lines in sRGB between evenly
/// spaced stops. Viridis and magma are sampled from the maps of matplotlib (CC0); the single hues are for
/// channels shown together.
public enum ColourMap {
    GREY(0x000000, 0xFFFFFF),
    INVERTED(0xFFFFFF, 0x000000),
    VIRIDIS(0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725),
    MAGMA(0x000004, 0x1D1147, 0x51127C, 0x832681, 0xB73779, 0xE75263, 0xFC8961, 0xFEC488, 0xFCFDBF),
    FIRE(0x000000, 0x5A0096, 0xC81E3C, 0xFF7800, 0xFFDC32, 0xFFFFFF),
    RED(0x000000, 0xFF0000),
    GREEN(0x000000, 0x00FF00),
    BLUE(0x000000, 0x0000FF),
    CYAN(0x000000, 0x00FFFF),
    MAGENTA(0x000000, 0xFF00FF),
    YELLOW(0x000000, 0xFFFF00);

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written
    private final int[] stops;

    ColourMap(int... stops) {
        this.stops = stops;
    }

    /// The map of a choice on the Display tab.
    public static ColourMap of(DisplaySettings.ColourMap chosen) {
        return switch (chosen) {
            case GREY -> GREY;
            case INVERTED -> INVERTED;
            case VIRIDIS -> VIRIDIS;
            case MAGMA -> MAGMA;
            case FIRE -> FIRE;
        };
    }

    /// The colour 0xRRGGBB at `t` from 0 to 1.
    public int rgb(double t) {
        double at = Math.clamp(t, 0, 1) * (stops.length - 1);
        int i = Math.min((int) at, stops.length - 2);
        double f = at - i;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (stops[i] >> shift) & 0xFF;
            int b = (stops[i + 1] >> shift) & 0xFF;
            rgb |= (int) Math.round(a + (b - a) * f) << shift;
        }
        return rgb;
    }
}
