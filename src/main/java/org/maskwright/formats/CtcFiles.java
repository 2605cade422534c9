package org.maskwright.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.maskwright.Problem;

/// The file names of the Cell Tracking Challenge, by frame. Numbers may have any count of digits.
public final class CtcFiles {
    /// What the name of a file begins with, before the number of its frame.
    public enum Kind {
        /// Raw frames, in `NN`.
        RAW("t"),
        /// Reference segmentation, in `NN_GT/SEG` or `NN_ST/SEG`.
        SEG("man_seg"),
        /// Reference markers, in `NN_GT/TRA`.
        TRA("man_track"),
        /// Results, in `NN_RES`.
        RESULT("mask");

        private final String prefix;
        private final Pattern pattern;

        Kind(String prefix) {
            this.prefix = prefix;
            pattern = Pattern.compile(prefix + "(\\d{1,9})\\.tif");
        }

        Matcher matcher(String name) {
            return pattern.matcher(name);
        }

        /// The name of a frame's file.
        String name(int frame, int digits) {
            return prefix + number(frame, digits) + ".tif";
        }
    }

    private static final Pattern SLICE = Pattern.compile("man_seg_(\\d{1,9})_(\\d{1,9})\\.tif");

    private CtcFiles() {}

    /// The files of a kind that lie in a folder, by frame number; none when there is no such folder.
    public static SortedMap<Integer, Path> frames(Path folder, Kind kind) {
        var out = new TreeMap<Integer, Path>();
        for (Path file : list(folder)) {
            Matcher m = kind.matcher(name(file));
            if (m.matches()) {
                out.put(Integer.valueOf(m.group(1)), file);
            }
        }
        return out;
    }

    /// The reference segmentations of single slices (`man_seg_T_Z.tif`) by frame and slice.
    public static SortedMap<Integer, SortedMap<Integer, Path>> slices(Path folder) {
        var out = new TreeMap<Integer, SortedMap<Integer, Path>>();
        for (Path file : list(folder)) {
            Matcher m = SLICE.matcher(name(file));
            if (m.matches()) {
                out.computeIfAbsent(Integer.valueOf(m.group(1)), t -> new TreeMap<>())
                        .put(Integer.valueOf(m.group(2)), file);
            }
        }
        return out;
    }

    static boolean isSlice(String name) {
        return SLICE.matcher(name).matches();
    }

    static String sliceName(int frame, int slice, int digits) {
        return "man_seg_" + number(frame, digits) + "_" + number(slice, 3) + ".tif";
    }

    private static String number(int value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "d", value);
    }

    static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? "" : last.toString();
    }

    /// What lies in a folder, by name; nothing when there is no such folder.
    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw Problem.causedBy(e, "image.denied", folder.toString());
        }
    }
}
