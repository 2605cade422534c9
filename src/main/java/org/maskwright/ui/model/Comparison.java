package org.maskwright.ui.model;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.maskwright.Words;
import org.maskwright.auto.doubt.Questions;
import org.maskwright.label.Instance;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;
import org.maskwright.project.ModelRecord;
import org.maskwright.project.Plane;
import org.maskwright.project.Project;
import org.maskwright.sam.Candidate;
import org.maskwright.worker.Reply;
import org.maskwright.worker.Request;
import org.maskwright.worker.Ticket;

/// Another version of the model beside the one in use: the one before it unless the person chose another.
/// While a key is held, its mask of the object in hand, or of the chosen one, is seen in the place of the
/// mask that is there.
public final class Comparison {
    /// Names the model that the project began with.
    public static final String BUNDLED = "bundled";

    private final Workbench bench;
    private final StringProperty version = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Shown> shown = new SimpleObjectProperty<>();
    private Consumer<String> bringer = v -> {};
    private @Nullable String chosen;
    private @Nullable String inUse;
    private @Nullable Ticket asked;
    private @Nullable Mask own;
    private boolean held;

    /// What the other version sees.
    ///
    /// @param round of the version, 0 for the model that the project began with
    /// @param iou with the mask that is there
    public record Shown(Mask mask, float predictedIou, int round, double iou) {}

    Comparison(Workbench bench) {
        this.bench = bench;
    }

    /// Hash of the version that is compared with, [#BUNDLED] for the first; empty when there is no other.
    public String version() {
        return version.get();
    }

    public ReadOnlyStringProperty versionProperty() {
        return version;
    }

    /// Null while the key is not held, or nothing has been answered.
    public ReadOnlyObjectProperty<@Nullable Shown> shown() {
        return shown;
    }

    /// @param brings puts a version beside the one in use; the empty name takes it away
    public void broughtBy(Consumer<String> brings) {
        bringer = brings;
    }

    /// Compares with this version from now on.
    ///
    /// @param hash of the version, empty for the model that the project began with
    public void choose(String hash) {
        chosen = hash.isEmpty() ? BUNDLED : hash;
        look();
    }

    /// The project or its model changed.
    void look() {
        Project p = bench.project().get();
        String now = p == null ? null : p.modelInUse() == null ? BUNDLED : p.modelInUse();
        String next = p == null || now == null ? "" : other(p, now);
        if (!next.equals(version.get()) || (now != null && !now.equals(inUse))) {
            inUse = now;
            version.set(next);
            bring();
        }
    }

    /// Has the other version brought again: another model was loaded, and took it away.
    public void bring() {
        if (bench.machine().model().get() != null && bench.project().get() != null) {
            bringer.accept(version.get());
        }
    }

    void forget() {
        chosen = null;
        inUse = null;
        version.set("");
        release();
    }

    private String other(Project p, String now) {
        List<String> all = versions(p);
        String wanted = chosen;
        if (wanted != null && all.contains(wanted) && !wanted.equals(now)) {
            return wanted;
        }
        int at = all.indexOf(now);
        return at > 0 ? all.get(at - 1) : all.size() > 1 ? all.getLast() : "";
    }

    /// That kept their weights, the oldest first.
    private static List<String> versions(Project p) {
        var out = new java.util.ArrayList<String>();
        out.add(BUNDLED);
        p.models().stream().filter(m -> m.file() != null).map(ModelRecord::hash).forEach(out::add);
        return out;
    }

    /// The key went down.
    public void hold() {
        if (held) {
            return;
        }
        held = true;
        Plane at = bench.plane().get();
        if (at == null) {
            return;
        }
        if (version.get().isEmpty()) {
            say("ui.compare.none", "ui.compare.none.what");
            return;
        }
        List<Prompt> prompts = prompts();
        Mask mask = own;
        if (prompts.isEmpty() || mask == null) {
            say("ui.compare.nothing", "ui.compare.nothing.what");
            return;
        }
        asked = bench.machine()
                .worker()
                .submit(new Request.Examine(
                        bench.machine().index(at), List.of(prompts), Request.Examine.By.OTHER, true));
    }

    /// The key came up.
    public void release() {
        held = false;
        asked = null;
        own = null;
        shown.set(null);
    }

    private void say(String title, String what) {
        bench.notices().show(Notice.fact("compare", Words.of(title), Words.of(what)));
    }

    /// What was said of the object in hand, else of the chosen one; of one that nobody clicked, its box.
    private List<Prompt> prompts() {
        ActiveObject a = bench.active().get();
        if (a != null) {
            own = a.mask();
            return a.prompts().isEmpty() && !a.mask().isEmpty()
                    ? Questions.first(a.mask()).getFirst()
                    : a.prompts();
        }
        Instance chosenOne = bench.selectedInstance().orElse(null);
        if (chosenOne == null) {
            return List.of();
        }
        own = chosenOne.mask();
        List<Prompt> said = chosenOne.provenance().prompts();
        return said.isEmpty() ? Questions.first(chosenOne.mask()).getFirst() : said;
    }

    /// @return whether the reply is about a comparison
    boolean replied(Reply reply) {
        if (!reply.ticket().equals(asked)) {
            return false;
        }
        Mask mine = own;
        if (reply instanceof Reply.Examined e && !e.answers().isEmpty() && held && mine != null) {
            Candidate best = e.answers().getFirst().getFirst();
            Project p = bench.project().get();
            int round = p == null ? 0 : round(p);
            shown.set(new Shown(
                    best.mask(), best.predictedIou(), round, best.mask().iou(mine)));
        } else if (reply instanceof Reply.Failed f) {
            bench.notices().show("compare", f.problem());
        }
        return true;
    }

    private int round(Project p) {
        List<String> hashes = p.models().stream().map(ModelRecord::hash).toList();
        return hashes.indexOf(version.get()) + 1;
    }
}
