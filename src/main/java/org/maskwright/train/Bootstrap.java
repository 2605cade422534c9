package org.maskwright.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Instance;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.Depth;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Encoding;
import org.maskwright.sam.Finder;
import org.maskwright.sam.Network;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Training;

/// Learns the search from frames that nobody labelled. Each round proposes all objects of those frames,
/// keeps what is certain of them ([WeakLabels]), and lets the head learn from that together with the
/// accepted labels, from no correction on; the next round's proposals are made by the head that found most
/// on the held-out frames so far. It ends when a round finds no more than the best before it. Without
/// held-out frames nothing can judge: there is one round, and it says so. With no rounds on weak labels the
/// head learns from the labels alone: that goes beside each round of [FineTune].
///
/// In pieces on the tensor thread, as every training; the model in use is never touched.
public final class Bootstrap implements Training {
    /// Rounds on weak labels at most.
    public static final int MOST_ROUNDS = 3;

    /// Unlabelled frames of a project that are learnt from at most: their pictures are held in memory.
    private static final int MOST_FRAMES = 60;

    private static final int AHEAD = 2;

    /// What it tells, in this order; [Over] is always the last, and comes without [Done] when it was stopped or failed.
    public sealed interface Word {
        /// How the model in use did on the held-out frames, then what came of each round: 0 is the labels alone.
        record Scored(int round, double ap, int objects) implements Word {
            public String words() {
                String of = round < 0 ? "before" : round == 0 ? "labels" : "round";
                return Words.of("train.weak." + of, ap, objects, round);
            }
        }

        /// What is certain in one unlabelled frame.
        ///
        /// @param frame counts the unlabelled frames
        record Labelled(int round, int frame, WeakLabels labels) implements Word {}

        /// The end.
        ///
        /// @param before AP at IoU 0.50 on the held-out frames, NaN without any
        /// @param after the most that a round came to
        /// @param kept whether it found more than the model in use, or nothing could judge
        /// @param objects accepted ones that were learnt from
        /// @param hash names the model in use with the head
        /// @param parent names the model in use
        /// @param head the tensors of the best head, none when the best is no correction
        record Done(
                double before,
                double after,
                int heldOut,
                boolean kept,
                int objects,
                String hash,
                String parent,
                SequencedMap<String, Tensor> head)
                implements Word {
            public String words() {
                String end = Double.isNaN(before) ? "unjudged" : kept ? "kept" : "refused";
                return Words.of("train.weak." + end, before, after, heldOut);
            }
        }

        /// It has ended, one way or the other.
        record Over() implements Word {}
    }

    private final SearchSet labels;
    private final List<Page> unlabelled;
    private final int most;
    private final HeadLesson.Recipe recipe;
    private final long seed;
    private final Consumer<Word> listener;
    private final Feed<Material> reading;
    private final List<Sheet> weak = new ArrayList<>();

    private @Nullable Material material;
    private @Nullable Sam learner;
    private SearchExam.@Nullable Sitting sitting;
    private @Nullable Feed<Picture> pictures;
    private @Nullable Search search;
    private @Nullable HeadLesson lesson;
    private SequencedMap<String, Tensor> bestHead = new java.util.LinkedHashMap<>();
    private double before = Double.NaN;
    private double best = Double.NaN;
    private double reached = Double.NaN;
    private int objects;
    private int round = -1;
    private int frame;
    private boolean grew;
    private boolean over;

    private record Material(List<Sheet> sheets, SearchExam exam) {}

    private record Picture(Raster raster, Contrast contrast) {}

