package org.maskwright.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.auto.Suppress;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.LabelImages;
import org.maskwright.metrics.InstanceScores;
import org.maskwright.metrics.Overlap;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.Finder;
import org.maskwright.sam.Proposal;
import org.maskwright.sam.Sam;

/// Held-out frames that a model is to find all objects of, the way `auto` does: the same frames for every model.
final class SearchExam {
    private final List<Sheet> sheets;

    /// A frame with its truth, ids row by row.
    private static final class Sheet {
        private final Raster picture;
        private final Contrast contrast;
        private final int[] ids;

        Sheet(Raster picture, Contrast contrast, int[] ids) {
            this.picture = picture;
            this.contrast = contrast;
            this.ids = ids;
        }
    }

    /// What a model found.
    ///
    /// @param ap TP / (TP + FP + FN) at IoU 0.50, counts pooled; NaN without any object
    /// @param foreground mean IoU of the foreground
    /// @param objects in the truth
    record Score(double ap, double foreground, int objects) {}

    /// Decodes the frames; not for the tensor thread.
    SearchExam(List<Page> held) {
        sheets = held.stream()
                .map(p -> {
                    Raster picture = p.raster().get();
                    return new Sheet(picture, p.contrast().get(), p.ids(picture.width(), picture.height()));
                })
                .toList();
    }

    boolean isEmpty() {
        return sheets.isEmpty();
    }

    /// A model at the exam, one short piece at a time. Tensor thread only.
    final class Sitting implements AutoCloseable {
        private final Sam model;
        private final InstanceScores scores = new InstanceScores();
        private int at;
        private double ofFrame;
        private @Nullable Encoding encoding;
        private @Nullable Embedding embedding;
        private @Nullable Finder finder;

        Sitting(Sam model) {
            this.model = model;
        }

        boolean isDone() {
            return at == sheets.size();
        }

        /// Of 1.
        double done() {
            return isDone() ? 1 : (at + ofFrame) / sheets.size();
        }

        /// Goes one block further in encoding a frame, or one step in searching it.
        void step() {
            Sheet sheet = sheets.get(at);
            if (embedding == null) {
                Encoding now = encoding == null ? model.encoding(sheet.picture, sheet.contrast) : encoding;
                encoding = now;
                if (now.step()) {
                    embedding = now.embedding();
                    encoding = null;
                }
                return;
            }
            Finder now = finder == null ? Finder.of(model, embedding) : finder;
            finder = now;
            ofFrame = now.step(embedding);
            if (ofFrame >= 1) {
                mark(sheet, Suppress.of(now.found(), Suppress.LEAST_CONFIDENCE));
                close();
                finder = null;
                ofFrame = 0;
                at++;
            }
        }

        private void mark(Sheet truth, List<Proposal> found) {
            var masks = new java.util.TreeMap<Integer, org.maskwright.label.Mask>();
            found.forEach(p -> masks.put(masks.size() + 1, p.mask()));
            int[] ids = LabelImages.paint(truth.picture.width(), truth.picture.height(), masks);
            scores.add(Overlap.of(truth.ids, ids));
        }

        Score score() {
            return new Score(
                    scores.counts(0).averagePrecision().orElse(Double.NaN),
                    scores.meanForegroundIou().orElse(Double.NaN),
                    scores.references());
        }

        @Override
        public void close() {
            if (encoding != null) {
                encoding.close();
                encoding = null;
            }
            if (embedding != null) {
                embedding.close();
                embedding = null;
            }
        }
    }
}
