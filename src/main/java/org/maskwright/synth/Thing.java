package org.maskwright.synth;

/// An object in one frame: where it lies, how it is turned (radians), its outline, and the seed that all
/// else about its look is drawn from.
///
/// @param mitosis 0 at rest, towards 1 as it divides
record Thing(int id, long seed, float x, float y, float angle, Shape shape, float mitosis) {
    Dice dice() {
        return Dice.of(seed, 1);
    }
}
