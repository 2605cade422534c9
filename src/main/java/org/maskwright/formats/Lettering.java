package org.maskwright.formats;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import org.maskwright.Problem;

/// Words as shapes to draw into a picture, with a font of the system and without a window.
public final class Lettering {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final Font font;

    /// @param size in pixels
    /// @throws Problem when the system has no font at all, which happens on bare servers
    public Lettering(boolean bold, double size) {
        try {
            font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
            font.createGlyphVector(EXACT, "0").getOutline();
        } catch (RuntimeException | LinkageError | InternalError e) { // whatever the font system throws then
            throw Problem.causedBy(e, "formats.lettering", String.valueOf(e.getMessage()));
        }
    }

    /// Words on a line from (0, 0) to the right.
    public GlyphVector line(String words) {
        return font.createGlyphVector(EXACT, words);
    }
}
