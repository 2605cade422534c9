package org.maskwright.sam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.weights.Architecture;
import org.maskwright.weights.DType;
import org.maskwright.weights.Tensor;

/// The blocks of one model and their parameters on a device: the face of this room towards training.
/// Tensor thread only. Every tensor of a result belongs to the manager of the inputs.
public final class Network implements AutoCloseable {
    static final String ENCODER = "image_encoder.";

    /// Names of the tensors of the head that a project learns for its search begin so.
    public static final String HEAD = "finder.";

    /// The correction's last layer: zero says nothing.
    private static final String SILENT = HEAD + "change.";

    private static final NDIndex ALL = new NDIndex("...");

    private final NDManager manager;
    private final @Nullable ImageEncoder encoder;
    private final DataType encoderType;
    private final PromptEncoder promptEncoder;
    private final MaskDecoder maskDecoder;
    private final Geometry geometry;
    private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    private final Learnable learnable;
    private final Map<List<Integer>, NDArray> positions = new LinkedHashMap<>();
    private @Nullable NDManager folded;
    private @Nullable FinderHead head;
    private @Nullable Ahead ahead;

    /// How input pixels and embedding cells relate.
    ///
    /// @param stride input pixels from one embedding cell to the next
    /// @param frame side in input pixels of the square that positions are relative to
    public record Geometry(int stride, int frame) {
        static final Geometry SAM = new Geometry(16, 1024);
        static final Geometry COMPACT = new Geometry(8, 256);
    }

    private Network(
            NDManager manager,
            Geometry geometry,
            DecoderSizes sizes,
            @Nullable ImageEncoder encoder,
            DataType encoderType) {
        this.manager = manager;
        this.geometry = geometry;
        this.encoder = encoder;
        this.encoderType = encoderType;
        learnable = new Learnable(parameters, encoder);
        promptEncoder = new PromptEncoder(sizes);
        maskDecoder = new MaskDecoder(sizes);
        if (encoder != null) {
            encoder.named().forEach((name, p) -> parameters.put(ENCODER + name, p));
        }
        promptEncoder.named().forEach((name, p) -> parameters.put("prompt_encoder." + name, p));
        maskDecoder.named().forEach((name, p) -> parameters.put("mask_decoder." + name, p));
    }

    private static Network compact(NDManager parent) {
        return new Network(
                parent.newSubManager(),
                Geometry.COMPACT,
                DecoderSizes.COMPACT,
                new CompactEncoder(DecoderSizes.COMPACT.width()),
                DataType.FLOAT32);
    }

    /// A compact network with random weights that depend on the seed and the parameters' names alone.
    public static Network random(NDManager parent, long seed) {
        Network n = compact(parent);
        n.parameters.forEach((name, p) -> n.set(name, p, FirstWeights.of(name, p, seed)));
        return n;
    }

    /// A network from its weight file's tensors.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or has another shape
    static Network of(NDManager parent, Architecture architecture, Map<String, Tensor> tensors, Precision.Kind kind) {
        Network n = switch (architecture) {
            case COMPACT -> compact(parent);
            case VIT_T -> reference(parent, new TinyVitEncoder(TinyVitBlock.Biases.AS_LOADED), kind);
            case VIT_B -> reference(parent, new VitEncoder(VitEncoder.Size.B), kind);
            case VIT_L -> reference(parent, new VitEncoder(VitEncoder.Size.L), kind);
            case VIT_H -> reference(parent, new VitEncoder(VitEncoder.Size.H), kind);
        };
        return n.loaded(tensors);
    }

