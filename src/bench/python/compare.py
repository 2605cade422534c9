"""Encode, decode, a whole click and peak memory of Maskwright against PyTorch in eager mode, alternately on one machine.

    python compare.py [--kinds vit_t,vit_b] [--rounds 3] [--threads 2] [--maskwright ./maskwright] [--json FILE]

Each round runs `maskwright bench --network --model FILE` and then the reference in a fresh process. Prints the medians over
all rounds, their ratio, and the largest resident memory of each side. Weights by formula; 1024 x 1024; one click.

decode: prompt encoder and mask decoder, from a click to the logits (ours also copies them to Java).
click: decode and three masks of the image's size; ours also ranks them and has them as runs.
"""
import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time


def measure(kind, encodes=4, decodes=100):
    import resource

    import torch
    import torch.nn.functional as F

    import reference

    torch.set_grad_enabled(False)
    sam = reference.filled(kind)
    reference.without_biases(sam)
    x = torch.randn(1, 3, 1024, 1024)
    points = torch.tensor([[400.0, 300.0]])

    def times(work, warm, n):
        out = []
        for i in range(-warm, n):
            begun = time.perf_counter()
            work()
            if i >= 0:
                out.append(1e3 * (time.perf_counter() - begun))
        return out

    encode = times(lambda: sam.image_encoder(x), 1, encodes)
    embedding = sam.image_encoder(x)
    decode = times(lambda: sam.decode(embedding, points, [1]), 20, decodes)

    def click():
        logits = sam.decode(embedding, points, [1])[0][:, 1:]
        return (F.interpolate(logits, (1024, 1024), mode="bilinear", align_corners=False) > 0).numpy()

    clicks = times(click, 20, decodes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    medians = {"encode": encode, "decode": decode, "click": clicks}
    print(json.dumps({what: statistics.median(t) for what, t in medians.items()} | {"peak": peak}))


def ours(command, model, env):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "bench.json"
        words = [*shlex.split(command), "bench", "--network", "--model", str(model), "--json", str(out)]
        subprocess.run(words, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        r = json.loads(out.read_text())
        medians = {what: r[name]["median_ms"] for what, name in (("encode", "encode"), ("decode", "decode"), ("click", "answer"))}
        return medians | {"peak": r["memory"]["peak_resident_mib"]}


def theirs(kind, env):
    words = [sys.executable, __file__, "--reference", kind]
    return json.loads(subprocess.run(words, check=True, env=env, stdout=subprocess.PIPE).stdout)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--reference")
    p.add_argument("--kinds", default="vit_t,vit_b")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--threads", default="2")
    p.add_argument("--maskwright", default="./maskwright")
    p.add_argument("--json")
    a = p.parse_args()
    if a.reference:
        return measure(a.reference)
    env = {**os.environ, "OMP_NUM_THREADS": a.threads}
    report = {}
    for kind in a.kinds.split(","):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, pathlib.Path(__file__).with_name("checkpoint.py"), kind, "0", folder], check=True)
            model = pathlib.Path(folder) / f"{kind}_0.pth"
            rounds = [(ours(a.maskwright, model, env), theirs(kind, env)) for _ in range(a.rounds)]
        report[kind] = {}
        for what, limit in (("encode", 0.9), ("decode", 0.8), ("click", 0.8), ("peak", 0.7)):
            join = max if what == "peak" else statistics.median
            us, them = (join(r[side][what] for r in rounds) for side in (0, 1))
            unit = "MiB" if what == "peak" else "ms"
            report[kind][what] = {"ours": us, "reference": them, "ratio": us / them, "limit": limit}
            print(f"{kind} {what}: {us:.0f} {unit} against {them:.0f} {unit}, ratio {us / them:.2f} (at most {limit})")
    if a.json:
        pathlib.Path(a.json).write_text(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
