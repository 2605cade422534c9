package org.maskwright.ui.model;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.ModelInfo;
import org.maskwright.weights.Tensor;
import org.maskwright.worker.DeviceReport;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Probe;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.SelfTest;
import org.maskwright.worker.Ticket;
import org.maskwright.worker.Worker;

/// What the network is doing: which model on which device, which frames it has seen, how long the last click took.
public final class Machine {
    /// For the status bar.
    public enum State {
        /// no model was asked for, or the one that was could not be loaded
        NO_MODEL,
        LOADING,
        /// the frame in view is being embedded: the first click on it waits
        EMBEDDING,
        READY
    }

    private final Worker worker;
    private final Sequence sequence;
    private final Notices notices;
    private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.NO_MODEL);
    private final ObjectProperty<@Nullable ModelInfo> model = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable DeviceReport> device = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Path> weights = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Path> loadingFrom = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable SelfTest> tested = new SimpleObjectProperty<>();
    private final BooleanProperty testing = new SimpleBooleanProperty();
    private final DoubleProperty lastClick = new SimpleDoubleProperty(Double.NaN);
    private final LongProperty embeddingBytes = new SimpleLongProperty();
    private final DoubleProperty lastEmbedding = new SimpleDoubleProperty(Double.NaN);
    private final Map<Long, Plane> embedding = new HashMap<>();
    private @Nullable Ticket loading;
    private @Nullable Ticket test;
    private @Nullable Ticket swap;
    private long latest;
    private @Nullable Plane inView;
    private @Nullable Pictures pictures;
    private int depth = 1;

    Machine(Worker worker, Sequence sequence, Notices notices) {
        this.worker = worker;
        this.sequence = sequence;
        this.notices = notices;
    }

    /// Who answers. Whoever else asks it hears the answers through this bench too.
    public Worker worker() {
        return worker;
    }

    public ReadOnlyObjectProperty<State> state() {
        return state;
    }

    /// Null before a model is loaded.
    public ReadOnlyObjectProperty<@Nullable ModelInfo> model() {
        return model;
    }

    /// Null before a model is loaded.
    public ReadOnlyObjectProperty<@Nullable DeviceReport> device() {
        return device;
    }

    /// Milliseconds from the button to the mask on the screen, NaN before the first click.
    public ReadOnlyDoubleProperty lastClick() {
        return lastClick;
    }

    /// What all embeddings in memory take.
    public ReadOnlyLongProperty embeddingBytes() {
        return embeddingBytes;
    }

    /// Milliseconds that the last frame took that was not embedded before, NaN before the first.
    public ReadOnlyDoubleProperty lastEmbedding() {
        return lastEmbedding;
    }

    /// The file of the model in use, null before one is loaded.
    public ReadOnlyObjectProperty<@Nullable Path> weights() {
        return weights;
    }

    /// The file of the model that is being loaded, null when none is.
    public ReadOnlyObjectProperty<@Nullable Path> loadingFrom() {
        return loadingFrom;
    }

    /// Loads a model in place of the one in use; labels stay, and the one in use answers until the new one is there.
    public void load(Path from) {
        state.set(State.LOADING);
        loading = worker.submit(new Request.Load(from));
        loadingFrom.set(from);
    }

    /// Gives the model up that is being loaded; the one in use stays as it was.
    public void cancelLoad() {
        if (loading != null) {
            worker.cancel(loading);
        }
    }

    private void loaded() {
        loading = null;
        loadingFrom.set(null);
        boolean ready = inView == null || isEmbedded(inView);
        state.set(model.get() == null ? State.NO_MODEL : ready ? State.READY : State.EMBEDDING);
    }

    /// Puts other weights into the loaded model.
    void swap(SequencedMap<String, Tensor> with) {
        swap = worker.submit(new Request.Swap(with));
    }

    /// What the last test of the device found, null before one.
    public ReadOnlyObjectProperty<@Nullable SelfTest> tested() {
        return tested;
    }

    /// Whether the device is being tested.
    public ReadOnlyBooleanProperty testing() {
        return testing;
    }

    /// Tests the device with a frame and a click.
    public void test(Probe probe) {
        testing.set(true);
        test = worker.submit(new Request.Test(probe));
    }

    void open(Project project, Rasters rasters) {
        depth = project.depth();
        sequence.forgetEmbeddings();
        Contrast series = project.view().contrast();
        int slices = depth;
        pictures = new Pictures(
                project.frames().size() * slices,
                i -> rasters.read(new Plane(i / slices, i % slices)),
                i -> series == null ? rasters.window(new Plane(i / slices, i % slices)) : series,
                project.view().channel());
        worker.submit(new Request.Open(pictures));
    }

    void closeSequence() {
        inView = null;
        pictures = null;
        embedding.clear();
        worker.submit(new Request.Close());
    }

    /// The planes as the worker sees them.
    ///
    /// @throws IllegalStateException while nothing is open
    public Pictures pictures() {
        if (pictures == null) {
            throw new IllegalStateException("nothing is open");
        }
        return pictures;
    }

    /// The number under which the worker knows a plane.
    int index(Plane plane) {
        return plane.frame() * depth + plane.z();
    }

    void show(Plane plane) {
        inView = plane;
        if (state.get() == State.READY) {
            state.set(State.EMBEDDING);
        }
        sequence.at(plane.frame()).forEach(f -> {
            if (f.embedding().get() == FrameItem.Embedding.NONE) {
                f.set(FrameItem.Embedding.IN_WORK);
            }
        });
        latest = worker.submit(new Request.Encode(index(plane))).sequence();
        embedding.put(latest, plane);
    }

    void clicked(double millis) {
        lastClick.set(millis);
    }

    void replied(Reply reply) {
        switch (reply) {
            case Reply.Ready r
            when r.ticket().equals(loading) -> {
                sequence.forgetEmbeddings();
                model.set(r.model());
                device.set(r.device());
                Path now = loadingFrom.get();
                loaded();
                if (inView != null) {
                    show(inView);
                }
                weights.set(now);
            }
            case Reply.Ready r -> {
                ModelInfo was = model.get();
                model.set(r.model());
                device.set(r.device());
                if (was != null && !was.encoderHash().equals(r.model().encoderHash())) {
                    sequence.forgetEmbeddings();
                    if (inView != null) {
                        show(inView);
                    }
                }
                if (loading == null) {
                    loaded();
                }
            }
            case Reply.Relieved r -> {
                device.set(r.device());
                notices.show(new Notice(
                        "device",
                        Notice.Level.WARNING,
                        r.problem().title(),
                        (r.problem().what() + " " + r.problem().todo()).strip(),
                        List.of(),
                        true,
                        ""));
            }
            case Reply.Dropped d when d.ticket().equals(loading) -> loaded();
            case Reply.Tested t -> {
                testing.set(false);
                tested.set(t.test());
            }
            case Reply.Failed f when f.ticket().equals(swap) -> notices.show("model", f.problem());
            case Reply.Failed f
            when f.ticket().equals(test) -> {
                testing.set(false);
                notices.show("device", f.problem());
            }
            case Reply.Encoded e -> {
                embedding.remove(e.ticket().sequence());
                sequence.at(e.ticket().frame() / depth).forEach(f -> f.set(FrameItem.Embedding.READY));
                if (e.source() == Reply.Encoded.Source.COMPUTED) {
                    lastEmbedding.set(e.millis());
                }
                if (inView != null && e.ticket().frame() == index(inView) && model.get() != null) {
                    state.set(State.READY);
                }
            }
            // What was held for a model or a sequence before says nothing of the frames now.
            case Reply.Held h
            when h.ticket().sequence() == latest -> {
                sequence.hold(h.frames().stream().map(f -> f / depth).collect(Collectors.toSet()));
                embeddingBytes.set(h.bytes());
            }
            case Reply.Failed f
            when f.ticket().equals(loading) -> {
                loaded();
                notices.show("model", f.problem());
            }
            case Reply.Failed f
            when embedding.containsKey(f.ticket().sequence()) -> {
                leave(f.ticket());
                notices.show("embedding", f.problem());
            }
            case Reply.Dropped d when embedding.containsKey(d.ticket().sequence()) -> leave(d.ticket());
            default -> {}
        }
    }

    private void leave(Ticket ticket) {
        Plane plane = embedding.remove(ticket.sequence());
        if (plane != null && !embedding.containsValue(plane)) {
            sequence.at(plane.frame()).stream()
                    .filter(f -> f.embedding().get() == FrameItem.Embedding.IN_WORK)
                    .forEach(f -> f.set(FrameItem.Embedding.NONE));
        }
    }

    private boolean isEmbedded(Plane plane) {
        return sequence.at(plane.frame()).stream().anyMatch(f -> f.embedding().get() == FrameItem.Embedding.READY);
    }
}
