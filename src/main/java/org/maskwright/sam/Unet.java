package org.maskwright.sam;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.maskwright.Cancel;
import org.maskwright.image.Contrast;
import org.maskwright.image.Raster;
import org.maskwright.weights.Tensor;

/// A plain U-Net that finds objects by itself and answers no prompts: our encoder with its dense map alone, the way
/// from pixels to instances of the Data Science Bowl's networks. Each basin of the map ([Seeds]) is an object, its
/// outline the foreground's. Tensor thread only.
public final class Unet implements AutoCloseable {
    /// Objects that are smaller are left to a finer scale, larger ones to a coarser one. In network pixels.
    private static final double SMALLEST = 14;

    private static final double LARGEST = 72;

    private static final int LEAST_AREA = 12;

    private final NDManager base;
    private final Network network;

    private Unet(NDManager base, Network network) {
        this.base = base;
        this.network = network;
    }

    /// Whether tensors are our encoder and no decoder, as [#weights()] gives them.
    public static boolean is(Map<String, Tensor> tensors) {
        return tensors.containsKey(Network.ENCODER + "dense.weight")
                && tensors.keySet().stream().allMatch(name -> name.startsWith(Network.ENCODER));
    }

    /// With random weights that depend on the seed alone.
    public static Unet random(long seed) {
        NDManager base = NDManager.newBaseManager(Device.cpu());
        return new Unet(base, Network.random(base, seed));
    }

    /// Begins with the encoder of any of our models.
    ///
    /// @throws org.maskwright.Problem `sam.unfit` when it has another encoder
    public static Unet of(Map<String, Tensor> tensors) {
        Unet made = random(0);
        try {
            made.load(tensors);
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /// Takes other weights, ready for use.
    public void load(Map<String, Tensor> tensors) {
        network.load(tensors, Network.ENCODER);
        network.fold();
    }

    /// The blocks, of which the encoder's are this network's. For training.
    public Network network() {
        return network;
    }

    /// SHA-256 (hex) of the weights, which is the network's name.
    public String hash() {
        var hash = new WeightHash();
        network.byName(Network.ENCODER::equals).forEach(hash::add);
        return hash.hex();
    }

    /// A copy of the weights, in half precision as files hold them.
    public SequencedMap<String, Tensor> weights() {
        return network.weights(Network.ENCODER, true);
    }

    /// All objects of a frame at all scales; they may repeat each other.
    ///
    /// @param cancel polled between the blocks of the encoder
    public List<Proposal> find(Raster raster, Contrast contrast, Cancel cancel) {
        var encoding = new ScaledEncoding(network, base, raster, contrast);
        try (encoding) {
            do {
                cancel.check();
            } while (!encoding.step());
            try (var embedding = (ScaledEmbedding) encoding.embedding()) {
                return find(embedding);
            }
        }
    }

    private List<Proposal> find(ScaledEmbedding embedding) {
        var out = new ArrayList<Proposal>();
        int last = embedding.levels().size() - 1;
        for (int i = 0; i <= last; i++) {
            ScaledEmbedding.Level level = embedding.levels().get(i);
            var seeds = new Seeds(level, network.denseOfFrame(level.features()), embedding.width(), embedding.height());
            for (Seeds.Basin b : seeds.basins()) {
                double diameter = level.scale() * Math.sqrt(4 * b.mask().area() / Math.PI);
                boolean fits = (i == 0 || diameter >= SMALLEST) && (i == last || diameter <= LARGEST);
                if (fits && b.mask().area() >= LEAST_AREA) {
                    out.add(new Proposal(
                            b.mask(), (b.inside() + b.sure()) / 2, b.inside(), b.sure(), List.of(b.click())));
                }
            }
        }
        return out;
    }

    @Override
    public void close() {
        network.close();
        base.close();
    }
}
