package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maskwright.Problem;
import org.maskwright.ui.model.Settings;

class SettingsFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private SettingsFile settings;

    @BeforeEach
    void place() {
        file = folder.resolve("new/settings.json");
        settings = new SettingsFile(folder.resolve("new"));
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        SettingsFile.Loaded loaded = settings.load();
        assertThat(loaded.settings()).isEqualTo(Settings.defaults());
        assertThat(loaded.problem()).isEmpty();
    }

    @Test
    void whatIsSavedIsLoaded() {
        Settings chosen = Settings.defaults()
                .with(new Settings.Look(Settings.Theme.DARK, 14, 200, 300.5))
                .with(new Settings.Work("compact-1", 5, false, false, true))
                .with(new Settings.Machine(
                        512, 0, 3, Settings.Device.PROCESSOR, folder.resolve("cache"), folder.resolve("libtorch ü")))
                .withOpened(folder.resolve("a"))
                .withOpened(folder.resolve("b"))
                .withOpened(folder.resolve("a"));
        settings.save(chosen);
        assertThat(settings.load().settings()).isEqualTo(chosen);
        assertThat(chosen.recent()).isEqualTo(List.of(folder.resolve("a"), folder.resolve("b")));
        assertThat(folder.resolve("new")).isDirectoryContaining("glob:**/settings.json");
        assertThat(folder.resolve("new")).isDirectoryNotContaining("glob:**/*.part");
    }

    @Test
    void whatAnOtherVersionLacksOrAddsDoesNoHarm() throws IOException {
        write("{\"look\": {\"theme\": \"LIGHT\", \"sparkle\": 3}, \"later\": [1]}");
        SettingsFile.Loaded loaded = settings.load();
        assertThat(loaded.problem()).isEmpty();
        assertThat(loaded.settings().look()).isEqualTo(new Settings.Look(Settings.Theme.LIGHT, 12, 184, 312));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"look\": {\"fontSize\": 99}}",
                "{\"look\": {\"fontSize\": null}}",
                "{\"look\": 1}",
                "{\"recent\": null}",
                "{\"look\": null}",
                "{\"look\": {\"theme\": null}}",
                "{\"look\": {\"theme\": \"PINK\"}}",
                "{\"machine\": {\"device\": \"ABACUS\"}}",
                "{\"machine\": {\"cacheFolder\": 3}}",
                "{\"look\": {\"fontSize\": 12.5}}",
                "{\"recent\": [1]}",
                "{\"look\": [",
                "\u0000\u0001"
            })
    void aDamagedFileIsSetAsideAndSaid(String text) throws IOException {
        write(text);
        SettingsFile.Loaded loaded = settings.load();
        assertThat(loaded.settings()).isEqualTo(Settings.defaults());
        assertThat(loaded.problem()).map(Problem::code).contains("app.settings-damaged");
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("new/settings.json.damaged")).hasContent(text);
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(folder.resolve("new"), "a file where the folder should be");
        assertThatThrownBy(() -> settings.save(Settings.defaults()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("settings.json");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
