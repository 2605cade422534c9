package org.maskwright.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.maskwright.Cancel;
import org.maskwright.label.Bounds;
import org.maskwright.label.Instance;
import org.maskwright.label.Outline;

/// COCO instance segmentation: `annotations.json`. Outlines are polygons over pixel corners; objects
/// with holes, which polygons cannot say, are run lengths. Every image is listed, labelled or not.
final class CocoExporter implements Exporter {
    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("images");
            int image = 0;
            for (FrameLabels frame : source.frames()) {
                for (int z = 0; z < frame.depth(); z++) {
                    image(json, ++image, frame, z);
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("annotations");
            image = 0;
            int id = 0;
            for (FrameLabels frame : source.frames()) {
                cancel.check();
                for (int z = 0; z < frame.depth(); z++) {
                    image++;
                    for (Instance instance : frame.accepted(z)) {
                        annotation(json, ++id, image, frame, instance);
                    }
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("categories");
            json.writeStartObject();
            json.writeNumberField("id", 1);
            json.writeStringField("name", "object");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var out = new Outbox(folder);
        out.text("annotations.json", text.toString());
        return out.done();
    }

    private static void image(JsonGenerator json, int id, FrameLabels frame, int z) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeStringField(
                "file_name",
                frame.depth() > 1 ? String.format(Locale.ROOT, "%s_z%03d", frame.name(), z) : frame.file());
        json.writeNumberField("width", frame.width());
        json.writeNumberField("height", frame.height());
        json.writeEndObject();
    }

    private static void annotation(JsonGenerator json, int id, int image, FrameLabels frame, Instance instance)
            throws IOException {
        Bounds box = instance.mask().bounds();
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("image_id", image);
        json.writeNumberField("category_id", 1);
        json.writeFieldName("bbox");
        json.writeArray(new int[] {box.left(), box.top(), box.width(), box.height()}, 0, 4);
        json.writeNumberField("area", instance.mask().area());
        json.writeNumberField("iscrowd", 0);
        json.writeNumberField("instance_id", instance.id().value());
        json.writeNumberField("track_id", instance.track().value());
        List<Outline> outlines = Outline.of(instance.mask());
        if (outlines.stream().allMatch(o -> o.holes().isEmpty())) {
            json.writeArrayFieldStart("segmentation");
            for (Outline outline : outlines) {
                ring(json, outline.outer());
            }
            json.writeEndArray();
        } else {
            json.writeObjectFieldStart("segmentation");
            json.writeFieldName("size");
            json.writeArray(new int[] {frame.height(), frame.width()}, 0, 2);
            json.writeStringField(
                    "counts", RunLengths.pack(RunLengths.counts(instance.mask(), frame.width(), frame.height())));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void ring(JsonGenerator json, Outline.Ring ring) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < ring.size(); i++) {
            json.writeNumber(ring.x(i));
            json.writeNumber(ring.y(i));
        }
        json.writeEndArray();
    }
}
