package org.maskwright.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Brings files to the disk, and folders: a new file is only safe when the folder that names it is there too.
final class Folders {
    private Folders() {}

    /// Returns when a file's content, or a folder's list of files, is on the disk.
    static void sync(Path path) throws StoreFailure {
        try (var channel =
                FileChannel.open(path, Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (AccessDeniedException windows) {
            // Windows opens no folder as a file; NTFS journals its folders by itself
        } catch (IOException e) {
            throw new StoreFailure(StoreFailure.Why.FAILED, e);
        }
    }
}
