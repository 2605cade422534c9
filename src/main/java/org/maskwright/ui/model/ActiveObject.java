package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.MaskOptions;
import org.maskwright.label.Prompt;
import org.maskwright.sam.Candidate;

/// The object in the hand, not yet accepted: what was said about it and what the network answered.
///
/// @param number counts the objects that were taken in hand
/// @param id the id it gets when it is accepted
/// @param colour its slot of the label palette
/// @param reopened the accepted instance that is being corrected, null for a new object
/// @param steps what the hand did, in order, each with the answer to it
/// @param revision of the question that is under way; 0 when none is
/// @param guess shown until the first answer: the preview that was clicked, the mask that was reopened, or what
///     the network saw at a glance
public record ActiveObject(
        int number,
        InstanceId id,
        int colour,
        @Nullable Instance reopened,
        List<Step> steps,
        long revision,
        Mask guess) {

    /// One thing the hand did.
    ///
    /// @param prompt what was said to the network, null for a stroke
    /// @param drawn pixels of a stroke or a lasso, empty for a prompt
    /// @param add true when the stroke adds its pixels, false when it takes them away
    /// @param answer the network's answer to all prompts up to here, null while it is awaited
    public record Step(
            @Nullable Prompt prompt,
            Mask drawn,
            boolean add,
            @Nullable Answer answer) {
        static Step said(Prompt prompt) {
            return new Step(prompt, Mask.EMPTY, true, null);
        }

        static Step drew(Mask pixels, boolean add) {
            return new Step(null, pixels, add, null);
        }
    }

    /// What the network offered: the masks as they came and as the mask options leave them, with what each option did.
    ///
    /// @param chosen index of the one on the screen
    public record Answer(List<Candidate> candidates, List<MaskOptions.Result> finished, int chosen) {
        public Answer {
            candidates = List.copyOf(candidates);
            finished = List.copyOf(finished);
        }

        Answer next() {
            return new Answer(candidates, finished, (chosen + 1) % candidates.size());
        }
    }

    public ActiveObject {
        steps = List.copyOf(steps);
    }

    /// True while the mask of the last click is awaited.
    public boolean isPending() {
        return revision != 0;
    }

    /// Everything said so far, in order.
    public List<Prompt> prompts() {
        var out = new ArrayList<Prompt>();
        for (Step s : steps) {
            if (s.prompt() != null) {
                out.add(s.prompt());
            }
        }
        return out;
    }

    /// The latest answer, null before the first.
    public @Nullable Answer answer() {
        for (Step s : steps.reversed()) {
            if (s.answer() != null) {
                return s.answer();
            }
        }
        return null;
    }

    /// True when the last thing that was said never had an answer, because a later click superseded it.
    boolean isUnanswered() {
        int known = reopened == null ? 0 : reopened.provenance().prompts().size();
        for (int i = steps.size() - 1; i >= known; i--) {
            if (steps.get(i).prompt() != null) {
                return steps.get(i).answer() == null;
            }
        }
        return false;
    }

    /// The candidate on the screen, null before the first answer.
    public @Nullable Candidate candidate() {
        Answer a = answer();
        return a == null ? null : a.candidates().get(a.chosen());
    }

    /// What each mask option did to the mask on the screen, null before the first answer.
    public MaskOptions.@Nullable Result effects() {
        Answer a = answer();
        return a == null ? null : a.finished().get(a.chosen());
    }

    /// The network's estimate for the mask on the screen, NaN when there is none.
    public float predictedIou() {
        Candidate c = candidate();
        return c == null ? Float.NaN : c.predictedIou();
    }

    /// The mask on the screen: the chosen candidate with the strokes of the hand on top; may be empty.
    public Mask mask() {
        Answer a = answer();
        Mask mask = a == null ? guess : a.finished().get(a.chosen()).mask();
        for (Step s : steps) {
            if (s.prompt() == null) {
                mask = s.add() ? mask.or(s.drawn()) : mask.minus(s.drawn());
            }
        }
        return mask;
    }

    ActiveObject plus(Step step, long asked) {
        var next = new ArrayList<>(steps);
        next.add(step);
        return new ActiveObject(number, id, colour, reopened, next, asked, guess);
    }

    ActiveObject coloured(int slot) {
        return new ActiveObject(number, id, slot, reopened, steps, revision, guess);
    }

    /// With another box in the place of one that was pulled at a handle; all answers from there on are void.
    ActiveObject moved(Prompt.Box from, Prompt.Box to) {
        var next = new ArrayList<Step>();
        boolean found = false;
        for (Step s : steps) {
            boolean here = !found && from.equals(s.prompt());
            found |= here;
            next.add(found && s.prompt() != null ? Step.said(here ? to : s.prompt()) : s);
        }
        return new ActiveObject(number, id, colour, reopened, next, revision, mask());
    }

    ActiveObject withoutLast() {
        return new ActiveObject(number, id, colour, reopened, steps.subList(0, steps.size() - 1), 0, guess);
    }

    /// With the answer to the last prompt.
    ActiveObject answered(Answer answer) {
        return replaceAnswer(lastPrompt(), answer, 0);
    }

    /// With another choice or other mask options for the latest answer.
    ActiveObject reanswered(Answer answer) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).answer() != null) {
                return replaceAnswer(i, answer, revision);
            }
        }
        return this;
    }

    /// With something to show until the first answer.
    ActiveObject guessed(Mask mask) {
        return new ActiveObject(number, id, colour, reopened, steps, revision, mask);
    }

    ActiveObject asked(long asked) {
        return new ActiveObject(number, id, colour, reopened, steps, asked, guess);
    }

    private ActiveObject replaceAnswer(int index, Answer answer, long asked) {
        var next = new ArrayList<>(steps);
        Step s = next.get(index);
        next.set(index, new Step(s.prompt(), s.drawn(), s.add(), answer));
        return new ActiveObject(number, id, colour, reopened, next, asked, guess);
    }

    private int lastPrompt() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).prompt() != null) {
                return i;
            }
        }
        throw new IllegalStateException("nothing was asked");
    }
}
