package org.maskwright.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Calibration;
import org.maskwright.image.Contrast;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Provenance;
import org.maskwright.label.TrackId;
import org.maskwright.project.Edit;
import org.maskwright.project.FrameEntry;
import org.maskwright.project.ImageRef;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.project.ProjectStore;
import org.maskwright.project.Surroundings;
import org.maskwright.project.View;
import org.maskwright.sam.Depth;
import org.maskwright.worker.Pictures;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Session;

class RoundsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Discs picture = Discs.of(320, 1);
    private final BlockingQueue<Round> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final Pictures pictures = new Pictures(1, f -> picture.raster(), f -> Contrast.NONE, Pictures.ALL);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    private ProjectStore project() {
        var view = new View(Contrast.NONE, View.ALL, Calibration.NONE);
        var frame = new FrameEntry(0, 0, "discs", picture.side(), picture.side());
        var images = new ImageRef("", "", List.of());
        return ProjectStore.create(
                temp.resolve("project"),
                Project.of("discs", images, List.of(frame), 1, view),
                new Surroundings("a test", InstantSource.fixed(NOON), _ -> {}, _ -> {}));
    }

    private void accept(ProjectStore store, int first, int last) {
        for (int i = first; i <= last; i++) {
            var provenance = Provenance.imported(NOON);
            store.append(new Edit.Add(
                            Plane.of(0),
                            new Instance(
                                    new InstanceId(i),
                                    picture.masks().get(i - 1),
                                    new TrackId(i),
                                    Instance.State.ACCEPTED,
                                    0,
                                    provenance)))
                    .join();
        }
    }

    private <R extends Reply> R reply(Class<R> kind) throws InterruptedException {
        while (true) {
            Reply reply = replies.take();
            assertThat(reply).isNotInstanceOf(Reply.Failed.class);
            if (kind.isInstance(reply)) {
                return kind.cast(reply);
            }
        }
    }

    @Test
    void aPromotedVersionIsKeptUsedAndCanBeLeftAgain() throws Exception {
        Path base = Discs.model();
        try (ProjectStore store = project();
                var session = new Session(1 << 28, Optional.empty(), Runnable::run, replies::add)) {
            session.submit(new Request.Load(base));
            String bundled = reply(Reply.Ready.class).model().decoderHash();
            var rounds = new Rounds(
                    store,
                    session,
                    base,
                    "cpu",
                    InstantSource.fixed(NOON),
                    Runnable::run,
                    told::add,
                    objects -> List.of(new Recipe(Depth.DECODER, 2, 20, 1e-4f)));

            accept(store, 1, 9);
            assertThat(rounds.start(pictures, 1)).isPresent();
            accept(store, 10, 25);
            assertThat(rounds.start(pictures, 1)).isEmpty();
            while (!(told.take() instanceof Round.Over)) {
                assertThat(replies).noneMatch(Reply.Failed.class::isInstance);
            }

            assertThat(reply(Reply.Ready.class).model().decoderHash()).isNotEqualTo(bundled);
            ModelRecord kept = store.project().model().orElseThrow();
            assertThat(kept.verdict()).isEqualTo(ModelRecord.Verdict.PROMOTED);
            assertThat(files(store)).containsExactly(kept.hash() + ".safetensors");

            rounds.use(Optional.empty()).join();
            assertThat(reply(Reply.Ready.class).model().decoderHash()).isEqualTo(bundled);
            assertThat(store.project().model()).isEmpty();
            rounds.use(Optional.of(kept.hash())).join();
            assertThat(reply(Reply.Ready.class).model().decoderHash()).isNotEqualTo(bundled);
        }
    }

    private static List<String> files(ProjectStore store) throws IOException {
        try (var files = Files.list(store.models())) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
