package org.maskwright.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
import org.maskwright.sam.TypicalSize;

/// Held-out objects as questions to a model: each is clicked at its deepest point and corrected twice
/// at the deepest point of the error, the way the application itself asks. The questions are drawn
/// once, so every model meets the same ones, and encoded once for all models that share the first one's encoder.
final class Exam implements AutoCloseable {
    private static final int LEAST_SIDE = 192;
    private static final int MOST_SIDE = 1024;

    /// What a model sees when it is asked: a frame, or the part of it around one object.
    ///
    /// @param frameArea of the whole frame, so that a part is looked at as closely as the frame would be
    private record Sight(Raster picture, Contrast contrast, long frameArea) {}

    /// An object: which sight shows it, and its mask there.
    private record Question(int sight, Mask truth) {}

    private final List<Sight> sights = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final Map<Integer, Embedding> shared = new HashMap<>();
    private final TypicalSize expected;
    private final boolean wholeFrames;
    private String encoder = "";
    private @Nullable Encoding encoding;

    /// Decodes the frames; not for the tensor thread.
    ///
    /// @param expected the sizes of objects that every model is told, as the application tells them
    /// @param most questions, chosen by `seed` when there are more objects
    /// @param wholeFrames whether a model looks at a whole frame, however large, at the same cost
    Exam(TrainingSet held, TypicalSize expected, int most, boolean wholeFrames, long seed) {
        this.expected = expected;
        this.wholeFrames = wholeFrames;
        var chosen = new ArrayList<Map.Entry<TrainingSet.LabelledFrame, Mask>>();
        held.frames().forEach(f -> f.masks().forEach(m -> chosen.add(Map.entry(f, m))));
        Collections.shuffle(chosen, new Random(seed));
        var byFrame = new IdentityHashMap<TrainingSet.LabelledFrame, List<Mask>>();
        chosen.stream()
                .limit(most)
                .forEach(c -> byFrame.computeIfAbsent(c.getKey(), f -> new ArrayList<>())
                        .add(c.getValue()));
        held.frames().forEach(f -> ask(f, byFrame.getOrDefault(f, List.of())));
    }

    int objects() {
        return questions.size();
    }

    /// Each object in its surroundings, so that a question costs little; all in the whole frame when that costs less.
    private void ask(TrainingSet.LabelledFrame frame, List<Mask> masks) {
        if (masks.isEmpty()) {
            return;
        }
        Raster raster = frame.raster().get();
        Contrast contrast = frame.contrast().get();
        List<Region> parts = masks.stream().map(m -> surroundings(raster, m)).toList();
        long area = (long) raster.width() * raster.height();
        long pixels =
                parts.stream().mapToLong(r -> (long) r.width() * r.height()).sum();
        if (wholeFrames || pixels >= area) {
            masks.forEach(m -> questions.add(new Question(sights.size(), m)));
            sights.add(new Sight(raster, contrast, area));
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            Region r = parts.get(i);
            questions.add(new Question(sights.size(), masks.get(i).translate(-r.x(), -r.y())));
            sights.add(new Sight(cut(raster, r), contrast, area));
        }
    }

    private static Region surroundings(Raster raster, Mask mask) {
        var b = mask.bounds();
        int side = Math.clamp(3L * Math.max(b.width(), b.height()), LEAST_SIDE, MOST_SIDE);
        int w = Math.min(raster.width(), Math.max(side, b.width()));
        int h = Math.min(raster.height(), Math.max(side, b.height()));
        int left = Math.clamp((b.left() + b.right() - w) / 2, 0, raster.width() - w);
        int top = Math.clamp((b.top() + b.bottom() - h) / 2, 0, raster.height() - h);
        return new Region(left, top, w, h);
    }

    /// A part of a raster.
    static Raster cut(Raster raster, Region r) {
        int n = r.width() * r.height();
        float[] part = new float[n * raster.channels()];
        float[] plane = new float[n];
        for (int c = 0; c < raster.channels(); c++) {
            raster.copy(r, c, plane);
            System.arraycopy(plane, 0, part, c * n, n);
        }
        return Raster.ofFloats(r.width(), r.height(), raster.channels(), part);
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
        private final Aside aside = new Aside();
        private @Nullable Embedding own;
        private int seen = -1;
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
            Embedding embedding = shares ? shared.get(q.sight()) : q.sight() == seen ? own : null;
            if (embedding == null) {
                encode(q);
                return;
            }
            Optional<Prompt> next = Annotator.nextClick(q.truth(), answer);
            if (next.isPresent()) {
                prompts.add(next.get());
                model.expect(expected);
                Candidate best = model.predict(embedding, prompts, previous, new Cancel())
                        .getFirst();
                previous = best.logits();
                answer = best.mask();
            }
            double iou = answer.iou(q.truth());
            if (click == 0) {
                first.add(iou);
                aside.add(q.truth(), answer);
            }
            click++;
            if (click == clicks) {
                last.add(iou);
                forget();
            }
        }

        private void encode(Question q) {
            Encoding at = encoding == null ? begin(q) : encoding;
            encoding = at;
            if (at.step()) {
                if (shares) {
                    shared.put(q.sight(), at.embedding());
                } else {
                    close();
                    own = at.embedding();
                    seen = q.sight();
                }
                encoding = null;
            }
        }

        private Encoding begin(Question q) {
            Sight sight = sights.get(q.sight());
            Embedding first = shared.get(q.sight());
            if (!wholeFrames) {
                return model.encodingPart(sight.picture(), sight.contrast(), sight.frameArea());
            }
            return first == null
                    ? model.encodingToLearn(sight.picture(), sight.contrast())
                    : model.encodingAgain(first);
        }

        private void forget() {
            click = 0;
            prompts.clear();
            previous = null;
            answer = Mask.EMPTY;
        }

        Marks marks() {
            return new Marks(first, last, aside.least());
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
        shared.values().forEach(Embedding::close);
        shared.clear();
        if (encoding != null) {
            encoding.close();
        }
    }
}
