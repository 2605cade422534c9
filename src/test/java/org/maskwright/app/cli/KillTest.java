package org.maskwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.formats.ProjectImport;
import org.maskwright.image.LabelTiff;
import org.maskwright.label.InstanceId;
import org.maskwright.project.Plane;
import org.maskwright.project.StoreCheck;

/// A process that labels is killed at any moment, again and again, on one project: whatever it said was accepted
/// is there, and the project opens.
class KillTest {
    private static final int SIZE = 160;
    private static final int PER_ROW = 40;
    private static final int OBJECTS = 1_200;
    private static final Pattern ACCEPTED = Pattern.compile("accepted frame=3 id=(\\d+) seq=(\\d+)");

    @TempDir
    Path temp;

    private Path project;
    private Path labels;

    @BeforeEach
    void makeProject() throws IOException {
        Path images = Files.createDirectories(temp.resolve("images"));
        LabelTiff.write(images.resolve("t003.tif"), SIZE, SIZE, new int[SIZE * SIZE]);
        labels = temp.resolve("labels.tif");
        int[] ids = new int[SIZE * SIZE];
        for (int i = 0; i < ids.length; i++) {
            int id = i / SIZE / 4 * PER_ROW + i % SIZE / 4 + 1;
            ids[i] = id <= OBJECTS && i % 4 < 3 && i / SIZE % 4 < 3 ? id : 0;
        }
        LabelTiff.write(labels, SIZE, SIZE, ids);
        project = temp.resolve("project");
        var plan = ProjectImport.read(images, Optional.empty(), project, Instant.now(), new Cancel());
        CommandStore.create(project, plan.project()).close();
    }

    @Test
    void nothingAcceptedIsMissingAfter20Kills() throws Exception {
        kill(20);
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheProject() throws Exception {
        try (var _ = CommandStore.open(project)) {
            Process process = Child.start(temp, "label", project.toString(), "--frame", "3", labels.toString());
            assertThat(process.inputReader().lines()).isEmpty();
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(Files.readAllLines(temp.resolve("errors.txt")))
                    .singleElement()
                    .asString()
                    .contains("in process " + ProcessHandle.current().pid());
        }
    }

    @Test
    @Tag("slow")
    void nothingAcceptedIsMissingAfter200Kills() throws Exception {
        kill(200);
    }

    private void kill(int times) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long lastSeq = 0;
        for (int n = 0; n < times; n++) {
            List<String> said = labelUntilKilled(random);
            StoreCheck after = StoreCheck.of(project);
            assertThat(after.wrong()).as("seed %d, kill %d", seed, n).isEmpty();
            for (String line : said) {
                Matcher m = ACCEPTED.matcher(line);
                assertThat(m.matches()).as(line).isTrue();
                assertThat(after.project().labels(Plane.of(0)).find(new InstanceId(Integer.parseInt(m.group(1)))))
                        .as("seed %d, kill %d: %s", seed, n, line)
                        .isPresent();
                assertThat(Long.parseLong(m.group(2))).isGreaterThan(lastSeq).isLessThanOrEqualTo(after.entries());
                lastSeq = Long.parseLong(m.group(2));
            }
            lastSeq = after.entries();
        }
        assertThat(lastSeq).as("something was accepted at all").isGreaterThan(times);
    }

    /// Kills the process after a random number of its lines, or every fifth time as soon as it holds the project,
    /// and returns all whole lines that it wrote.
    private List<String> labelUntilKilled(Random random) throws Exception {
        Path holder = project.resolve("holder");
        Files.deleteIfExists(holder);
        Process process = Child.start(temp, "label", project.toString(), "--frame", "3", labels.toString());
        var said = new ArrayList<String>();
        int after = 1 + random.nextInt(200);
        if (random.nextInt(5) == 0) {
            while (process.isAlive() && !Files.exists(holder)) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
        }
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            var whole = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    whole.append((char) c);
                    continue;
                }
                said.add(whole.toString());
                whole.setLength(0);
                if (said.size() == after) {
                    process.toHandle().destroyForcibly(); // the process itself would close what is still to be read
                }
            }
        }
        assertThat(process.waitFor())
                .as(Files.readString(temp.resolve("errors.txt")))
                .isNotZero();
        return said;
    }
}
