package org.maskwright.ui.model;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the picture and the labels are shown. The contrast window is not here: it belongs to the project, because the
/// network sees the same one; see [Workbench#contrast()].
public final class DisplaySettings {
    /// What is drawn of a label.
    public enum ShowAs {
        BOTH,
        FILL,
        OUTLINE
    }

    /// Grey, or a perceptually uniform map for single-channel pictures.
    public enum ColourMap {
        GREY,
        INVERTED,
        VIRIDIS,
        MAGMA,
        FIRE
    }

    private final DoubleProperty gamma = new SimpleDoubleProperty(1);
    private final ObjectProperty<ColourMap> colourMap = new SimpleObjectProperty<>(ColourMap.GREY);
    private final DoubleProperty fill = new SimpleDoubleProperty(0.24);
    private final DoubleProperty outline = new SimpleDoubleProperty(1.5);
    private final ObjectProperty<ShowAs> showAs = new SimpleObjectProperty<>(ShowAs.BOTH);
    private final BooleanProperty scaleBar = new SimpleBooleanProperty(true);
    private final BooleanProperty frameBefore = new SimpleBooleanProperty(true);
    private final BooleanProperty numbers = new SimpleBooleanProperty(false);
    private final BooleanProperty divisions = new SimpleBooleanProperty(true);
    private final BooleanProperty hidden = new SimpleBooleanProperty(false);

    /// 0.2 to 5; 1 leaves the picture as it is.
    public DoubleProperty gamma() {
        return gamma;
    }

    public ObjectProperty<ColourMap> colourMap() {
        return colourMap;
    }

    /// Opacity of an accepted label's fill, 0 to 1.
    public DoubleProperty fill() {
        return fill;
    }

    /// Width of an accepted label's outline in screen pixels.
    public DoubleProperty outline() {
        return outline;
    }

    public ObjectProperty<ShowAs> showAs() {
        return showAs;
    }

    public BooleanProperty scaleBar() {
        return scaleBar;
    }

    /// Tracks of the frame before, dotted.
    public BooleanProperty frameBefore() {
        return frameBefore;
    }

    /// The number of each object, written on it.
    public BooleanProperty numbers() {
        return numbers;
    }

    public BooleanProperty divisions() {
        return divisions;
    }

    /// True while all labels are hidden.
    public BooleanProperty hidden() {
        return hidden;
    }

    /// Outlines alone, and back (the key O).
    public void toggleOutlines() {
        showAs.set(showAs.get() == ShowAs.OUTLINE ? ShowAs.BOTH : ShowAs.OUTLINE);
    }
}
