package org.maskwright.ui.model;

import java.util.Objects;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.maskwright.image.Contrast;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.View;

/// How the open project is looked at, by the person and by the network alike.
final class Viewing {
    private final Workbench bench;
    private final Book book;
    private final Sequence sequence;
    private final ObjectProperty<@Nullable Contrast> contrast = new SimpleObjectProperty<>();
    private final BooleanProperty bright = new SimpleBooleanProperty();

    Viewing(Workbench bench, Book book, Sequence sequence) {
        this.bench = bench;
        this.book = book;
        this.sequence = sequence;
    }

    ObjectProperty<@Nullable Contrast> contrast() {
        return contrast;
    }

    BooleanProperty bright() {
        return bright;
    }

    void look(@Nullable Picture shown) {
        if (shown != null) {
            contrast.set(shown.contrast());
            bright.set(shown.bright());
        }
    }

    void keepContrast() {
        Project p = book.project().get();
        Contrast shown = contrast.get();
        if (p != null && shown != null && !shown.equals(p.view().contrast())) {
            set(v -> v.withContrast(shown));
        }
    }

    void set(UnaryOperator<View> change) {
        ProjectStore there = book.store().orElse(null);
        if (there == null || !book.isWritable()) {
            return;
        }
        var before = there.project().view();
        var after = change.apply(before);
        var _ = there.setView(after);
        book.refresh();
        contrast.set(after.contrast());
        if (!Objects.equals(before.contrast(), after.contrast()) || before.channel() != after.channel()) {
            bench.machine().open(there.project(), sequence.rasters());
            Plane at = bench.plane().get();
            if (at != null) {
                bench.machine().show(at);
            }
            bench.frames().forEach(bench::renewThumbnail);
        }
    }
}
