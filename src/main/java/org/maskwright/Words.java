package org.maskwright;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words that a person reads, from the strings bundle. Arguments are `{0}`, `{1}`, ... of [MessageFormat];
/// whole numbers are inserted ungrouped.
public final class Words {
    private Words() {}

    /// @throws java.util.MissingResourceException when the bundle lacks the key
    public static String of(String key, Object... args) {
        Object[] plain = Arrays.stream(args)
                .map(a -> a instanceof Integer || a instanceof Long ? a.toString() : a)
                .toArray();
        String pattern = ResourceBundle.getBundle("org.maskwright.strings").getString(key);
        return new MessageFormat(pattern, Locale.ROOT).format(plain);
    }
}
