package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Problem;

class ProjectFileTest {
    private static final Surroundings HERE = Surroundings.of("test", _ -> {});

    @TempDir
    Path temp;

    private Path made(String name) {
        Path folder = temp.resolve(name);
        ProjectStore.create(folder, RandomEdits.project(1), HERE).close();
        return folder;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> String.valueOf(f.getFileName()))
                    .filter(name -> name.endsWith(ProjectFile.ENDING))
                    .toList();
        }
    }

    @Test
    void aNewProjectHasAFileThatStandsForItsFolder() throws IOException {
        Path folder = made("Zellen 細胞.maskwright");
        Path file = folder.resolve("Zellen 細胞.maskwright");
        assertThat(file).hasContent("Maskwright project 1\n");
        assertThat(ProjectFile.folder(file)).contains(folder.toAbsolutePath());
        assertThat(ProjectFile.folder(folder)).contains(folder);
        assertThat(ProjectFile.folder(folder.resolve(ProjectStore.DATABASE))).contains(folder.toAbsolutePath());
        assertThat(ProjectFile.folder(temp)).isEmpty();
        assertThat(files(made("plain"))).containsExactly("plain.maskwright");
    }

    @Test
    void anOlderProjectGetsOneWhenItIsOpenedAndARenamedOneIsKept() throws IOException {
        Path folder = made("old.maskwright");
        Files.delete(folder.resolve("old.maskwright"));
        ProjectStore.open(folder, HERE).close();
        assertThat(files(folder)).containsExactly("old.maskwright");
        Files.move(folder.resolve("old.maskwright"), folder.resolve("mine.maskwright"));
        ProjectStore.open(folder, HERE).close();
        assertThat(files(folder)).containsExactly("mine.maskwright");
        assertThat(ProjectFile.folder(folder.resolve("mine.maskwright"))).isPresent();
    }

    @Test
    void whoOpensForReadingOnlyWritesNone() throws IOException {
        Path folder = made("held.maskwright");
        try (var _ = ProjectStore.open(folder, HERE)) {
            Files.delete(folder.resolve("held.maskwright"));
            try (var second = ProjectStore.open(folder, HERE)) {
                assertThat(second.readOnly()).isPresent();
            }
        }
        ProjectStore.read(folder);
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void aFileOutsideOfAProjectSaysSo() throws IOException {
        Path alone = Files.writeString(temp.resolve("cells.maskwright"), "Maskwright project 1\n");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ProjectFile.folder(alone))
                .extracting(Problem::code)
                .isEqualTo("project.file-alone");
    }
}
