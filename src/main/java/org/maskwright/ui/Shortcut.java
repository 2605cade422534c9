package org.maskwright.ui;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.maskwright.Words;

/// Every key of the window, once: the scene's keys, tooltips, menus and the sheet of shortcuts are all read from here.
/// The words are `ui.shortcut.NAME` of the strings bundle.
public enum Shortcut {
    ACCEPT(Group.HAND, key(KeyCode.ENTER)),
    CANCEL(Group.HAND, key(KeyCode.ESCAPE)),
    TAKE_BACK(Group.HAND, key(KeyCode.BACK_SPACE)),
    NEXT_MASK(Group.HAND, key(KeyCode.TAB)),
    REMOVE(Group.HAND, key(KeyCode.DELETE)),
    POINT(Group.TOOLS, key(KeyCode.P)),
    MINUS(Group.TOOLS, key(KeyCode.N)),
    NEW(Group.TOOLS, key(KeyCode.W)),
    BRUSH(Group.TOOLS, key(KeyCode.B)),
    ERASER(Group.TOOLS, key(KeyCode.E)),
    LASSO(Group.TOOLS, key(KeyCode.L)),
    SPLIT(Group.TOOLS, key(KeyCode.X)),
    MERGE(Group.TOOLS, key(KeyCode.M)),
    SCALE(Group.TOOLS, key(KeyCode.U)),
    SMALLER(Group.TOOLS, key(KeyCode.OPEN_BRACKET)),
    LARGER(Group.TOOLS, key(KeyCode.CLOSE_BRACKET)),
    PREVIOUS_FRAME(Group.FRAMES, key(KeyCode.COMMA)),
    NEXT_FRAME(Group.FRAMES, key(KeyCode.PERIOD)),
    SLICE_UP(Group.FRAMES, key(KeyCode.PAGE_UP)),
    SLICE_DOWN(Group.FRAMES, key(KeyCode.PAGE_DOWN)),
    PROPOSE(Group.FRAMES, key(KeyCode.A)),
    REVIEW(Group.FRAMES, key(KeyCode.R)),
    COMPLETE(Group.FRAMES, key(KeyCode.C), new KeyCodeCombination(KeyCode.ENTER, SHORTCUT_DOWN)),
    FIT(Group.VIEW, key(KeyCode.DIGIT0), key(KeyCode.NUMPAD0)),
    FULL_SIZE(Group.VIEW, key(KeyCode.DIGIT1), key(KeyCode.NUMPAD1)),
    HIDE(Group.VIEW, key(KeyCode.H)),
    COMPARE(Group.VIEW, key(KeyCode.V)),
    OUTLINES(Group.VIEW, key(KeyCode.O)),
    UNDO(Group.PROJECT, new KeyCodeCombination(KeyCode.Z, SHORTCUT_DOWN)),
    REDO(
            Group.PROJECT,
            new KeyCodeCombination(KeyCode.Z, SHORTCUT_DOWN, SHIFT_DOWN),
            new KeyCodeCombination(KeyCode.Y, SHORTCUT_DOWN)),
    OPEN(Group.PROJECT, new KeyCodeCombination(KeyCode.O, SHORTCUT_DOWN)),
    EXPORT(Group.PROJECT, new KeyCodeCombination(KeyCode.E, SHORTCUT_DOWN)),
    SAVE(Group.PROJECT, new KeyCodeCombination(KeyCode.S, SHORTCUT_DOWN)),
    CLOSE(Group.PROJECT, new KeyCodeCombination(KeyCode.W, SHORTCUT_DOWN)),
    SETTINGS(Group.WINDOW, new KeyCodeCombination(KeyCode.COMMA, SHORTCUT_DOWN)),
    NEXT_AREA(Group.WINDOW, key(KeyCode.F6)),
    PREVIOUS_AREA(Group.WINDOW, new KeyCodeCombination(KeyCode.F6, SHIFT_DOWN)),
    SHEET(Group.WINDOW, key(KeyCode.F1), new KeyCodeCombination(KeyCode.SLASH, SHIFT_DOWN));

    /// The sections of the sheet, with `ui.shortcut.group.NAME` as their words.
    enum Group {
        HAND,
        TOOLS,
        FRAMES,
        VIEW,
        PROJECT,
        WINDOW;

        String words() {
            return Words.of("ui.shortcut.group." + name().toLowerCase(Locale.ROOT));
        }
    }

    private final Group group;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of key combinations, which are immutable
    private final List<KeyCombination> keys;

    Shortcut(Group group, KeyCombination... keys) {
        this.group = group;
        this.keys = List.of(keys);
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    Group group() {
        return group;
    }

    /// What it does, in words.
    public String words() {
        return Words.of("ui.shortcut." + name().toLowerCase(Locale.ROOT));
    }

    /// The first key as a cap shows it: "Enter", "Ctrl+Z".
    public String cap() {
        return cap(keys.getFirst());
    }

    /// All keys, for the sheet.
    List<String> caps() {
        return keys.stream().map(Shortcut::cap).distinct().toList();
    }

    private static String cap(KeyCombination combination) {
        String shown = combination.getDisplayText();
        return shown.equals("Shift+/")
                ? "?"
                : shown.replace("↵", "Enter")
                        .replace("Escape", "Esc")
                        .replace("Back Space", "⌫")
                        .replace("Backspace", "⌫")
                        .replace("Delete", "Del");
    }

    KeyCombination combination() {
        return keys.getFirst();
    }

    /// The shortcut of a key press. "?" is found by the character too, because keyboards differ in where it lies.
    static Optional<Shortcut> of(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_TYPED) {
            return event.getCharacter().equals("?") ? Optional.of(SHEET) : Optional.empty();
        }
        return Arrays.stream(values())
                .filter(s -> s.keys.stream().anyMatch(k -> k.match(event)))
                .findFirst();
    }
}
