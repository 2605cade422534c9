package org.maskwright.ui.model;

/// When rounds of learning start by themselves: after a number of newly accepted objects that grows with what was
/// learnt from, and no more once the last rounds brought nothing.
///
/// @param every the least number of newly accepted objects; 0: only on demand
/// @param learntFrom objects that the last round learnt from, 0 before the first
/// @param inVain how many rounds there were since one that brought something
record Schedule(int every, int learntFrom, int inVain) {
    /// So many rounds without a gain, and no more start by themselves.
    static final int ENOUGH = 2;

    /// Newly accepted objects after which a round is due; 0 when none will be.
    int next() {
        return every == 0 || isOver() ? 0 : Math.max(every, learntFrom / 2);
    }

    boolean isOver() {
        return inVain >= ENOUGH;
    }

    boolean isDue(int since) {
        return next() > 0 && since >= next();
    }
}