    /// The frames of a project that nobody has labelled, at most so many, spread over all of it.
    ///
    /// @param pictures of the project's planes, counted as frame times depth plus slice
    static List<Page> unlabelled(Project project, Pictures pictures) {
        var all = new ArrayList<Page>();
        for (int i = 0; i < pictures.frames(); i++) {
            int at = i;
            var plane = new Plane(i / project.depth(), i % project.depth());
            boolean touched = project.isComplete(plane.frame())
                    || project.labels(plane).instances().stream().anyMatch(Instance::isAccepted);
            if (!touched) {
                all.add(new Page(
                        () -> pictures.seen(at), () -> pictures.contrast().apply(at), List.of(), false));
            }
        }
        var some = new ArrayList<Page>();
        for (int i = 0; i < Math.min(MOST_FRAMES, all.size()); i++) {
            some.add(all.get((int) ((long) i * all.size() / Math.min(MOST_FRAMES, all.size()))));
        }
        return some;
    }

    /// @param labels what a person accepted; either side may be empty
    /// @param unlabelled frames, of which only the pictures count
    /// @param listener told on the tensor thread
    public Bootstrap(SearchSet labels, List<Page> unlabelled, int rounds, long seed, Consumer<Word> listener) {
        this(labels, unlabelled, rounds, HeadLesson.Recipe.NORMAL, seed, listener);
    }

    Bootstrap(
            SearchSet labels,
            List<Page> unlabelled,
            int rounds,
            HeadLesson.Recipe recipe,
            long seed,
            Consumer<Word> listener) {
        this.recipe = recipe;
        this.labels = labels;
        this.unlabelled = List.copyOf(unlabelled);
        most = labels.held().isEmpty() ? Math.min(1, rounds) : rounds;
        this.seed = seed;
        this.listener = listener;
        reading = new Feed<>(1, sink -> {
            var sheets = new ArrayList<Sheet>();
            labels.train().forEach(p -> sheets.add(p.sheet()));
            sink.put(new Material(sheets, new SearchExam(labels.held())));
        });
    }

    @Override
    public double step(Sam inUse) {
        if (!inUse.info().isCompact()) {
            return 1; // the reference's networks have no map for a head to correct
        }
        Material with = material;
        if (with == null) {
            material = reading.next().orElse(null);
        } else if (learner == null) {
            learner = inUse.sibling(inUse.weights(Depth.ALL));
            bestHead = head(learner);
        } else if (round < 0) {
            examineBefore(with, learner);
        } else if (isProposing()) {
            propose(learner);
        } else if (isLearning(with)) {
            learn(with, learner);
        } else {
            judge(with, learner);
        }
        return over ? 1 : done();
    }

    /// How much is behind if all rounds come.
    private double done() {
        double ofRound = lesson != null
                ? 0.4 + 0.5 * lesson.done()
                : unlabelled.isEmpty() ? 0.4 : 0.4 * frame / unlabelled.size();
        return round < 0 ? 0 : Math.min(0.99, (round + (sitting == null ? ofRound : 0.9)) / (most + 1));
    }

    private void examineBefore(Material with, Sam model) {
        if (with.exam().isEmpty()) {
            startRound(with.sheets().isEmpty() ? 1 : 0);
            return;
        }
        Optional<SearchExam.Score> score = examine(with.exam(), model);
        if (score.isPresent()) {
            before = score.get().ap();
            best = before;
            objects = score.get().objects();
            listener.accept(new Word.Scored(-1, before, objects));
            startRound(with.sheets().isEmpty() ? 1 : 0);
        }
    }

    private void startRound(int next) {
        round = next;
        frame = 0;
        weak.clear();
        if (round > 0) {
            pictures = new Feed<>(AHEAD, sink -> {
                for (Page p : unlabelled) {
                    sink.put(new Picture(p.raster().get(), p.contrast().get()));
                }
            });
        }
    }

    private boolean isProposing() {
        return round > 0 && frame < unlabelled.size();
    }

    private void propose(Sam teacher) {
        Search at = search;
        if (at == null) {
            Objects.requireNonNull(pictures)
                    .next()
                    .ifPresent(p -> search = new Search(p, teacher.encoding(p.raster(), p.contrast())));
        } else if (at.step(teacher)) {
            Raster picture = at.picture.raster();
            var found = WeakLabels.of(Objects.requireNonNull(at.finder), picture.width(), picture.height());
            at.close();
            search = null;
            listener.accept(new Word.Labelled(round, frame, found));
            if (found.isUseful()) {
                weak.add(found.sheet(picture, at.picture.contrast()));
            }
            frame++;
        }
    }

