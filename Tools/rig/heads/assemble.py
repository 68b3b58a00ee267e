"""All pieces of a character with their displacements, and the file that holds them."""

import numpy as np

from glb import FLOAT, GLB, INDICES, UNSIGNED_BYTE, UNSIGNED_INT, UNSIGNED_SHORT, VERTICES
from heads import face, pieces, targets
from heads.face import LIP_RED, LIP_SKIN, smooth
from heads.part import Part, mirrored

NAMES = targets.ARKIT + targets.TONGUE
LEAST = 2e-6   # metres: what moves less does not move


def skin_part(character, sheet):
    ring = sheet.mouth
    lip = set(sum(ring.loops[LIP_SKIN:LIP_SKIN + LIP_RED + 1], []))
    inside = set(sum(ring.loops[LIP_SKIN + LIP_RED:], [])) | {ring.back}
    materials = ["lips" if all(v in lip for v in q) else "mouth" if all(v in inside for v in q) else "skin" for q in sheet.quads]
    y, z = sheet.vertices[:, 1], sheet.vertices[:, 2]
    head = smooth(-0.165, -0.085, y + 0.35 * np.clip(-z, 0, 0.1))
    chest = smooth(-0.160, -0.205, y)
    weights = {"head": head * (1 - chest), "neck": (1 - head) * (1 - chest), "chest": chest}
    return Part("skin", sheet.vertices, list(sheet.quads), materials, weights, sheet.uv)


def gather(character):
    sheet = face.build(character)
    skin = skin_part(character, sheet)
    lash, brow, ear = pieces.lashes(character, sheet), pieces.brow(character), pieces.ear(character)
    upper, lower, tongue = pieces.teeth(character, True), pieces.teeth(character, False), pieces.tongue(character)
    parts = [skin, lash, mirrored(lash, "lashesRight"), brow, mirrored(brow, "browRight"), upper, lower, tongue]
    for side in ("Left", "Right"):
        parts += pieces.eye(character, side)
    parts += [ear, mirrored(ear, "earRight"), pieces.collar(character, sheet)]
    hair = pieces.hair(character)
    if hair is not None:
        parts.append(hair)
    if character.horns:
        horn = pieces.horn(character)
        parts += [horn, mirrored(horn, "hornRight")]
    return sheet, parts


def displacements(character, sheet, parts):
    """Part → target → [n, 3], of what moves."""
    skin = targets.SkinTargets(character, sheet)
    moved = {part.name: {} for part in parts}
    follow = {part.name: nearest(part.vertices, sheet.vertices) for part in parts if part.name.startswith("brow")}
    for name in NAMES:
        on_skin = skin.displacement(name)
        mirror_name = name.removesuffix("Right") + "Left" if name.endswith("Right") else None
        for part in parts:
            if not part.moves:
                continue
            match part.name:
                case "skin":
                    found = on_skin
                case "lashesLeft":
                    found = skin.lashes(part, name)
                case "lashesRight":
                    left = next(p for p in parts if p.name == "lashesLeft")
                    found = skin.lashes(left, mirror_name) * [-1, 1, 1] if mirror_name else np.zeros_like(part.vertices)
                case "browLeft" | "browRight":
                    index, share = follow[part.name]
                    found = (on_skin[index] * share[..., None]).sum(axis=1)
                case "teethLower":
                    found = targets.lower_mouth(part, name, skin.unit)
                case "tongue":
                    found = targets.tongue(part, name, skin.unit)
                case _:
                    found = np.zeros_like(part.vertices)
            if np.abs(found).max() > LEAST:
                moved[part.name][name] = np.where(np.linalg.norm(found, axis=1, keepdims=True) > LEAST, found, 0)
    return moved


def nearest(points, among, count=4):
    distance = ((points[:, None] - among[None]) ** 2).sum(axis=2)
    index = np.argsort(distance, axis=1)[:, :count]
    share = 1 / (np.take_along_axis(distance, index, axis=1) + 1e-8)
    return index, share / share.sum(axis=1, keepdims=True)


