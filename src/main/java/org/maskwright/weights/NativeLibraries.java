package org.maskwright.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.maskwright.Cancel;

/// The native libraries in an archive of a Python package, but for those that need Python.
final class NativeLibraries {
    private static final Pattern LIBRARY = Pattern.compile(
            "(torch/lib|nvidia/\\w+/(lib|bin))/(?!(lib)?(torch_python|shm))[\\w.+-]+\\.(dll|so[.\\d]*)");
    private static final int STEP = 1 << 20;

    private NativeLibraries() {}

    /// Unpacks them under their names in the archive and compares each with its checksum there.
    ///
    /// @return the name of a library that is not as it was packed; empty when all are
    static Optional<String> unpack(Path archive, Path folder, Cancel cancel) throws IOException {
        byte[] step = new byte[STEP];
        try (var zip = new ZipFile(archive.toFile())) {
            for (ZipEntry library : libraries(zip)) {
                Path to = folder.resolve(library.getName());
                Files.createDirectories(to.getParent());
                try (InputStream stored = zip.getInputStream(library);
                        var in = new CheckedInputStream(stored, new CRC32());
                        OutputStream out = Files.newOutputStream(to)) {
                    for (int n = in.read(step); n >= 0; n = in.read(step)) {
                        cancel.check();
                        out.write(step, 0, n);
                    }
                    if (in.getChecksum().getValue() != library.getCrc()) {
                        return Optional.of(library.getName());
                    }
                }
            }
        } catch (ZipException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private static List<? extends ZipEntry> libraries(ZipFile zip) {
        return zip.stream().filter(e -> LIBRARY.matcher(e.getName()).matches()).toList();
    }
}
