package org.maskwright.ui.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.maskwright.image.Contrast;
import org.maskwright.label.InstanceId;
import org.maskwright.ui.Theme;
import org.maskwright.ui.model.Belongs;
import org.maskwright.ui.model.FrameItem;
import org.maskwright.ui.model.HistoryItem;
import org.maskwright.ui.model.Learning;
import org.maskwright.ui.model.SaveState;
import org.maskwright.ui.model.Workbench;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The panels on a bench with a real store: what they show follows the bench, what a person does reaches it.
@ExtendWith(ApplicationExtension.class)
class PanelsTest {
    @TempDir
    static Path folder;

    private static int projects;

    private final FxRobot robot = new FxRobot();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Workbench bench;

    @SuppressWarnings("NullAway.Init")
    private Inspector inspector;

    @SuppressWarnings("NullAway.Init")
    private StatusBar status;

    @Start
    void start(Stage stage) {
        Theme.loadFonts();
        bench = Bench.empty();
        Bench.open(bench, folder.resolve("p" + projects++));
        inspector = new Inspector(
                new ObjectsPanel(bench),
                Bench.measures(bench),
                new DisplayPanel(bench, ForkJoinPool.commonPool()),
                new ModelPanel(bench, Bench.models(bench), () -> {}, near -> Optional.empty(), Bench.CLOCK, Bench.ZONE),
                new HistoryPanel(bench, Bench.CLOCK, Bench.ZONE));
        inspector.setPrefWidth(312);
        var frames = new FramesPanel(bench);
        frames.setPrefWidth(184);
        status = new StatusBar(bench, Bench.ZONE);
        var scene = new Scene(new BorderPane(null, new TimeBar(bench), inspector, status, frames), 960, 700);
        Theme.DARK.dress(scene, 12);
        stage.setScene(scene);
        stage.show();
        bench.goTo(13);
    }

    @AfterEach
    void close() {
        robot.interact(bench::close);
    }

