package org.maskwright.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.maskwright.auto.doubt.Continuity;
import org.maskwright.auto.doubt.Doubt;
import org.maskwright.auto.doubt.Evidence;
import org.maskwright.auto.doubt.Outliers;
import org.maskwright.auto.doubt.Steadiness;
import org.maskwright.label.Instance;
import org.maskwright.label.InstanceId;
import org.maskwright.label.Labels;
import org.maskwright.label.Mask;
import org.maskwright.project.Plane;

/// An accepted or proposed object with its doubt.
///
/// @param evidence what the doubt was weighed from
public record Doubtful(Plane plane, Instance instance, Evidence evidence, Doubt doubt) {
    /// What the network said when it was asked about a mask.
    ///
    /// @param model hash of the network
    /// @param other name of the other version that was compared with; empty when none was
    /// @param versions IoU of the answers of both, NaN without another
    record Heard(Mask mask, String model, Mask box, Steadiness steadiness, String other, double versions) {
        Heard against(String version, Mask answer) {
            return new Heard(mask, model, box, steadiness, version, box.iou(answer));
        }
    }

    /// Those of one plane. Pure; takes some milliseconds.
    ///
    /// @param before labels of the frame before, in a series
    /// @param heard what was asked so far; of another mask than the present one it is not used
    static List<Doubtful> of(
            Plane plane, Labels labels, Optional<Labels> before, Optional<Labels> after, Map<InstanceId, Heard> heard) {
        List<Instance> shown = labels.instances().stream()
                .filter(i -> i.state() != Instance.State.REJECTED)
                .toList();
        var deviations = Outliers.of(shown.stream().map(Instance::mask).toList());
        var out = new ArrayList<Doubtful>();
        for (int i = 0; i < shown.size(); i++) {
            Instance instance = shown.get(i);
            Optional<Heard> known = Optional.ofNullable(heard.get(instance.id()))
                    .filter(h -> h.mask().equals(instance.mask()));
            var evidence = new Evidence(
                    instance.provenance().predictedIou(),
                    known.map(Heard::steadiness).orElse(null),
                    known.map(Heard::versions).orElse(Double.NaN),
                    deviations.get(i),
                    Continuity.of(instance, before, after));
            out.add(new Doubtful(plane, instance, evidence, Doubt.of(evidence)));
        }
        return out;
    }

    /// Names the object, whatever its mask.
    Key key() {
        return new Key(plane, instance.id());
    }

    record Key(Plane plane, InstanceId id) {}
}
