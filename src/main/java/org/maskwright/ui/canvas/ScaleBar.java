package org.maskwright.ui.canvas;

import java.math.BigDecimal;
import java.math.MathContext;
import org.maskwright.image.Calibration;

/// The length of a scale bar: the longest of 1, 2 and 5 times a power of ten that fits, in the picture's
/// unit or, when the size of a pixel is not known, in whole pixels.
///
/// @param width in screen pixels
record ScaleBar(double width, String words) {
    private static final char NARROW_SPACE = '\u202F';

    static ScaleBar of(Calibration calibration, double zoom, double most) {
        double unit = zoom / calibration.pixelSize();
        double room = most / unit;
        double power = Math.pow(10, Math.floor(Math.log10(room)));
        double share = room / power;
        double length = power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
        String number = new BigDecimal(length)
                .round(new MathContext(1))
                .stripTrailingZeros()
                .toPlainString();
        return new ScaleBar(length * unit, number + NARROW_SPACE + calibration.unit());
    }
}
