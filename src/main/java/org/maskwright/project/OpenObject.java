package org.maskwright.project;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Mask;
import org.maskwright.label.Prompt;

/// The object in a person's hand, not yet accepted. It is stored too, so that it can be offered back.
///
/// @param plane where it is
/// @param reopened the instance that is being corrected, null for a new one
/// @param prompts what the hand said so far, in order
/// @param mask the mask on the screen, null while none has come
public record OpenObject(
        Plane plane,
        @Nullable InstanceId reopened,
        List<Prompt> prompts,
        @Nullable Mask mask) {
    public OpenObject {
        prompts = List.copyOf(prompts);
    }

    public Optional<Mask> shown() {
        return Optional.ofNullable(mask);
    }
}
