/// The subcommands of `maskwright`, one class each. They read words, call the rooms and print
/// results; standard output carries results only.
@NullMarked
package org.maskwright.app.cli;

import org.jspecify.annotations.NullMarked;