    private void until(BooleanSupplier holds) throws Exception {
        Callable<Boolean> there = holds::getAsBoolean;
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(there).get());
    }

    private <T extends Node> T find(String query, Class<T> type) {
        return robot.lookup(query).queryAs(type);
    }

    private void type(String field, String text) {
        robot.interact(() -> {
            TextField f = find(field, TextField.class);
            f.requestFocus();
            f.setText(text);
            f.fireEvent(new javafx.event.ActionEvent());
        });
    }

    @Test
    void theStripShowsStatesAndLeadsToAFrame() throws Exception {
        @SuppressWarnings("unchecked")
        ListView<FrameItem> list = find("#frames", ListView.class);
        until(() -> list.getItems().get(12).state().get() == FrameItem.State.COMPLETE);
        assertThat(list.getItems().get(13).state().get()).isEqualTo(FrameItem.State.IN_WORK);
        assertThat(list.getItems().get(14).state().get()).isEqualTo(FrameItem.State.UNTOUCHED);
        assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(13);
        assertThat(texts(".frames-foot")).contains("13 of 96");

        robot.interact(() -> list.getSelectionModel().select(20));
        until(() -> bench.plane().get().frame() == 20);
        robot.interact(() -> bench.step(-1));
        assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(19);
    }

    @Test
    void theTimeBarKnowsFramesByTheirNumber() throws Exception {
        assertThat(find("#frame-number", TextField.class).getText()).isEqualTo("14");
        type("#frame-number", "50");
        until(() -> bench.plane().get().frame() == 49);
        type("#frame-number", "999");
        assertThat(find("#frame-number", TextField.class).getStyleClass()).contains("wrong");
        assertThat(bench.plane().get().frame()).isEqualTo(49);

        robot.interact(() -> find("#frame-slider", Node.class).requestFocus());
        robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
        until(() -> bench.plane().get().frame() == 50);
        robot.press(KeyCode.HOME).release(KeyCode.HOME);
        until(() -> bench.plane().get().frame() == 0);
    }

    @Test
    void theTableFiltersChoosesAndFollows() throws Exception {
        TableView<?> table = find("#objects", TableView.class);
        until(() -> table.getItems().size() == 36);
        robot.interact(() -> find("#filter-proposed", ToggleButton.class).fire());
        assertThat(table.getItems()).hasSize(4);
        robot.interact(() -> find("#filter-all", ToggleButton.class).fire());

        robot.interact(() -> table.getSelectionModel().select(3));
        assertThat(bench.selected().get()).isEqualTo(new InstanceId(104));
        assertThat(texts(".object-facts")).contains("Object 104", "accepted");

        robot.interact(() -> bench.selected().set(new InstanceId(112)));
        until(() -> table.getSelectionModel().getSelectedItem() instanceof ObjectRow row
                && row.state() == ObjectRow.State.LOCKED);

        robot.interact(() -> bench.hand().click(5, 375, true, Belongs.NEW));
        until(() -> bench.active().get() != null && !bench.active().get().isPending());
        until(() -> table.getItems().size() == 37);
        assertThat(((ObjectRow) table.getSelectionModel().getSelectedItem()).state())
                .isEqualTo(ObjectRow.State.ACTIVE);
        assertThat(texts(".object-facts")).contains("active, not yet accepted");
    }

    @Test
    void maskOptionsReachTheBenchAndSayWhatTheyDid() throws Exception {
        robot.interact(() -> bench.hand().click(200, 200, true, Belongs.NEW));
        until(() -> bench.active().get() != null && bench.active().get().effects() != null);
        until(() -> texts(".mask-options").stream().anyMatch(t -> t.endsWith("px") && t.length() > 2));

        CheckBox fill = robot.lookup(".mask-options .check-box").queryAllAs(CheckBox.class).stream()
                .filter(b -> b.getText().equals("Fill holes"))
                .findFirst()
                .orElseThrow();
        robot.interact(fill::fire);
        assertThat(bench.maskOptions().get().fillHoles()).isFalse();
        robot.interact(() -> {
            NumberField radius = (NumberField) robot.lookup(".mask-options .text-field")
                    .queryAll()
                    .iterator()
                    .next();
            radius.setText("3");
            radius.fireEvent(new javafx.event.ActionEvent());
        });
        assertThat(bench.maskOptions().get().smooth()).isEqualTo(3);
    }

    @Test
    void theContrastWindowIsTheProjects() throws Exception {
        robot.interact(() -> inspector.select(Inspector.Tab.DISPLAY));
        assertThat(find("#contrast-low", TextField.class).getText()).isEqualTo("984");
        assertThat(find("#contrast-high", TextField.class).getText()).isEqualTo("12\u202F116");
        type("#contrast-high", "9000");
        assertThat(bench.project().get().view().contrast()).isEqualTo(new Contrast(984, 9000));
        type("#contrast-low", "9500");
        assertThat(find("#contrast-low", TextField.class).getStyleClass()).contains("wrong");
        assertThat(bench.contrast().get()).isEqualTo(new Contrast(984, 9000));

        robot.interact(() -> find("#contrast-auto", Button.class).fire());
        until(() -> !bench.contrast().get().equals(new Contrast(984, 9000)));
        assertThat(bench.project().get().view().contrast())
                .isEqualTo(bench.contrast().get());
    }

    @Test
    void aRoundOfLearningIsShownAndCanBeGoneBackOn() {
        var asked = new ArrayList<String>();
        robot.interact(() -> inspector.select(Inspector.Tab.MODEL));
        robot.interact(() -> {
            bench.learning().taughtBy(new Learning.Teacher() {
                @Override
                public void bootstrap() {
                    asked.add("bootstrap");
                }

                @Override
                public void fineTune() {
                    asked.add("fine-tune");
                }

                @Override
                public void stop() {
                    asked.add("stop");
                }

                @Override
                public void rollBack(String hash) {
                    asked.add(hash);
                }

                @Override
                public void export(Learning.Version version, Path folder) {
                    asked.add("export");
                }

                @Override
                public void startFrom(Learning.Version version) {
                    asked.add("start from " + version.round());
                }
            });
            find("#fine-tune", Button.class).fire();
            bench.learning().begin();
            bench.learning().progressed(0.4);
        });
        assertThat(find("#stop-learning", Button.class).isVisible()).isTrue();
        assertThat(texts(".model-panel")).contains("40\u00A0%", "running");
        robot.interact(() -> {
            find("#stop-learning", Button.class).fire();
            bench.learning().scoredBefore(0.871);
            bench.learning().scored(new Learning.Point(0, 0.871));
            bench.learning().scored(new Learning.Point(100, 0.86));
            bench.learning().end(new Learning.Verdict(2, false, 0.871, 0.85, 24, "Worse, so nothing changed."));
            bench.learning()
                    .versions()
                    .setAll(
                            new Learning.Version("b", 1, Learning.Standing.IN_USE, 40, 0.871, "", null),
                            new Learning.Version("", 0, Learning.Standing.BUNDLED, 0, 0.812, "", null));
        });
        assertThat(texts(".model-panel"))
                .contains("Round 2", "refused", "Worse, so nothing changed.", "after 0.850", "before 0.871");
        Button back = robot.lookup(".version-row .roll-back").queryButton();
        robot.interact(back::fire);
        assertThat(asked).containsExactly("fine-tune", "stop", "");
    }

    @Test
    void aClickInTheHistoryGoesBack() throws Exception {
        robot.interact(() -> inspector.select(Inspector.Tab.HISTORY));
        @SuppressWarnings("unchecked")
        ListView<HistoryItem> list = find("#history", ListView.class);
        assertThat(list.getItems()).hasSize(27);
        robot.interact(() -> bench.goTo(list.getItems().get(2)));
        until(() -> list.getItems().get(1).undone());
        assertThat(list.getItems()).hasSize(27);
        until(() -> bench.framesComplete().get() == 12);
        WaitForAsyncUtils.waitForFxEvents();
        until(() -> robot.lookup(".history-row.now").queryAll().size() == 1
                && robot.lookup(".history-row.undone").queryAll().size() == 2);
    }

    @Test
    void theStatusBarSaysWhereWhatAndSinceWhen() throws Exception {
        until(() -> bench.picture().get() != null);
        robot.interact(() -> {
            status.zoom().set(1.75);
            status.pointer().set(new Pointer(10.2, 19.6));
        });
        float value = bench.picture().get().raster().sample(0, 10, 20);
        assertThat(texts(".status-bar")).contains("10", "20", String.valueOf((int) value), "175\u00A0%");
        until(() -> bench.saved().get().kind() == SaveState.Kind.SAVED);
        assertThat(texts(".status-bar")).contains("Saved", "14:32:07", "Ready", "CPU");
        robot.interact(() -> status.pointer().set(null));
        assertThat(texts(".status-bar")).doesNotContain("10");
    }

    @Test
    void everyControlHasAName() {
        for (Inspector.Tab tab : Inspector.Tab.values()) {
            robot.interact(() -> inspector.select(tab));
            WaitForAsyncUtils.waitForFxEvents();
            for (Node node :
                    robot.lookup(n -> n.isFocusTraversable() && isShown(n)).queryAll()) {
                String words = node.getAccessibleText();
                String shown = node instanceof javafx.scene.control.Labeled l ? l.getText() : "";
                assertThat((words == null ? "" : words) + shown)
                        .as(node.toString())
                        .isNotBlank();
            }
        }
    }

    private static boolean isShown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// The words of all labels that are to be seen under a node.
    private List<String> texts(String under) {
        WaitForAsyncUtils.waitForFxEvents();
        var out = new ArrayList<String>();
        for (Label label :
                robot.from(robot.lookup(under).queryAll()).lookup(".label").queryAllAs(Label.class)) {
            if (isShown(label) && !label.getText().isEmpty()) {
                out.add(label.getText());
            }
        }
        return out;
    }
}
