/// The label store. A project is one folder with an append-only journal in SQLite; everything that was
/// accepted is in it before anyone says so.
///
/// [org.maskwright.project.Project] is the immutable value that everyone looks at,
/// [org.maskwright.project.Edit] a change to it that knows its own inverse, and
/// [org.maskwright.project.ProjectStore] the only way to change it for good: it applies an edit at once
/// and writes it down on its own thread, `maskwright-disk`. This room knows no network and opens no images.
@NullMarked
package org.maskwright.project;

import org.jspecify.annotations.NullMarked;
