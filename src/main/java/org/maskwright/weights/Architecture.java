package org.maskwright.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.maskwright.Problem;

/// The networks that Maskwright runs, told apart by the names and shapes of their tensors and never by a file's name.
public enum Architecture {
    /// Our own: a convolutional encoder at several scales.
    COMPACT("compact", 128),
    /// MobileSAM: TinyViT (Wu et al., 2022) before the reference's decoder.
    VIT_T("vit_t", 256),
    /// Segment Anything (Kirillov et al., 2023) with ViT-B.
    VIT_B("vit_b", 256),
    /// Segment Anything with ViT-L.
    VIT_L("vit_l", 256),
    /// Segment Anything with ViT-H.
    VIT_H("vit_h", 256);

    private static final String VIT = "image_encoder.patch_embed.proj.weight";
    private static final String TINY = "image_encoder.patch_embed.seq.0.c.weight";
    private static final String PYRAMID = "image_encoder.stem.0.conv.weight";
    private static final String MASK_TOKENS = "mask_decoder.mask_tokens.weight";
    private static final int MASKS = 4;
    private static final int NAMED = 6;
    private static final int EXAMPLES = 3;

    private final String id;
    private final int width;

    Architecture(String id, int width) {
        this.id = id;
        this.width = width;
    }

    /// The field's short name: compact, vit_t, vit_b, vit_l, vit_h.
    public String id() {
        return id;
    }

    /// Channels of the embedding; a decoder fits every encoder of the same width.
    public int width() {
        return width;
    }

    /// What a set of tensors is.
    public sealed interface Found {
        /// A whole network.
        record Model(Architecture architecture) implements Found {}

        /// Prompt encoder and mask decoder without an image encoder: they fit every network of this width.
        record Decoder(int width) implements Found {}

        /// Something else.
        ///
        /// @param parts the first parts of the names and how many tensors each has, the most first
        record Unknown(SequencedMap<String, Integer> parts) implements Found {
            /// The parts in one line, as `image_encoder (171), head (2)`.
            public String inWords() {
                String said = parts.entrySet().stream()
                        .limit(NAMED)
                        .map(e -> e.getKey() + " (" + e.getValue() + ")")
                        .collect(Collectors.joining(", "));
                return parts.size() > NAMED ? said + ", …" : said;
            }
        }
    }

    /// Recognises tensors, their names as [Checkpoints#read] gives them. Whether each single tensor is there is found
    /// out when the network is built.
    public static Found of(Map<String, Tensor> tensors) {
        var shapes = new LinkedHashMap<String, long[]>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return ofShapes(shapes);
    }

    /// The same from shapes by name.
    public static Found ofShapes(Map<String, long[]> shapes) {
        long[] tokens = shapes.get(MASK_TOKENS);
        if (tokens == null || tokens.length != 2 || tokens[0] != MASKS) {
            return unknown(shapes);
        }
        boolean encoded = shapes.keySet().stream().anyMatch(name -> name.startsWith("image_encoder."));
        if (!encoded) {
            return new Found.Decoder(Math.toIntExact(tokens[1]));
        }
        Architecture a = encoder(shapes);
        return a != null && a.width == tokens[1] ? new Found.Model(a) : unknown(shapes);
    }

    /// What is said of tensors that are no whole network that is run here: what was found, and what would be accepted.
    public static Problem refused(String file, Map<String, Tensor> tensors) {
        if (of(tensors) instanceof Found.Decoder(int width)) {
            return new Problem("weights.decoder-alone", file, width);
        }
        var shapes = new LinkedHashMap<String, long[]>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        String first = tensors.entrySet().stream()
                .limit(EXAMPLES)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return new Problem(
                "weights.unknown-kind", file, tensors.size(), unknown(shapes).inWords(), first);
    }

    private static @Nullable Architecture encoder(Map<String, long[]> shapes) {
        if (shapes.containsKey(PYRAMID)) {
            return COMPACT;
        } else if (shapes.containsKey(TINY)) {
            return VIT_T;
        }
        long[] patches = shapes.get(VIT);
        long width = patches == null || patches.length != 4 ? 0 : patches[0];
        if (width == 768 && blocks(shapes) == 12) {
            return VIT_B;
        } else if (width == 1024 && blocks(shapes) == 24) {
            return VIT_L;
        } else if (width == 1280 && blocks(shapes) == 32) {
            return VIT_H;
        }
        return null;
    }

    private static int blocks(Map<String, long[]> shapes) {
        String start = "image_encoder.blocks.";
        var numbers = new TreeSet<String>();
        for (String name : shapes.keySet()) {
            int end = name.startsWith(start) ? name.indexOf('.', start.length()) : -1;
            if (end > 0) {
                numbers.add(name.substring(start.length(), end));
            }
        }
        return numbers.size();
    }

    private static Found.Unknown unknown(Map<String, long[]> shapes) {
        var counts = new LinkedHashMap<String, Integer>();
        shapes.keySet().forEach(name -> counts.merge(name.split("\\.", 2)[0], 1, Integer::sum));
        var sorted = new LinkedHashMap<String, Integer>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return new Found.Unknown(sorted);
    }
}
