package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFinderTest {
    @TempDir
    Path temp;

    private Path images;
    private Path project;

    @BeforeEach
    void makeImages() throws IOException {
        images = Files.createDirectories(temp.resolve("work/data/movie"));
        project = Files.createDirectories(temp.resolve("work/projects/cells"));
        var random = new Random(1);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[i == 3 ? Fingerprint.WHOLE * 3 : 500];
            random.nextBytes(bytes);
            Files.write(images.resolve("t%03d.tif".formatted(i)), bytes);
        }
    }

    private ImageRef described() throws IOException {
        var files = new ArrayList<Path>();
        for (int i = 0; i < 20; i++) {
            files.add(images.resolve("t%03d.tif".formatted(i)));
        }
        return new ImageFinder(project).describe(images, files);
    }

    private void assertFound(Located located, Path where) {
        assertThat(located).isInstanceOfSatisfying(Located.Found.class, f -> {
            assertThat(f.source()).isEqualTo(where);
            assertThat(new ImageFinder(project).find(f.images())).isEqualTo(f);
        });
    }

    @Test
    void imagesThatStayedAreFound() throws IOException {
        ImageRef ref = described();
        assertThat(ref.relative()).isEqualTo("../../data/movie");
        assertFound(new ImageFinder(project).find(ref), images);
    }

    @Test
    void aProjectThatMovedWithItsImagesFindsThem() throws IOException {
        ImageRef ref = described();
        Files.move(temp.resolve("work"), temp.resolve("moved"));
        project = temp.resolve("moved/projects/cells");
        assertFound(new ImageFinder(project).find(ref), temp.resolve("moved/data/movie"));
    }

    @Test
    void aProjectThatMovedAloneFindsThem() throws IOException {
        ImageRef ref = described();
        Path other = Files.createDirectories(temp.resolve("x/y/z")).resolve("cells");
        Files.move(project, other);
        project = other;
        assertFound(new ImageFinder(project).find(ref), images);
    }

    @Test
    void imagesBesideTheProjectAreFoundUnderAnotherName() throws IOException {
        ImageRef ref = described();
        Path beside = temp.resolve("work/projects/renamed");
        Files.move(images, beside);
        assertFound(new ImageFinder(project).find(ref), beside);
    }

    @Test
    void imagesFarAwayAreFoundWhereAPersonPoints() throws IOException {
        ImageRef ref = described();
        Path far = Files.createDirectories(temp.resolve("archive/2026/march")).resolve("movie");
        Files.move(images, far);
        var finder = new ImageFinder(project);
        assertThat(finder.find(ref))
                .isInstanceOfSatisfying(
                        Located.Missing.class,
                        m -> assertThat(m.missing()).hasSize(20).contains("t007.tif"));
        assertFound(finder.find(ref, temp.resolve("archive")), far);
    }

    @Test
    void otherContentUnderTheSameNameIsNotTaken() throws IOException {
        ImageRef ref = described();
        Path large = images.resolve("t003.tif");
        byte[] bytes = Files.readAllBytes(large);
        bytes[bytes.length - 1]++;
        Files.write(large, bytes);
        assertThat(new ImageFinder(project).find(ref)).isInstanceOf(Located.Missing.class);
    }

    @Test
    void aSingleFileIsFoundByItsContent() throws IOException {
        Path file = images.resolve("t003.tif");
        ImageRef ref = new ImageFinder(project).describe(file, List.of(file));
        Path renamed = temp.resolve("work/projects/stack.tif");
        Files.move(file, renamed);
        assertFound(new ImageFinder(project).find(ref), renamed);
    }
}
