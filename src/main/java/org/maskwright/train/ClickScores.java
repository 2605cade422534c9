package org.maskwright.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What simulated annotators achieved, object by object, and the means that are reported.
///
/// @param most clicks given to each object; an IoU never reached counts as this many
public record ClickScores(List<Scored> objects, int most) {
    private static final List<Integer> AT = List.of(1, 2, 3, 5, 10, 20);
    private static final List<Double> TARGETS = List.of(0.80, 0.85, 0.90);

    /// Upper bounds, in pixels, of the equivalent diameters that objects are grouped by.
    private static final List<Integer> SIZES = List.of(12, 24, 48, 96, Integer.MAX_VALUE);

    /// One object: IoU after each click, and after the tight box, and what the model thought of its masks.
    public record Scored(String image, int id, int area, List<Double> iou, double box, List<Guess> guesses) {
        public Scored {
            iou = List.copyOf(iou);
            guesses = List.copyOf(guesses);
        }

        double at(int clicks) {
            return iou.get(Math.min(clicks, iou.size()) - 1);
        }

        /// Clicks to reach an IoU, or empty.
        int clicksTo(double target, int most) {
            for (int i = 0; i < iou.size(); i++) {
                if (iou.get(i) >= target) {
                    return i + 1;
                }
            }
            return most;
        }

        boolean reaches(double target) {
            return iou.stream().anyMatch(v -> v >= target);
        }

        double diameter() {
            return Math.sqrt(4 * area / Math.PI);
        }
    }

    /// A mask that was offered: the IoU that was predicted for it and the one it had.
    ///
    /// @param clicks that were answered, 0 for the box
    /// @param place among the masks offered, 0 for the first
    public record Guess(int clicks, int place, double predicted, double real) {}

    public ClickScores {
        objects = List.copyOf(objects);
    }

    /// The report as maps and numbers, ready for JSON; means over objects.
    public Map<String, Object> report() {
        var out = new LinkedHashMap<String, Object>();
        out.put("objects", objects.size());
        out.put("iou_at", iouAt(objects));
        var noc = new LinkedHashMap<String, Double>();
        var failed = new LinkedHashMap<String, Double>();
        for (double t : TARGETS) {
            String key = String.format(Locale.ROOT, "%.2f", t);
            noc.put(key, mean(objects, o -> o.clicksTo(t, most)));
            failed.put(key, mean(objects, o -> o.reaches(t) ? 0 : 1));
        }
        out.put("noc", noc);
        out.put("box_iou", mean(objects, Scored::box));
        out.put("failed", failed);
        out.put("calibration", Calibration.report(guesses(objects)));
        out.put("by_size", bySize());
        var images = new ArrayList<Map<String, Object>>();
        var byImage = new TreeMap<String, List<Scored>>();
        objects.forEach(
                o -> byImage.computeIfAbsent(o.image(), k -> new ArrayList<>()).add(o));
        byImage.forEach((name, list) -> {
            var image = new LinkedHashMap<String, Object>();
            image.put("name", name);
            image.put("objects", list.size());
            image.put("iou_at", iouAt(list));
            images.add(image);
        });
        out.put("images", images);
        return out;
    }

    private List<Map<String, Object>> bySize() {
        var out = new ArrayList<Map<String, Object>>();
        int from = 0;
        for (int to : SIZES) {
            int low = from;
            List<Scored> part = objects.stream()
                    .filter(o -> o.diameter() >= low && o.diameter() < to)
                    .toList();
            if (!part.isEmpty()) {
                var row = new LinkedHashMap<String, Object>();
                row.put("diameter_from", low);
                row.put("diameter_to", to == Integer.MAX_VALUE ? null : to);
                row.put("objects", part.size());
                row.put("iou_at", iouAt(part));
                row.put("box_iou", mean(part, Scored::box));
                row.put("calibration_error", Calibration.error(guesses(part), Calibration::isFirstMask));
                out.add(row);
            }
            from = to;
        }
        return out;
    }

    private static List<Guess> guesses(List<Scored> of) {
        return of.stream().flatMap(o -> o.guesses().stream()).toList();
    }

    private Map<String, Double> iouAt(List<Scored> list) {
        var out = new LinkedHashMap<String, Double>();
        for (int k : AT) {
            if (k <= most) {
                out.put(String.valueOf(k), mean(list, o -> o.at(k)));
            }
        }
        return out;
    }

    private static double mean(List<Scored> list, java.util.function.ToDoubleFunction<Scored> value) {
        return list.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
