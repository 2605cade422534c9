package org.maskwright.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCurvesTest {
    @TempDir
    private Path folder;

    private final Notices notices = new Notices();
    private final TrainingCurves curves = new TrainingCurves(notices, Runnable::run, Runnable::run);

    @Test
    void theCurvesGrowWithTheTable() throws IOException {
        Path csv = folder.resolve("unet.safetensors.csv");
        Files.writeString(csv, "step,loss,ap_50,foreground_iou\n10,2.5,0.1,0.2\n");
        curves.follow(folder.resolve("unet.safetensors"));
        assertThat(curves.shown().get()).satisfies(s -> {
            assertThat(s.name()).isEqualTo("unet.safetensors");
            assertThat(s.step()).isEqualTo(10);
            assertThat(s.curves()).hasSize(2);
            assertThat(s.curves().getFirst().points()).containsExactly(new Learning.Point(10, 0.1));
        });
        Files.writeString(csv, Files.readString(csv) + "20,2.5,0.3,0.4\n");
        curves.look();
        assertThat(curves.shown().get()).satisfies(s -> assertThat(s.step()).isEqualTo(20));
        assertThat(notices.all()).isEmpty();
    }

    @Test
    void whatHasNoCurvesIsSaidOnceAndChangesNothing() {
        curves.follow(folder.resolve("other.pth"));
        assertThat(notices.all()).hasSize(1);
        assertThat(curves.shown().get()).isNull();
        notices.clear();
        curves.look();
        assertThat(notices.all()).isEmpty();
    }
}
