package org.maskwright.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.maskwright.Words;
import org.maskwright.image.Calibration;

/// One number that is measured of an object.
///
/// @param channel from 0; 0 too for what is not measured in the picture
public record Quantity(Kind kind, int channel) {
    /// What can be measured.
    public enum Kind {
        AREA(2),
        PERIMETER(1),
        EQUIVALENT_DIAMETER(1),
        MAX_FERET(1),
        MIN_FERET(1),
        CIRCULARITY(0),
        MEAN(),
        TOTAL(),
        BACKGROUND(),
        CORRECTED_MEAN(),
        CORRECTED_TOTAL(),
        DEVIATION(),
        MIN(),
        MAX();

        private final int power;
        private final boolean intensity;

        /// @param power of the unit of length
        Kind(int power) {
            this.power = power;
            intensity = false;
        }

        Kind() {
            power = 0;
            intensity = true;
        }

        /// True for what is measured in the picture, in each channel.
        public boolean isIntensity() {
            return intensity;
        }

        /// "max_feret", as the table and the command line have it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Quantity {
        if (channel < 0 || (channel > 0 && !kind.isIntensity())) {
            throw new IllegalArgumentException(kind + " of channel " + channel);
        }
    }

    /// All, in the order of a table: shape, then each channel.
    public static List<Quantity> all(int channels) {
        List<Quantity> out = new ArrayList<>();
        Arrays.stream(Kind.values()).filter(k -> !k.isIntensity()).forEach(k -> out.add(new Quantity(k, 0)));
        for (int c = 0; c < channels; c++) {
            for (Kind kind : Kind.values()) {
                if (kind.isIntensity()) {
                    out.add(new Quantity(kind, c));
                }
            }
        }
        return out;
    }

    /// "area", "mean_2"; a kind of intensity alone is that of the first channel.
    public static Optional<Quantity> of(String word) {
        for (Kind kind : Kind.values()) {
            if (word.equals(kind.word())) {
                return Optional.of(new Quantity(kind, 0));
            }
            String channel = word.startsWith(kind.word() + "_")
                    ? word.substring(kind.word().length() + 1)
                    : "";
            if (kind.isIntensity() && channel.matches("[1-9]\\d{0,3}")) {
                return Optional.of(new Quantity(kind, Integer.parseInt(channel) - 1));
            }
        }
        return Optional.empty();
    }

    /// Its name in tables and files, channels counted from 1.
    public String word() {
        return kind.isIntensity() ? kind.word() + "_" + (channel + 1) : kind.word();
    }

    /// What a person calls it.
    ///
    /// @param channels how many there are; the channel is named when it is not the only one
    public String title(int channels) {
        String name = Words.of("measure." + kind.word());
        return kind.isIntensity() && channels > 1 ? Words.of("measure.channel", name, channel + 1) : name;
    }

    /// The same with its unit.
    public String title(int channels, Calibration size) {
        String unit = unit(size);
        return unit.isEmpty() ? title(channels) : Words.of("measure.unit", title(channels), unit);
    }

    /// Of what unit it is: "µm²", "px" where no size is known (also of areas: they are counted), empty for none.
    public String unit(Calibration size) {
        if (kind.power == 0) {
            return "";
        }
        return size.isKnown() && kind.power == 2 ? size.unit() + "²" : size.unit();
    }

    /// The power of the unit of length: 2 for an area, 0 for what has no unit.
    public int power() {
        return kind.power;
    }

    /// In the unit of the calibration, else in pixels; NaN when unknown, also where there is no such channel.
    public double of(Measured m) {
        return value(m, m.units());
    }

    /// Lengths and areas in pixels.
    public double inPixels(Measured m) {
        return value(m, m.pixels());
    }

    private double value(Measured m, Shape s) {
        return switch (kind) {
            case AREA -> s.area();
            case PERIMETER -> s.perimeter();
            case EQUIVALENT_DIAMETER -> s.equivalentDiameter();
            case MAX_FERET -> s.maxFeret();
            case MIN_FERET -> s.minFeret();
            case CIRCULARITY -> s.circularity();
            case MEAN -> in(m, c -> c.intensity().mean());
            case TOTAL -> in(m, c -> c.intensity().total());
            case BACKGROUND -> in(m, Measured.Channel::background);
            case CORRECTED_MEAN -> in(m, Measured.Channel::correctedMean);
            case CORRECTED_TOTAL -> in(m, Measured.Channel::correctedTotal);
            case DEVIATION -> in(m, c -> c.intensity().deviation());
            case MIN -> in(m, c -> c.intensity().least());
            case MAX -> in(m, c -> c.intensity().most());
        };
    }

    private double in(Measured m, ToDoubleFunction<Measured.Channel> of) {
        return channel < m.channels().size() ? of.applyAsDouble(m.channels().get(channel)) : Double.NaN;
    }
}
