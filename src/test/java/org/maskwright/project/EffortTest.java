package org.maskwright.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.label.Provenance;
import org.maskwright.label.Shapes;
import org.maskwright.label.TrackId;

class EffortTest {
    private static final Plane PLANE = Plane.of(0);
    private static final Instant BEGIN = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Instant now = BEGIN;

    @SuppressWarnings("NullAway.Init")
    private ProjectStore store;

    @BeforeEach
    void create() {
        InstantSource clock = () -> now;
        var around = new Surroundings("a test", clock, _ -> {}, _ -> {});
        store = ProjectStore.create(folder.resolve("p"), RandomEdits.project(2), around);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Mask disc(int id, double radius) {
        return Shapes.brush(new double[] {10 + 5.0 * id, 20}, radius);
    }

    private Instance instance(int id, Mask mask, Provenance.Source source, int clicks, Instance.State state) {
        var prompts = new ArrayList<Prompt>();
        for (int i = 0; i < clicks; i++) {
            prompts.add(new Prompt.Click(10 + i, 20, true));
        }
        boolean asked = source == Provenance.Source.PROMPTED || source == Provenance.Source.PROPOSED;
        var from = new Provenance(source, prompts, asked ? "m1" : null, 0, 1, 0.9f, now);
        return new Instance(new InstanceId(id), mask, new TrackId(id), state, 0, from);
    }

    private Instance clicked(int id, int clicks) {
        return instance(id, disc(id, 2), Provenance.Source.PROMPTED, clicks, Instance.State.ACCEPTED);
    }

    private void after(int seconds, Edit edit) {
        now = now.plusSeconds(seconds);
        store.append(edit).join();
    }

    private Effort effort() {
        return Effort.of(store.history());
    }

    @Test
    void clicksAndTheSecondsSinceTheEditBeforeBelongToAnObject() {
        after(0, new Edit.Add(PLANE, clicked(1, 3)));
        after(4, new Edit.Add(PLANE, clicked(2, 1)));

        List<Effort.Spent> all = effort().objects();

        assertThat(all).extracting(Effort.Spent::clicks).containsExactly(3, 1);
        assertThat(all.get(0).seconds()).isNaN();
        assertThat(all.get(1).seconds()).isCloseTo(4, within(1e-9));
        assertThat(all.get(1).model()).isEqualTo("m1");
        assertThat(Effort.clicks(all)).isCloseTo(2, within(1e-9));
        assertThat(Effort.seconds(all)).isCloseTo(4, within(1e-9));
    }

    @Test
    void aLunchBreakIsNotSecondsPerObject() {
        after(0, new Edit.Add(PLANE, clicked(1, 1)));
        after(3600, new Edit.Add(PLANE, clicked(2, 1)));
        after(3, new Edit.Add(PLANE, clicked(3, 1)));
        after(5, new Edit.Add(PLANE, clicked(4, 1)));

        assertThat(effort().objects().get(1).seconds()).isNaN();
        assertThat(Effort.seconds(effort().objects())).isCloseTo(4, within(1e-9));
    }

    @Test
    void proposalsAcceptedAtOnceShareTheTimeAndCostNoClicks() {
        Instance one = instance(1, disc(1, 2), Provenance.Source.PROPOSED, 1, Instance.State.PROPOSED);
        Instance two = instance(2, disc(2, 2), Provenance.Source.PROPOSED, 1, Instance.State.PROPOSED);
        after(0, new Edit.SetComplete(1, true));
        after(2, new Edit.Group(Edit.Deed.PROPOSE, List.of(new Edit.Add(PLANE, one), new Edit.Add(PLANE, two))));
        after(
                4,
                new Edit.Group(
                        Edit.Deed.ACCEPT,
                        List.of(
                                new Edit.Replace(PLANE, one, one.withState(Instance.State.ACCEPTED)),
                                new Edit.Replace(PLANE, two, two.withState(Instance.State.ACCEPTED)))));

        assertThat(effort().objects()).hasSize(2).allSatisfy(s -> {
            assertThat(s.allClicks()).isZero();
            assertThat(s.seconds()).isCloseTo(3, within(1e-9)); // six seconds, the wait for the proposals too
        });
    }

    @Test
    void correctionsCountWhateverTheyAreAndWhatIsTakenBackDoesNot() {
        Instance one = clicked(1, 2);
        after(0, new Edit.Add(PLANE, one));
        Instance better = instance(1, disc(1, 3), Provenance.Source.PROMPTED, 4, Instance.State.ACCEPTED);
        after(6, new Edit.Replace(PLANE, one, better));
        Instance brushed = better.withMask(disc(1, 4), Provenance.drawn(now));
        after(2, new Edit.Replace(PLANE, better, brushed));
        after(3, new Edit.Group(Edit.Deed.KEEP, List.of(new Edit.Replace(PLANE, brushed, brushed))));
        after(1, new Edit.Add(PLANE, clicked(2, 1)));
        store.undo().join();

        List<Effort.Spent> all = effort().objects();

        assertThat(all).hasSize(1);
        assertThat(all.getFirst().corrections()).isEqualTo(2);
        assertThat(all.getFirst().allClicks()).isEqualTo(2 + 2 + 1);
        assertThat(all.getFirst().laterSeconds()).isCloseTo(11, within(1e-9));
        assertThat(Effort.corrections(all)).isEqualTo(2);
    }

    @Test
    void whatCameFromAFileCountsOnceAPersonTouchesIt() {
        Instance imported = instance(1, disc(1, 2), Provenance.Source.IMPORTED, 0, Instance.State.ACCEPTED);
        after(0, new Edit.Group(Edit.Deed.IMPORT, List.of(new Edit.Add(PLANE, imported))));
        assertThat(effort().objects()).isEmpty();
        after(5, new Edit.Replace(PLANE, imported, imported.withMask(disc(1, 3), Provenance.drawn(now))));

        assertThat(effort().objects()).singleElement().satisfies(s -> {
            assertThat(s.allClicks()).isEqualTo(1);
            assertThat(s.laterSeconds()).isCloseTo(5, within(1e-9));
        });
    }

    @Test
    void splitMergeAndRemoveKeepTheBooks() {
        Instance one = clicked(1, 2);
        after(0, new Edit.Add(PLANE, one));
        Instance left = one.withMask(disc(1, 1), Provenance.drawn(now));
        Instance right = instance(2, disc(2, 1), Provenance.Source.DRAWN, 0, Instance.State.ACCEPTED);
        after(2, new Edit.Split(PLANE, one, List.of(left, right)));
        assertThat(effort().objects()).extracting(Effort.Spent::allClicks).containsExactly(3, 0);
        after(2, new Edit.Merge(PLANE, List.of(left, right), one));
        assertThat(effort().objects())
                .singleElement()
                .satisfies(s -> assertThat(s.corrections()).isEqualTo(2));
        after(2, new Edit.Remove(PLANE, one));
        assertThat(effort().objects()).isEmpty();
        assertThat(Effort.clicks(List.of())).isNaN();
    }

    @Test
    void itIsReadFromTheFolderWhileTheProjectIsOpen() {
        now = now.plusSeconds(1);
        store.append(new Edit.Add(PLANE, clicked(1, 2))).join();

        assertThat(ProjectStore.effort(folder.resolve("p")).objects()).isEqualTo(effort().objects());
    }
}
