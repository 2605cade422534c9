/// What opens over the window and closes again: the choice of files, the sheet of shortcuts, export, progress of long
/// work. Nothing here is modal while a hand is on the canvas but the choice of a file.
@NullMarked
package org.maskwright.ui.dialog;

import org.jspecify.annotations.NullMarked;
