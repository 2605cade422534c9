package org.maskwright.worker;

import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;
import org.maskwright.sam.ModelInfo;
import org.maskwright.sam.Proposal;
import org.maskwright.sam.TypicalSize;
import org.maskwright.weights.Tensor;

/// The network as the session sees it, so that the session's manners can be tested without tensors.
/// Every method is called on the tensor thread, and throws [OutOfDeviceMemory] when the device is full.
interface Network extends Answers {
    /// Loads a network for a device ("cpu", "cuda:0").
    @FunctionalInterface
    interface Loader {
        Network load(java.nio.file.Path weights, String device);
    }

    ModelInfo info();

    Features encode(Raster raster, Contrast contrast, Cancel cancel);

    /// Begins to encode a frame, for whoever may be interrupted; all at once where a network has no pieces.
    default Making begin(Raster raster, Contrast contrast) {
        return new Making() {
            private @Nullable Features made;

            @Override
            public boolean step(Cancel cancel) {
                made = encode(raster, contrast, cancel);
                return true;
            }

            @Override
            public Features features() {
                return Objects.requireNonNull(made);
            }

            @Override
            public void close() {}
        };
    }

    /// A frame on its way to features.
    interface Making extends AutoCloseable {
        /// Does the next piece of the work.
        ///
        /// @return whether all is done
        boolean step(Cancel cancel);

        /// What was made, once it is done; the caller's from now on.
        Features features();

        /// Frees what was made so far, unless it was taken.
        @Override
        void close();
    }

    Features restore(SequencedMap<String, Tensor> stored);

    /// The same network with other weights beside this one: another decoder for the same features, or, where the
    /// weights hold an image encoder too, a network of its own.
    Answers beside(SequencedMap<String, Tensor> weights);

    /// Answers prompts about an object of which nothing was answered yet.
    ///
    /// @param glimpse told of a first mask while the best one is looked for, by a network that looks more than once
    default List<Candidate> predictNew(
            Features features, List<Prompt> prompts, Consumer<Candidate> glimpse, Cancel cancel) {
        return predict(features, prompts, null, cancel);
    }

    /// Objects of this size are looked for first from now on.
    default void expect(TypicalSize size) {}

    /// Begins to search a frame for all its objects.
    Search search(Features features);

    /// A search under way.
    interface Search {
        /// The next short piece.
        ///
        /// @param features of the same frame, by the same network
        /// @return how much is done, 1 at the end
        double step(Features features);

        /// What was found, the most confident first.
        List<Proposal> found();
    }

    /// Does once what a first click would be slow by: code is compiled and memory taken.
    default void warmUp(Features features, Cancel cancel) {}

    /// Works in smaller pieces from now on, for less memory at a time; false when they cannot be smaller.
    boolean shrink();

    /// Puts other weights in place; with some of the encoder's, embeddings made before no longer fit.
    void swap(SequencedMap<String, Tensor> weights);

    /// Runs the next piece of a training with the network in use.
    double step(Training training);

    /// What the network has made of one frame.
    interface Features extends AutoCloseable {
        /// Native memory that it holds.
        long bytes();

        /// A copy to keep on disk.
        SequencedMap<String, Tensor> store();

        @Override
        void close();
    }
}
