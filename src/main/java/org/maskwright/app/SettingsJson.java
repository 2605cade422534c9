package org.maskwright.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.maskwright.ui.model.Settings;

/// [Settings] as JSON. By Jackson's streams, field by field: its binding of classes takes a tenth of a second of every
/// start.
final class SettingsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SettingsJson() {}

    /// A value that is absent is the default; what is unknown is passed over.
    ///
    /// @throws IOException when it is no JSON
    /// @throws IllegalArgumentException when it is, but not of settings
    static Settings read(byte[] json) throws IOException {
        Fields all;
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            all = new Fields(object(value(in)));
        }
        Settings d = Settings.defaults();
        Fields look = all.inner("look");
        Fields work = all.inner("work");
        Fields machine = all.inner("machine");
        return new Settings(
                new Settings.Look(
                        Settings.Theme.valueOf(
                                look.text("theme", d.look().theme().name())),
                        look.whole("fontSize", d.look().fontSize()),
                        look.number("leftWidth", d.look().leftWidth()).doubleValue(),
                        look.number("inspectorWidth", d.look().inspectorWidth()).doubleValue()),
                new Settings.Work(
                        work.maybe("model", d.work().model()),
                        work.whole("fineTuneEvery", d.work().fineTuneEvery()),
                        work.flag("autoAccept", d.work().autoAccept()),
                        work.flag("hoverPreview", d.work().hoverPreview()),
                        work.flag("learnOnlyOnMains", d.work().learnOnlyOnMains())),
                new Settings.Machine(
                        machine.whole("memoryCacheMegabytes", d.machine().memoryCacheMegabytes()),
                        machine.whole("diskCacheMegabytes", d.machine().diskCacheMegabytes()),
                        machine.whole("threads", d.machine().threads()),
                        Settings.Device.valueOf(
                                machine.text("device", d.machine().device().name())),
                        path(machine.maybe("cacheFolder", null)),
                        path(machine.maybe("nativeLibraryFolder", null))),
                all.paths("recent", d.recent()));
    }

    static byte[] write(Settings settings) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeObjectFieldStart("look");
            out.writeStringField("theme", settings.look().theme().name());
            out.writeNumberField("fontSize", settings.look().fontSize());
            out.writeNumberField("leftWidth", settings.look().leftWidth());
            out.writeNumberField("inspectorWidth", settings.look().inspectorWidth());
            out.writeEndObject();
            out.writeObjectFieldStart("work");
            out.writeStringField("model", settings.work().model());
            out.writeNumberField("fineTuneEvery", settings.work().fineTuneEvery());
            out.writeBooleanField("autoAccept", settings.work().autoAccept());
            out.writeBooleanField("hoverPreview", settings.work().hoverPreview());
            out.writeBooleanField("learnOnlyOnMains", settings.work().learnOnlyOnMains());
            out.writeEndObject();
            out.writeObjectFieldStart("machine");
            out.writeNumberField("memoryCacheMegabytes", settings.machine().memoryCacheMegabytes());
            out.writeNumberField("diskCacheMegabytes", settings.machine().diskCacheMegabytes());
            out.writeNumberField("threads", settings.machine().threads());
            out.writeStringField("device", settings.machine().device().name());
            out.writeStringField("cacheFolder", text(settings.machine().cacheFolder()));
            out.writeStringField("nativeLibraryFolder", text(settings.machine().nativeLibraryFolder()));
            out.writeEndObject();
            out.writeArrayFieldStart("recent");
            for (Path project : settings.recent()) {
                out.writeString(text(project));
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toUri().toString();
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    }

    /// What the parser stands at, with all that is in it: a map, a list, a string, a number, a truth value or null.
    private static @Nullable Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    map.put(name, value(in));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
            case VALUE_NULL -> null;
            case null, default -> throw new IllegalArgumentException("not a value");
        };
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return of(value, Map.class);
    }

    private static <T> T of(@Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(value + " is no " + type.getSimpleName());
        }
        return type.cast(value);
    }

    /// The fields of an object.
    private record Fields(Map<?, ?> map) {
        private <T> T get(String name, Class<T> type, T otherwise) {
            return map.containsKey(name) ? of(map.get(name), type) : otherwise;
        }

        Fields inner(String name) {
            return new Fields(get(name, Map.class, Map.of()));
        }

        String text(String name, String otherwise) {
            return get(name, String.class, otherwise);
        }

        @Nullable
        String maybe(String name, @Nullable String otherwise) {
            return map.containsKey(name) && map.get(name) == null
                    ? null
                    : map.containsKey(name) ? of(map.get(name), String.class) : otherwise;
        }

        boolean flag(String name, boolean otherwise) {
            return get(name, Boolean.class, otherwise);
        }

        Number number(String name, Number otherwise) {
            return get(name, Number.class, otherwise);
        }

        int whole(String name, int otherwise) {
            return get(name, Integer.class, otherwise);
        }

        List<Path> paths(String name, List<Path> otherwise) {
            if (!map.containsKey(name)) {
                return otherwise;
            }
            List<Path> paths = new ArrayList<>();
            for (Object text : of(map.get(name), List.class)) {
                paths.add(path(of(text, String.class)));
            }
            return paths;
        }
    }
}
