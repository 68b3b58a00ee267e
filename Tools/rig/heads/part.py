"""A piece of a head: vertices, faces of one or more materials, joints it hangs on, and whose movements it follows."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Part:
    name: str
    vertices: np.ndarray
    faces: list                          # of 3 or 4 vertices, anticlockwise from outside
    materials: list                      # one a face
    weights: dict = field(default_factory=dict)   # joint → share a vertex, or 1
    uv: np.ndarray | None = None
    follows_skin: bool = False           # targets move it as they move the skin below
    moves: bool = True                   # whether targets move it at all
    tag: dict = field(default_factory=dict)


def strip(name, grid, material, joint, closed=False, flip=False, **more):
    """A sheet of rows × columns points; `closed` joins the last column to the first."""
    rows, columns = grid.shape[:2]
    faces = []
    for i in range(rows - 1):
        for j in range(columns if closed else columns - 1):
            n = (j + 1) % columns
            quad = (i * columns + j, i * columns + n, (i + 1) * columns + n, (i + 1) * columns + j)
            faces.append(quad[::-1] if flip else quad)
    names = [material] * len(faces) if isinstance(material, str) else [m for m in material for _ in range(len(faces) // (rows - 1))]
    return Part(name, grid.reshape(-1, 3), faces, names, {joint: 1.0} if isinstance(joint, str) else joint, **more)


def mirrored(part, name, joints=None):
    """The same piece on her other side."""
    weights = {(joints or {}).get(joint, joint): share for joint, share in part.weights.items()}
    return Part(name, part.vertices * [-1, 1, 1], [face[::-1] for face in part.faces], list(part.materials), weights,
                part.uv, part.follows_skin, part.moves, dict(part.tag))


def cap(part, loop, centre, material, flip=False):
    """Closes a loop of vertices with a fan."""
    top = len(part.vertices)
    part.vertices = np.concatenate([part.vertices, [centre]])
    count = len(loop)
    for k in range(count):
        face = (loop[k], loop[(k + 1) % count], top)
        part.faces.append(face[::-1] if flip else face)
        part.materials.append(material)
    for joint, share in part.weights.items():
        if not np.isscalar(share):
            part.weights[joint] = np.append(share, share[loop[0]])
