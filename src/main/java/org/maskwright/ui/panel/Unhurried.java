package org.maskwright.ui.panel;

import javafx.animation.PauseTransition;
import javafx.util.Duration;

/// Brings a part of the window up to date a moment after the hand did something, when its mask has been
/// painted: a table takes longer to lay out than the canvas to paint, and a click must not wait for what
/// nobody looks at yet. Window's thread.
public final class Unhurried {
    private static final Duration MOMENT = Duration.millis(120);
    private static final int PUT_OFF_AT_MOST = 4;

    private final PauseTransition moment = new PauseTransition(MOMENT);
    private int putOff;

    public Unhurried(Runnable update) {
        moment.setOnFinished(e -> {
            putOff = 0;
            update.run();
        });
    }

    /// The update runs after a moment in which this was not called again, or after a few such moments at the latest.
    public void soon() {
        if (putOff < PUT_OFF_AT_MOST) {
            putOff++;
            moment.playFromStart();
        }
    }
}
