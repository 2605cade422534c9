/// A seeded microscopy simulator with exact truth: images that a network can be trained on, and whole sequences whose
/// cells move and divide, for samples, tests and benchmarks.
///
/// A [org.maskwright.synth.Shape] is a signed distance, so one outline serves for the truth and for domes
/// inside it. A `Microscope` draws its settings once and knows the shapes of its specimen; a `Crowd` places
/// them; a `Stage` says which object owns each pixel; the microscope paints what the stage holds, by the
/// physics of its contrast: delay less its blurred self in phase contrast, absorbance of dyes, thickness in
/// the electron beam; a `Camera` adds what lenses, sensors and files do, and an `Annotation` what authors
/// burn in. Only arithmetic whose result the language fixes is used, so one seed gives the same bytes on
/// every machine.
@NullMarked
package org.maskwright.synth;

import org.jspecify.annotations.NullMarked;
