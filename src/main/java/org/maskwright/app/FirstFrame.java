package org.maskwright.app;

import javafx.animation.AnimationTimer;

/// Does something once the window's first frame is on the screen. FX Application Thread.
final class FirstFrame extends AnimationTimer {
    /// The first pulse lays out and paints; when the next one comes, its picture was handed to the screen.
    private static final int PULSES = 2;

    private final Runnable then;
    private int pulses;

    private FirstFrame(Runnable then) {
        this.then = then;
    }

    static void then(Runnable then) {
        new FirstFrame(then).start();
    }

    @Override
    public void handle(long now) {
        pulses++;
        if (pulses == PULSES) {
            stop();
            then.run();
        }
    }
}
