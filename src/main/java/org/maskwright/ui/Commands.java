package org.maskwright.ui;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.maskwright.ui.model.Tool;
import org.maskwright.ui.model.Workbench;

/// What each [Shortcut] does. Buttons and menus run the same entries as keys, so that there is one way to do a thing.
public final class Commands {
    private final Map<Shortcut, Runnable> runs = new EnumMap<>(Shortcut.class);
    private final Workbench bench;
    private boolean hidden;

    Commands(Workbench bench) {
        this.bench = bench;
        on(Shortcut.ACCEPT, () -> {
            if (!bench.review().keep()) {
                bench.hand().accept();
            }
        });
        on(Shortcut.CANCEL, this::cancel);
        on(Shortcut.TAKE_BACK, () -> bench.hand().takeBack());
        on(Shortcut.NEXT_MASK, () -> bench.hand().nextMask());
        on(Shortcut.REMOVE, () -> {
            if (!bench.review().reject()) {
                bench.hand().remove();
            }
        });
        on(Shortcut.REVIEW, bench.review()::next);
        tool(Shortcut.POINT, Tool.POINT);
        tool(Shortcut.MINUS, Tool.MINUS);
        tool(Shortcut.NEW, Tool.NEW);
        tool(Shortcut.BRUSH, Tool.BRUSH);
        tool(Shortcut.ERASER, Tool.ERASER);
        tool(Shortcut.LASSO, Tool.LASSO);
        tool(Shortcut.SPLIT, Tool.SPLIT);
        tool(Shortcut.MERGE, Tool.MERGE);
        tool(Shortcut.SCALE, Tool.SCALE);
        on(Shortcut.SMALLER, () -> resizeBrush(1 / 1.25));
        on(Shortcut.LARGER, () -> resizeBrush(1.25));
        on(Shortcut.PREVIOUS_FRAME, () -> bench.step(-1));
        on(Shortcut.NEXT_FRAME, () -> bench.step(1));
        on(Shortcut.SLICE_UP, () -> bench.slice(1));
        on(Shortcut.SLICE_DOWN, () -> bench.slice(-1));
        on(Shortcut.COMPLETE, bench::toggleComplete);
        on(Shortcut.PROPOSE, bench.proposals()::propose);
        on(Shortcut.OUTLINES, bench.display()::toggleOutlines);
        on(
                Shortcut.HIDE,
                () -> bench.display().hidden().set(!bench.display().hidden().get()));
        on(Shortcut.UNDO, bench::undo);
        on(Shortcut.REDO, bench::redo);
        on(Shortcut.SAVE, bench::saySaved);
    }

    void on(Shortcut shortcut, Runnable run) {
        runs.put(shortcut, run);
    }

    private void tool(Shortcut shortcut, Tool tool) {
        on(shortcut, () -> bench.tool().set(tool));
    }

    void run(Shortcut shortcut) {
        Runnable run = runs.get(shortcut);
        if (run != null) {
            run.run();
        }
    }

    private void resizeBrush(double factor) {
        bench.brushRadius().set(Math.clamp(bench.brushRadius().get() * factor, 0.75, 200));
    }

    /// First what is in the hand goes, then the tool, then the choice.
    void cancel() {
        if (bench.active().get() != null) {
            bench.hand().cancel();
        } else if (bench.tool().get() != Tool.POINT) {
            bench.tool().set(Tool.POINT);
        } else {
            bench.review().leave();
            bench.selected().set(null);
        }
    }

    /// Runs the shortcut of a key. A field that is being typed in keeps its keys, and a control that has the focus its
    /// Enter, Space and Tab, so that everything can be reached by keyboard.
    void handle(KeyEvent event, boolean onCanvas) {
        if (event.isConsumed() || event.getTarget() instanceof TextInputControl) {
            return;
        }
        if (event.getCode() == KeyCode.H && !isModified(event)) {
            hold(event);
            return;
        }
        if (event.getCode() == KeyCode.V && !isModified(event)) {
            compare(event);
            return;
        }
        if (event.getEventType() == KeyEvent.KEY_RELEASED) {
            return;
        }
        boolean navigates = switch (event.getCode()) {
            case TAB, ENTER, SPACE -> !isModified(event);
            default -> false;
        };
        if (navigates && !onCanvas) {
            return;
        }
        Shortcut.of(event).filter(runs::containsKey).ifPresent(s -> {
            if (s != Shortcut.NEXT_MASK || bench.active().get() != null) {
                run(s);
                event.consume();
            }
        });
    }

    /// H hides the labels while it is held.
    private void hold(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED && !hidden) {
            hidden = true;
            bench.display().hidden().set(true);
        } else if (event.getEventType() == KeyEvent.KEY_RELEASED) {
            hidden = false;
            bench.display().hidden().set(false);
        }
        event.consume();
    }

    /// V shows another version's mask while it is held.
    private void compare(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            bench.review().comparison().hold();
        } else if (event.getEventType() == KeyEvent.KEY_RELEASED) {
            bench.review().comparison().release();
        }
        event.consume();
    }

    private static boolean isModified(KeyEvent event) {
        return event.isShortcutDown() || event.isAltDown() || event.isControlDown() || event.isMetaDown();
    }
}
