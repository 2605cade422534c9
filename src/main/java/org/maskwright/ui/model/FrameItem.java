package org.maskwright.ui.model;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.maskwright.auto.doubt.FrameGain;
import org.maskwright.project.FrameEntry;

/// One row of the frames strip and one mark of the time bar.
public final class FrameItem {
    /// How far a person has come with it.
    public enum State {
        UNTOUCHED,
        IN_WORK,
        COMPLETE
    }

    /// Whether clicks on it are answered at once.
    public enum Embedding {
        NONE,
        IN_WORK,
        READY
    }

    private final FrameEntry entry;
    private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.UNTOUCHED);
    private final IntegerProperty objects = new SimpleIntegerProperty();
    private final ObjectProperty<@Nullable Thumbnail> thumbnail = new SimpleObjectProperty<>();
    private final ObjectProperty<Embedding> embedding = new SimpleObjectProperty<>(Embedding.NONE);
    private final ObjectProperty<FrameGain.@Nullable Gain> gain = new SimpleObjectProperty<>();
    private boolean thumbnailAsked;

    FrameItem(FrameEntry entry) {
        this.entry = entry;
    }

    /// Its place, number, name and size.
    public FrameEntry entry() {
        return entry;
    }

    public ReadOnlyObjectProperty<State> state() {
        return state;
    }

    /// Number of accepted objects.
    public ReadOnlyIntegerProperty objects() {
        return objects;
    }

    /// Null until it was made; [Workbench#wantThumbnail] has it made.
    public ReadOnlyObjectProperty<@Nullable Thumbnail> thumbnail() {
        return thumbnail;
    }

    public ReadOnlyObjectProperty<Embedding> embedding() {
        return embedding;
    }

    /// What labelling it would bring; null before it was worked out.
    public ReadOnlyObjectProperty<FrameGain.@Nullable Gain> gain() {
        return gain;
    }

    void set(FrameGain.Gain to) {
        gain.set(to);
    }

    void set(State to, int count) {
        state.set(to);
        objects.set(count);
    }

    void set(Embedding to) {
        embedding.set(to);
    }

    void set(@Nullable Thumbnail made) {
        thumbnail.set(made);
    }

    /// True the first time it is asked for since it was last forgotten.
    boolean askForThumbnail() {
        boolean first = !thumbnailAsked;
        thumbnailAsked = true;
        return first;
    }

    void forgetThumbnail() {
        thumbnailAsked = false;
    }
}
