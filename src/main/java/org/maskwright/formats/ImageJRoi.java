package org.maskwright.formats;

import java.nio.ByteBuffer;
import java.util.List;
import org.maskwright.label.Bounds;
import org.maskwright.label.Mask;
import org.maskwright.label.Outline;
import org.maskwright.label.Outline.Ring;

/// One region of ImageJ (`.roi`), big-endian: a traced outline over pixel corners or, with holes or
/// several parts, a composite of paths.
///
/// @param name shown in ImageJ
/// @param position slice of a plain stack from 1, 0 for none
/// @param slice z of a hyperstack from 1, 0 for none
/// @param frame t of a hyperstack from 1, 0 for none
record ImageJRoi(String name, Mask mask, int position, int slice, int frame) {
    private static final int HEADER = 64;
    private static final short VERSION = 228;
    private static final byte RECTANGLE = 1;
    private static final byte TRACED = 8;
    private static final int MOST_CORNERS = 0xFFFF;
    private static final float MOVE = 0;
    private static final float LINE = 1;
    private static final float CLOSE = 4;

    /// Coordinates are 16-bit.
    boolean isWritable() {
        return mask.bounds().right() <= Short.MAX_VALUE && mask.bounds().bottom() <= Short.MAX_VALUE;
    }

    byte[] bytes() {
        List<Outline> outlines = Outline.of(mask);
        Outline first = outlines.getFirst();
        boolean simple =
                outlines.size() == 1 && first.holes().isEmpty() && first.outer().size() <= MOST_CORNERS;
        int size = simple ? 4 * first.outer().size() : 4 * floats(outlines);
        var out = ByteBuffer.allocate(HEADER + size + HEADER + 2 * name.length());
        Bounds box = mask.bounds();
        out.put(new byte[] {'I', 'o', 'u', 't'}).putShort(VERSION);
        out.put(6, simple ? TRACED : RECTANGLE);
        out.putShort(8, (short) box.top()).putShort(10, (short) box.left());
        out.putShort(12, (short) box.bottom()).putShort(14, (short) box.right());
        out.putShort(16, (short) (simple ? first.outer().size() : 0));
        out.putInt(36, simple ? 0 : floats(outlines));
        out.putInt(56, position);
        int second = HEADER + size;
        out.putInt(60, second);
        out.position(HEADER);
        if (simple) {
            traced(out, first.outer(), box);
        } else {
            composite(out, outlines);
        }
        out.putInt(second + 8, slice).putInt(second + 12, frame);
        out.putInt(second + 16, second + HEADER).putInt(second + 20, name.length());
        out.position(second + HEADER);
        name.chars().forEach(c -> out.putChar((char) c));
        return out.array();
    }

    private static void traced(ByteBuffer out, Ring ring, Bounds box) {
        for (int i = 0; i < ring.size(); i++) {
            out.putShort((short) (ring.x(i) - box.left()));
        }
        for (int i = 0; i < ring.size(); i++) {
            out.putShort((short) (ring.y(i) - box.top()));
        }
    }

    /// Each ring: a command and two coordinates for each corner, and a closing command.
    private static int floats(List<Outline> outlines) {
        int n = 0;
        for (Outline outline : outlines) {
            n += 3 * outline.outer().size() + 1;
            for (Ring hole : outline.holes()) {
                n += 3 * hole.size() + 1;
            }
        }
        return n;
    }

    private static void composite(ByteBuffer out, List<Outline> outlines) {
        for (Outline outline : outlines) {
            path(out, outline.outer());
            outline.holes().forEach(hole -> path(out, hole));
        }
    }

    private static void path(ByteBuffer out, Ring ring) {
        for (int i = 0; i < ring.size(); i++) {
            out.putFloat(i == 0 ? MOVE : LINE).putFloat(ring.x(i)).putFloat(ring.y(i));
        }
        out.putFloat(CLOSE);
    }
}
