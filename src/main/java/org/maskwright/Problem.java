package org.maskwright;

import java.util.List;
import java.util.MissingResourceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The only error a person sees: a stable code with its arguments. The words come from the strings
/// bundle: `problem.CODE.title` (what happened, to what), `problem.CODE.what` (what Maskwright did
/// about it, what is safe) and `problem.CODE.todo` (what the person can do); the last two may be
/// absent. Arguments are those of [Words].
///
/// Programming errors stay [IllegalArgumentException] and [IllegalStateException].
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Object> args;

    public Problem(String code, Object... args) {
        this(null, code, args);
    }

    private Problem(@Nullable Throwable cause, String code, Object... args) {
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

    private Optional<String> words(String part) {
        try {
            return Optional.of(Words.of("problem." + code + "." + part, args.toArray()));
        } catch (MissingResourceException absent) {
            return Optional.empty();
        }
    }
}
