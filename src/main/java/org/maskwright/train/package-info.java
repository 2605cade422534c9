/// Learning: training from nothing ([org.maskwright.train.Pretrain]), fine-tuning on what a person
/// accepted, simulated prompts and annotators, losses, the gate that refuses a worse model. Besides
/// `sam` and the lane the only room that touches tensors.
@NullMarked
package org.maskwright.train;

import org.jspecify.annotations.NullMarked;
