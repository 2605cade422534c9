package org.maskwright.sam;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.Tensor;

/// A promptable segmentation model, ready for use: encode a frame once, then ask for masks as often as
/// you like. Every call on the tensor thread.
public final class Sam implements AutoCloseable {
    /// Names of the tensors that fine-tuning changes begin so.
    public static final List<String> DECODER_PREFIXES = List.of("prompt_encoder.", "mask_decoder.");

    private final NDManager base;
    private final Network network;
    private final String name;
    private final Decoding decoding;
    private ModelInfo info;

    private Sam(NDManager base, Network network, String name) {
        this.base = base;
        this.network = network;
        this.name = name;
        network.fold();
        decoding = new Decoding(network);
        info = describe();
    }

    /// Loads a weight file (safetensors or a PyTorch checkpoint).
    ///
    /// @param device "cpu", or "cuda:0"
    /// @throws Problem when the file is damaged or of a network that this version does not run
    public static Sam load(Path weights, String device) {
        SequencedMap<String, Tensor> tensors = Checkpoints.read(weights);
        String file = String.valueOf(weights.getFileName());
        int dot = file.lastIndexOf('.');
        return of(tensors, dot > 0 ? file.substring(0, dot) : file, device);
    }

    /// A model from tensors in memory.
    public static Sam of(Map<String, Tensor> tensors, String name, String device) {
        NDManager base = NDManager.newBaseManager(Device.fromName(device.equals("cuda:0") ? "gpu0" : device));
        try {
            return new Sam(base, Network.compact(base, tensors), name);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /// A model with random weights that depend on the seed alone, for tests and as a beginning.
    public static Sam random(long seed) {
        NDManager base = NDManager.newBaseManager(Device.cpu());
        return new Sam(base, Network.random(base, seed), "random");
    }

    public ModelInfo info() {
        return info;
    }

    /// The blocks and their parameters, for training. Call [#refresh()] after changing them.
    public Network network() {
        return network;
    }

    /// Encodes a frame.
    ///
    /// @param cancel polled between the blocks of the encoder
    public Embedding encode(Raster raster, Contrast contrast, Cancel cancel) {
        try (Encoding encoding = encoding(raster, contrast)) {
            do {
                cancel.check();
            } while (!encoding.step());
            return encoding.embedding();
        }
    }

    /// Begins to encode a frame, for whoever does it in pieces.
    public Encoding encoding(Raster raster, Contrast contrast) {
        return new Encoding(network, base, raster, contrast);
    }

    /// An embedding from what [Embedding#store()] gave.
    ///
    /// @throws IllegalArgumentException when it is not complete
    public Embedding restore(Map<String, Tensor> stored) {
        return Embedding.restore(base, stored);
    }

    /// Answers prompts: one to three masks in image pixels, the highest predicted IoU first.
    ///
    /// @param previous the logits of the last answer for this object, or null
    public List<Candidate> predict(
            Embedding embedding, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
        cancel.check();
        return decoding.predict(base, embedding, prompts, previous);
    }

    /// Answers prompts of several objects at once, each in a window of one level: the decoder's single answer.
    List<Candidate> each(Embedding embedding, Embedding.Level level, List<List<Prompt>> prompts, int cells) {
        return decoding.each(base, embedding, level, prompts, cells);
    }

    /// A copy of prompt encoder and mask decoder, in single precision.
    public SequencedMap<String, Tensor> decoderWeights() {
        var out = new LinkedHashMap<String, Tensor>();
        DECODER_PREFIXES.forEach(p -> out.putAll(network.weights(p, false)));
        return out;
    }

    /// A copy of all weights, in half precision as files hold them.
    public SequencedMap<String, Tensor> weights() {
        return network.weights("", true);
    }

    /// Puts another prompt encoder and mask decoder in place; embeddings stay valid.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or misshapen; nothing has changed then
    public void swapDecoder(Map<String, Tensor> weights) {
        SequencedMap<String, Tensor> old = decoderWeights();
        try {
            DECODER_PREFIXES.forEach(p -> network.load(weights, p));
        } catch (Problem e) {
            DECODER_PREFIXES.forEach(p -> network.load(old, p));
            throw e;
        }
        info = describe();
    }

    /// Makes changed weights effective: folds batch norm anew and names the model anew.
    public void refresh() {
        network.fold();
        info = describe();
    }

    private ModelInfo describe() {
        var decoder = decoderWeights();
        long bytes = 0;
        var all = network.weights("", true);
        for (Tensor t : all.values()) {
            bytes += 4 * t.elements();
        }
        return new ModelInfo(
                name,
                WeightHash.of(all),
                WeightHash.of(network.weights(Network.ENCODER, true)),
                WeightHash.of(decoder),
                bytes,
                "compact");
    }

    @Override
    public void close() {
        network.close();
        base.close();
    }
}
