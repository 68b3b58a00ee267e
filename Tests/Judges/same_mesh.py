"""Compares two heads:  same_mesh A.glb B.glb.  Their numbers may differ by another machine's rounding, by a micrometre at most."""

import numpy as np

from head_mesh import Head, head_at

TOLERANCE = 1e-6


def vertices(head):
    """Of every mesh, those without targets too."""
    return np.concatenate([head.array(p["attributes"]["POSITION"]) for mesh in head.json["meshes"] for p in mesh["primitives"]])


def same(one, other, what):
    one, other = np.asarray(one), np.asarray(other)
    assert one.shape == other.shape, f"{what}: {one.shape} and {other.shape}"
    worst = np.abs(one - other).max()
    assert worst < TOLERANCE, f"{what} differ by {worst}"


def judge(committed, fresh):
    one, other = head_at(committed), Head(fresh)
    same(vertices(one), vertices(other), "vertices")
    for what in ("names", "materials"):
        assert getattr(one, what) == getattr(other, what), f"other {what}"
    for what in ("faces", "owner"):
        assert np.array_equal(getattr(one, what), getattr(other, what)), f"other {what}"
    same(one.normals, other.normals, "normals")
    for name in one.names:
        same(one.moves[name], other.moves[name], f"displacements of {name}")
        same(one.turns[name], other.turns[name], f"normals of {name}")
    assert one.joints.keys() == other.joints.keys(), "other joints"
    same(list(one.joints.values()), list(other.joints.values()), "joints")
