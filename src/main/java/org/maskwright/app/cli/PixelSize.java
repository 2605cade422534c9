package org.maskwright.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maskwright.image.Calibration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A pixel size as it is typed: `0.65um`, `"1.2 nm"`, or `0.5x0.25um` for a pixel of 0.5 across and 0.25 down.
final class PixelSize implements ITypeConverter<Calibration> {
    private static final Pattern FORM =
            Pattern.compile("\\s*([0-9.eE+-]+?)(?:\\s*[x×]\\s*([0-9.eE+-]+?))?\\s*([^\\s0-9.+-][^\\s0-9]*)\\s*");

    @Override
    public Calibration convert(String words) {
        Matcher m = FORM.matcher(words);
        if (m.matches()) {
            try {
                double across = Double.parseDouble(m.group(1));
                double down = m.group(2) == null ? across : Double.parseDouble(m.group(2));
                String unit = Calibration.unitName(m.group(3));
                if (!unit.isEmpty()) {
                    return new Calibration(across, down, unit);
                }
            } catch (IllegalArgumentException noSize) {
                // said below, as for anything else that is no size
            }
        }
        throw new TypeConversionException("'" + words + "' is no pixel size; one is 0.65um, or 0.5x0.25um");
    }
}
