package org.maskwright.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.maskwright.label.Track;

/// The operations that turn a result's acyclic oriented graph into the reference's, and the measures
/// made of them (Matula et al., PLoS ONE 2015; Chen et al. 2021 for LNK).
///
/// @param ns splits of vertices: k - 1 for a result object that detects k reference objects
/// @param fn reference objects not detected
/// @param fp result objects that detect nothing
/// @param ed superfluous edges between objects that each detect one
/// @param ea missing edges
/// @param ec edges of the wrong kind (within a track, or from parent to child)
/// @param vertices reference objects
/// @param edges reference edges
public record Aogm(int ns, int fn, int fp, int ed, int ea, int ec, int vertices, int edges) {
    private static final double W_NS = 5;
    private static final double W_FN = 10;
    private static final double W_FP = 1;
    private static final double W_ED = 1;
    private static final double W_EA = 1.5;
    private static final double W_EC = 1;

    /// An object: a label in a frame.
    private record Vertex(int frame, int label) {}

    private record Edge(Vertex from, Vertex to) {}

    /// Edges come from the labels (the same one in two consecutive frames) and from the tables (from a
    /// parent's last frame to its child's first, one child or more). Rows whose ends hold no such label
    /// give no edge.
    public static Aogm of(TrackingFrames sequence, List<Track> reference, List<Track> result) {
        List<TrackingFrames.One> frames = sequence.frames();
        int vertices = 0;
        int detected = 0;
        int fp = 0;
        int ns = 0;
        Map<Vertex, Vertex> counterpart = new HashMap<>();
        for (int t = 0; t < frames.size(); t++) {
            TrackingFrames.One frame = frames.get(t);
            vertices += frame.reference().size();
            detected += frame.detectedBy().size();
            fp += frame.result().size() - frame.shared().size();
            ns += frame.detectedBy().size() - frame.shared().size();
            for (Map.Entry<Integer, Integer> match : frame.detectedBy().entrySet()) {
                if (sequence.uniqueDetection(t, match.getKey()) != 0) {
                    counterpart.put(new Vertex(t, match.getValue()), new Vertex(t, match.getKey()));
                }
            }
        }
        Map<Edge, Boolean> wanted =
                edges(frames.stream().map(TrackingFrames.One::reference).toList(), reference);
        Map<Edge, Boolean> found =
                edges(frames.stream().map(TrackingFrames.One::result).toList(), result);
        int ed = 0;
        int ec = 0;
        Set<Edge> present = new HashSet<>();
        for (Map.Entry<Edge, Boolean> entry : found.entrySet()) {
            Vertex from = counterpart.get(entry.getKey().from());
            Vertex to = counterpart.get(entry.getKey().to());
            if (from == null || to == null) {
                continue;
            }
            Edge mapped = new Edge(from, to);
            Boolean kind = wanted.get(mapped);
            if (kind == null) {
                ed++;
            } else {
                present.add(mapped);
                ec += kind.equals(entry.getValue()) ? 0 : 1;
            }
        }
        return new Aogm(ns, vertices - detected, fp, ed, wanted.size() - present.size(), ec, vertices, wanted.size());
    }

    /// Each edge, and whether it goes from a parent to a child.
    private static Map<Edge, Boolean> edges(List<Set<Integer>> labels, List<Track> tracks) {
        Map<Edge, Boolean> out = new HashMap<>();
        for (int t = 1; t < labels.size(); t++) {
            for (int label : labels.get(t)) {
                if (labels.get(t - 1).contains(label)) {
                    out.put(new Edge(new Vertex(t - 1, label), new Vertex(t, label)), false);
                }
            }
        }
        Map<Integer, Track> byId = new HashMap<>();
        tracks.forEach(track -> byId.put(track.id(), track));
        for (Track child : tracks) {
            Track parent = byId.get(child.parent());
            if (parent != null
                    && holds(labels, parent.last(), parent.id())
                    && holds(labels, child.first(), child.id())) {
                out.put(new Edge(new Vertex(parent.last(), parent.id()), new Vertex(child.first(), child.id())), true);
            }
        }
        return out;
    }

    private static boolean holds(List<Set<Integer>> labels, int frame, int label) {
        return frame >= 0 && frame < labels.size() && labels.get(frame).contains(label);
    }

    /// The weighted operations on objects.
    public double detectionCost() {
        return W_NS * ns + W_FN * fn + W_FP * fp;
    }

    /// The weighted operations on edges.
    public double linkingCost() {
        return W_ED * ed + W_EA * ea + W_EC * ec;
    }

    /// All of them: AOGM.
    public double cost() {
        return detectionCost() + linkingCost();
    }

    /// What it costs to make the whole reference from nothing: AOGM_0.
    public double emptyCost() {
        return W_FN * vertices + W_EA * edges;
    }

    /// Detection accuracy; empty without a reference object.
    public OptionalDouble det() {
        return accuracy(detectionCost(), W_FN * vertices);
    }

    /// Tracking accuracy; empty without a reference object.
    public OptionalDouble tra() {
        return accuracy(cost(), emptyCost());
    }

    /// Linking accuracy; empty without a reference edge.
    public OptionalDouble lnk() {
        return accuracy(linkingCost(), W_EA * edges);
    }

    private static OptionalDouble accuracy(double cost, double most) {
        return most == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - Math.min(cost, most) / most);
    }
}
