package org.maskwright.ui.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Raster;
import org.maskwright.project.Plane;

/// The planes that were decoded last, so that the canvas, the thumbnails and the network do not each decode the same
/// one. May be used from any thread; a plane that two ask for at once is decoded once.
final class Rasters {
    private static final int KEPT = 6;

    private final ImageStack images;
    private final Map<Plane, FutureTask<Raster>> recent = new LinkedHashMap<>(16, 0.75f, true);

    Rasters(ImageStack images) {
        this.images = images;
    }

    /// The contrast window of one plane of a set of unlike images. For a thread that may wait.
    Contrast window(Plane plane) {
        return Contrasts.window(read(plane), images.isColour());
    }

    ImageStack images() {
        return images;
    }

    /// For a thread that may wait.
    ///
    /// @throws org.maskwright.Problem when the plane cannot be read; the next call tries again
    Raster read(Plane plane) {
        FutureTask<Raster> reading;
        synchronized (recent) {
            reading = recent.computeIfAbsent(plane, p -> new FutureTask<>(() -> images.read(p.frame(), p.z())));
            var oldest = recent.entrySet().iterator();
            while (recent.size() > KEPT) {
                oldest.next();
                oldest.remove();
            }
        }
        reading.run(); // does nothing when another thread has begun it
        try {
            return reading.get();
        } catch (ExecutionException e) {
            synchronized (recent) {
                recent.remove(plane, reading);
            }
            throw Errands.problem(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
