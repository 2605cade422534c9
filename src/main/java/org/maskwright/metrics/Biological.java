package org.maskwright.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.maskwright.label.Track;

/// The biologically inspired measures of the Cell Tracking Challenge (Ulman et al., Nature Methods
/// 2017): complete tracks, track fractions, branching correctness.
public final class Biological {
    private final TrackingFrames sequence;
    private final List<Track> reference;
    private final List<Track> result;

    public Biological(TrackingFrames sequence, List<Track> reference, List<Track> result) {
        this.sequence = sequence;
        this.reference = List.copyOf(reference);
        this.result = List.copyOf(result);
    }

    /// CT = 2 T_rc / (T_r + T_c), T_rc being the reference tracks that one result track follows in every
    /// frame, alone, from the same start to the same end. Empty when there is no track at all.
    public OptionalDouble completeTracks() {
        if (reference.isEmpty() && result.isEmpty()) {
            return OptionalDouble.empty();
        }
        Map<Integer, Track> byId = new HashMap<>();
        result.forEach(track -> byId.put(track.id(), track));
        int complete = 0;
        for (Track track : reference) {
            Set<Integer> followers = new HashSet<>();
            for (int t = 0; t < sequence.frames().size(); t++) {
                if (sequence.frames().get(t).reference().contains(track.id())) {
                    followers.add(sequence.uniqueDetection(t, track.id()));
                }
            }
            Track only = followers.size() == 1 ? byId.get(followers.iterator().next()) : null;
            if (only != null && only.first() == track.first() && only.last() == track.last()) {
                complete++;
            }
        }
        return OptionalDouble.of(2.0 * complete / (reference.size() + result.size()));
    }

    /// TF: the mean, over the reference tracks that are detected at all, of the longest uninterrupted share
    /// of their frames that one result track follows. As in the challenge's own programs, a result track
    /// that follows one reference track wholly counts for none of a higher label. Empty when none is
    /// detected.
    public OptionalDouble trackFractions() {
        Map<Integer, Map<Integer, Double>> byFollower = new TreeMap<>();
        for (Track track : reference) {
            longestRuns(track)
                    .forEach((follower, run) -> byFollower
                            .computeIfAbsent(follower, f -> new TreeMap<>())
                            .put(track.id(), (double) run / track.length()));
        }
        Map<Integer, Double> best = new HashMap<>();
        for (Map<Integer, Double> followed : byFollower.values()) {
            for (Map.Entry<Integer, Double> entry : followed.entrySet()) {
                if (best.getOrDefault(entry.getKey(), 0.0) == 1) {
                    continue;
                }
                best.merge(entry.getKey(), entry.getValue(), Math::max);
                if (entry.getValue() == 1) {
                    break;
                }
            }
        }
        return best.values().stream().mapToDouble(Double::doubleValue).average();
    }

    /// For each result track that follows a reference track, in how many consecutive frames at most.
    private Map<Integer, Integer> longestRuns(Track track) {
        Map<Integer, Integer> longest = new HashMap<>();
        int before = 0;
        int run = 0;
        int end = Math.min(track.last(), sequence.frames().size() - 1);
        for (int t = Math.max(0, track.first()); t <= end; t++) {
            int by = sequence.uniqueDetection(t, track.id());
            run = by == before ? run + 1 : 1;
            before = by;
            if (by != 0) {
                longest.merge(by, run, Math::max);
            }
        }
        return longest;
    }

    /// Divisions found, invented and missed.
    public record Divisions(int truePositives, int falsePositives, int falseNegatives) {
        /// BC: the F1 score; empty when the reference has no division.
        public OptionalDouble f1() {
            if (truePositives + falseNegatives == 0) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(2.0 * truePositives / (2 * truePositives + falsePositives + falseNegatives));
        }
    }

    /// BC(i): a result division is right when its parent ends at most `tolerance` frames from the
    /// reference's, there are as many children, the parents match in the earlier of both last frames, and in
    /// the frame after the later one every child detects children of the reference's parent and no one else.
    public Divisions divisions(int tolerance) {
        List<Division> wanted = divisions(reference);
        List<Division> found = divisions(result);
        int right = 0;
        for (Division division : found) {
            right += (int)
                    wanted.stream().filter(w -> matches(w, division, tolerance)).count();
        }
        return new Divisions(right, found.size() - right, wanted.size() - right);
    }

    private record Division(Track parent, List<Track> children) {}

    private static List<Division> divisions(List<Track> tracks) {
        Map<Integer, List<Track>> children = new HashMap<>();
        tracks.stream()
                .filter(Track::hasParent)
                .forEach(t -> children.computeIfAbsent(t.parent(), p -> new ArrayList<>())
                        .add(t));
        return tracks.stream()
                .map(t -> new Division(t, children.getOrDefault(t.id(), List.of())))
                .filter(d -> d.children().size() > 1)
                .toList();
    }

    private boolean matches(Division wanted, Division found, int tolerance) {
        int end = Math.min(wanted.parent().last(), found.parent().last());
        if (Math.abs(wanted.parent().last() - found.parent().last()) > tolerance
                || wanted.children().size() != found.children().size()
                || !sequence.detectedBy(end, found.parent().id())
                        .contains(wanted.parent().id())) {
            return false;
        }
        int start = Math.max(wanted.parent().last(), found.parent().last()) + 1;
        Set<Integer> children = wanted.children().stream().map(Track::id).collect(Collectors.toSet());
        return found.children().stream().allMatch(child -> {
            Set<Integer> detected = sequence.detectedBy(start, child.id());
            return !detected.isEmpty() && children.containsAll(detected);
        });
    }
}
