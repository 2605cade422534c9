/// The canvas on which people label. [LabelCanvas] shows an immutable [CanvasScene] and says what the hand
/// did as [Gesture]s in image coordinates; it knows neither the network nor the label store.
///
/// Everything under the marks is painted by us into one buffer of the viewport's size: the picture through
/// a lookup table, then the labels, whose outlines keep their width in screen pixels. Nothing is ever as
/// large as the image, so its size does not matter to the toolkit, and a change repaints only the rectangle
/// that it touched, once per pulse. Markers, pointer and text lie above as vectors.
@NullMarked
package org.maskwright.ui.canvas;

import org.jspecify.annotations.NullMarked;
