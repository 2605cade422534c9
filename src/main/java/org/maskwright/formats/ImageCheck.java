package org.maskwright.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;
import org.maskwright.image.ImageInfo;
import org.maskwright.image.LabelFormat;
import org.maskwright.image.LabelImage;
import org.maskwright.label.Components;
import org.maskwright.label.Components.Connectivity;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;

/// Checks label images of one folder one by one: 16-bit unsigned, one grey channel, a TIFF, all of one
/// size, which is that of the raw frames where there are any.
final class ImageCheck {
    /// Width, height and slices.
    private record Size(int width, int height, int depth) {
        @Override
        public String toString() {
            return width + " x " + height + (depth > 1 ? " x " + depth : "");
        }
    }

    private final List<Finding> findings;
    private @Nullable Size expected;

    ImageCheck(List<Finding> findings, Optional<Path> raw) {
        this.findings = findings;
        raw.ifPresent(this::expect);
    }

    private void expect(Path raw) {
        try {
            ImageInfo info = ImageInfo.of(raw);
            expected = new Size(info.width(), info.height(), Math.max(info.slices(), info.times()));
        } catch (Problem p) {
            findings.add(Finding.error(raw, "unreadable", p.title()));
        }
    }

    /// The labels in a file, nothing when it cannot be read; what is wrong with it is added to the findings.
    ///
    /// @param slice whether it holds one slice of a volume
    Optional<Set<Integer>> labels(Path file, boolean slice) {
        Set<Integer> labels = new TreeSet<>();
        try {
            format(file, slice);
            List<LabelImage> pages = LabelFiles.read(file);
            for (LabelImage page : pages) {
                SortedMap<Integer, Mask> masks = LabelImages.masks(page.width(), page.height(), page.ids());
                labels.addAll(masks.keySet());
                if (pages.size() == 1) {
                    masks.forEach((id, mask) -> connected(file, id, mask));
                }
            }
            return Optional.of(labels);
        } catch (Problem p) {
            findings.add(Finding.error(file, "unreadable", p.title()));
            return Optional.empty();
        }
    }

    private void format(Path file, boolean slice) {
        LabelFormat format = LabelFormat.of(file);
        if (!format.isTiff()) {
            findings.add(Finding.error(file, "notTiff"));
        }
        if (format.channels() != 1) {
            findings.add(Finding.error(file, "channels", format.channels()));
        }
        if (format.bits() != 16 || !format.isUnsigned()) {
            findings.add(Finding.error(file, "bits", format.bits()));
        }
        if (format.hasPalette()) {
            findings.add(Finding.error(file, "palette"));
        }
        var size = new Size(format.width(), format.height(), format.pages());
        if (expected == null) {
            expected = slice ? null : size;
        } else {
            var wanted = new Size(expected.width, expected.height, slice ? 1 : expected.depth);
            if (!size.equals(wanted)) {
                findings.add(Finding.error(file, "size", size, wanted));
            }
        }
    }

    private void connected(Path file, int id, Mask mask) {
        int pieces = Components.of(mask, Connectivity.EIGHT).size();
        if (pieces > 1) {
            findings.add(Finding.warning(file, "pieces", id, pieces));
        }
    }
}