def triangles_of(faces):
    corners, owner = [], []
    for number, f in enumerate(faces):
        for k in range(1, len(f) - 1):
            corners.append((f[0], f[k], f[k + 1]))
            owner.append(number)
    return np.array(corners), np.array(owner)


def normals(vertices, triangles):
    cross = np.cross(vertices[triangles[:, 1]] - vertices[triangles[:, 0]], vertices[triangles[:, 2]] - vertices[triangles[:, 0]])
    total = np.zeros_like(vertices)
    for corner in range(3):
        np.add.at(total, triangles[:, corner], cross)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-15)


def joints(character):
    """Name, parent, place in the world."""
    tongue = pieces.tongue_joints(character)
    return [("chest", None, np.array([0, -0.205, -0.03])), ("neck", "chest", np.array([0, -0.160, -0.026])),
            ("head", "neck", np.array([0, -0.075, -0.012])), ("jaw", "head", character.hinge),
            ("leftEye", "head", character.eye("Left")), ("rightEye", "head", character.eye("Right")),
            ("tongue1", "jaw", tongue[0]), ("tongue2", "tongue1", tongue[1]), ("tongue3", "tongue2", tongue[2])]


def materials(character):
    """Base colour (linear), roughness, and more of glTF's own."""
    c = character
    hair = c.hair_color
    return {
        "skin": (c.skin, 0.52, {}), "lips": (c.lips, 0.38, {}), "mouth": ((0.30, 0.07, 0.07), 0.6, {}),
        "gums": ((0.52, 0.17, 0.17), 0.4, {}), "teeth": ((0.83, 0.80, 0.73), 0.25, {}), "tongue": ((0.58, 0.20, 0.20), 0.45, {}),
        "eye_sclera": ((0.80, 0.79, 0.77), 0.18, {}), "eye_limbus": (tuple(0.18 * v for v in c.iris), 0.2, {}),
        "eye_iris": (c.iris, 0.25, {}), "eye_pupil": ((0.004, 0.004, 0.004), 0.1, {}),
        "cornea": ((1, 1, 1, 0.06), 0.05, {"alphaMode": "BLEND"}),
        "hair": (hair, 0.55, {}), "brow": (tuple(0.7 * v for v in hair), 0.7, {"doubleSided": True}),
        "lashes": ((0.012, 0.009, 0.008), 0.8, {"doubleSided": True}), "cloth": (c.cloth, 0.92, {}),
        "horn": ((0.42, 0.33, 0.22), 0.45, {}),
    }


class Primitive:
    """Faces of one material, with their own copy of the vertices they use."""

    def __init__(self, material, pieces_of_it):
        self.material = material
        self.pieces = pieces_of_it      # (part, used vertices, triangles over them)

    def stack(self, of_part):
        return np.concatenate([of_part(part)[used] for part, used, _ in self.pieces])

    def triangles(self):
        first, found = 0, []
        for _, used, triangles in self.pieces:
            found.append(triangles + first)
            first += len(used)
        return np.concatenate(found)


def primitives(parts):
    by_material = {}
    for part in parts:
        triangles, owner = triangles_of(part.faces)
        names = np.array(part.materials)[owner]
        for material in dict.fromkeys(part.materials):
            chosen = triangles[names == material]
            used, renumbered = np.unique(chosen, return_inverse=True)
            by_material.setdefault(material, []).append((part, used, renumbered.reshape(-1, 3)))
    return [Primitive(material, found) for material, found in by_material.items()]


