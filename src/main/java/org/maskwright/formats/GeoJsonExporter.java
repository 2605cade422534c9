package org.maskwright.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.maskwright.Cancel;
import org.maskwright.label.Instance;
import org.maskwright.label.Outline;
import org.maskwright.label.Provenance;

/// GeoJSON as QuPath reads it: `STEM.geojson` for each image with at least one accepted instance, a
/// feature collection of annotations in pixel coordinates, with where each mask came from in
/// `metadata`. Frames that share a file share a collection and carry their plane.
final class GeoJsonExporter implements Exporter {
    @Override
    public Exported write(Path folder, ExportSource source, Cancel cancel) {
        Map<String, List<FrameLabels>> byFile = new LinkedHashMap<>();
        source.frames().stream()
                .filter(FrameLabels::hasAccepted)
                .forEach(f -> byFile.computeIfAbsent(f.file(), n -> new java.util.ArrayList<>())
                        .add(f));
        boolean together =
                source.frames().stream().map(FrameLabels::file).distinct().count() == 1
                        && source.frames().size() > 1;
        var out = new Outbox(folder);
        Set<String> taken = new HashSet<>();
        byFile.values().forEach(frames -> {
            cancel.check();
            String name = together ? stem(frames.getFirst().file()) : LabelExporter.unique(frames.getFirst(), taken);
            out.text(name + ".geojson", collection(frames, together));
        });
        return out.done();
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private static String collection(List<FrameLabels> frames, boolean together) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (FrameLabels frame : frames) {
                for (int z = 0; z < frame.depth(); z++) {
                    for (Instance instance : frame.accepted(z)) {
                        feature(json, frame, z, together ? frame.index() : 0, instance);
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void feature(JsonGenerator json, FrameLabels frame, int z, int time, Instance instance)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", identity(frame, z, instance));
        json.writeObjectFieldStart("geometry");
        geometry(json, Outline.of(instance.mask()));
        if (z > 0 || time > 0) {
            json.writeObjectFieldStart("plane");
            json.writeNumberField("c", -1);
            json.writeNumberField("z", z);
            json.writeNumberField("t", time);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeStringField("objectType", "annotation");
        json.writeStringField("name", Integer.toString(instance.id().value()));
        json.writeBooleanField("isLocked", instance.state() == Instance.State.LOCKED);
        json.writeObjectFieldStart("metadata");
        for (Map.Entry<String, String> entry : metadata(instance).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    /// The same for the same object in every export, so that other programs know it again.
    private static String identity(FrameLabels frame, int z, Instance instance) {
        String what = frame.file() + "/" + frame.index() + "/" + z + "/"
                + instance.id().value();
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, String> metadata(Instance instance) {
        Provenance from = instance.provenance();
        var out = new LinkedHashMap<String, String>();
        out.put("track", Integer.toString(instance.track().value()));
        out.put("source", from.source().name().toLowerCase(Locale.ROOT));
        out.put("prompts", Integer.toString(from.clicks()));
        if (!Float.isNaN(from.predictedIou())) {
            out.put("predicted_iou", String.format(Locale.ROOT, "%.4f", from.predictedIou()));
        }
        if (from.modelHash() != null) {
            out.put("model_sha256", from.modelHash());
        }
        out.put("when", from.when().toString());
        return out;
    }

    private static void geometry(JsonGenerator json, List<Outline> outlines) throws IOException {
        boolean one = outlines.size() == 1;
        json.writeStringField("type", one ? "Polygon" : "MultiPolygon");
        json.writeArrayFieldStart("coordinates");
        for (Outline outline : outlines) {
            if (!one) {
                json.writeStartArray();
            }
            ring(json, outline.outer());
            for (Outline.Ring hole : outline.holes()) {
                ring(json, hole);
            }
            if (!one) {
                json.writeEndArray();
            }
        }
        json.writeEndArray();
    }

    private static void ring(JsonGenerator json, Outline.Ring ring) throws IOException {
        json.writeStartArray();
        for (int i = 0; i <= ring.size(); i++) {
            json.writeArray(new int[] {ring.x(i % ring.size()), ring.y(i % ring.size())}, 0, 2);
        }
        json.writeEndArray();
    }
}
