package org.maskwright.train;

/// A few objects that one model is asked for together, round by round: what the tensor thread learns from at a time.
/// Tensor thread only.
sealed interface Batch extends AutoCloseable permits MicroBatch, SquareBatch {
    int objects();

    /// Rounds of prompts so far.
    int rounds();

    /// A piece of one round of prompts: forward, then backward; gradients add up in the parameters, each object's with
    /// weight one.
    ///
    /// @return whether the round is over
    boolean ask();

    /// Carries what the rounds left in the features into the encoder's parameters, a piece at a time.
    ///
    /// @return whether all of it is done
    boolean deepen();

    @Override
    void close();
}
