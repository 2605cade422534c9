package org.maskwright.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Folders as files: a new file is only safe when the folder that names it is on the disk too.
final class Folders {
    private Folders() {}

    /// Returns when the folder's list of files is on the disk.
    static void sync(Path folder) throws StoreFailure {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException windows) {
            // Windows opens no folder as a file; NTFS journals its folders by itself
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }
}
