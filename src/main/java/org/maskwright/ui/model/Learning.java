package org.maskwright.ui.model;

import java.time.Instant;
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

        void stop();

        void rollBack(String hash);
    }

    private final IntegerProperty every = new SimpleIntegerProperty(20);
    private final IntegerProperty since = new SimpleIntegerProperty();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final DoubleProperty progress = new SimpleDoubleProperty();
    private final ObservableList<Point> curve = FXCollections.observableArrayList();
    private final DoubleProperty before = new SimpleDoubleProperty(Double.NaN);
    private final ObjectProperty<@Nullable Verdict> verdict = new SimpleObjectProperty<>();
    private final ObservableList<Version> versions = FXCollections.observableArrayList();
    private @Nullable Teacher teacher;

    /// Accepted objects after which a round starts by itself; 0: only on demand.
    public IntegerProperty every() {
        return every;
    }

    /// Accepted objects since the last round.
    public ReadOnlyIntegerProperty acceptedSince() {
        return since;
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

    /// The round is over; null when it was stopped or could not be run.
    public void end(@Nullable Verdict said) {
        running.set(false);
        verdict.set(said);
    }

    void accepted() {
        since.set(since.get() + 1);
        if (every.get() > 0 && since.get() >= every.get()) {
            fineTune();
        }
    }

    void forget() {
        running.set(false);
        since.set(0);
        curve.clear();
        before.set(Double.NaN);
        verdict.set(null);
        versions.clear();
    }
}
