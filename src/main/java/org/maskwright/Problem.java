package org.maskwright;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// The only error a person sees: a stable code with its arguments. The words come from the strings
/// bundle: `problem.CODE.title` (what happened, to what), `problem.CODE.what` (what Maskwright did
/// about it, what is safe) and `problem.CODE.todo` (what the person can do); the last two may be
/// absent. Arguments are `{0}`, `{1}`, ... of [MessageFormat]; numbers are inserted ungrouped.
///
/// Programming errors stay [IllegalArgumentException] and [IllegalStateException].
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Object> args;

    public Problem(String code, Object... args) {
        this(null, code, args);
    }

    private Problem(@org.jspecify.annotations.Nullable Throwable cause, String code, Object... args) {
        super(code, cause);
        this.code = code;
        this.args = List.of(args);
    }

    /// A problem that keeps its technical cause for the log.
    public static Problem causedBy(Throwable cause, String code, Object... args) {
        return new Problem(cause, code, args);
    }

    public String code() {
        return code;
    }

    public String title() {
        return words("title").orElse(code);
    }

    public String what() {
        return words("what").orElse("");
    }

    public String todo() {
        return words("todo").orElse("");
    }

    /// Title, what and todo joined to one line, for the command line and the log.
    @Override
    public String getMessage() {
        return String.join(" ", List.of(title(), what(), todo())).strip();
    }

    private java.util.Optional<String> words(String part) {
        try {
            var bundle = ResourceBundle.getBundle("org.maskwright.strings");
            Object[] plain = args.stream()
                    .map(a -> a instanceof Integer || a instanceof Long ? a.toString() : a)
                    .toArray();
            return java.util.Optional.of(
                    new MessageFormat(bundle.getString("problem." + code + "." + part), Locale.ROOT).format(plain));
        } catch (MissingResourceException absent) {
            return java.util.Optional.empty();
        }
    }
}