    private boolean isLearning(Material with) {
        return sitting == null
                && (lesson == null || !lesson.isDone())
                && !(weak.isEmpty() && (with.sheets().isEmpty() || round > 0));
    }

    private void learn(Material with, Sam pupil) {
        if (lesson == null) {
            var sheets = new ArrayList<>(with.sheets());
            sheets.addAll(weak);
            lesson = new HeadLesson(pupil.network(), sheets, recipe, seed + round);
        } else {
            lesson.step();
        }
    }

    private void judge(Material with, Sam pupil) {
        if (lesson == null) {
            finish(pupil); // nothing was certain
            return;
        }
        if (with.exam().isEmpty()) {
            bestHead = head(pupil);
            grew = true;
        } else {
            Optional<SearchExam.Score> score = examine(with.exam(), pupil);
            if (score.isEmpty()) {
                return;
            }
            double ap = score.get().ap();
            listener.accept(new Word.Scored(round, ap, objects));
            reached = Double.isNaN(reached) ? ap : Math.max(reached, ap);
            boolean better = ap > best;
            if (better) {
                best = ap;
                bestHead = head(pupil);
                grew = true;
            }
            if (!better && round > 0) {
                close(lesson);
                finish(pupil);
                return;
            }
        }
        close(lesson);
        pupil.network().load(bestHead, Network.HEAD);
        if (round < most) {
            startRound(round + 1);
        } else {
            finish(pupil);
        }
    }

    private void close(@Nullable HeadLesson ended) {
        if (ended != null) {
            ended.close();
        }
        lesson = null;
    }

    private void finish(Sam pupil) {
        over = true;
        String parent = pupil.info().modelHash();
        pupil.network().load(bestHead, Network.HEAD);
        pupil.refresh(Depth.DECODER);
        listener.accept(new Word.Done(
                before, reached, objects, grew, labels.objects(), pupil.info().modelHash(), parent, bestHead));
    }

    /// The head of a model, nothing when it has none.
    private static SequencedMap<String, Tensor> head(Sam of) {
        return of.network().weights(Network.HEAD, false);
    }

    private Optional<SearchExam.Score> examine(SearchExam exam, Sam model) {
        SearchExam.Sitting now = sitting == null ? exam.new Sitting(model) : sitting;
        sitting = now;
        now.step();
        if (!now.isDone()) {
            return Optional.empty();
        }
        sitting = null;
        return Optional.of(now.score());
    }

    /// A frame on its way to proposals.
    private static final class Search implements AutoCloseable {
        private final Picture picture;
        private final Encoding encoding;
        private @Nullable Embedding embedding;
        private @Nullable Finder finder;

        Search(Picture picture, Encoding encoding) {
            this.picture = picture;
            this.encoding = encoding;
        }

        /// @return whether it is over
        boolean step(Sam teacher) {
            Embedding ready = embedding;
            if (ready == null) {
                if (encoding.step()) {
                    embedding = encoding.embedding();
                }
                return false;
            }
            Finder now = finder == null ? Finder.of(teacher, ready) : finder;
            finder = now;
            return now.step(ready) >= 1;
        }

        @Override
        public void close() {
            encoding.close();
            if (embedding != null) {
                embedding.close();
            }
        }
    }

    @Override
    public void close() {
        reading.close();
        if (pictures != null) {
            pictures.close();
        }
        if (search != null) {
            search.close();
        }
        if (sitting != null) {
            sitting.close();
        }
        if (lesson != null) {
            lesson.close();
        }
        if (learner != null) {
            learner.close();
        }
        listener.accept(new Word.Over());
    }
}
