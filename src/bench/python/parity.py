"""Compares what `maskwright segment --tensors` wrote with the reference on the same weights.

    python checkpoint.py KIND SEED FOLDER
    for p in point box points_and_box: maskwright segment FOLDER/picture.png --prompts FOLDER/p.json \
        --model FOLDER/KIND_SEED.pth --contrast none --tensors FOLDER/p.safetensors --out FOLDER/p.tif
    python parity.py KIND SEED FOLDER

Prints relative errors, which must stay under 1e-3, differences of IoU predictions, under 1e-3, and areas, within 0.2 % or
8 pixels. Exit status 1 when one does not. TinyViT's attention biases are left out as its loader leaves them out
(docs/decisions/0011-mobilesam-biases.md).
"""
import json
import pathlib
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import reference
from checkpoint import PROMPTS


def tensors(path):
    data = path.read_bytes()
    (n,) = struct.unpack("<Q", data[:8])
    out = {}
    for name, t in json.loads(data[8 : 8 + n]).items():
        if name != "__metadata__":
            a, b = t["data_offsets"]
            out[name] = torch.from_numpy(np.frombuffer(data[8 + n + a : 8 + n + b], "<f4").reshape(t["shape"]).copy())
    return out


def main():
    kind, seed, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    torch.set_grad_enabled(False)
    sam = reference.filled(kind, seed)
    reference.without_biases(sam)
    rgb = reference.picture()
    embedding = sam.image_encoder(reference.network_input(rgb))
    good = True
    for name, prompt in PROMPTS.items():
        clicks = prompt.get("clicks", [])
        box = torch.tensor(prompt["box"], dtype=torch.float32) if "box" in prompt else None
        points = torch.tensor([c[:2] for c in clicks], dtype=torch.float32)
        logits, iou = sam.decode(embedding, points, [c[2] for c in clicks], box)
        part = slice(1, 4) if len(clicks) == 1 and box is None else slice(0, 1)
        logits, iou = logits[:, part], iou[:, part]
        ours = tensors(folder / f"{name}.safetensors")
        relative = lambda a, b: ((a - b).norm() / b.norm()).item()
        h, w = rgb.shape[:2]
        full = F.interpolate(logits, (1024, 1024), mode="bilinear", align_corners=False)[..., :h, :w]
        area = int((full[0, iou[0].argmax()] > 0).sum())
        shown = int((np.array(Image.open(folder / f"{name}.tif")) > 0).sum())
        errors = (
            relative(ours["image_embedding"], embedding),
            relative(ours["low_res_logits"], logits),
            (ours["iou_predictions"] - iou).abs().max().item(),
        )
        print(f"{kind} seed {seed} {name}: embedding {errors[0]:.1e} logits {errors[1]:.1e} iou {errors[2]:.1e} area {shown} of {area}")
        good &= max(errors) < 1e-3 and abs(shown - area) <= max(8, 0.002 * area)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
