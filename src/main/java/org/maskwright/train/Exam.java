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
import org.maskwright.project.ModelRecord.Figures;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.LowResLogits;
import org.maskwright.sam.Sam;

/// Held-out objects as questions to a model: each is clicked at its deepest point and corrected twice
/// at the deepest point of the error, the way the application itself asks. The questions are drawn
/// once, so every model meets the same ones, and encoded once: the models differ in the decoder alone.
final class Exam implements AutoCloseable {
    private static final int CLICKS = 3;
    private static final int LEAST_SIDE = 192;
    private static final int MOST_SIDE = 1024;

    /// An object in its surroundings.
    private record Question(Raster picture, Contrast contrast, Mask truth) {}

    private final List<Question> questions;
    private final List<Embedding> embeddings = new ArrayList<>();
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
    final class Sitting {
        private final Sam model;
        private final int clicks;
        private final int count;
        private final double[] sums = new double[CLICKS];
        private int question;
        private int click;
        private final List<Prompt> prompts = new ArrayList<>();
        private @Nullable LowResLogits previous;
        private Mask answer = Mask.EMPTY;

        /// @param clicks of each object, at most three
        /// @param most questions to answer, from the first
        Sitting(Sam model, int clicks, int most) {
            this.model = model;
            this.clicks = clicks;
            count = Math.min(most, questions.size());
        }

        boolean isDone() {
            return question == count;
        }

        /// Of 1.
        double done() {
            return count == 0 ? 1 : (question + click / (clicks + 1.0)) / count;
        }

        /// Goes one block further in encoding the next object's surroundings or, once that is done, gives one
        /// click.
        void step() {
            Question q = questions.get(question);
            if (question == embeddings.size()) {
                encode(q);
                return;
            }
            Optional<Prompt> next = Annotator.nextClick(q.truth(), answer);
            if (next.isPresent()) {
                var asked = new ArrayList<>(prompts);
                asked.add(next.get());
                Candidate best = model.predict(embeddings.get(question), asked, previous, new Cancel())
                        .getFirst();
                prompts.add(next.get());
                previous = best.logits();
                answer = best.mask();
            }
            sums[click++] += answer.iou(q.truth());
            if (click == clicks) {
                question++;
                forget();
            }
        }

        private void encode(Question q) {
            Encoding at = encoding == null ? model.encoding(q.picture(), q.contrast()) : encoding;
            encoding = at;
            if (at.step()) {
                embeddings.add(at.embedding());
                encoding = null;
            }
        }

        private void forget() {
            click = 0;
            prompts.clear();
            previous = null;
            answer = Mask.EMPTY;
        }

        /// Mean IoU after one click and after the last.
        Figures figures() {
            int n = Math.max(1, count);
            return new Figures(sums[0] / n, sums[clicks - 1] / n, count);
        }
    }

    /// Tensor thread.
    @Override
    public void close() {
        embeddings.forEach(Embedding::close);
        embeddings.clear();
        if (encoding != null) {
            encoding.close();
        }
    }
}
