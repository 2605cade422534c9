/// How good a segmentation or a tracking is, against a reference: IoU and optimal matching, the AP
/// family, and SEG, DET, TRA, LNK, CT, TF and BC of the Cell Tracking Challenge. Pure functions on
/// label images and track tables; sequences are taken in frame by frame, so that only ids are kept.
/// What is not defined is an empty value, never 0 or 1.
@NullMarked
package org.maskwright.metrics;

import org.jspecify.annotations.NullMarked;
