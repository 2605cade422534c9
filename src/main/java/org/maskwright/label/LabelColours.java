package org.maskwright.label;

import java.util.ArrayList;
import java.util.List;

/// The colours of labels: 18 slots in OKLCH (Björn Ottosson, "A perceptual color space for image
/// processing", 2020), in three rings of lightness so that neighbours differ in grey too. One set is for
/// dark pictures, one for bright ones. An instance keeps its slot with its track, so a cell keeps its
/// colour through time, undo and export.
public final class LabelColours {
    public static final int SLOTS = 18;

    /// Objects at least this far away, in image pixels, may have any colour.
    private static final int NEAR = 24;

    private static final double ENOUGH = 0.16;
    private static final double[] DARK = {0.85, 0.73, 0.61};
    private static final double[] BRIGHT = {0.62, 0.52, 0.42};

    /// Sight without red, green or blue cones, in linear RGB (Machado, Oliveira and Fernandes, "A
    /// physiologically-based model for simulation of color vision deficiency", 2009, severity 1), after
    /// sight with all three.
    private static final double[][] SIGHTS = {
        {1, 0, 0, 0, 1, 0, 0, 0, 1},
        {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
        {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
        {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}
    };

    private static final int[] ON_DARK = colours(DARK);
    private static final int[] ON_BRIGHT = colours(BRIGHT);
    private static final double[][] DARK_DISTANCES = distances(ON_DARK);
    private static final double[][] BRIGHT_DISTANCES = distances(ON_BRIGHT);

    private LabelColours() {}

    /// The colour of a slot as 0xRRGGBB.
    ///
    /// @param bright true for bright pictures: bright field, stained tissue
    public static int rgb(int slot, boolean bright) {
        return (bright ? ON_BRIGHT : ON_DARK)[slot];
    }

    /// The slot for a new object: the one whose colour is farthest, for the sight that tells them apart
    /// worst, from the colours of all objects near it. Differences beyond what is clearly seen count the
    /// same; ties go to the slot used least in the frame, then to the first one from `id mod 18` upward.
    public static int choose(Mask mask, InstanceId id, Labels labels, boolean bright) {
        int[] used = new int[SLOTS];
        var near = new ArrayList<Integer>();
        for (Instance i : labels.instances()) {
            if (!i.id().equals(id)) {
                used[i.colour()]++;
                if (isNear(mask, i.mask())) {
                    near.add(i.colour());
                }
            }
        }
        double[][] distances = bright ? BRIGHT_DISTANCES : DARK_DISTANCES;
        int best = id.value() % SLOTS;
        for (int n = 1; n < SLOTS; n++) {
            int slot = (id.value() + n) % SLOTS;
            long gain = least(distances[slot], near) - least(distances[best], near);
            if (gain > 0 || (gain == 0 && used[slot] < used[best])) {
                best = slot;
            }
        }
        return best;
    }

    /// Least distance to the colours near by, in hundredths, capped.
    private static long least(double[] distances, List<Integer> near) {
        double least = ENOUGH;
        for (int slot : near) {
            least = Math.min(least, distances[slot]);
        }
        return Math.round(least * 100);
    }

    /// Whether two masks have pixels whose centres are at most [#NEAR] apart.
    static boolean isNear(Mask a, Mask b) {
        Bounds o = b.bounds();
        if (a.bounds()
                .intersect(o.left() - NEAR, o.top() - NEAR, o.right() + NEAR, o.bottom() + NEAR)
                .isEmpty()) {
            return false;
        }
        int[] p = a.runs();
        int[] q = b.runs();
        int from = 0;
        for (int i = 0; i < p.length; i += 3) {
            while (from < q.length && q[from] < p[i] - NEAR) {
                from += 3;
            }
            for (int j = from; j < q.length && q[j] <= p[i] + NEAR; j += 3) {
                int dx = Math.max(0, Math.max(q[j + 1] - (p[i + 2] - 1), p[i + 1] - (q[j + 2] - 1)));
                int dy = p[i] - q[j];
                if (dx * dx + dy * dy <= NEAR * NEAR) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] colours(double[] rings) {
        int[] out = new int[SLOTS];
        for (int s = 0; s < SLOTS; s++) {
            int k = 7 * s % SLOTS;
            out[s] = inGamut(rings[k % 3], Math.toRadians(25 + 20 * k));
        }
        return out;
    }

    /// The most colourful sRGB of this lightness and hue, up to chroma 0.17, in steps of 0.005.
    private static int inGamut(double lightness, double hue) {
        for (int step = 0; ; step++) {
            double chroma = 0.17 - 0.005 * step;
            double[] rgb = linear(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
            if (isInside(rgb[0]) && isInside(rgb[1]) && isInside(rgb[2])) {
                return (encode(rgb[0]) << 16) | (encode(rgb[1]) << 8) | encode(rgb[2]);
            }
        }
    }

    private static boolean isInside(double v) {
        return v >= -1e-9 && v <= 1 + 1e-9;
    }

    private static double[][] distances(int[] colours) {
        double[][] out = new double[SLOTS][SLOTS];
        for (int a = 0; a < SLOTS; a++) {
            for (int b = 0; b < SLOTS; b++) {
                double least = Double.POSITIVE_INFINITY;
                for (double[] sight : SIGHTS) {
                    least = Math.min(least, distance(seen(colours[a], sight), seen(colours[b], sight)));
                }
                out[a][b] = least;
            }
        }
        return out;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    /// OKLab of a colour as somebody sees it.
    private static double[] seen(int rgb, double[] sight) {
        double[] c = {decode((rgb >> 16) & 0xFF), decode((rgb >> 8) & 0xFF), decode(rgb & 0xFF)};
        double[] s = new double[3];
        for (int i = 0; i < 3; i++) {
            double v = sight[3 * i] * c[0] + sight[3 * i + 1] * c[1] + sight[3 * i + 2] * c[2];
            s[i] = Math.clamp(v, 0, 1);
        }
        return lab(s[0], s[1], s[2]);
    }

    private static double[] lab(double r, double g, double b) {
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static double[] linear(double lightness, double a, double b) {
        double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    /// sRGB transfer curve (IEC 61966-2-1), to 8 bits and back.
    private static int encode(double linear) {
        double v = Math.clamp(linear, 0, 1);
        double c = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * c);
    }

    private static double decode(int encoded) {
        double c = encoded / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
