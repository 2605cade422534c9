package org.maskwright.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.maskwright.weights.Storages.Storage;

/// Reads the pickle of a checkpoint. A pickle is a program for a stack machine that may call any function
/// by name; this machine knows the opcodes that `torch.save` writes and the [Callable]s below, does these
/// itself, and refuses every other name. Nothing is loaded or run. Source of the opcodes: Python's
/// `pickletools`.
///
/// Python's values become String, Long, Double, Boolean, [Plain], List, [Tuple], Map, [Storage] and [Tensor].
final class Unpickler {
    /// A program of one-byte opcodes cannot make more than this; real checkpoints make some ten thousand.
    private static final int MOST_VALUES = 2_000_000;

    private static final Object MARK = new Object();

    enum Reason {
        DAMAGED,
        UNSAFE,
        UNSUPPORTED
    }

    /// Ends the reading; [TorchZip] says it to the person.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;
        private final String what;

        Refused(Reason reason, String what) {
            super(reason + ": " + what, null, false, false);
            this.reason = reason;
            this.what = what;
        }

        Reason reason() {
            return reason;
        }

        String what() {
            return what;
        }
    }

    /// A Python tuple. Compared by identity, like everything here that may hold itself.
    static final class Tuple {
        private final List<Object> items;

        Tuple(List<Object> items) {
            this.items = items;
        }

        Object get(int i) {
            if (i >= items.size()) {
                throw damaged("a tuple is too short");
            }
            return items.get(i);
        }
    }

    /// A value that weights do not need: None, a device, an element type that is only named.
    record Plain(String name) {}

    /// What a pickle may name to be called.
    enum Callable {
        ORDERED_DICT,
        REBUILD_TENSOR,
        REBUILD_PARAMETER,
        SIZE,
        DEVICE
    }

    private static final Map<String, Object> NAMES = Map.ofEntries(
            Map.entry("collections.OrderedDict", Callable.ORDERED_DICT),
            Map.entry("torch._utils._rebuild_tensor", Callable.REBUILD_TENSOR),
            Map.entry("torch._utils._rebuild_tensor_v2", Callable.REBUILD_TENSOR),
            Map.entry("torch._utils._rebuild_parameter", Callable.REBUILD_PARAMETER),
            Map.entry("torch.Size", Callable.SIZE),
            Map.entry("torch.device", Callable.DEVICE),
            Map.entry("torch.DoubleStorage", DType.FLOAT64),
            Map.entry("torch.FloatStorage", DType.FLOAT32),
            Map.entry("torch.HalfStorage", DType.FLOAT16),
            Map.entry("torch.BFloat16Storage", DType.BFLOAT16),
            Map.entry("torch.LongStorage", DType.INT64),
            Map.entry("torch.IntStorage", DType.INT32),
            Map.entry("torch.ShortStorage", DType.INT16),
            Map.entry("torch.CharStorage", DType.INT8),
            Map.entry("torch.ByteStorage", DType.UINT8),
            Map.entry("torch.BoolStorage", DType.BOOL),
            Map.entry("torch.float64", new Plain("float64")),
            Map.entry("torch.float32", new Plain("float32")),
            Map.entry("torch.float16", new Plain("float16")),
            Map.entry("torch.bfloat16", new Plain("bfloat16")));

    private static final Plain NONE = new Plain("None");

    private final ByteBuffer in;
    private final Storages storages;
    private final ArrayDeque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private int values;

    Unpickler(ByteBuffer pickle, Storages storages) {
        in = pickle.order(ByteOrder.LITTLE_ENDIAN);
        this.storages = storages;
    }

    Object read() {
        while (true) {
            int opcode = in.get() & 0xFF;
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> in.get(); // PROTO
            case 0x95 -> in.getLong(); // FRAME
            case '(' -> push(MARK);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(peek());

            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 0xFF));
            case 'M' -> push((long) (in.getShort() & 0xFFFF));
            case 'J' -> push((long) in.getInt());
            case 0x8A -> push(integer(in.get() & 0xFF));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 0x8C, 'U' -> push(text(in.get() & 0xFF));
            case 'X', 'T' -> push(text(in.getInt()));
            case 'C' -> push(new Plain(text(in.get() & 0xFF)));
            case 'B' -> push(new Plain(text(in.getInt())));

            case ')' -> push(new Tuple(List.of()));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 't' -> push(new Tuple(popToMark()));
            case ']' -> push(new ArrayList<>());
            case 'l' -> push(popToMark());
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(popToMark());
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = popToMark();
                push(new LinkedHashMap<>());
                put(items);
            }
            case 's' -> {
                Object value = pop();
                put(List.of(pop(), value));
            }
            case 'u' -> put(popToMark());

            case 'q' -> remember(in.get() & 0xFF);
            case 'r' -> remember(in.getInt());
            case 0x94 -> remember(memo.size());
            case 'h' -> push(remembered(in.get() & 0xFF));
            case 'j' -> push(remembered(in.getInt()));

            case 'c' -> push(named(line(), line()));
            case 0x93 -> {
                String name = pop(String.class);
                push(named(pop(String.class), name));
            }
            case 'Q' -> push(storage(pop(Tuple.class)));
            case 'R' -> {
                Tuple arguments = pop(Tuple.class);
                push(call(pop(Callable.class), arguments));
            }
            case 'b' -> { // BUILD: a state dict carries the versions of its modules as attributes
                pop();
                if (!(peek() instanceof Map)) {
                    throw new Refused(Reason.UNSUPPORTED, "an object with a state of its own");
                }
            }
            default -> throw new Refused(Reason.UNSUPPORTED, "the pickle opcode 0x" + Integer.toHexString(opcode));
        }
    }

    private static Object named(String module, String name) {
        Object known = NAMES.get(module + "." + name);
        if (known == null) {
            String asked = (module + "." + name).replaceAll("\\p{Cntrl}", "?");
            throw new Refused(Reason.UNSAFE, asked.substring(0, Math.min(asked.length(), 80)));
        }
        return known;
    }

    private Object call(Callable callable, Tuple arguments) {
        return switch (callable) {
            case ORDERED_DICT -> {
                if (!arguments.items.isEmpty()) {
                    throw new Refused(Reason.UNSUPPORTED, "an ordered dictionary made from a list");
                }
                yield new LinkedHashMap<>();
            }
            case REBUILD_TENSOR ->
                storages.view(
                        as(Storage.class, arguments.get(0)),
                        as(Long.class, arguments.get(1)),
                        longs(arguments.get(2)),
                        longs(arguments.get(3)));
            case REBUILD_PARAMETER -> as(Tensor.class, arguments.get(0));
            case SIZE -> arguments.get(0);
            case DEVICE -> new Plain("device");
        };
    }

    /// The persistent id of a storage: ("storage", type, key, device, number of elements).
    private static Storage storage(Tuple id) {
        if (!"storage".equals(id.get(0))) {
            throw damaged("a storage is not named as one");
        }
        return new Storage(as(DType.class, id.get(1)), as(String.class, id.get(2)), as(Long.class, id.get(4)));
    }

    private static long[] longs(Object value) {
        return as(Tuple.class, value).items.stream()
                .mapToLong(item -> as(Long.class, item))
                .toArray();
    }

    private void put(List<Object> keysAndValues) {
        if (!(peek() instanceof Map<?, ?>) || keysAndValues.size() % 2 != 0) {
            throw damaged("a dictionary is not filled in pairs");
        }
        @SuppressWarnings("unchecked") // every Map on the stack was made here
        Map<Object, Object> map = (Map<Object, Object>) peek();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            if (key instanceof Map || key instanceof List) {
                throw damaged("a dictionary has a container as its key"); // it could hold itself, without end
            }
            map.put(key, keysAndValues.get(i + 1));
        }
    }

    private void append(List<Object> items) {
        if (!(peek() instanceof List<?>)) {
            throw damaged("an item is added to what is no list");
        }
        @SuppressWarnings("unchecked") // every List on the stack was made here
        List<Object> list = (List<Object>) peek();
        list.addAll(items);
    }

    private void push(Object value) {
        if (++values > MOST_VALUES) {
            throw damaged("its list of tensors makes more than " + MOST_VALUES + " values");
        }
        stack.push(value);
    }

    private Object peek() {
        Object top = stack.peek();
        if (top == null || top == MARK) {
            throw damaged("its list of tensors takes a value that is not there");
        }
        return top;
    }

    private Object pop() {
        Object top = peek();
        stack.pop();
        return top;
    }

    private <T> T pop(Class<T> type) {
        return as(type, pop());
    }

    private List<Object> popToMark() {
        var items = new ArrayList<Object>();
        while (!stack.isEmpty()) {
            Object top = stack.pop();
            if (top == MARK) {
                return new ArrayList<>(items.reversed());
            }
            items.add(top);
        }
        throw damaged("its list of tensors ends a group that was not begun");
    }

    private Tuple tuple(int size) {
        var items = new ArrayList<Object>(size);
        for (int i = 0; i < size; i++) {
            items.add(pop());
        }
        return new Tuple(new ArrayList<>(items.reversed()));
    }

    private void remember(int slot) {
        memo.put(slot, peek());
        if (memo.size() > MOST_VALUES) {
            throw damaged("its list of tensors keeps more than " + MOST_VALUES + " values");
        }
    }

    private Object remembered(int slot) {
        Object value = memo.get(slot);
        if (value == null) {
            throw damaged("its list of tensors refers to a value that was not kept");
        }
        return value;
    }

    private long integer(int bytes) {
        if (bytes > 8) {
            throw new Refused(Reason.UNSUPPORTED, "an integer of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in.get() & 0xFFL) << (8 * i);
        }
        int unused = 64 - 8 * bytes;
        return bytes == 0 ? 0 : (value << unused) >> unused;
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw damaged("a text is longer than the file");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        int start = in.position();
        int length = 0;
        while (in.get() != '\n') {
            length++;
        }
        in.position(start);
        String text = text(length);
        in.get();
        return text;
    }

    private static <T> T as(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw damaged("a " + type.getSimpleName() + " was expected in its list of tensors");
        }
        return type.cast(value);
    }

    private static Refused damaged(String why) {
        return new Refused(Reason.DAMAGED, why);
    }
}
