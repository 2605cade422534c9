package org.maskwright.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// Search by a click at each point of a regular grid, for networks that have no dense map. Of the
/// answers those stay that the decoder is sure of and that hardly change with the threshold.
/// Source: Kirillov et al., Segment Anything, 2023, section 5 (automatic mask generation) and its defaults.
final class GridFinder implements Finder {
    private static final int LEAST_AREA = 12;

    /// What is asked, and what stays.
    ///
    /// @param side points along the longer side of the frame
    /// @param sure least predicted IoU
    /// @param stable least stability
    record Grid(int side, float sure, float stable) {
        /// The reference's, which is for frames of 1024 pixels; as dense in larger ones.
        static Grid of(int width, int height) {
            return new Grid(Math.max(32, Math.max(width, height) / 32), 0.88f, 0.95f);
        }
    }

    private final Sam sam;
    private final Grid grid;
    private final List<Prompt.Click> points = new ArrayList<>();
    private final List<Proposal> found = new ArrayList<>();
    private int next;

    GridFinder(Sam sam, int width, int height) {
        this(sam, width, height, Grid.of(width, height));
    }

    GridFinder(Sam sam, int width, int height, Grid grid) {
        this.sam = sam;
        this.grid = grid;
        double step = Math.max(1, Math.max(width, height) / (double) grid.side());
        int columns = (int) Math.max(1, Math.round(width / step));
        int rows = (int) Math.max(1, Math.round(height / step));
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                points.add(new Prompt.Click((x + 0.5) * width / columns - 0.5, (y + 0.5) * height / rows - 0.5, true));
            }
        }
    }

    @Override
    public double step(Embedding embedding) {
        List<Prompt.Click> clicks = points.subList(next, Math.min(next + sam.together(), points.size()));
        List<List<Candidate>> answers = sam.each(embedding, clicks);
        for (int i = 0; i < clicks.size(); i++) {
            for (Candidate c : answers.get(i)) {
                if (c.predictedIou() >= grid.sure()
                        && c.stability() >= grid.stable()
                        && c.mask().area() >= LEAST_AREA) {
                    float confidence = c.predictedIou() * c.stability();
                    found.add(new Proposal(
                            c.mask(), confidence, c.predictedIou(), c.stability(), List.of(clicks.get(i))));
                }
            }
        }
        next += clicks.size();
        return (double) next / points.size();
    }

    /// Without a dense map: what was found.
    @Override
    public Mask maybe(float least) {
        return found.stream().map(Proposal::mask).reduce(Mask.EMPTY, Mask::or);
    }

    @Override
    public List<Proposal> found() {
        return found.stream()
                .sorted(Comparator.comparingDouble(p -> -p.confidence()))
                .toList();
    }
}
