"""Compares the vertices of two heads:  same_mesh.py A.glb B.glb.  Ends in 1 where they differ by more than a micrometre."""

import json
import struct
import sys

import numpy as np


def vertices(path):
    data = open(path, "rb").read()
    length = struct.unpack("<I", data[12:16])[0]
    scene, binary = json.loads(data[20:20 + length]), data[28 + length:]
    found = []
    for mesh in scene["meshes"]:
        for primitive in mesh["primitives"]:
            accessor = scene["accessors"][primitive["attributes"]["POSITION"]]
            view = scene["bufferViews"][accessor["bufferView"]]
            found.append(np.frombuffer(binary, np.float32, accessor["count"] * 3, view["byteOffset"]))
    return np.concatenate(found)


one, other = (vertices(path) for path in sys.argv[1:])
assert one.shape == other.shape, (one.shape, other.shape)
worst = np.abs(one - other).max()
sys.exit(0 if worst < 1e-6 else f"vertices differ by {worst} m")
