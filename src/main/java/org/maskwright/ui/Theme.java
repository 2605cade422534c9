package org.maskwright.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dark or light: AtlantaFX Primer with our tokens on top.
public enum Theme {
    DARK,
    LIGHT;

    private static final Logger LOG = LoggerFactory.getLogger(Theme.class);
    private static final List<String> FACES =
            List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf");

    /// What the system asks for.
    public static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.DARK ? DARK : LIGHT;
    }

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /// Takes the place of JavaFX's own look, which is read in vain if a control is made before.
    public void underlie() {
        var primer = this == DARK ? new PrimerDark() : new PrimerLight();
        Application.setUserAgentStylesheet(primer.getUserAgentStylesheetBSS());
    }

    /// Dresses the scene and all its popups. `rootSize` is the size of body text in pixels, 11 to 16.
    public void dress(Scene scene, double rootSize) {
        underlie();
        scene.getStylesheets().setAll(this == DARK ? List.of(sheet("maskwright.css"), sheet("panels.css")) : sheets());
        scene.getRoot().setStyle("-fx-font-size: " + Math.clamp(rootSize, 11, 16) + "px");
    }

    private static List<String> sheets() {
        return List.of(sheet("maskwright.css"), sheet("panels.css"), sheet("light.css"));
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }

    /// Loads Inter and JetBrains Mono from the class path. A face that fails falls back to the system's.
    public static void loadFonts() {
        for (String face : FACES) {
            try (InputStream in = Theme.class.getResourceAsStream("fonts/" + face)) {
                if (in == null || Font.loadFont(in, 12) == null) {
                    LOG.warn("The typeface {} could not be loaded; the system's is used.", face);
                }
            } catch (IOException e) {
                LOG.warn("The typeface {} could not be read; the system's is used.", face, e);
            }
        }
    }
}
