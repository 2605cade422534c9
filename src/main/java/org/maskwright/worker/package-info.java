/// The tensor thread and its manners. [org.maskwright.worker.Session] takes requests from the
/// window or the command line, runs them on the one [org.maskwright.worker.Lane] by priority, keeps
/// embeddings in memory and on disk, and sends replies back through one executor. Whoever asks sees
/// records only: the newest hover wins, no click is lost, and each ticket gets exactly one last word.
@NullMarked
package org.maskwright.worker;

import org.jspecify.annotations.NullMarked;
