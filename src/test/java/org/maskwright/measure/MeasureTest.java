package org.maskwright.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.maskwright.image.Calibration;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.label.Shapes;

class MeasureTest {
    @Test
    void aDiscHasTheMeasuresOfACircle() {
        for (int r = 5; r <= 40; r += 5) {
            Shape disc = Shape.of(Shapes.brush(new double[] {60.3, 50.7}, r));
            Percentage close = Percentage.withPercentage(r < 10 ? 6 : 3);
            assertThat(disc.area()).isCloseTo(Math.PI * r * r, close);
            assertThat(disc.perimeter()).isCloseTo(2 * Math.PI * r, close);
            assertThat(disc.equivalentDiameter()).isCloseTo(2 * r, close);
            assertThat(disc.maxFeret()).isCloseTo(2 * r, within(1.5));
            assertThat(disc.minFeret()).isCloseTo(2 * r, within(1.5));
            assertThat(disc.circularity()).isGreaterThan(0.93);
            assertThat(disc.centroidX()).isCloseTo(60.3, within(0.3));
            assertThat(disc.centroidY()).isCloseTo(50.7, within(0.3));
        }
    }

    @Test
    void feretDiametersAreThoseOfThePixelSquares() {
        Shape bar = Shape.of(Mask.of(3, 4, 6, 2, i -> true));
        assertThat(bar.maxFeret()).isEqualTo(Math.hypot(6, 2));
        assertThat(bar.minFeret()).isEqualTo(2);
        assertThat(bar.area()).isEqualTo(12);
        assertThat(bar.centroidX()).isEqualTo(5.5);
        assertThat(bar.centroidY()).isEqualTo(4.5);
        Shape pixel = Shape.of(Mask.ofRuns(0, 0, 1));
        assertThat(pixel.maxFeret()).isEqualTo(Math.sqrt(2));
        assertThat(pixel.minFeret()).isEqualTo(1);
        assertThat(pixel.circularity()).isEqualTo(1);
        // A diagonal of three pixels: between the lines through the corners of its steps.
        Shape diagonal = Shape.of(Mask.ofRuns(0, 0, 1, 1, 1, 2, 2, 2, 3));
        assertThat(diagonal.maxFeret()).isCloseTo(3 * Math.sqrt(2), within(1e-12));
        assertThat(diagonal.minFeret()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(Mask.EMPTY));
    }

    @Test
    void unitsScaleLengthsAndAreas() {
        Mask mask = Mask.of(6, 2, i -> true);
        Shape pixels = Shape.of(mask);
        Shape units = Shape.of(mask, new Calibration(0.5, "µm"));
        assertThat(units.area()).isEqualTo(3);
        assertThat(units.minFeret()).isEqualTo(1);
        assertThat(units.perimeter()).isCloseTo(pixels.perimeter() / 2, within(1e-12));
        assertThat(units.circularity()).isCloseTo(pixels.circularity(), within(1e-12));
    }

    /// A disc on the slide is an ellipse in pixels that are twice as high as wide.
    @Test
    void pixelsNeedNotBeSquare() {
        var size = new Calibration(0.5, 1, "µm");
        double r = 15;
        Mask disc = Mask.of(80, 60, i -> Math.hypot((i % 80 - 40.2) * 0.5, row(i, 80) - 30.4) <= r);
        Shape measured = Shape.of(disc, size);
        Percentage close = Percentage.withPercentage(2);
        assertThat(measured.area()).isCloseTo(Math.PI * r * r, close);
        assertThat(measured.perimeter()).isCloseTo(2 * Math.PI * r, close);
        assertThat(measured.equivalentDiameter()).isCloseTo(2 * r, close);
        assertThat(measured.maxFeret()).isCloseTo(2 * r, within(1.2));
        assertThat(measured.minFeret()).isCloseTo(2 * r, within(1.2));
        assertThat(measured.circularity()).isGreaterThan(0.97);
        Shape upright = Shape.of(Mask.of(6, 4, i -> true), size);
        assertThat(upright.area()).isEqualTo(12);
        assertThat(upright.maxFeret()).isCloseTo(5, within(1e-12));
        assertThat(upright.minFeret()).isCloseTo(3, within(1e-12));
    }

    @Test
    void aLineIsAsLongAsItIs() {
        Shape line = Shape.of(Mask.ofRuns(3, 10, 110));
        assertThat(line.maxFeret()).isEqualTo(Math.hypot(100, 1));
        assertThat(line.minFeret()).isEqualTo(1);
        assertThat(line.perimeter()).isCloseTo(202, Percentage.withPercentage(10));
        assertThat(line.circularity()).isLessThan(0.05);
        Mask slanted = Shapes.brush(new double[] {10, 10, 90, 70}, 2.5);
        assertThat(Shape.of(slanted).maxFeret()).isCloseTo(105, within(1.5));
        assertThat(Shape.of(slanted).minFeret()).isCloseTo(5, within(1.5));
    }

    @Test
    void perimetersOfDiscsAreWithinTwoPercent() {
        for (double d = 10; d <= 100; d += 7.3) {
            double r = d / 2;
            Mask disc = Mask.of(120, 120, i -> Math.hypot(i % 120 - 60.3, row(i, 120) - 59.6) <= r);
            double atSameArea = 2 * Math.sqrt(Math.PI * disc.area());
            assertThat(Shape.of(disc).perimeter())
                    .as("disc %s across", d)
                    .isCloseTo(atSameArea, Percentage.withPercentage(2));
        }
    }

    @Test
    void intensityIsThatOfTheSamplesUnderTheMask() {
        var random = new Random(4);
        float[] samples = new float[2 * 50];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextInt(1000);
        }
        samples[3] = Float.NaN;
        float[] second = java.util.Arrays.copyOfRange(samples, 50, 100);
        Raster raster = Raster.ofFloats(10, 5, 2, samples.clone());
        Mask mask = Mask.of(10, 5, i -> i % 3 == 0);
        double total = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < 50; i += 3) {
            total += second[i];
            squares += second[i] * second[i];
            n++;
        }
        Intensity found = Intensity.of(mask, raster, 1);
        assertThat(found.total()).isEqualTo(total);
        assertThat(found.mean()).isEqualTo(total / n);
        assertThat(found.deviation()).isCloseTo(Math.sqrt(squares / n - total / n * (total / n)), within(1e-6));
        assertThat(Intensity.of(Mask.ofRuns(0, 3, 5), raster, 0).mean()).isEqualTo(samples[4]);
        assertThat(Intensity.of(Mask.ofRuns(0, 3, 4), raster, 0).mean()).isNaN();
    }

    private static double row(int index, int width) {
        return Math.floorDiv(index, width);
    }
}
