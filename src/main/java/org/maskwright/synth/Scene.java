package org.maskwright.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A population over time. Cells wander, push each other away, grow and divide; particles drift with their
/// support. Frames are made in order when asked for; safe to call from any thread.
public final class Scene {
    private static final double COVER = 0.17;
    private static final int ADOLESCENCE = 10;
    private static final int PUSHES = 3;
    private final Kind kind;
    private final int width;
    private final int height;
    private final long seed;
    private final Microscope microscope;
    private final Dice life;
    private final SequencedMap<Integer, Integer> parents = new TreeMap<>();
    private final List<List<Thing>> frames = new ArrayList<>();
    private List<Cell> cells = new ArrayList<>();
    private float driftX;
    private float driftY;

    /// @param age frames since birth
    /// @param cycle age at division
    private record Cell(
            int id, long seed, float x, float y, float vx, float vy, float angle, float size, int age, int cycle) {
        Cell at(float nx, float ny) {
            return new Cell(id, seed, nx, ny, vx, vy, angle, size, age, cycle);
        }
    }

    Scene(Kind kind, int width, int height, int objects, long seed) {
        if (width < 16 || height < 16 || objects < 1) {
            throw new IllegalArgumentException(objects + " objects in " + width + " x " + height);
        }
        this.kind = kind;
        this.width = width;
        this.height = height;
        this.seed = seed;
        float r = (float) Math.clamp(Math.sqrt(COVER * width * height / (objects * Math.PI)), 3.5, 45);
        microscope = Microscope.of(kind, Dice.of(seed, -1), r, false);
        life = Dice.of(seed, -2);
        for (int i = 0; i < objects; i++) {
            int cycle = cycle();
            cells.add(newborn(
                    life.uniform(r, width - r),
                    life.uniform(r, height - r),
                    life.angle(),
                    0,
                    life.below(cycle),
                    cycle));
        }
        for (int i = 0; i < 40; i++) {
            push();
        }
    }

    public Kind kind() {
        return kind;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// The id of the object that this one came from, 0 when it was there from the start.
    public synchronized int parent(int id) {
        return parents.getOrDefault(id, 0);
    }

    Microscope microscope() {
        return microscope;
    }

    Dice dice(int frame) {
        return Dice.of(seed, frame);
    }

    synchronized List<Thing> things(int frame) {
        while (frames.size() <= frame) {
            if (!frames.isEmpty()) {
                step();
            }
            int time = frames.size();
            frames.add(cells.stream().map(c -> thing(c, time)).toList());
        }
        return frames.get(frame);
    }

    private boolean lives() {
        return kind != Kind.TEM && kind != Kind.HISTOLOGY;
    }

    private int cycle() {
        return lives() ? 14 + life.below(40) : Integer.MAX_VALUE;
    }

    private Cell newborn(float x, float y, float angle, int parent, int age, int cycle) {
        int id = parents.size() + 1;
        parents.put(id, parent);
        float size = (float) StrictMath.exp(microscope.sizeSpread() * life.gauss());
        return new Cell(id, life.seed(), x, y, 0, 0, angle, size, age, cycle);
    }

    private Thing thing(Cell c, int time) {
        int left = c.cycle - c.age;
        float mitosis = left == 1 ? 1 : left == 2 ? 0.6f : left == 3 ? 0.3f : 0;
        Shape shape = microscope.shape(Dice.of(c.seed, 1), radius(c), time, mitosis);
        return new Thing(c.id, c.seed, c.x, c.y, c.angle, shape, mitosis);
    }

    private float radius(Cell c) {
        float youth = lives() ? Math.min(1, (float) c.age / ADOLESCENCE) : 1;
        return microscope.radius * c.size * (0.76f + 0.24f * youth);
    }

    private void step() {
        float speed = lives() ? microscope.radius * 0.05f : microscope.radius * 0.01f;
        driftX = 0.8f * driftX + 0.15f * life.gauss();
        driftY = 0.8f * driftY + 0.15f * life.gauss();
        var next = new ArrayList<Cell>();
        for (Cell c : cells) {
            float vx = 0.8f * c.vx + speed * life.gauss();
            float vy = 0.8f * c.vy + speed * life.gauss();
            float angle = c.angle + (lives() ? 0.04f : 0.005f) * life.gauss();
            float x = c.x + vx + driftX;
            float y = c.y + vy + driftY;
            if (c.age + 1 >= c.cycle) {
                divide(c, x, y, next);
            } else {
                next.add(new Cell(c.id, c.seed, x, y, vx, vy, angle, c.size, c.age + 1, c.cycle));
            }
        }
        cells = next;
        for (int i = 0; i < PUSHES; i++) {
            push();
        }
    }

    private void divide(Cell c, float x, float y, List<Cell> next) {
        float away = microscope.radius * 0.75f * c.size;
        // The spindle lies across the plate.
        double axis = c.angle + StrictMath.PI / 2;
        for (int side = -1; side <= 1; side += 2) {
            float dx = side * away * (float) StrictMath.cos(axis);
            float dy = side * away * (float) StrictMath.sin(axis);
            float turn = c.angle + 0.3f * life.gauss();
            next.add(newborn(x + dx, y + dy, turn, c.id, 0, cycle()));
        }
    }

    /// Moves overlapping neighbours half apart and strays back into the field.
    private void push() {
        for (int i = 0; i < cells.size(); i++) {
            for (int k = i + 1; k < cells.size(); k++) {
                Cell a = cells.get(i);
                Cell b = cells.get(k);
                float dx = b.x - a.x;
                float dy = b.y - a.y;
                float least = (radius(a) + radius(b)) * 1.08f;
                float square = dx * dx + dy * dy;
                if (square < least * least) {
                    float distance = (float) Math.sqrt(square) + 1e-3f;
                    float move = 0.25f * (least - distance) / distance;
                    cells.set(i, a.at(a.x - dx * move, a.y - dy * move));
                    cells.set(k, b.at(b.x + dx * move, b.y + dy * move));
                }
            }
        }
        float edge = microscope.radius * 0.4f;
        cells.replaceAll(c -> c.at(Math.clamp(c.x, edge, width - edge), Math.clamp(c.y, edge, height - edge)));
    }
}
