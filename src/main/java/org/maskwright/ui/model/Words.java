package org.maskwright.ui.model;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words of the window, from the strings bundle. Arguments are `{0}`, `{1}`, ... of [MessageFormat]; whole numbers
/// are inserted ungrouped, because [Numbers] decides how a number looks.
public final class Words {
    private Words() {}

    /// @throws java.util.MissingResourceException when the bundle lacks the key
    public static String of(String key, Object... args) {
        Object[] plain = Arrays.stream(args)
                .map(a -> a instanceof Number ? a.toString() : a)
                .toArray();
        return new MessageFormat(
                        ResourceBundle.getBundle("org.maskwright.strings").getString(key), Locale.ROOT)
                .format(plain);
    }
}
