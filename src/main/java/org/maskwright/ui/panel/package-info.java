/// What surrounds the canvas: the frames strip, the inspector's tabs, the time bar and the status bar. Each panel is a
/// small class that reads the observable values of [org.maskwright.ui.model.Workbench] and calls its verbs; none knows
/// another. All of it lives on the FX thread; colours come from the style sheet alone.
@NullMarked
package org.maskwright.ui.panel;

import org.jspecify.annotations.NullMarked;
