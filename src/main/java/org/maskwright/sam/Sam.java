package org.maskwright.sam;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.label.Prompt;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.Checkpoints;
import org.maskwright.weights.Tensor;

/// A promptable segmentation model, ready for use: encode a frame once, then ask for masks as often as
/// you like. Every call on the tensor thread.
public final class Sam implements AutoCloseable {
    /// Names of the tensors that fine-tuning changes begin so.
    public static final List<String> DECODER_PREFIXES = List.of("prompt_encoder.", "mask_decoder.", Network.HEAD);

    private final NDManager base;
    private final Network network;
    private final String name;
    private final Architecture architecture;
    private final Precision precision;
    private final Variety variety;
    private WeightHash encoderHash;
    private ModelInfo info;
    private TypicalSize typical = TypicalSize.UNKNOWN;

    private Sam(NDManager base, Network network, String name, Architecture architecture, Precision precision) {
        this.base = base;
        this.network = network;
        this.name = name;
        this.architecture = architecture;
        this.precision = precision;
        variety = Variety.of(network);
        network.fold();
        encoderHash = hashEncoder();
        info = describe();
        NativeMemory.giveBack();
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
    ///
    /// @param name for people
    public static Sam of(Map<String, Tensor> tensors, String name, String device) {
        return of(tensors, name, device, false);
    }

    private static Sam of(Map<String, Tensor> tensors, String name, String device, boolean learns) {
        if (!(Architecture.of(tensors) instanceof Architecture.Found.Model(Architecture architecture))) {
            throw Architecture.refused(name, tensors);
        }
        NDManager base = NDManager.newBaseManager(Device.fromName(device.equals("cuda:0") ? "gpu0" : device));
        try {
            Precision precision = base.getDevice().isGpu() && !learns && architecture != Architecture.COMPACT
                    ? PrecisionTrial.best(base, architecture, tensors)
                    : Precision.SINGLE;
            return of(base, architecture, tensors, name, precision);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /// The same in single precision, to learn.
    public static Sam toLearn(Map<String, Tensor> tensors, String name, String device) {
        return of(tensors, name, device, true);
    }

    private static Sam of(
            NDManager base, Architecture architecture, Map<String, Tensor> tensors, String name, Precision precision) {
        Network network = Network.of(base, architecture, tensors, precision.kind());
        return new Sam(base, network, name, architecture, precision);
    }

    /// A model with random weights that depend on the seed alone, for tests and as a beginning.
    public static Sam random(long seed) {
        NDManager base = NDManager.newBaseManager(Device.cpu());
        return new Sam(base, Network.random(base, seed), "random", Architecture.COMPACT, Precision.SINGLE);
    }

    public ModelInfo info() {
        return info;
    }

    /// The blocks and their parameters, for training. Call [#refresh] after changing them.
    public Network network() {
        return network;
    }

    /// The embedding of the whole frame (1, channels, rows, columns), the coarsest one of a network that has several.
    public NDArray square(Embedding of) {
        return of.ofWholeFrame();
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
        return variety.encoding(base, raster, contrast);
    }

    /// The same where the encoder may learn: what is kept beside the embedding lets [TracedTail] and
    /// [#encodingAgain] begin near the end.
    public Encoding encodingToLearn(Raster raster, Contrast contrast) {
        return variety.toLearn(base, raster, contrast);
    }

    /// Begins to encode a frame again, of which another model kept what it saw on the way: one that differs from this
    /// in what learnt alone.
    ///
    /// @param kept of [#encodingToLearn]
    public Encoding encodingAgain(Embedding kept) {
        return variety.again(base, kept);
    }

    /// Begins to encode a part of a frame on its own, for questions that no other part has to do with.
    ///
    /// @param frameArea of the whole frame, whose scales are used
    public Encoding encodingPart(Raster part, Contrast contrast, long frameArea) {
        return variety.part(base, part, contrast, frameArea);
    }

    /// An embedding from what [Embedding#store()] gave.
    ///
    /// @throws IllegalArgumentException when it is not complete
    public Embedding restore(Map<String, Tensor> stored) {
        return variety.restore(base, stored);
    }

    /// Objects of this size are what [#predict] looks for first from now on.
    public void expect(TypicalSize size) {
        typical = size;
    }

    /// Answers prompts: one to three masks in image pixels, the highest predicted IoU first.
    ///
    /// A frame larger than the network's input is looked at in tiles; the first prompt in a tile waits until it
    /// is encoded.
    ///
    /// @param previous the logits of the last answer for this object, or null
    /// @param cancel polled between the blocks of the encoder
    public List<Candidate> predict(
            Embedding embedding, List<Prompt> prompts, @Nullable LowResLogits previous, Cancel cancel) {
        return variety.predict(base, embedding, prompts, previous, typical, null, cancel);
    }

    /// The same of an object of which nothing was answered yet.
    ///
    /// @param glimpse told of the mask of one scale while the others are looked at, where there are several
    public List<Candidate> predictNew(
            Embedding embedding, List<Prompt> prompts, Consumer<Candidate> glimpse, Cancel cancel) {
        return variety.predict(base, embedding, prompts, null, typical, glimpse, cancel);
    }

    /// What the decoder says of the whole frame, for whoever compares numbers.
    public WholeFrame wholeFrame(Embedding embedding, List<Prompt> prompts) {
        return variety.wholeFrame(base, embedding, prompts);
    }

    /// A click at each of several objects, as [#predict] answers each.
    List<List<Candidate>> each(Embedding embedding, List<Prompt.Click> clicks) {
        return variety.each(base, embedding, clicks, new Cancel());
    }

    /// How many objects the decoder is best asked about at once, so that a click need not wait long.
    int together() {
        return base.getDevice().isGpu() ? 32 : 4;
    }

    /// Answers prompts of several objects at once, each in a window of one level: the decoder's single answer.
    List<Candidate> each(
            ScaledEmbedding embedding, ScaledEmbedding.Level level, List<List<Prompt>> prompts, int cells) {
        return new ScaledDecoding(network).each(base, embedding, level, prompts, cells);
    }

    /// A copy of prompt encoder, mask decoder and head, in single precision.
    public SequencedMap<String, Tensor> decoderWeights() {
        return weights(Depth.DECODER);
    }

    /// A copy of all weights that a model which learnt at a depth differs in, with the rest of the parts that they
    /// belong to, in single precision.
    public SequencedMap<String, Tensor> weights(Depth depth) {
        return network.weights(network.version(depth)::contains, false);
    }

    /// A copy of all weights, in half precision as files hold them.
    public SequencedMap<String, Tensor> weights() {
        return network.weights("", true);
    }

    /// Puts other weights in the place of those of the same names. When some are the encoder's, the embeddings
    /// that were made before no longer fit.
    ///
    /// @param weights all of the prompt encoder and the mask decoder, and any of the encoder
    /// @throws Problem `sam.unfit` when a tensor is missing or misshapen; nothing has changed then
    public void swap(Map<String, Tensor> weights) {
        boolean deep = hasEncoder(weights);
        SequencedMap<String, Tensor> old =
                network.weights(name -> !name.startsWith(Network.ENCODER) || weights.containsKey(name), false);
        try {
            network.replace(weights);
        } catch (Problem e) {
            network.replace(old);
            throw e;
        }
        if (deep) {
            refresh(Depth.ALL);
        } else {
            info = describe();
        }
    }

    /// Another prompt encoder and mask decoder for embeddings of this model's encoder; closed before this model is.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or misshapen
    public SecondDecoder second(Map<String, Tensor> weights) {
        return new SecondDecoder(base, network.withDecoder(base, weights), variety);
    }

    /// A model of its own with other weights, on the same device.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or misshapen
    public Sam sibling(Map<String, Tensor> weights) {
        return of(weights, name, base.getDevice().isGpu() ? "cuda:0" : "cpu");
    }

    /// Whether weights hold an image encoder.
    public static boolean hasEncoder(Map<String, Tensor> weights) {
        return weights.keySet().stream().anyMatch(name -> name.startsWith(Network.ENCODER));
    }

    /// Makes weights effective that changed at a depth: folds batch norm anew and names the model anew.
    public void refresh(Depth depth) {
        network.fold();
        encoderHash = depth == Depth.DECODER ? encoderHash : hashEncoder();
        info = describe();
    }

    /// Of the encoder alone, which comes first by name; the whole model's goes on from there.
    private WeightHash hashEncoder() {
        var hash = new WeightHash();
        network.byName(Network.ENCODER::equals).forEach(hash::add);
        return hash;
    }

    private ModelInfo describe() {
        var decoder = new WeightHash();
        WeightHash model = encoderHash.copy();
        network.byName(part -> !part.equals(Network.ENCODER)).forEach((name, array) -> {
            decoder.add(name, array);
            model.add(name, array);
        });
        long elements = 0;
        for (NDArray a : network.parameters().values()) {
            elements += a.size();
        }
        return new ModelInfo(
                name, model.hex(), encoderHash.hex(), decoder.hex(), 4 * elements, architecture.id(), precision);
    }

    @Override
    public void close() {
        network.close();
        base.close();
        NativeMemory.giveBack();
    }
}
