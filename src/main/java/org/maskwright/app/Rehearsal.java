package org.maskwright.app;

import java.io.IOException;
import java.nio.file.Files;

/// Opens the window on the sample in an empty home and closes it when the first frame was shown. Not for people: the
/// build of a package lets Java watch this, so that the start of the packaged program is prepared.
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] words) throws IOException {
        Main.prepare(Folders.ofThisMachine());
        Window.rehearse(Files.createTempDirectory("maskwright-rehearsal"));
        System.exit(0);
    }
}
