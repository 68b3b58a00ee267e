"""Generates Rigs/aria/aria.glb: a head with 52 ARKit targets and joints neck, head, jaw and two eyes.

    python3 Tools/rig/make_aria.py            (needs numpy)
"""

from pathlib import Path

import numpy as np

from glb import FLOAT, GLB, INDICES, UNSIGNED_BYTE, UNSIGNED_SHORT, VERTICES
from shape import EYE_CENTRES, HINGE, parts
from targets import ARKIT, Region, displacement

OUTPUT = Path(__file__).resolve().parents[2] / "Rigs" / "aria" / "aria.glb"
JOINTS = [  # name, parent, position in the world
    ("neck", None, np.array([0, -0.16, -0.02])),
    ("head", "neck", np.array([0, -0.08, -0.01])),
    ("jaw", "head", HINGE),
    ("leftEye", "head", EYE_CENTRES["Left"]),
    ("rightEye", "head", EYE_CENTRES["Right"]),
]
MATERIALS = {  # base colour (linear), roughness
    "skin": ((0.66, 0.42, 0.32), 0.55), "lips": ((0.50, 0.19, 0.17), 0.45), "inside": ((0.16, 0.03, 0.03), 0.8),
    "eye": ((0.85, 0.84, 0.82), 0.15), "iris": ((0.10, 0.24, 0.20), 0.2), "pupil": ((0.01, 0.01, 0.01), 0.1),
    "teeth": ((0.80, 0.77, 0.70), 0.3), "tongue": ((0.52, 0.16, 0.16), 0.5), "hair": ((0.045, 0.028, 0.020), 0.7),
}


def merged(group):
    """Parts of one material as one primitive: vertices, triangles, joint a vertex, displacement a target."""
    vertices, triangles, joints, offset = [], [], [], 0
    moved = {name: [] for name in ARKIT}
    for part in group:
        region = Region(part)
        vertices.append(part.vertices)
        triangles.append(part.triangles + offset)
        joints += [part.joint] * len(part.vertices)
        for name in ARKIT:
            moved[name].append(displacement(region, name))
        offset += len(part.vertices)
    return np.concatenate(vertices), np.concatenate(triangles), joints, {k: np.concatenate(v) for k, v in moved.items()}


def main():
    glb = GLB("mien Tools/rig/make_aria.py")
    names = [name for name, _, _ in JOINTS]
    whole = parts()
    primitives, materials = [], []
    # Normals are made over the whole face at once, so that no seam shows between skin and lips.
    for material, (colour, roughness) in MATERIALS.items():
        group = [part for part in whole if part.material == material]
        vertices, triangles, joints, moved = merged(group)
        primitives.append((vertices, triangles, joints, moved))
        materials.append({"name": material, "doubleSided": material in ("inside", "hair", "skin"),
                          "pbrMetallicRoughness": {"baseColorFactor": [*colour, 1.0], "metallicFactor": 0.0,
                                                   "roughnessFactor": roughness}})
    joined = [normals_of_all(primitives, None)] + [normals_of_all(primitives, name) for name in ARKIT]
    json_primitives = []
    for index, (vertices, triangles, joints, moved) in enumerate(primitives):
        bones = np.zeros((len(vertices), 4), np.uint8)
        bones[:, 0] = [names.index(j) for j in joints]
        weights = np.tile(np.array([1, 0, 0, 0], np.float32), (len(vertices), 1))
        rest = joined[0][index].astype(np.float32)
        json_primitives.append({
            "attributes": {
                "POSITION": glb.accessor(vertices.astype(np.float32), FLOAT, VERTICES, bounds=True),
                "NORMAL": glb.accessor(rest, FLOAT, VERTICES),
                "JOINTS_0": glb.accessor(bones, UNSIGNED_BYTE, VERTICES),
                "WEIGHTS_0": glb.accessor(weights, FLOAT, VERTICES),
            },
            "indices": glb.accessor(triangles.reshape(-1).astype(np.uint16), UNSIGNED_SHORT, INDICES),
            "material": index,
            "targets": [{
                "POSITION": glb.accessor(moved[name].astype(np.float32), FLOAT, VERTICES, bounds=True),
                "NORMAL": glb.accessor((joined[1 + t][index] - rest).astype(np.float32), FLOAT, VERTICES),
            } for t, name in enumerate(ARKIT)],
        })
    inverse = []
    for _, _, position in JOINTS:
        matrix = np.eye(4, dtype=np.float32)
        matrix[:3, 3] = -position
        inverse.append(matrix.T.reshape(16))
    world = {name: position for name, _, position in JOINTS}
    nodes = [{"name": "Aria", "children": [1, 2]}, {"name": "AriaHead", "mesh": 0, "skin": 0}]
    for name, parent, position in JOINTS:
        local = position - (world[parent] if parent else 0)
        nodes.append({"name": name, "translation": [float(v) for v in local]})
    for index, (name, _, _) in enumerate(JOINTS):
        children = [2 + i for i, (_, parent, _) in enumerate(JOINTS) if parent == name]
        if children:
            nodes[2 + index]["children"] = children
    glb.json.update({
        "scene": 0, "scenes": [{"name": "Aria", "nodes": [0]}], "nodes": nodes,
        "meshes": [{"name": "AriaHead", "primitives": json_primitives, "weights": [0] * len(ARKIT),
                    "extras": {"targetNames": ARKIT}}],
        "materials": materials,
        "skins": [{"name": "Aria", "joints": list(range(2, 2 + len(JOINTS))), "skeleton": 2,
                   "inverseBindMatrices": glb.accessor(np.array(inverse), FLOAT)}],
    })
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    glb.save(OUTPUT)
    count = sum(len(p[0]) for p in primitives)
    print(f"{OUTPUT.name}: {count} vertices, {sum(len(p[1]) for p in primitives)} triangles, {OUTPUT.stat().st_size / 1e6:.2f} MB")


def normals_of_all(primitives, target):
    """Normals of every primitive at a target's full weight, seams between them welded."""
    moved = [v + (d[target] if target else 0) for v, _, _, d in primitives]
    starts = np.cumsum([0] + [len(v) for v in moved])
    rest = np.concatenate([v for v, _, _, _ in primitives])
    _, weld = np.unique(np.round(rest, 7), axis=0, return_inverse=True)
    weld = weld.reshape(-1)
    triangles = np.concatenate([t + s for (_, t, _, _), s in zip(primitives, starts)])
    vertices = np.concatenate(moved)
    faces = np.cross(vertices[triangles[:, 1]] - vertices[triangles[:, 0]], vertices[triangles[:, 2]] - vertices[triangles[:, 0]])
    summed = np.zeros((weld.max() + 1, 3))
    for corner in range(3):
        np.add.at(summed, weld[triangles[:, corner]], faces)
    unit = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
    unit[np.linalg.norm(summed, axis=1) < 1e-12] = [0, 0, 1]
    return [unit[weld][a:b] for a, b in zip(starts[:-1], starts[1:])]


if __name__ == "__main__":
    main()
