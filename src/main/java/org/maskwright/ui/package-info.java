/// The window: [org.maskwright.ui.Shell] lays out top bar, panels, canvas and status, folds them when there is little
/// room, and leads keys to the verbs of [org.maskwright.ui.model.Workbench]. The start page, banners and the sheet of
/// shortcuts live here too. Everything runs on the FX Application Thread.
@NullMarked
package org.maskwright.ui;

import org.jspecify.annotations.NullMarked;
