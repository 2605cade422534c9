package org.maskwright.image;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Which page of a stack is which channel, slice and time point, and how large a pixel is: from the
/// image description of ImageJ or OME, else every page is a time point.
///
/// @param order fastest axis first, the letters of "czt"
record StackAxes(int channels, int slices, int times, String order, Calibration calibration) {
    static final StackAxes SINGLE = new StackAxes(1, 1, 1, "czt", Calibration.NONE);
    private static final Pattern IMAGEJ_LINE = Pattern.compile("(?m)^(\\w+)=([^\\r\\n]*)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    /// A pixel larger than this comes from a print resolution, not from a microscope (micrometres).
    private static final double COARSEST = 10;

    /// Pixels to a length, across and down, and the unit of that length (TIFF 6.0: 2 inch, 3 centimetre).
    record Resolution(double across, double down, int unit) {}

    static StackAxes of(@Nullable String description, int pages, Resolution resolution) {
        String text = description == null ? "" : description;
        StackAxes axes = null;
        if (text.startsWith("ImageJ=")) {
            axes = imageJ(text, resolution);
        } else if (text.contains("<OME") || text.contains(":OME")) {
            axes = ome(text);
        }
        if (axes == null) {
            return new StackAxes(1, 1, pages, "czt", ofResolution(resolution));
        }
        return axes.channels * (long) axes.slices * axes.times == pages
                ? axes
                : new StackAxes(1, 1, pages, "czt", axes.calibration);
    }

    /// The place of a plane among the pages.
    int page(int channel, int slice, int time) {
        int page = 0;
        int step = 1;
        for (int i = 0; i < order.length(); i++) {
            switch (order.charAt(i)) {
                case 'c' -> {
                    page += channel * step;
                    step *= channels;
                }
                case 'z' -> {
                    page += slice * step;
                    step *= slices;
                }
                default -> {
                    page += time * step;
                    step *= times;
                }
            }
        }
        return page;
    }

    /// The number of planes that an ImageJ description promises; 1 when it is none.
    static int imageJImages(String description) {
        return description.startsWith("ImageJ=") ? count(description, "images") : 1;
    }

    private static StackAxes imageJ(String text, Resolution resolution) {
        int images = count(text, "images");
        int channels = count(text, "channels");
        int slices = count(text, "slices");
        int times = count(text, "frames");
        if ((long) channels * slices * times != images) {
            channels = 1;
            slices = 1;
            times = images;
        }
        String unit = unitName(value(text, "unit"));
        Calibration calibration =
                unit.isEmpty() ? ofResolution(resolution) : known(1 / resolution.across, 1 / resolution.down, unit);
        return new StackAxes(channels, slices, times, "czt", calibration);
    }

    private static String value(String text, String key) {
        Matcher m = IMAGEJ_LINE.matcher(text);
        while (m.find()) {
            if (m.group(1).equals(key)) {
                return m.group(2).strip();
            }
        }
        return "";
    }

    private static int count(String text, String key) {
        String v = value(text, key);
        return v.matches("[1-9]\\d{0,8}") ? Integer.parseInt(v) : 1;
    }

    private static @Nullable StackAxes ome(String text) {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            try {
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT
                            && xml.getLocalName().equals("Pixels")) {
                        return pixels(xml);
                    }
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | IllegalArgumentException notOme) {
            return null; // the pages are still readable one by one
        }
        return null;
    }

    private static StackAxes pixels(XMLStreamReader xml) {
        String order = attribute(xml, "DimensionOrder", "XYCZT")
                .toLowerCase(Locale.ROOT)
                .replace("xy", "");
        if (!Arrays.equals(order.chars().sorted().toArray(), "ctz".chars().toArray())) {
            order = "czt";
        }
        int channels = Integer.parseInt(attribute(xml, "SizeC", "1"));
        int slices = Integer.parseInt(attribute(xml, "SizeZ", "1"));
        int times = Integer.parseInt(attribute(xml, "SizeT", "1"));
        double size = Double.parseDouble(attribute(xml, "PhysicalSizeX", "NaN"));
        String unit = unitName(attribute(xml, "PhysicalSizeXUnit", "µm"));
        double height = Double.parseDouble(attribute(xml, "PhysicalSizeY", "NaN"));
        boolean alike = unitName(attribute(xml, "PhysicalSizeYUnit", "µm")).equals(unit);
        return new StackAxes(channels, slices, times, order, known(size, alike ? height : size, unit));
    }

    private static String attribute(XMLStreamReader xml, String name, String whenAbsent) {
        String v = xml.getAttributeValue(null, name);
        return v == null ? whenAbsent : v;
    }

    /// ImageJ writes what is not ASCII as `\\u00B5`.
    private static String unitName(String raw) {
        return Calibration.unitName(ESCAPE.matcher(raw)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16)))));
    }

    private static Calibration ofResolution(Resolution r) {
        double micrometres = switch (r.unit) {
            case 2 -> 25_400;
            case 3 -> 10_000;
            default -> Double.NaN;
        };
        double size = micrometres / r.across;
        return size <= COARSEST ? known(size, micrometres / r.down, "µm") : Calibration.NONE;
    }

    /// @param height that of the width where it is not a size
    private static Calibration known(double size, double height, String unit) {
        return isSize(size) && !unit.isEmpty()
                ? new Calibration(size, isSize(height) ? height : size, unit)
                : Calibration.NONE;
    }

    private static boolean isSize(double size) {
        return size > 0 && !Double.isInfinite(size);
    }
}
