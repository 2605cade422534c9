package org.maskwright.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.Cancel;
import org.maskwright.worker.DeviceReport.Kind;

/// What the session does on devices that this machine may not have: networks without tensors stand in for them.
class DevicesTest {
    private static final Card CARD = new Card("NVIDIA RTX 2000", "550.54.14", 8188);

    private final Replies replies = new Replies();
    private final Map<String, FakeNetwork> networks = new TreeMap<>();
    private Session session = open(Kind.GPU);

    private Session open(Kind kind) {
        var report = new DeviceReport(kind, 8, "A processor", Optional.of(CARD));
        return new Session(
                Lane.bare(report),
                (weights, device) -> on(device).load(weights, device),
                1000,
                Optional.empty(),
                Runnable::run,
                replies);
    }

    private void reopen(Kind kind) {
        session.close();
        replies.forget();
        session = open(kind);
    }

    private FakeNetwork on(String device) {
        return networks.computeIfAbsent(device, d -> new FakeNetwork());
    }

    @AfterEach
    void close() {
        session.close();
        networks.values().forEach(n -> assertThat(n.alive.get()).isZero());
    }

    private Reply.Ready ready() {
        Ticket loaded = session.submit(new Request.Load(Path.of("any")));
        session.submit(new Request.Open(WorkerContract.pictures(3)));
        return replies.of(loaded, Reply.Ready.class);
    }

