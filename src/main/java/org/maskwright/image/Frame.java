package org.maskwright.image;

import java.util.regex.Pattern;

/// One time point of an [ImageStack]: its place in the stack from 0, the number that its file name
/// has (else the same as the index), and a name to show and to export under (the file's stem).
public record Frame(int index, int number, String name) {
    /// How many digits the number has in the name: 3 for `t007`; 0 when the name does not hold it.
    public int digits() {
        int most = 0;
        var groups = Pattern.compile("\\d+").matcher(name);
        while (groups.find()) {
            String g = groups.group();
            if (g.length() <= 9 && Integer.parseInt(g) == number) {
                most = g.length();
            }
        }
        return most;
    }
}
