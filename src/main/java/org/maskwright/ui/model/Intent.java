package org.maskwright.ui.model;

import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// One thing the hand did, in the order in which it did it. What cannot be done yet, because a mask is still awaited,
/// waits its turn: nothing is lost.
sealed interface Intent {
    /// @param at nanoseconds of the monotonic clock when the button went down
    record Click(Prompt.Click prompt, Belongs belongs, long at) implements Intent {}

    record Box(Prompt.Box prompt, Belongs belongs, long at) implements Intent {}

    record Line(Prompt.Scribble prompt, Belongs belongs, long at) implements Intent {}

    /// A box of the object in hand was pulled at a handle.
    record MoveBox(Prompt.Box from, Prompt.Box to, long at) implements Intent {}

    record Draw(Mask pixels, boolean add) implements Intent {}

    record Accept() implements Intent {}

    record TakeBack() implements Intent {}

    record NextMask() implements Intent {}

    /// The object in hand is put down first, accepted if it may be, and then something else happens.
    record Leave(Runnable then) implements Intent {}
}
