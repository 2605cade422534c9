package org.maskwright.app.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.maskwright.Cancel;
import org.maskwright.Problem;
import org.maskwright.app.ModelFiles;
import org.maskwright.image.Contrast;
import org.maskwright.image.Contrasts;
import org.maskwright.image.ImageStack;
import org.maskwright.image.Images;
import org.maskwright.image.LabelTiff;
import org.maskwright.image.Raster;
import org.maskwright.label.Mask;
import org.maskwright.sam.Embedding;
import org.maskwright.sam.Sam;
import org.maskwright.worker.Lane;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `maskwright segment IMAGE --prompts FILE --out LABELS.tif`: prompts to masks, without a project.
@Command(
        name = "segment",
        description = "Turns prompts into masks: one call of the network for each object.",
        mixinStandardHelpOptions = true)
public final class SegmentCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "The picture; of a stack, its first plane.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path image;

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "JSON: objects with id, clicks and box.")
    @SuppressWarnings("NullAway.Init")
    private Path prompts;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "LABELS.tif",
            description = "16-bit labels; the first in the list wins an overlap.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            description = "The model; without it the one that comes with Maskwright.")
    private @Nullable String model;

    @Option(
            names = "--contrast",
            defaultValue = "auto",
            paramLabel = "auto|none|LO,HI",
            converter = Window.Reader.class,
            description = "The window in which the network sees the picture.")
    @SuppressWarnings("NullAway.Init")
    private Window contrast;

    @Option(
            names = "--separate",
            paramLabel = "FILE.tif",
            description = "One 8-bit page for each object, uncut by the others.")
    private @Nullable Path separate;

    @Option(
            names = "--tensors",
            paramLabel = "FILE.safetensors",
            description =
                    "The embedding, logits and IoU estimates of the whole frame, one file for each number of masks.")
    private @Nullable Path tensors;

    /// How the window is chosen.
    sealed interface Window {
        /// By percentiles, as the application does.
        record Auto() implements Window {}

        /// As given.
        record Given(Contrast contrast) implements Window {}

        /// Reads the option.
        final class Reader implements ITypeConverter<Window> {
            @Override
            public Window convert(String word) {
                if (word.equals("auto")) {
                    return new Auto();
                } else if (word.equals("none")) {
                    return new Given(Contrast.NONE);
                }
                String[] ends = word.split(",", -1);
                try {
                    return new Given(new Contrast(Float.parseFloat(ends[0]), Float.parseFloat(ends[1])));
                } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                    throw new TypeConversionException("'" + word + "' is neither auto, none nor LO,HI with LO < HI");
                }
            }
        }

        default Contrast of(Raster raster, boolean colour) {
            return switch (this) {
                case Auto _ -> Contrasts.window(raster, colour);
                case Given given -> given.contrast();
            };
        }
    }

    @Override
    public Integer call() {
        PromptsFile asked = PromptsFile.read(prompts);
        if (separate != null && asked.items().isEmpty()) {
            throw new Problem("app.prompts", prompts.toString(), "it names no object, so there is no page to write");
        }
        ModelFiles models = ModelFiles.ofThisMachine();
        Path weights = models.find(Optional.ofNullable(model));
        ImageStack stack = Images.open(image);
        Raster raster = stack.read(0, 0);
        Contrast window = contrast.of(raster, stack.isColour());
        try (var lane = new Lane(Duration.ZERO)) {
            List<Mask> masks = lane.call(
                    () -> masks(models.load(weights, lane.device().kind().device()), raster, window, asked));
            write(raster, asked, masks);
        }
        return 0;
    }

    /// Tensor thread.
    private List<Mask> masks(Sam loaded, Raster raster, Contrast window, PromptsFile asked) {
        var never = new Cancel();
        try (Sam sam = loaded;
                Embedding embedding = sam.encode(raster, window, never)) {
            var out = new ArrayList<Mask>();
            var numbers = new TensorsFile(embedding.wholeFrame());
            for (PromptsFile.Item item : asked.items()) {
                if (tensors != null) {
                    numbers.add(item.id(), sam.wholeFrame(embedding, item.prompts()));
                }
                out.add(sam.predict(embedding, item.prompts(), null, never)
                        .getFirst()
                        .mask());
            }
            if (tensors != null) {
                numbers.write(tensors);
            }
            return out;
        }
    }

    private void write(Raster raster, PromptsFile asked, List<Mask> masks) {
        int w = raster.width();
        int h = raster.height();
        int[] ids = new int[w * h];
        var pages = new ArrayList<byte[]>();
        for (int i = 0; i < masks.size(); i++) {
            int id = asked.items().get(i).id().value();
            byte[] page = new byte[w * h];
            masks.get(i).forEachRun((y, x0, x1) -> {
                Arrays.fill(page, y * w + x0, y * w + x1, (byte) 255);
                for (int p = y * w + x0; p < y * w + x1; p++) {
                    ids[p] = ids[p] == 0 ? id : ids[p];
                }
            });
            pages.add(page);
        }
        try {
            LabelTiff.write(out, w, h, ids);
            if (separate != null) {
                LabelTiff.writeMasks(separate, w, h, pages);
            }
        } catch (UncheckedIOException e) {
            throw Problem.causedBy(e, "app.unwritable", (separate == null ? out : out + ", " + separate).toString());
        }
    }
}