    private Network loaded(Map<String, Tensor> tensors) {
        try {
            load(tensors, "");
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Network reference(NDManager parent, SquareEncoder encoder, Precision.Kind kind) {
        return new Network(parent.newSubManager(), Geometry.SAM, DecoderSizes.SAM, encoder, kind.type());
    }

    /// A compact network from its weight file's tensors.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or has another shape
    public static Network compact(NDManager parent, Map<String, Tensor> tensors) {
        return of(parent, Architecture.COMPACT, tensors, Precision.Kind.FLOAT32);
    }

    /// Prompt encoder and mask decoder of the reference's size, without an image encoder.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or has another shape
    public static Network reference(NDManager parent, Map<String, Tensor> tensors) {
        Network n = new Network(parent.newSubManager(), Geometry.SAM, DecoderSizes.SAM, null, DataType.FLOAT32);
        n.load(tensors, "");
        return n;
    }

    /// Prompt encoder and mask decoder of the same sizes with other weights, for embeddings of this network's encoder.
    ///
    /// @throws Problem `sam.unfit` when a tensor is missing or has another shape
    Network withDecoder(NDManager parent, Map<String, Tensor> tensors) {
        DecoderSizes sizes = geometry.equals(Geometry.COMPACT) ? DecoderSizes.COMPACT : DecoderSizes.SAM;
        Network n = new Network(parent.newSubManager(), geometry, sizes, null, encoderType);
        return n.loaded(tensors);
    }

    public Geometry geometry() {
        return geometry;
    }

    public NDManager manager() {
        return manager;
    }

    /// Features of a batch: embedding at stride 8, skips at strides 4 and 2, dense map at stride 4.
    public record Features(NDArray embedding, NDArray skip4, NDArray skip2, NDArray dense) {
        /// The same values, through which no gradient flows back.
        public Features detached() {
            return new Features(
                    embedding.stopGradient(), skip4.stopGradient(), skip2.stopGradient(), dense.stopGradient());
        }
    }

    /// @param input (batch, 3, rows, columns), normalised, sides multiples of 32
    /// @param training batch statistics in batch norm, which follow the batch
    public Features encode(NDArray input, boolean training) {
        return features(encoder().forward(input, training));
    }

    /// A pass of the encoder that stops after each block; its [#features] once it is done.
    CompactEncoder.Pass pass(NDArray input) {
        return encoder().new Pass(input, false);
    }

    static Features features(CompactEncoder.Features f) {
        return new Features(f.embedding(), f.skip4(), f.skip2(), f.dense());
    }

    /// @throws Problem `sam.untrainable` when the encoder is one of the reference's
    private CompactEncoder encoder() {
        if (encoder instanceof CompactEncoder compact) {
            return compact;
        }
        throw new Problem("sam.untrainable");
    }

    /// Whatever turns pixels into an embedding here.
    ImageEncoder imageEncoder() {
        if (encoder == null) {
            throw new IllegalStateException("this network has no image encoder");
        }
        return encoder;
    }

    /// The type in which the image encoder computes.
    DataType encoderType() {
        return encoderType;
    }

    /// Gives the network a head of its own for the search, which changes nothing until it learns; does nothing when it
    /// has one.
    ///
    /// @throws Problem `sam.untrainable` when the encoder is one of the reference's
    public void addHead(long seed) {
        encoder();
        if (head == null) {
            head = new FinderHead(DecoderSizes.COMPACT.width());
            head.named().forEach((name, p) -> {
                parameters.put(HEAD + name, p);
                float[] values = FirstWeights.of(HEAD + name, p, seed);
                set(HEAD + name, p, (HEAD + name).startsWith(SILENT) ? new float[values.length] : values);
            });
        }
    }

    public boolean hasHead() {
        return head != null;
    }

    private void removeHead() {
        byName(HEAD::equals).values().forEach(NDArray::close);
        parameters.keySet().removeIf(name -> name.startsWith(HEAD));
        head = null;
    }

    /// The dense map of encoded features as the search reads it: with the head's correction, if there is a head.
    public NDArray dense(Features f) {
        return head == null ? f.dense() : head.forward(f.embedding(), f.skip4(), f.dense());
    }

    /// The same for a whole level.
    float[] denseOfFrame(Features f) {
        return denseOfFrame(f, FinderHead.BAND);
    }

    float[] denseOfFrame(Features f, int rowsAtATime) {
        return head == null ? f.dense().toFloatArray() : head.ofFrame(manager, f, rowsAtATime);
    }

    /// Logits (batch, masks, 4 rows, 4 columns) and IoU estimates (batch, masks).
    public record Answer(NDArray logits, NDArray iou) {}

    /// @param embedding (batch, width, rows, columns)
    /// @param skip4 (batch, width / 4, 2 rows, 2 columns), null for the reference
    /// @param skip2 (batch, width / 8, 4 rows, 4 columns), null for the reference
    public Answer decode(NDArray embedding, @Nullable NDArray skip4, @Nullable NDArray skip2, Question question) {
        return decode(embedding, skip4, skip2, question, new Cancel(), null);
    }

    /// The same, given up between two parts when nobody waits for it any more.
    Answer decode(
            NDArray embedding, @Nullable NDArray skip4, @Nullable NDArray skip2, Question question, Cancel cancel) {
        return decode(embedding, skip4, skip2, question, cancel, null);
    }

    /// The same with its way back in parts.
    public Answer decode(
            NDArray embedding,
            @Nullable NDArray skip4,
            @Nullable NDArray skip2,
            Question question,
            Cancel cancel,
            @Nullable Cuts cuts) {
        NDManager m = embedding.getManager();
        int rows = (int) embedding.getShape().get(2);
        int columns = (int) embedding.getShape().get(3);
        NDArray dense = question.maps() == null ? promptEncoder.noMask(m) : promptEncoder.maps(question.maps());
        cancel.check();
        var skips = skip4 == null || skip2 == null ? null : new MaskDecoder.Skips(skip4, skip2);
        return decode(MaskDecoder.image(embedding.add(dense), positions(rows, columns)), skips, question, cancel, cuts);
    }

    private Answer decode(
            MaskDecoder.Image image,
            MaskDecoder.@Nullable Skips skips,
            Question question,
            Cancel cancel,
            @Nullable Cuts cuts) {
        NDArray sparse = promptEncoder.sparse(image.pixels().getManager(), question.tokens(), geometry.frame());
        var out = maskDecoder.forward(image, sparse, skips, question.from(), question.to(), cancel, cuts);
        return new Answer(out.logits(), out.iou());
    }

    /// The reference's decoder on an embedding that stays: what depends on it alone is kept for the next question.
    ///
    /// @param m owns the answer
    Answer decode(NDManager m, NDArray embedding, Question question, Cancel cancel) {
        int objects = question.tokens().size();
        if (question.maps() != null || objects > 1) {
            var each = new Shape(objects, embedding.getShape().get(1), SquareEncoder.CELLS, SquareEncoder.CELLS);
            return decode(NamedBlock.lent(embedding, m).broadcast(each), null, null, question, cancel);
        }
        if (ahead == null || !ahead.isOf(embedding)) {
            forget();
            NDArray where = positions(SquareEncoder.CELLS, SquareEncoder.CELLS);
            ahead = new Ahead(manager, embedding, promptEncoder, maskDecoder, where);
        }
        return decode(ahead.image(m), null, question, cancel, null);
    }

    private void forget() {
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }

    /// Sparse prompts alone, (1, tokens, width).
    NDArray sparse(NDManager m, List<PromptToken> tokens) {
        return promptEncoder.sparse(m, List.of(tokens), geometry.frame());
    }

    NDArray positions(int rows, int columns) {
        return positions.computeIfAbsent(
                List.of(rows, columns),
                k -> promptEncoder.dense(manager, rows, columns, geometry.frame() / (double) geometry.stride()));
    }

    /// All parameters by name. The arrays are the live ones.
    public SequencedMap<String, NDArray> parameters() {
        var out = new LinkedHashMap<String, NDArray>();
        parameters.forEach((name, p) -> out.put(name, p.getArray()));
        return out;
    }

    /// The live arrays of some parts in order of name.
    ///
    /// @param parts takes the first word of a name and its dot
    SortedMap<String, NDArray> byName(Predicate<String> parts) {
        var out = new TreeMap<String, NDArray>();
        parameters.forEach((name, p) -> {
            if (parts.test(name.substring(0, name.indexOf('.') + 1))) {
                out.put(name, p.getArray());
            }
        });
        return out;
    }

    /// The names that gradient descent may change itself.
    public List<String> trainable(Depth depth) {
        return learnable.trainable(depth);
    }

    /// What adapters change.
    public List<AdaptedRows> adapted(Depth depth) {
        return learnable.adapted(depth);
    }

    /// The names of what a version that learnt at a depth consists of.
    public Set<String> version(Depth depth) {
        return learnable.version(depth);
    }

    /// Names what adapters change as it is now.
    String adaptedHash() {
        return learnable.adaptedHash();
    }

    /// The head's parameters, for it learns by itself.
    public SequencedMap<String, NDArray> headParameters() {
        return byName(HEAD::equals);
    }

    /// Derives from the encoder's weights what a pass needs (folded batch norm, position tables); must be called
    /// again when they change.
    public void fold() {
        forget();
        if (encoder != null) {
            NDManager old = folded;
            folded = manager.newSubManager();
            encoder.prepare(folded);
            if (old != null) {
                old.close();
            }
        }
    }

    /// Until the next [#fold()] a pass of the encoder reads its parameters themselves, so that they can learn; batch
    /// norm keeps its running statistics.
    public void unfold() {
        if (encoder instanceof CompactEncoder compact && folded != null) {
            compact.unprepare();
            folded.close();
            folded = null;
        }
    }

    /// A copy of all parameters, or of those whose name begins so.
    public SequencedMap<String, Tensor> weights(String prefix, boolean half) {
        return weights(name -> name.startsWith(prefix), half);
    }

    SequencedMap<String, Tensor> weights(Predicate<String> which, boolean half) {
        var out = new LinkedHashMap<String, Tensor>();
        parameters.forEach((name, p) -> {
            if (which.test(name)) {
                float[] values = Floats.of(p.getArray());
                long[] shape = p.getArray().getShape().getShape();
                out.put(name, half ? Tensor.half(values, shape) : Tensor.of(values, shape));
            }
        });
        return out;
    }

    /// Loads all of prompt encoder and mask decoder, and what there is of the encoder.
    void replace(Map<String, Tensor> tensors) {
        load(tensors, name -> !name.startsWith(ENCODER) || tensors.containsKey(name));
    }

    /// Loads every parameter whose name begins with `prefix` from `tensors`; there is a head afterwards if they have
    /// one.
    public void load(Map<String, Tensor> tensors, String prefix) {
        load(tensors, name -> name.startsWith(prefix));
    }

    private void load(Map<String, Tensor> tensors, Predicate<String> which) {
        forget();
        positions.values().forEach(NDArray::close);
        positions.clear();
        if (which.test(HEAD) && encoder instanceof CompactEncoder) {
            boolean wanted = tensors.keySet().stream().anyMatch(name -> name.startsWith(HEAD));
            if (wanted) {
                addHead(0);
            } else {
                removeHead();
            }
        }
        parameters.forEach((name, p) -> {
            if (which.test(name)) {
                Tensor t = tensors.get(name);
                if (t == null || !Arrays.equals(t.shape(), p.getShape().getShape())) {
                    throw new Problem(
                            "sam.unfit",
                            name,
                            t == null ? "–" : t.toString(),
                            p.getShape().toString());
                }
                set(name, p, t);
            }
        });
    }

    private void set(String name, Parameter p, float[] values) {
        initialize(name, p);
        assign(p.getArray(), values);
    }

    /// From the mapped file where its numbers are of single precision; large networks would fill the heap.
    private void set(String name, Parameter p, Tensor t) {
        if (t.type() != DType.FLOAT32) {
            set(name, p, t.floats());
            return;
        }
        initialize(name, p);
        try (NDArray mapped = manager.create(t.bytes(), p.getShape(), DataType.FLOAT32)) {
            p.getArray().set(ALL, mapped);
        }
        // Else a large file would lie in memory twice.
        t.unload();
    }

    private void initialize(String name, Parameter p) {
        if (!p.isInitialized()) {
            p.setInitializer(Initializer.ZEROS);
            p.initialize(manager, name.startsWith(ENCODER) ? encoderType : DataType.FLOAT32);
            p.getArray().setName(name);
        }
    }

    /// From 0..1 to what the compact encoder takes.
    public static float normalise(float unit) {
        return (unit - 0.5f) * 4;
    }

    /// Overwrites an array's values; gradient collection must be off.
    public static void assign(NDArray array, float[] values) {
        try (NDManager scratch = array.getManager().newSubManager()) {
            NDArray fresh = tensor(scratch, values, array.getShape().getShape());
            array.set(ALL, fresh);
        }
    }

    /// A tensor with memory of its own.
    public static NDArray tensor(NDManager m, float[] values, long... shape) {
        return Staging.copy(m, values, new Shape(shape));
    }

    /// A tensor of channels-last memory seen as (batch, channels, rows, columns): convolutions are faster on it.
    public static NDArray channelsLast(NDManager m, float[] nhwc, int batch, int rows, int columns, int channels) {
        return tensor(m, nhwc, batch, rows, columns, channels).transpose(0, 3, 1, 2);
    }

    @Override
    public void close() {
        manager.close();
    }
}
