package org.maskwright.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/// One long work under way: what it is, how far it is, and how to stop it.
public final class Work {
    private static final double ENOUGH_TO_TELL = 0.02;

    private final String words;
    private final Runnable stop;
    private final InstantSource clock;
    private final Instant begun;
    private double first = Double.NaN;
    private final DoubleProperty done = new SimpleDoubleProperty(Double.NaN);

    /// @param stop asks it to stop
    Work(String words, Runnable stop, InstantSource clock) {
        this.words = words;
        this.stop = stop;
        this.clock = clock;
        begun = clock.instant();
    }

    /// What is done, to what.
    public String words() {
        return words;
    }

    /// 0 to 1, NaN while unknown.
    public ReadOnlyDoubleProperty done() {
        return done;
    }

    void set(double share) {
        if (Double.isNaN(first)) {
            first = share;
        }
        done.set(share);
    }

    /// By the pace so far; empty while too little is known.
    public Optional<Duration> remaining() {
        double share = done.get() - first;
        if (!(share > ENOUGH_TO_TELL)) {
            return Optional.empty();
        }
        double spent = Duration.between(begun, clock.instant()).toMillis();
        return Optional.of(Duration.ofMillis(Math.round(spent / share * (1 - Math.min(1, done.get())))));
    }

    /// Asks it to stop; it does at its next step.
    public void cancel() {
        stop.run();
    }
}
