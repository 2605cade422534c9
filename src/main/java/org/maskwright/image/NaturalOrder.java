package org.maskwright.image;

import java.util.Comparator;

/// Names as people sort them: `t2` before `t10`, upper and lower case together.
final class NaturalOrder implements Comparator<String> {
    static final Comparator<String> BY_NAME = new NaturalOrder().thenComparing(Comparator.naturalOrder());

    private NaturalOrder() {}

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int iEnd = end(a, i);
                int jEnd = end(b, j);
                int c = compareNumbers(a.substring(i, iEnd), b.substring(j, jEnd));
                if (c != 0) {
                    return c;
                }
                i = iEnd;
                j = jEnd;
            } else {
                int c = Character.compare(Character.toLowerCase(a.charAt(i)), Character.toLowerCase(b.charAt(j)));
                if (c != 0) {
                    return c;
                }
                i++;
                j++;
            }
        }
        return (a.length() - i) - (b.length() - j);
    }

    private static int compareNumbers(String a, String b) {
        String x = a.replaceFirst("^0+", "");
        String y = b.replaceFirst("^0+", "");
        return x.length() != y.length() ? x.length() - y.length() : x.compareTo(y);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int end(String s, int from) {
        int i = from;
        while (i < s.length() && isDigit(s.charAt(i))) {
            i++;
        }
        return i;
    }
}