    private static void full(Cancel cancel) {
        throw new OutOfDeviceMemory(new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB"));
    }

    private List<String> saidOfMemory() {
        return replies.all().stream()
                .filter(Reply.Relieved.class::isInstance)
                .map(r -> ((Reply.Relieved) r).problem().code())
                .toList();
    }

    private Reply.Predicted clicked() {
        return replies.of(session.submit(WorkerContract.click(0, 1, 30, 30)), Reply.Predicted.class);
    }

    @Test
    void aCardThatIsFullOnceIsEmptiedAndNothingIsSaid() {
        ready();
        int[] times = {1};
        on("cuda:0").encoding = cancel -> {
            if (times[0]-- > 0) {
                full(cancel);
            }
        };
        assertThat(clicked().candidates()).isNotEmpty();
        assertThat(saidOfMemory()).isEmpty();
        assertThat(on("cuda:0").log).doesNotContain("shrink");
    }

    @Test
    void aCardThatStaysFullWorksInSmallerPieces() {
        ready();
        FakeNetwork card = on("cuda:0");
        card.shrinks = 2;
        card.predicting = cancel -> {
            if (card.shrinks > 0) {
                full(cancel);
            }
        };
        assertThat(clicked().candidates()).isNotEmpty();
        assertThat(saidOfMemory()).containsExactly("worker.card-full", "worker.card-full");
        assertThat(networks).containsOnlyKeys("cuda:0");
    }

    @Test
    void aCardThatIsTooSmallIsLeftAndTheClickIsAnsweredAllTheSame() {
        ready();
        on("cuda:0").encoding = DevicesTest::full;
        assertThat(clicked().candidates()).isNotEmpty();
        assertThat(saidOfMemory()).containsExactly("worker.card-left");
        var last = (Reply.Relieved) replies.all().stream()
                .filter(Reply.Relieved.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(last.device().kind()).isEqualTo(Kind.CARD_TOO_SMALL);
        assertThat(last.device().isUnused()).isTrue();
        assertThat(on("cuda:0").log).contains("close");
        assertThat(on("cpu").log).contains("load any", "encode 0", "predict 1");
    }

    @Test
    void aClickOnAReadyFrameIsAnsweredFromTheProcessorToo() {
        ready();
        replies.of(session.submit(new Request.Encode(0)), Reply.Encoded.class);
        replies.of(session.submit(new Request.Swap(new LinkedHashMap<>())), Reply.Ready.class);
        on("cuda:0").predicting = DevicesTest::full;
        assertThat(clicked().candidates()).isNotEmpty();
        assertThat(on("cpu").log).containsSubsequence("load any", "swap", "encode 0", "predict 1");
    }

    @Test
    void aModelThatDoesNotFitTheCardIsLoadedForTheProcessor() {
        session.close();
        session = new Session(
                Lane.bare(new DeviceReport(Kind.GPU, 8, "", Optional.of(CARD))),
                (weights, device) -> {
                    if (device.startsWith("cuda")) {
                        full(new Cancel());
                    }
                    return on(device).load(weights, device);
                },
                1000,
                Optional.empty(),
                Runnable::run,
                replies);
        assertThat(ready().device().kind()).isEqualTo(Kind.CARD_TOO_SMALL);
        assertThat(clicked().candidates()).isNotEmpty();
    }

    @Test
    void aProcessorWithoutMemorySaysSo() {
        reopen(Kind.NO_DRIVER);
        ready();
        on("cpu").encoding = DevicesTest::full;
        Ticket ticket = session.submit(WorkerContract.click(0, 1, 30, 30));
        assertThat(replies.of(ticket, Reply.Failed.class).problem().code()).isEqualTo("worker.memory");
    }

    @Test
    void metalIsUsedWhenItAnswersLikeTheProcessor() {
        reopen(Kind.METAL);
        assertThat(ready().device().kind()).isEqualTo(Kind.METAL);
        assertThat(on("cpu").log).contains("close");
        assertThat(clicked().candidates()).isNotEmpty();
        assertThat(on("mps").log).contains("encode 0");
    }

    @Test
    void metalIsNotUsedWhenItAnswersOtherwiseOrNotAtAll() {
        for (boolean fails : new boolean[] {true, false}) {
            networks.clear();
            reopen(Kind.METAL);
            if (fails) {
                on("mps").encoding = cancel -> {
                    throw new IllegalStateException("not implemented for MPS");
                };
            } else {
                on("mps").shift = 9;
            }
            Reply.Ready ready = ready();
            assertThat(ready.device().kind()).isEqualTo(Kind.METAL_FAILED);
            assertThat(ready.device().isUnused()).isTrue();
            assertThat(on("mps").log).endsWith("close");
            assertThat(on("cpu").log).doesNotContain("close");
        }
    }

    @Test
    void theTestOfACardComparesWithTheProcessor() {
        ready();
        SelfTest same = tested();
        assertThat(same.against()).isEqualTo(SelfTest.Against.PROCESSOR);
        assertThat(same.agrees()).isTrue();
        assertThat(same.embeddingBytes()).isEqualTo(FakeNetwork.BYTES);
        on("cuda:0").shift = 9;
        assertThat(tested().agrees()).isFalse();
        assertThat(on("cpu").log).endsWith("close");
    }

    @Test
    void theTestOfAProcessorComparesWithWhatTheDiskKeeps() {
        reopen(Kind.NO_DRIVER);
        ready();
        assertThat(tested().against()).isEqualTo(SelfTest.Against.KEPT);
        assertThat(tested().agrees()).isTrue();
    }

    private SelfTest tested() {
        return replies.of(session.submit(new Request.Test(Probe.disc())), Reply.Tested.class)
                .test();
    }

    @Test
    void whatDriversSayIsUnderstood() {
        assertThat(Hardware.card("NVIDIA H100 80GB HBM3, 550.54.14, 81559\nNVIDIA H100, 550, 81559"))
                .contains(new Card("NVIDIA H100 80GB HBM3", "550.54.14", 85520));
        assertThat(Hardware.card("No devices were found")).isEmpty();
        assertThat(Hardware.card("Failed to initialize NVML: Driver/library version mismatch"))
                .isEmpty();
        assertThat(Hardware.driver("NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19\nGCC"))
                .contains("535.104.05");
        assertThat(Hardware.field("Model: \t\t NVIDIA A10\nIRQ: 1", "Model")).contains("NVIDIA A10");
    }

    @Test
    void theSystemSaysWhereItsPowerComesFrom(@TempDir Path supplies) throws Exception {
        assertThat(Hardware.power("Now drawing from 'Battery Power'\n -InternalBattery-0"))
                .isEqualTo(Power.BATTERY);
        assertThat(Hardware.power("Now drawing from 'AC Power'")).isEqualTo(Power.MAINS);
        assertThat(Hardware.power(supplies)).isEqualTo(Power.MAINS);
        supply(supplies, "BAT0", "Battery", "status", "Discharging");
        assertThat(Hardware.power(supplies)).isEqualTo(Power.BATTERY);
        supply(supplies, "AC", "Mains", "online", "1");
        assertThat(Hardware.power(supplies)).isEqualTo(Power.MAINS);
    }

    private static void supply(Path supplies, String name, String type, String field, String value) throws IOException {
        Path folder = Files.createDirectories(supplies.resolve(name));
        Files.writeString(folder.resolve("type"), type + "\n");
        Files.writeString(folder.resolve(field), value + "\n");
    }

    @Test
    void everyKindIsSaidInWords() {
        for (Kind kind : Kind.values()) {
            var report = new DeviceReport(kind, 2);
            assertThat(report.name()).isNotBlank();
            assertThat(report.reason()).isNotBlank();
        }
    }
}
