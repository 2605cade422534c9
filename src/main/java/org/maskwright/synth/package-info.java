/// A seeded microscopy simulator with exact truth: images that a network can be trained on, and whole sequences whose
/// cells
/// move and divide, for samples, tests and benchmarks.
///
/// A [org.maskwright.synth.Shape] is a signed distance, so one outline serves for the truth, for halos outside it and
/// for
/// domes inside it. A `Microscope` draws its settings once and knows the shapes of its specimen; a `Stage` says which
/// object owns each pixel; the microscope paints what the stage holds; a `Camera` adds what lenses, sensors and files
/// do.
/// Only arithmetic whose result the language fixes is used, so one seed gives the same bytes on every machine.
@NullMarked
package org.maskwright.synth;

import org.jspecify.annotations.NullMarked;
