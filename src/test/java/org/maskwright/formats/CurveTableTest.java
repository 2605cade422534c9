package org.maskwright.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;

class CurveTableTest {
    @TempDir
    private Path folder;

    @Test
    void aTableThatIsBeingWrittenIsReadAsFarAsItGoes() throws IOException {
        Path weights = folder.resolve("unet.safetensors");
        Path csv = CurveTable.beside(weights);
        assertThat(csv).hasFileName("unet.safetensors.csv");
        Files.writeString(csv, "step,loss,ap_50\n10,2.5,0.1\n20,1.5,0.25\n30,1.");
        CurveTable read = CurveTable.read(csv);
        assertThat(read.steps()).containsExactly(10, 20);
        assertThat(read.columns()).containsOnlyKeys("loss", "ap_50");
        assertThat(read.columns().get("ap_50")).containsExactly(0.1, 0.25);
    }

    @Test
    void anotherTableIsNone() throws IOException {
        Path other = Files.writeString(folder.resolve("objects.csv"), "object,area\n1,20\n");
        assertThatThrownBy(() -> CurveTable.read(other)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> CurveTable.read(folder.resolve("none.csv"))).isInstanceOf(Problem.class);
    }
}
