package org.maskwright.ui.model;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Calibration;
import org.maskwright.image.ImageStack;
import org.maskwright.measure.BurntBar;
import org.maskwright.project.Project;

/// The size of a pixel in the open project: from the file, typed, or drawn along a scale bar that is burnt into the
/// picture. It is kept with the project; each change says what it was before and offers to go back to it.
public final class Scale {
    /// A line shorter than this, in pixels, is a slip of the hand.
    private static final double LEAST = 3;

    /// A line drawn along a bar whose length is not said yet, in image pixels.
    ///
    /// @param fitted true when a bar was found under it and its ends are those of the bar
    public record Line(double x0, double y0, double x1, double y1, boolean fitted) {
        public Line(double x0, double y0, double x1, double y1) {
            this(x0, y0, x1, y1, false);
        }

        public double pixels() {
            return Math.hypot(x1 - x0, y1 - y0);
        }
    }

    private final Workbench bench;
    private final ObjectProperty<@Nullable Line> line = new SimpleObjectProperty<>();

    public Scale(Workbench bench) {
        this.bench = bench;
        bench.plane().addListener(o -> line.set(null));
        bench.tool().addListener((o, was, is) -> {
            if (is != Tool.SCALE) {
                line.set(null);
            }
        });
    }

    /// The line that waits for its length; null while there is none.
    public ReadOnlyObjectProperty<@Nullable Line> line() {
        return line;
    }

    /// The hand drew a line.
    public void drawn(Line drawn) {
        line.set(drawn.pixels() >= LEAST && bench.isWritable() ? fitted(drawn) : null);
    }

    /// To the ends of the bar under it, where there is one.
    private Line fitted(Line drawn) {
        Picture picture = bench.picture().get();
        boolean level = drawn.y0 == drawn.y1;
        if (picture == null || !(level || drawn.x0 == drawn.x1)) {
            return drawn;
        }
        double from = level ? Math.min(drawn.x0, drawn.x1) : Math.min(drawn.y0, drawn.y1);
        double to = level ? Math.max(drawn.x0, drawn.x1) : Math.max(drawn.y0, drawn.y1);
        return BurntBar.along(picture.raster(), level, from, to, level ? drawn.y0 : drawn.x0)
                .map(s -> s.level()
                        ? new Line(s.from(), s.across(), s.to(), s.across(), true)
                        : new Line(s.across(), s.from(), s.across(), s.to(), true))
                .orElse(drawn);
    }

    /// Takes the line away, and the hand goes back to pointing.
    public void drop() {
        line.set(null);
        bench.tool().set(Tool.POINT);
    }

    /// The size of a pixel now, [Calibration#NONE] while it is not known.
    public Calibration now() {
        Project p = bench.project().get();
        return p == null ? Calibration.NONE : p.view().calibration();
    }

    /// What the file says, [Calibration#NONE] when it says nothing.
    public Calibration ofFile() {
        ImageStack images = bench.images();
        return images == null ? Calibration.NONE : images.calibration();
    }

    /// The size that follows when a line is so long. Pixels keep their shape.
    ///
    /// @param length more than 0
    public Calibration of(Line bar, double length, String unit) {
        double shape = now().pixelHeight() / now().pixelSize();
        double size = length / Math.hypot(bar.x1 - bar.x0, (bar.y1 - bar.y0) * shape);
        return new Calibration(size, size * shape, unit);
    }

    /// Makes it the project's.
    public void keep(Calibration size) {
        Calibration before = now();
        if (size.equals(before) || !bench.isWritable()) {
            return;
        }
        bench.setView(v -> v.withCalibration(size));
        bench.notices()
                .show(Notice.fact(
                        "scale",
                        size.isKnown() ? Words.of("ui.scale.set", words(size)) : Words.of("ui.scale.forgotten"),
                        before.isKnown()
                                ? Words.of("ui.scale.before", words(before))
                                : Words.of("ui.scale.before-none"),
                        new Notice.Act(Words.of("ui.scale.back"), () -> keep(before))));
    }

    /// "0.65 µm", "0.5 × 0.25 µm".
    public static String words(Calibration size) {
        String across = Numbers.significant(size.pixelSize());
        return Numbers.with(
                size.isSquare() ? across : across + " × " + Numbers.significant(size.pixelHeight()), size.unit());
    }
}
