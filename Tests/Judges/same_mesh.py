"""Compares the vertices of two heads:  same_mesh A.glb B.glb.  They may differ by a micrometre."""

import json
import struct

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


def judge(*paths):
    one, other = (vertices(path) for path in paths)
    assert one.shape == other.shape, (one.shape, other.shape)
    worst = np.abs(one - other).max()
    assert worst < 1e-6, f"vertices differ by {worst} m"
