/// The window without a window: view-models that hold what is open, chosen and under way, and the person's settings.
///
/// Views bind to these and send them what the hand does. Only `javafx.base` is known here, so everything is tested
/// without a toolkit.
@NullMarked
package org.maskwright.ui.model;

import org.jspecify.annotations.NullMarked;
