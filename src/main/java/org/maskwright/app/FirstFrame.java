package org.maskwright.app;

import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/// Does something once what is to be seen first is on the screen. FX Application Thread.
final class FirstFrame extends AnimationTimer {
    /// The first pulse lays out and paints; when the next one comes, its picture was handed to the screen.
    private static final int PULSES = 2;

    private final BooleanSupplier there;
    private final Runnable then;
    private int pulses;

    private FirstFrame(BooleanSupplier there, Runnable then) {
        this.there = there;
        this.then = then;
    }

    /// @param there whether the next pulse paints what is waited for; asked at each until it says so
    static void then(BooleanSupplier there, Runnable then) {
        new FirstFrame(there, then).start();
    }

    @Override
    public void handle(long now) {
        pulses = there.getAsBoolean() ? pulses + 1 : 0;
        if (pulses == PULSES) {
            stop();
            then.run();
        }
    }
}
