/// Weight files in plain Java: safetensors read and written, PyTorch checkpoints read and never
/// executed, model cards with hashes. No tensor library here.
@NullMarked
package org.maskwright.weights;

import org.jspecify.annotations.NullMarked;
