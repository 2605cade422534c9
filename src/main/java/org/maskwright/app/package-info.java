/// The entrance: the command line, the settings, and the one place where the rooms are wired together.
///
/// Everything may be imported from here and nothing imports this package. It alone reads the words of the command line,
/// the environment and the system properties, and hands plain values to the rooms that need them.
@NullMarked
package org.maskwright.app;

import org.jspecify.annotations.NullMarked;
