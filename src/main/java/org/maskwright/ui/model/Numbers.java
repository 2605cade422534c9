package org.maskwright.ui.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.maskwright.Words;

/// Numbers as the window writes them: decimal point, a true minus, a narrow no-break space before a unit and between
/// thousands from 10 000 on; unknown is an en dash, never 0.
public final class Numbers {
    public static final String UNKNOWN = "–";

    private static final String SPACE = "\u202F";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter SHORT_CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private Numbers() {}

    /// A whole number, grouped from 10 000 on.
    public static String whole(long n) {
        String digits = Long.toString(Math.abs(n));
        if (digits.length() > 4) {
            digits = digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", SPACE);
        }
        return n < 0 ? "−" + digits : digits;
    }

    /// With a fixed number of decimals; NaN is unknown.
    public static String decimal(double v, int decimals) {
        if (Double.isNaN(v)) {
            return UNKNOWN;
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", v).replace('-', '−');
    }

    /// With three significant digits, or one decimal if that is more, and no idle zeros: "0.65", "12.4", "0.00312".
    public static String significant(double v) {
        if (Double.isNaN(v)) {
            return UNKNOWN;
        }
        if (v == 0 || Math.abs(v) >= 1e6 || Math.abs(v) < 1e-4) {
            return v == 0 ? "0" : String.format(Locale.ROOT, "%.2e", v).replace('-', '−');
        }
        int digits = Math.max(3, 2 + (int) Math.floor(Math.log10(Math.abs(v))));
        return new BigDecimal(v)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', '−');
    }

    public static String with(String number, String unit) {
        return number + SPACE + unit;
    }

    /// A difference in pixels with its sign: "+6 px", "−18 px", "0 px".
    public static String effect(int pixels) {
        return with((pixels > 0 ? "+" : "") + whole(pixels), "px");
    }

    public static String percent(double share) {
        return with(whole(Math.round(share * 100)), "%");
    }

    public static String megabytes(long bytes) {
        return with(whole(Math.round(bytes / 1e6)), "MB");
    }

    /// "31 ms", "0.31 s", "40 s", "3 min", "1 h 05 min".
    public static String time(Duration d) {
        long ms = d.toMillis();
        if (ms < 100) {
            return with(whole(ms), "ms");
        }
        if (ms < 10_000) {
            return with(decimal(ms / 1000.0, ms < 1000 ? 2 : 1), "s");
        }
        long s = d.toSeconds();
        if (s < 120) {
            return with(whole(s), "s");
        }
        if (s < 3600) {
            return with(whole(s / 60), "min");
        }
        return with(whole(s / 3600), "h") + " " + with(String.format(Locale.ROOT, "%02d", s / 60 % 60), "min");
    }

    /// "14:32:07".
    public static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /// For lists: "14:29" today, then "yesterday", then "14 Nov".
    public static String when(Instant at, Instant now, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (day.equals(today)) {
            return SHORT_CLOCK.format(at.atZone(zone));
        }
        return day.equals(today.minusDays(1)) ? Words.of("ui.shell.yesterday") : DAY.format(day);
    }
}
