package org.maskwright.ui.model;

import org.maskwright.image.ImageStack;
import org.maskwright.project.ProjectStore;

/// A project with its images at hand, ready for the window.
///
/// @param note said once in a banner: where a new project was made; empty when there is nothing to say
public record OpenProject(ProjectStore store, ImageStack images, String note) {}
