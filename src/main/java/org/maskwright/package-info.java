/// The root of the house: what can go wrong in words a person reads ([Problem]) and the one token
/// that stops work under way ([Cancel]). Every room may use these two; they use no room.
@NullMarked
package org.maskwright;

import org.jspecify.annotations.NullMarked;
