package org.maskwright.ui.model;

import java.nio.file.Path;
import java.time.Instant;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the Model tab says about learning. It is written by the application, which runs the rounds; panels read it and
/// call [#fineTune()], [#stop()] and [#rollBack].
public final class Learning {
    /// One point of the curve: mean IoU on the held-out objects after a training step.
    public record Point(int step, double iou) {}

    /// One version of the model, newest first in the list.
    ///
    /// @param hash names its weights; empty for the bundled model
    /// @param round counts the rounds of the project from 1; 0 for the bundled model
    /// @param standing in use, kept, refused or bundled
    /// @param objects accepted objects it was trained on
    /// @param iou mean IoU on the held-out objects, NaN when unknown
    /// @param words one sentence on a refusal, else empty
    public record Version(
            String hash,
            int round,
            Standing standing,
            int objects,
            double iou,
            String words,
            @Nullable Instant when) {}

    public enum Standing {
        IN_USE,
        KEPT,
        REFUSED,
        BUNDLED
    }

    /// The last round: the figures before and after, and whether it was taken over.
    ///
    /// @param words the sentence under the chip
    public record Verdict(int round, boolean kept, double before, double after, int heldOut, String words) {}

    /// What runs the rounds.
    public interface Teacher {
        void fineTune();

        /// Has the search learn from frames without labels.
        void bootstrap();

        void stop();

        void rollBack(String hash);

        /// Writes a version as a model of its own into a folder.
        void export(Version version, Path folder);

        /// Takes a version into the models that every project can use, into use, and closes the project.
        void startFrom(Version version);
    }

    private final IntegerProperty every = new SimpleIntegerProperty(20);
    private final IntegerProperty since = new SimpleIntegerProperty();
    private final IntegerProperty inVain = new SimpleIntegerProperty();
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final BooleanProperty onlyOnMains = new SimpleBooleanProperty();
    private final BooleanProperty onBattery = new SimpleBooleanProperty();
    private final BooleanProperty handBusy = new SimpleBooleanProperty();
    private final BooleanBinding held = paused.or(handBusy).or(onlyOnMains.and(onBattery));
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final DoubleProperty progress = new SimpleDoubleProperty();
    private final ObservableList<Point> curve = FXCollections.observableArrayList();
    private final DoubleProperty before = new SimpleDoubleProperty(Double.NaN);
    private final ObjectProperty<@Nullable Verdict> verdict = new SimpleObjectProperty<>();
    private final BooleanProperty ofSearch = new SimpleBooleanProperty();
    private final ObservableList<Version> versions = FXCollections.observableArrayList();
    private @Nullable Teacher teacher;

    /// The least number of accepted objects after which a round starts by itself; 0: only on demand.
    public IntegerProperty every() {
        return every;
    }

    /// Accepted objects since the last round.
    public ReadOnlyIntegerProperty acceptedSince() {
        return since;
    }

    /// Accepted objects since the last round at which the next one starts by itself; 0 when none will.
    public int next() {
        return schedule().next();
    }

    /// Whether the last rounds brought nothing, so that no more start by themselves.
    public boolean isOver() {
        return schedule().isOver();
    }

    private Schedule schedule() {
        return new Schedule(
                every.get(), versions.isEmpty() ? 0 : versions.getFirst().objects(), inVain.get());
    }

    /// Rounds since one that brought something.
    public IntegerProperty inVain() {
        return inVain;
    }

    /// The person's own pause: a round waits where it is, and none starts.
    public BooleanProperty paused() {
        return paused;
    }

    /// Whether learning waits for the mains.
    public BooleanProperty onlyOnMains() {
        return onlyOnMains;
    }

    /// What the machine runs on.
    public BooleanProperty onBattery() {
        return onBattery;
    }

    /// While a button is pressed: nothing is learnt under a box that is being dragged.
    public BooleanProperty handBusy() {
        return handBusy;
    }

    /// Whether a round has to wait, for whatever reason.
    public ObservableBooleanValue held() {
        return held;
    }

    /// The hand has rested for a while: a round that is due starts.
    public void rested() {
        if (!held.get() && schedule().isDue(since.get())) {
            fineTune();
        }
    }

    public void export(Version version, Path folder) {
        if (teacher != null) {
            teacher.export(version, folder);
        }
    }

    public void startFrom(Version version) {
        if (teacher != null) {
            teacher.startFrom(version);
        }
    }

    public ReadOnlyBooleanProperty running() {
        return running;
    }

    /// Of the round that runs, 0 to 1.
    public ReadOnlyDoubleProperty progress() {
        return progress;
    }

    /// Of the round that runs, or of the last one.
    public ObservableList<Point> curve() {
        return curve;
    }

    /// Mean held-out IoU of the model that the round started from: the dashed line. NaN before the first round.
    public ReadOnlyDoubleProperty before() {
        return before;
    }

    /// Of the last round; null before the first.
    public ReadOnlyObjectProperty<@Nullable Verdict> verdict() {
        return verdict;
    }

    public ObservableList<Version> versions() {
        return versions;
    }

    /// Starts a round now, unless one runs.
    public void fineTune() {
        if (teacher != null && !running.get()) {
            teacher.fineTune();
        }
    }

    /// Has the search learn from the frames without labels, unless a round runs.
    public void bootstrap() {
        if (teacher != null && !running.get()) {
            teacher.bootstrap();
        }
    }

    /// Whether curve and verdict are of the search: AP at IoU 0.50 on held-out frames by round, not the IoU of clicks.
    public ReadOnlyBooleanProperty ofSearch() {
        return ofSearch;
    }

    /// The search begins to learn, after what else learns or alone.
    ///
    /// @param ap of the model in use
    public void beginSearch(double ap) {
        running.set(true);
        ofSearch.set(true);
        verdict.set(null);
        curve.clear();
        before.set(ap);
        curve.add(new Point(0, ap));
    }

    public void stop() {
        if (teacher != null) {
            teacher.stop();
        }
    }

    /// Takes an earlier version into use; the bundled model has the empty hash.
    public void rollBack(String hash) {
        if (teacher != null) {
            teacher.rollBack(hash);
        }
    }

    /// @param by null when there is nobody to teach (a read-only project)
    public void taughtBy(@Nullable Teacher by) {
        teacher = by;
    }

    /// A round begins.
    public void begin() {
        running.set(true);
        progress.set(0);
        since.set(0);
        before.set(Double.NaN);
        curve.clear();
        verdict.set(null);
        ofSearch.set(false);
    }

    public void progressed(double done) {
        progress.set(done);
    }

    /// The held-out score of the model that the round starts from.
    public void scoredBefore(double iou) {
        before.set(iou);
    }

    public void scored(Point point) {
        curve.add(point);
    }

    /// The round is over; null when it was stopped or could not be run. The curve ends where the verdict is: what was
    /// judged need not be what the last step made.
    public void end(@Nullable Verdict said) {
        running.set(false);
        if (said != null && !curve.isEmpty() && curve.getLast().iou() != said.after()) {
            curve.add(new Point(curve.getLast().step(), said.after()));
        }
        verdict.set(said);
    }

    void accepted() {
        since.set(since.get() + 1);
    }

    void forget() {
        running.set(false);
        paused.set(false);
        since.set(0);
        inVain.set(0);
        curve.clear();
        before.set(Double.NaN);
        verdict.set(null);
        versions.clear();
    }
}