def save(character, path):
    sheet, parts = gather(character)
    moved = displacements(character, sheet, parts)
    glb = GLB("mien Tools/rig/make_heads.py")
    skeleton = joints(character)
    names = [name for name, _, _ in skeleton]
    surfaces = materials(character)
    title = character.name.capitalize()
    part_triangles = {part.name: triangles_of(part.faces)[0] for part in parts}
    rest_normals = {part.name: normals(part.vertices, part_triangles[part.name]) for part in parts}
    used_materials = list(dict.fromkeys(m for part in parts for m in part.materials))
    meshes = []
    for moving in (True, False):
        group = [part for part in parts if part.moves == moving]
        meshes.append([write(glb, p, names, used_materials, part_triangles, rest_normals, moved if moving else None) for p in primitives(group)])
    inverse = []
    for _, _, place in skeleton:
        matrix = np.eye(4, dtype=np.float32)
        matrix[:3, 3] = -place
        inverse.append(matrix.T.reshape(16))
    world = {name: place for name, _, place in skeleton}
    nodes = [{"name": title, "children": [1, 2, 3]}, {"name": f"{title}Head", "mesh": 0, "skin": 0},
             {"name": f"{title}Body", "mesh": 1, "skin": 0}]
    for name, parent, place in skeleton:
        local = place - (world[parent] if parent else 0)
        children = [3 + i for i, (_, p, _) in enumerate(skeleton) if p == name]
        nodes.append({"name": name, "translation": [float(np.float32(v)) for v in local], **({"children": children} if children else {})})
    glb.json.update({
        "scene": 0, "scenes": [{"name": title, "nodes": [0]}], "nodes": nodes,
        "meshes": [{"name": f"{title}Head", "primitives": meshes[0], "weights": [0] * len(NAMES), "extras": {"targetNames": NAMES}},
                   {"name": f"{title}Body", "primitives": meshes[1]}],
        "materials": [{"name": m, "doubleSided": False, **surfaces[m][2],
                       "pbrMetallicRoughness": {"baseColorFactor": [*surfaces[m][0], 1.0][:4], "metallicFactor": 0.0,
                                                "roughnessFactor": surfaces[m][1]}} for m in used_materials],
        "skins": [{"name": title, "joints": list(range(3, 3 + len(skeleton))), "skeleton": 3,
                   "inverseBindMatrices": glb.accessor(np.array(inverse), FLOAT)}],
    })
    path.parent.mkdir(parents=True, exist_ok=True)
    glb.save(path)
    return sum(len(p.vertices) for p in parts), sum(len(p.faces) for p in parts)


def write(glb, primitive, joint_names, material_names, part_triangles, rest_normals, moved):
    vertices = primitive.stack(lambda part: part.vertices).astype(np.float32)
    rest = primitive.stack(lambda part: rest_normals[part.name]).astype(np.float32)
    bones, shares = bindings(primitive, joint_names)
    triangles = primitive.triangles().reshape(-1)
    wide = len(vertices) > 65535
    found = {
        "attributes": {
            "POSITION": glb.accessor(vertices, FLOAT, VERTICES, bounds=True), "NORMAL": glb.accessor(rest, FLOAT, VERTICES),
            "JOINTS_0": glb.accessor(bones, UNSIGNED_BYTE, VERTICES), "WEIGHTS_0": glb.accessor(shares, FLOAT, VERTICES)},
        "indices": glb.accessor(triangles.astype(np.uint32 if wide else np.uint16), UNSIGNED_INT if wide else UNSIGNED_SHORT, INDICES),
        "material": material_names.index(primitive.material),
    }
    if moved is None:
        return found
    found["targets"] = []
    for name in NAMES:
        def positions(part):
            return moved[part.name].get(name, np.zeros_like(part.vertices))

        def turned(part):
            if name not in moved[part.name]:
                return np.zeros_like(part.vertices)
            new = normals(part.vertices + moved[part.name][name], part_triangles[part.name])
            change = new - rest_normals[part.name]
            return np.where(np.abs(change).max(axis=1, keepdims=True) > 2e-3, change, 0)
        found["targets"].append({"POSITION": glb.sparse(primitive.stack(positions).astype(np.float32), bounds=True),
                                 "NORMAL": glb.sparse(primitive.stack(turned).astype(np.float32))})
    return found


def bindings(primitive, joint_names):
    """The four strongest joints of every vertex."""
    def dense(part):
        table = np.zeros((len(part.vertices), len(joint_names)))
        for joint, share in part.weights.items():
            table[:, joint_names.index(joint)] = share
        return table
    table = primitive.stack(dense)
    order = np.argsort(-table, axis=1)[:, :4]
    shares = np.take_along_axis(table, order, axis=1)
    shares = (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32)
    bones = np.where(shares > 0, order, 0).astype(np.uint8)
    return bones, shares
