package org.maskwright.formats;

import java.nio.file.Path;
import java.util.List;
import org.maskwright.Words;

/// One thing that a check found in files.
///
/// @param severity whether other programs refuse it or may stumble over it
/// @param file the file or folder it was found in
/// @param line the line of a table, from 1; 0 for none
/// @param code which of the `formats.finding.` words
/// @param args what the words name
public record Finding(Severity severity, Path file, int line, String code, List<Object> args) {
    /// How bad it is.
    public enum Severity {
        ERROR,
        WARNING
    }

    public Finding {
        args = List.copyOf(args);
    }

    static Finding error(Path file, String code, Object... args) {
        return new Finding(Severity.ERROR, file, 0, code, List.of(args));
    }

    static Finding warning(Path file, String code, Object... args) {
        return new Finding(Severity.WARNING, file, 0, code, List.of(args));
    }

    Finding at(int lineNumber) {
        return new Finding(severity, file, lineNumber, code, args);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// What is wrong, without the place.
    public String what() {
        return Words.of("formats.finding." + code, args.toArray());
    }

    /// Place, severity and what is wrong in one line, as compilers say it.
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file.toString();
        String kind = Words.of(isError() ? "formats.error" : "formats.warning");
        return place + ": " + kind + ": " + what();
    }
}
