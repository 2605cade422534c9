package org.maskwright.synth;

/// A smear: red cells thin in the middle, now and then a white cell with its lobed nucleus, platelets.
final class Blood extends Stained {
    private final float depth;
    private final float elongation;
    private final float pallor;
    private final float dimple;
    private final float white;
    private final float platelets;
    private final float chromatin;
    private final float grain;
    private final float crowd;
    private final boolean through;

    /// What a thing is, by the first draws of its own dice.
    private enum Cell {
        RED,
        WHITE,
        PLATELET
    }

    Blood(Dice dice, float radius) {
        super(dice, radius, true, dyes(dice));
        depth = dice.uniform(0.5, 1.4);
        elongation = dice.uniform(1, 1.15);
        pallor = dice.uniform(0.05, 0.9);
        dimple = dice.uniform(0.5, 1);
        white = dice.uniform(0, 0.12);
        platelets = dice.chance(0.5) ? dice.uniform(0, 0.2) : 0;
        chromatin = dice.uniform(0.05, 0.35);
        grain = Math.max(1.2f, radius * dice.uniform(0.1, 0.3));
        through = dice.chance(0.6);
        crowd = through ? dice.uniform(0.75, 1) : 0.97f;
    }

    private static Dyes dyes(Dice dice) {
        if (dice.chance(0.1)) {
            return Dyes.GREY;
        }
        float hue = dice.uniform(-0.12, 0.12);
        return new Dyes(
                new float[] {0.72f + hue, 0.95f, dice.uniform(0.2, 0.5) - hue * 0.5f},
                new float[] {dice.uniform(0.1, 0.5), dice.uniform(0.45, 0.75), dice.uniform(0.15, 0.6)});
    }

    private Cell cell(Dice look) {
        float roll = look.uniform(0, 1);
        return roll < white ? Cell.WHITE : roll < white + platelets ? Cell.PLATELET : Cell.RED;
    }

    @Override
    Shape shape(Dice look, float r, float time, float mitosis) {
        return switch (cell(look)) {
            case RED -> Outlines.blob(look, r, look.uniform(1, elongation), 0.02f, time);
            case WHITE -> Outlines.blob(look, r * look.uniform(1.2, 1.8), elongation, 0.04f, time);
            case PLATELET -> Outlines.blob(look, Math.max(2.5f, r * look.uniform(0.2, 0.4)), 1.3f, 0.12f, time);
        };
    }

    @Override
    boolean onTop() {
        return through;
    }

    @Override
    float spacing() {
        return crowd;
    }

    @Override
    float sizeSpread() {
        return 0.07f;
    }

    @Override
    void stain(Stage stage, Plane h, Plane e, Dice frame) {
        float slow = 2f / stage.width;
        for (int y = 0; y < stage.height; y++) {
            for (int x = 0; x < stage.width; x++) {
                e.at[y * stage.width + x] = 0.03f * Math.max(0, 1 + texture.clouds(x * slow, y * slow));
            }
        }
        for (int i = 0; i < stage.things.size(); i++) {
            Thing t = stage.things.get(i);
            float r = Math.max(1, -t.shape().distance(0, 0));
            switch (cell(t.dice())) {
                case RED -> red(stage, i, r, e);
                case WHITE -> white(stage, i, r, h, e);
                case PLATELET -> platelet(stage, i, h, e);
            }
        }
    }

    private void red(Stage stage, int place, float r, Plane e) {
        Thing t = stage.things.get(place);
        Dice own = Dice.of(t.seed(), 2);
        float mine = depth * 0.6f * (1 + 0.1f * own.gauss());
        float dent = Math.min(0.97f, pallor * own.uniform(0.7, 1.2));
        float scale = 1 / grain;
        float ox = own.uniform(0, 20);
        Stage.Visitor visitor = (p, d, x, y) -> {
            float u = Math.clamp((1 + d / r) / dimple, 0f, 1f);
            float disc = 1 - dent * (1 - u * u) * (1 - u * u) + 0.15f * bell(d, -1.5f, 1.5f);
            e.at[p] += Math.clamp(-d / 1.5f, 0f, 1f)
                    * mine
                    * Math.max(0.1f, disc + 0.03f * texture.at(x * scale, y * scale + ox));
        };
        if (through) {
            stage.visit(t, 0, visitor);
        } else {
            stage.paint(place, visitor);
        }
    }

    private void white(Stage stage, int place, float r, Plane h, Plane e) {
        Dice own = Dice.of(stage.things.get(place).seed(), 2);
        Shape nucleus = Outlines.lobes(own, r * 0.75f, 1 + own.below(4), own.uniform(0.8, 1.2));
        float scale = 1 / grain;
        float ox = own.uniform(0, 20);
        float mine = depth * 0.6f;
        stage.paint(place, (p, d, x, y) -> {
            float rim = Math.clamp(-d / 1.5f, 0f, 1f);
            float in = Math.clamp(-nucleus.distance(x, y) / 1.5f, 0f, 1f);
            e.at[p] = rim * mine * (0.5f + 0.1f * texture.clouds(x * scale, y * scale + ox));
            h.at[p] = rim * 0.1f + in * depth * (1.3f + chromatin * texture.clouds(x * scale + ox, y * scale));
        });
    }

    private void platelet(Stage stage, int place, Plane h, Plane e) {
        Dice own = Dice.of(stage.things.get(place).seed(), 2);
        float mine = depth * own.uniform(0.4, 0.9);
        float ox = own.uniform(0, 20);
        stage.paint(place, (p, d, x, y) -> {
            float in = Math.clamp(-d / 1.5f, 0f, 1f);
            h.at[p] = in * mine * Math.max(0.2f, 0.7f + 0.4f * texture.at(x * 0.5f + ox, y * 0.5f));
            e.at[p] = in * mine * 0.2f;
        });
    }
}
