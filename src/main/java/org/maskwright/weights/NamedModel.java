package org.maskwright.weights;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/// A model that can be fetched by name.
///
/// @param name what a person asks for
/// @param file the name under which it is kept
/// @param sha256 of the whole file, lower-case hex; empty where its publisher states none, and then `bytes` is there
/// @param bytes its length, where its publisher states one
public record NamedModel(
        String name, String file, URI address, String licence, String sha256, OptionalLong bytes, String words) {
    private static final String APACHE = "Apache-2.0";
    private static final String META = "https://dl.fbaipublicfiles.com/segment_anything/";

    /// The checkpoints that their makers publish: Segment Anything (Kirillov et al. 2023) and MobileSAM (Zhang et al.
    /// 2023).
    public static final List<NamedModel> ALL = List.of(
            new NamedModel(
                    "mobile-sam",
                    "mobile_sam.pt",
                    URI.create("https://github.com/ChaoningZhang/MobileSAM/raw/master/weights/mobile_sam.pt"),
                    APACHE,
                    "6dbb90523a35330fedd7f1d3dfc66f995213d81b29a5ca8108dbcdd4e37d6c2f",
                    OptionalLong.of(40_728_226),
                    "MobileSAM"),
            meta(
                    "sam-vit-b",
                    "sam_vit_b_01ec64.pth",
                    "SAM ViT-B",
                    OptionalLong.empty(),
                    "ec2df62732614e57411cdcf32a23ffdf28910380d03139ee0f4fcbe91eb8c912"),
            meta(
                    "sam-vit-l",
                    "sam_vit_l_0b3195.pth",
                    "SAM ViT-L",
                    OptionalLong.empty(),
                    "3adcc4315b642a4d2101128f611684e8734c41232a17c648ed1693702a49a622"),
            meta(
                    "sam-vit-h",
                    "sam_vit_h_4b8939.pth",
                    "SAM ViT-H",
                    OptionalLong.of(2_564_550_879L),
                    "a7bf3b02f3ebf1267aba913ff637d9a2d5c33d3173bb679e46d9f338c26f262e"));

    private static NamedModel meta(String name, String file, String words, OptionalLong bytes, String sha256) {
        return new NamedModel(name, file, URI.create(META + file), APACHE, sha256, bytes, words);
    }
}
