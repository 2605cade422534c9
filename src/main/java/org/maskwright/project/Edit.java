package org.maskwright.project;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.TrackId;

/// A change to a [Project]. Each holds what was before and what is after, so that its inverse needs no past
/// and a journal of edits is complete by itself. [Project#apply] refuses an edit whose "before" is not there.
public sealed interface Edit {
    /// The edit that takes this one back.
    Edit inverse();

    /// A new instance.
    record Add(Plane plane, Instance instance) implements Edit {
        @Override
        public Edit inverse() {
            return new Remove(plane, instance);
        }
    }

    /// An instance goes.
    record Remove(Plane plane, Instance instance) implements Edit {
        @Override
        public Edit inverse() {
            return new Add(plane, instance);
        }
    }

    /// Another mask, state or provenance under the same id.
    record Replace(Plane plane, Instance before, Instance after) implements Edit {
        public Replace {
            if (!before.id().equals(after.id())) {
                throw new IllegalArgumentException(before.id() + " replaced by " + after.id());
            }
        }

        @Override
        public Edit inverse() {
            return new Replace(plane, after, before);
        }
    }

    /// One instance becomes several; one of them may keep its id.
    record Split(Plane plane, Instance before, List<Instance> after) implements Edit {
        public Split {
            after = List.copyOf(after);
        }

        @Override
        public Edit inverse() {
            return new Merge(plane, after, before);
        }
    }

    /// Several instances become one, which may keep the id of one of them.
    record Merge(Plane plane, List<Instance> before, Instance after) implements Edit {
        public Merge {
            before = List.copyOf(before);
        }

        @Override
        public Edit inverse() {
            return new Split(plane, after, before);
        }
    }

    /// An instance goes over to another track, and takes that track's colour slot.
    record Assign(Plane plane, InstanceId id, TrackId before, int colourBefore, TrackId after, int colourAfter)
            implements Edit {
        @Override
        public Edit inverse() {
            return new Assign(plane, id, after, colourAfter, before, colourBefore);
        }
    }

    /// A track gets another parent (a division, or a gap that was closed), or none.
    record SetParent(
            TrackId track,
            @Nullable TrackId before,
            @Nullable TrackId after) implements Edit {
        @Override
        public Edit inverse() {
            return new SetParent(track, after, before);
        }
    }

    /// A frame is complete, all of its objects are labelled; or no longer so.
    record SetComplete(int frame, boolean complete) implements Edit {
        @Override
        public Edit inverse() {
            return new SetComplete(frame, !complete);
        }
    }

    /// Several edits in order that a person sees, and takes back, as one.
    record Group(Deed deed, List<Edit> edits) implements Edit {
        public Group {
            edits = List.copyOf(edits);
        }

        @Override
        public Edit inverse() {
            return new Group(deed, edits.reversed().stream().map(Edit::inverse).toList());
        }
    }

    /// What a person calls a group of edits.
    enum Deed {
        IMPORT,
        ACCEPT,
        PROPOSE,
        REJECT,
        TRACK,
        CHANGE,
        /// a person looked at objects again and left them as they are: each is replaced by itself
        KEEP
    }
}
