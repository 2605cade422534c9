package org.maskwright.ui.panel;

import org.maskwright.project.Project;
import org.maskwright.ui.model.Workbench;

/// How the images of a project are looked at: with each edit of its labels the project is another one, but what shows
/// the view alone need not be made again then. Window's thread.
final class Glance {
    private Glance() {}

    /// Runs when a project is opened or put away, and when another view is taken of it.
    static void onOther(Workbench bench, Runnable then) {
        bench.project().map(Project::view).addListener((o, was, is) -> then.run());
    }
}
