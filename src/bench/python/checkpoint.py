"""Writes a checkpoint by formula as PyTorch writes them, the picture and the prompts of the parity fixtures.

    python checkpoint.py KIND SEED FOLDER     KIND: vit_t, vit_b, vit_l, vit_h
"""
import json
import pathlib
import sys

import torch
from PIL import Image

import reference

PROMPTS = {
    "point": {"clicks": [[400, 300, 1]]},
    "box": {"box": [640, 360, 760, 480]},
    "points_and_box": {"clicks": [[700.5, 420.25, 1], [600, 400, 0], [720, 440, 1]], "box": [630, 350, 770, 490]},
}


def main():
    kind, seed, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(reference.filled(kind, seed).state_dict(), folder / f"{kind}_{seed}.pth")
    Image.fromarray(reference.picture()).save(folder / "picture.png")
    for name, prompt in PROMPTS.items():
        (folder / f"{name}.json").write_text(json.dumps({"objects": [{"id": 1, **prompt}]}))


if __name__ == "__main__":
    main()
