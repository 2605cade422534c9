package org.maskwright.worker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.sam.Sam;
import org.maskwright.weights.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The network in use, the device on which it is, and what is done when that device has no memory left. Tensor thread
/// only.
final class Seat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

    private final Network.Loader loader;
    private final Supplier<DeviceReport> found;
    private @Nullable Taken taken;
    private @Nullable Taken coming;
    private @Nullable SequencedMap<String, Tensor> swapped;
    private boolean emptied;

    /// A network that was loaded.
    ///
    /// @param swapped weights that were put in the places of its own, null for none
    record Taken(
            Network network,
            Path weights,
            DeviceReport device,
            @Nullable SequencedMap<String, Tensor> swapped) {
        Taken(Network network, Path weights, DeviceReport device) {
            this(network, weights, device, null);
        }
    }

    /// What was done about a full device.
    enum Relief {
        /// embeddings that nobody waits for leave it
        EMPTIED,
        /// the network works in smaller pieces
        SMALLER,
        /// the processor does the work
        MOVED
    }

    Seat(Network.Loader loader, Supplier<DeviceReport> found) {
        this.loader = loader;
        this.found = found;
    }

    /// @throws Problem when no model was loaded
    Network network() {
        if (taken == null) {
            throw new Problem("worker.nomodel");
        }
        return taken.network();
    }

    /// What the network runs on.
    DeviceReport device() {
        return taken == null ? found.get() : taken.device();
    }

    /// Loads weights on the best device that works, beside the network in use, which stays.
    Taken load(Path weights) {
        DeviceReport report = found.get();
        if (report.kind() == DeviceReport.Kind.METAL) {
            return tried(weights, report);
        }
        try {
            return new Taken(loader.load(weights, report.kind().device()), weights, report);
        } catch (OutOfDeviceMemory e) {
            if (!report.isGraphics()) {
                throw e;
            }
            LOG.warn("the model does not fit on the card: {}", e.toString());
            return onProcessor(weights, report.with(DeviceReport.Kind.CARD_TOO_SMALL));
        }
    }

    private Taken onProcessor(Path weights, DeviceReport report) {
        return new Taken(loader.load(weights, report.kind().device()), weights, report);
    }

    /// Metal is used only where it answers like the processor.
    private Taken tried(Path weights, DeviceReport report) {
        Taken safe = onProcessor(weights, report.with(DeviceReport.Kind.METAL_FAILED));
        Network candidate = null;
        try {
            var never = new Cancel();
            candidate = loader.load(weights, report.kind().device());
            double iou = Probe.disc()
                    .on(candidate, never)
                    .mask()
                    .iou(Probe.disc().on(safe.network(), never).mask());
            if (iou >= SelfTest.SAME) {
                safe.network().close();
                return new Taken(candidate, weights, report);
            }
            LOG.warn("Metal is not used: IoU {} with the processor's mask", iou);
        } catch (RuntimeException e) {
            LOG.warn("Metal is not used: {}", e.toString());
        }
        if (candidate != null) {
            candidate.close();
        }
        return safe;
    }

    /// Puts a loaded network in the place of the one in use, which is closed.
    void take(Taken next) {
        Taken former = taken;
        taken = next;
        coming = next.equals(coming) ? null : coming;
        swapped = next.swapped();
        emptied = false;
        if (former != null) {
            former.network().close();
        }
    }

    /// Whether weights can take their places in the network in use, whose embeddings stay: neither they nor those that
    /// were put there before are the encoder's.
    boolean fits(SequencedMap<String, Tensor> weights) {
        return !Sam.hasEncoder(weights) && (swapped == null || !Sam.hasEncoder(swapped));
    }

    void swap(SequencedMap<String, Tensor> weights) {
        network().swap(weights);
        swapped = weights;
    }

    /// The loaded model with other weights, beside the network in use, which stays.
    Taken beside(SequencedMap<String, Tensor> weights) {
        Taken now = Objects.requireNonNull(taken);
        giveUp();
        Network network = loader.load(now.weights(), now.device().kind().device());
        var next = new Taken(network, now.weights(), now.device(), weights);
        coming = next;
        network.swap(weights);
        return next;
    }

    /// A network that was loaded is not wanted any more.
    void refuse(Taken next) {
        if (next.swapped() == null) {
            next.network().close();
        } else if (next.equals(coming)) {
            giveUp();
        }
    }

    /// What was to come does not.
    void giveUp() {
        if (coming != null) {
            coming.network().close();
            coming = null;
        }
    }

    /// The device's memory is full: takes the next measure, the mildest first. Empty when none is left.
    Optional<Relief> relieve() {
        Taken now = taken;
        if (now == null || !now.device().isGraphics()) {
            return Optional.empty();
        }
        if (!emptied) {
            emptied = true;
            return Optional.of(Relief.EMPTIED);
        }
        if (now.network().shrink()) {
            return Optional.of(Relief.SMALLER);
        }
        SequencedMap<String, Tensor> own = swapped;
        take(onProcessor(now.weights(), now.device().with(DeviceReport.Kind.CARD_TOO_SMALL)));
        if (own != null) {
            swap(own);
        }
        return Optional.of(Relief.MOVED);
    }

    /// Runs the probe on the device in use and compares its mask.
    SelfTest test(Probe probe, Cancel cancel) {
        Network network = network();
        Probe.Answer answer = probe.on(network, cancel);
        double iou;
        if (device().isGraphics()) {
            try (Network processor = loader.load(Objects.requireNonNull(taken).weights(), "cpu")) {
                if (swapped != null) {
                    processor.swap(swapped);
                }
                iou = answer.mask().iou(probe.on(processor, cancel).mask());
            }
        } else {
            iou = answer.mask().iou(probe.restored(network, cancel));
        }
        return new SelfTest(
                device(),
                answer.encodeMillis(),
                answer.clickMillis(),
                iou,
                device().isGraphics() ? SelfTest.Against.PROCESSOR : SelfTest.Against.KEPT,
                answer.bytes(),
                Hardware.residentMegabytes());
    }

    @Override
    public void close() {
        giveUp();
        if (taken != null) {
            taken.network().close();
            taken = null;
        }
    }
}
