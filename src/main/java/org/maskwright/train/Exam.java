package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.image.Region;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.Sam;

/// Held-out objects as questions to a model: each is clicked at its deepest point and corrected twice
/// at the deepest point of the error, the way the application itself asks. The questions are drawn
/// once, so every model meets the same ones, and encoded once for all models that share the first one's encoder.
final class Exam implements AutoCloseable {
    private static final int LEAST_SIDE = 192;
    private static final int MOST_SIDE = 1024;

    /// An object in its surroundings.
    private record Question(Raster picture, Contrast contrast, Mask truth) {}

    private final List<Question> questions;
    private final List<Embedding> shared = new ArrayList<>();
    private String encoder = "";
    private @Nullable Encoding encoding;

    /// Decodes the frames; not for the tensor thread.
    ///
    /// @param most questions, chosen by `seed` when there are more objects
    Exam(TrainingSet held, int most, long seed) {
        var all = new ArrayList<Question>();
        for (TrainingSet.LabelledFrame f : held.frames()) {
            Raster raster = f.raster().get();
            Contrast contrast = f.contrast().get();
            f.masks().forEach(m -> all.add(question(raster, contrast, m)));
        }
        Collections.shuffle(all, new Random(seed));
        questions = List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    int objects() {
        return questions.size();
    }

    /// The part of the frame that a model needs to see, so that a question costs little.
    private static Question question(Raster raster, Contrast contrast, Mask mask) {
        var b = mask.bounds();
        int side = Math.clamp(3L * Math.max(b.width(), b.height()), LEAST_SIDE, MOST_SIDE);
        int w = Math.min(raster.width(), Math.max(side, b.width()));
        int h = Math.min(raster.height(), Math.max(side, b.height()));
        int left = Math.clamp((b.left() + b.right() - w) / 2, 0, raster.width() - w);
        int top = Math.clamp((b.top() + b.bottom() - h) / 2, 0, raster.height() - h);
        float[] part = new float[w * h * raster.channels()];
        float[] plane = new float[w * h];
        for (int c = 0; c < raster.channels(); c++) {
            raster.copy(new Region(left, top, w, h), c, plane);
            System.arraycopy(plane, 0, part, c * w * h, w * h);
        }
        return new Question(Raster.ofFloats(w, h, raster.channels(), part), contrast, mask.translate(-left, -top));
    }

    /// A model at the exam, one short piece at a time. Tensor thread only.
    final class Sitting implements AutoCloseable {
        private final Sam model;
        private final int clicks;
        private final int count;
        private final boolean shares;
        private final List<Double> first = new ArrayList<>();
        private final List<Double> last = new ArrayList<>();
        private final List<Prompt> prompts = new ArrayList<>();
        private @Nullable Embedding own;
        private @Nullable LowResLogits previous;
        private Mask answer = Mask.EMPTY;
        private int click;

        /// @param clicks of each object, at most three
        /// @param most questions to answer, from the first
        Sitting(Sam model, int clicks, int most) {
            this.model = model;
            this.clicks = clicks;
            count = Math.min(most, questions.size());
            String hash = model.info().encoderHash();
            encoder = encoder.isEmpty() ? hash : encoder;
            shares = encoder.equals(hash);
        }

        boolean isDone() {
            return last.size() == count;
        }

        /// Of 1.
        double done() {
            return count == 0 ? 1 : (last.size() + click / (clicks + 1.0)) / count;
        }

        /// Goes one block further in encoding the next object's surroundings or, once that is done, gives one
        /// click.
        void step() {
            Question q = questions.get(last.size());
            Embedding seen = shares ? last.size() < shared.size() ? shared.get(last.size()) : null : own;
            if (seen == null) {
                encode(q);
                return;
            }
            Optional<Prompt> next = Annotator.nextClick(q.truth(), answer);
            if (next.isPresent()) {
                prompts.add(next.get());
                Candidate best = model.predict(seen, prompts, previous, new Cancel()).getFirst();
                previous = best.logits();
                answer = best.mask();
            }
            double iou = answer.iou(q.truth());
            if (click == 0) {
                first.add(iou);
            }
            click++;
            if (click == clicks) {
                last.add(iou);
                forget();
            }
        }

        private void encode(Question q) {
            Encoding at = encoding == null ? model.encoding(q.picture(), q.contrast()) : encoding;
            encoding = at;
            if (at.step()) {
                if (shares) {
                    shared.add(at.embedding());
                } else {
                    own = at.embedding();
                }
                encoding = null;
            }
        }

        private void forget() {
            click = 0;
            prompts.clear();
            previous = null;
            answer = Mask.EMPTY;
            close();
        }

        Marks marks() {
            return new Marks(first, last);
        }

        @Override
        public void close() {
            if (own != null) {
                own.close();
                own = null;
            }
        }
    }

    /// Tensor thread.
    @Override
    public void close() {
        shared.forEach(Embedding::close);
        shared.clear();
        if (encoding != null) {
            encoding.close();
        }
    }
}
