package org.maskwright;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words that a person reads, from the strings bundle. Arguments are `{0}`, `{1}`, ... of [MessageFormat];
/// whole numbers are inserted ungrouped.
public final class Words {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("org.maskwright.strings");

    private Words() {}

    /// @throws java.util.MissingResourceException when the bundle lacks the key
    public static String of(String key, Object... args) {
        String pattern = BUNDLE.getString(key);
        if (args.length == 0 && pattern.indexOf('\'') < 0 && pattern.indexOf('{') < 0) {
            return pattern; // most are such, and a window asks for hundreds before it is there
        }
        Object[] plain = Arrays.stream(args)
                .map(a -> a instanceof Integer || a instanceof Long ? a.toString() : a)
                .toArray();
        return new MessageFormat(pattern, Locale.ROOT).format(plain);
    }
}
