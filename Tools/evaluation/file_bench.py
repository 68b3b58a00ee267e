"""Times the writing of a minute's line onto a head, and counts the keys that reduction leaves. Prints Markdown.

    Tools/bench files [RIG]     default: ict-facekit.fbx where the data folder lies beside the repository, else Aria
"""

import json
import os
import struct
import sys
import tempfile
from pathlib import Path

import bench

SHARED = bench.REPOSITORY.parent / "shared" / "data" / "rigs" / "ict-facekit.fbx"


def mien(*arguments):
    """(CPU seconds, peak resident MB) of one command."""
    pid = os.posix_spawn(bench.PROGRAM, [bench.PROGRAM, *map(str, arguments)], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("bench: mien failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def glb_keys(path):
    """Values of targets that the first animation has keys for."""
    data = Path(path).read_bytes()
    scene = json.loads(data[20:20 + struct.unpack_from("<I", data, 12)[0]])
    keys = 0
    for channel in scene["animations"][0]["channels"]:
        if channel["target"]["path"] == "weights":
            sampler = scene["animations"][0]["samplers"][channel["sampler"]]
            count = scene["accessors"][sampler["output"]]["count"]
            keys += count // 3 if sampler.get("interpolation") == "CUBICSPLINE" else count
    return keys


def fbx_keys(path):
    """Keys of all curves: the lengths of their lists of times."""
    data, keys, place = Path(path).read_bytes(), 0, 0
    while (place := data.find(b"\x07KeyTimel", place)) >= 0:
        keys += struct.unpack_from("<I", data, place + 9)[0]
        place += 9
    return keys


def main():
    rig = sys.argv[1] if len(sys.argv) > 1 else SHARED if SHARED.exists() else "aria"
    print("| file | CPU s (best of 5) | peak memory | keys of every frame | reduced |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        audio, clip = Path(folder) / "speech.wav", Path(folder) / "line.npz"
        bench.speech(audio, 60)
        mien("bake", "-q", audio, "--fps", "30", "-o", clip)
        for suffix, count in (("glb", glb_keys), ("fbx", fbx_keys)):
            target = f"{folder}/x.{suffix}"
            runs = [mien("convert", "-q", clip, "--rig", rig, "-o", target) for _ in range(5)]
            every = count(target)
            mien("convert", "-q", clip, "--rig", rig, "--keys", "reduced", "-o", target)
            share = count(target) / every
            seconds, memory = min(c for c, _ in runs), max(m for _, m in runs)
            print(f"| {suffix} | {seconds:.2f} | {memory:.0f} MB | {every} | {share:.1%} |")


main()
