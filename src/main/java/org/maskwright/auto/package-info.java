/// Objects that nobody asked for by hand: what the network's search of a frame found, freed of repetitions
/// ([org.maskwright.auto.Suppress]), or asked for at the markers of a tracking truth ([org.maskwright.auto.Markers]),
/// and put beside what a person accepted without touching it ([org.maskwright.auto.Placing]). How doubtful objects are
/// is said in `doubt`. Knows no project and no window.
@NullMarked
package org.maskwright.auto;

import org.jspecify.annotations.NullMarked;
