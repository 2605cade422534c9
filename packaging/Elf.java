import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A native library of Linux, 64 bits. Field names and offsets are those of the System V ABI, chapters 4 and 5.
///
/// The makers of libtorch gave it another search path with patchelf, which puts a longer table of names at the end and
/// leaves zeros in the place of the old one: 8 MB of 357. The table is moved back there.
final class Elf {
    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int STRINGS = 3;
    private static final int ALLOCATED = 2;
    private static final long TAG_OF_STRINGS = 5;

    private final ByteBuffer file;
    private final int programs;
    private final int sections;

    private Elf(ByteBuffer file) {
        this.file = file.order(ByteOrder.LITTLE_ENDIAN);
        programs = (int) file.getLong(0x20);
        sections = (int) file.getLong(0x28);
    }

    /// Moves the dynamic string table into a hole of zeros behind the program headers, where it is the last thing that
    /// is loaded from the file and there is such a hole; else nothing is done.
    ///
    /// @return by how many bytes the file is shorter now
    static long closeHole(Path library) throws IOException {
        try (var channel = FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() > Integer.MAX_VALUE) {
                return 0;
            }
            var elf = new Elf(channel.map(MapMode.READ_WRITE, 0, channel.size()));
            int saved = elf.closeHole();
            channel.truncate(channel.size() - saved);
            return saved;
        }
    }

    private int closeHole() {
        int strings = section(STRINGS);
        int dynamic = program(DYNAMIC);
        int first = program(LOAD);
        if (strings < 0 || dynamic < 0 || first < 0 || file.getLong(first + 0x08) != 0) {
            return 0;
        }
        int from = (int) file.getLong(strings + 0x18);
        int size = (int) file.getLong(strings + 0x20);
        int last = endingAt(from + size);
        int hole = align(programs + PROGRAM_HEADER * file.getShort(0x38));
        int saved = size & -4096;
        if (last < 0 || hole + size > holeEnd() || saved == 0) {
            return 0;
        }
        file.put(hole, file, from, size);
        move(from + saved, file.limit() - from - saved, from);
        long address = file.getLong(first + 0x10) + hole;
        add(last + 0x20, -size);
        add(last + 0x28, -size);
        for (int at = (int) file.getLong(dynamic + 0x08); file.getLong(at) != 0; at += 16) {
            if (file.getLong(at) == TAG_OF_STRINGS) {
                file.putLong(at + 8, address);
            }
        }
        file.putLong(0x28, sections - saved);
        for (int i = 0; i < file.getShort(0x3C); i++) {
            int section = sections - saved + i * SECTION_HEADER;
            if (file.getLong(section + 0x18) > from) {
                add(section + 0x18, -saved);
            }
        }
        int moved = strings - saved;
        file.putLong(moved + 0x10, address);
        file.putLong(moved + 0x18, hole);
        return saved;
    }

    private void move(int from, int length, int to) {
        for (int i = 0; i < length; i++) {
            file.put(to + i, file.get(from + i));
        }
    }

    private void add(int at, long difference) {
        file.putLong(at, file.getLong(at) + difference);
    }

    private static int align(int offset) {
        return (offset + 15) & -16;
    }

    /// The first section of a type that is loaded, or -1.
    private int section(int type) {
        for (int i = 0; i < file.getShort(0x3C); i++) {
            int at = sections + i * SECTION_HEADER;
            if (file.getInt(at + 0x04) == type && (file.getLong(at + 0x08) & ALLOCATED) != 0) {
                return at;
            }
        }
        return -1;
    }

    /// The first program header of a type, or -1.
    private int program(int type) {
        for (int i = 0; i < file.getShort(0x38); i++) {
            int at = programs + i * PROGRAM_HEADER;
            if (file.getInt(at) == type) {
                return at;
            }
        }
        return -1;
    }

    /// The program header of what is loaded from the file up to there and has no zeros added, or -1.
    private int endingAt(int end) {
        for (int i = 0; i < file.getShort(0x38); i++) {
            int at = programs + i * PROGRAM_HEADER;
            long size = file.getLong(at + 0x20);
            if (file.getInt(at) == LOAD && file.getLong(at + 0x08) + size == end && file.getLong(at + 0x28) == size) {
                return at;
            }
        }
        return -1;
    }

    /// Where the zeros behind the program headers end, at the latest before the first section.
    private int holeEnd() {
        int end = file.limit();
        for (int i = 0; i < file.getShort(0x3C); i++) {
            int offset = (int) file.getLong(sections + i * SECTION_HEADER + 0x18);
            end = offset > 0 ? Math.min(end, offset) : end;
        }
        int at = programs + PROGRAM_HEADER * file.getShort(0x38);
        while (at < end && file.get(at) == 0) {
            at++;
        }
        return at;
    }
}
