package org.maskwright.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.LabelImage;
import org.maskwright.image.Raster;
import org.maskwright.label.Distance;
import org.maskwright.label.LabelImages;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.synth.Kind;
import org.maskwright.synth.Scene;
import org.maskwright.synth.Simulator;
import org.maskwright.synth.SynthImage;

/// A few frames to be timed on, with the true masks of what is in them.
///
/// @param masks of each frame's objects
/// @param contrast of all frames
record BenchFrames(List<Raster> rasters, List<List<Mask>> masks, Contrast contrast) {
    BenchFrames {
        rasters = List.copyOf(rasters);
        masks = List.copyOf(masks);
    }

    /// Simulated nuclei on square frames.
    static BenchFrames synthetic(int side, int frames, int objects, long seed) {
        var simulator = new Simulator();
        Scene scene = simulator.scene(Kind.FLUO, side, side, objects, seed);
        var rasters = new ArrayList<Raster>();
        var masks = new ArrayList<List<Mask>>();
        for (int i = 0; i < frames; i++) {
            SynthImage image = simulator.render(scene, i);
            rasters.add(image.image());
            masks.add(List.copyOf(LabelImages.masks(side, side, image.ids()).values()));
        }
        return new BenchFrames(rasters, masks, Contrasts.window(rasters.getFirst(), false));
    }

    /// One frame of bright discs on a dark ground, again and again: made with next to no memory, for what
    /// depends on the number of pixels alone.
    static BenchFrames discs(int side, int frames) {
        int pitch = 64;
        byte[] pixels = new byte[side * side];
        int[] ids = new int[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % side;
            int y = i / side;
            boolean inside = Math.hypot(x % pitch - pitch / 2.0, y % pitch - pitch / 2.0) < pitch / 4.0;
            pixels[i] = (byte) (inside ? 100 + x % 40 : 10 + y % 20);
            ids[i] = inside ? 1 + x / pitch + y / pitch * ((side + pitch - 1) / pitch) : 0;
        }
        Raster raster = Raster.ofBytes(side, side, 1, pixels);
        List<Mask> masks = List.copyOf(LabelImages.masks(side, side, ids).values());
        return new BenchFrames(
                Collections.nCopies(frames, raster),
                Collections.nCopies(frames, masks),
                Contrasts.window(raster, false));
    }

    /// The first frames of the sample sequence.
    ///
    /// @param folder in the layout of the Cell Tracking Challenge
    static BenchFrames sample(Path folder, int frames) {
        ImageStack stack = Images.open(folder.resolve("01"));
        var rasters = new ArrayList<Raster>();
        var masks = new ArrayList<List<Mask>>();
        for (int i = 0; i < frames; i++) {
            rasters.add(stack.read(i, 0));
            LabelImage truth = Images.readLabels(folder.resolve("01_GT/SEG/man_seg%03d.tif".formatted(i)));
            masks.add(List.copyOf(LabelImages.masks(truth.width(), truth.height(), truth.ids())
                    .values()));
        }
        return new BenchFrames(rasters, masks, Contrasts.window(rasters.getFirst(), stack.isColour()));
    }

    String size() {
        Raster first = rasters.getFirst();
        return first.width() + "x" + first.height();
    }

    /// A click into the middle of one of the first frame's objects, counted round and round.
    List<Prompt> click(int object) {
        List<Mask> all = masks.getFirst();
        Distance.Deepest p = Distance.deepest(all.get(object % all.size())).orElseThrow();
        return List.of(new Prompt.Click(p.x(), p.y(), true));
    }
}
