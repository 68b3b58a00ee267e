"""Opens an animated scene and the rig it was made from in Blender: every weight at every frame is the curve file's, and every
vertex moves as the source's does.

blender_scene ANIMATED RIG CURVES.csv FPS   (CURVES: a Live Link take, 60 rows a second)
"""

import csv

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402
from mathutils.kdtree import KDTree  # noqa: E402

WEIGHT_TOLERANCE = 1e-6
# Of the mouth's width, which is about a quarter of a head's.
VERTEX_TOLERANCE = 1e-5


def open_head(path, fps):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps, bpy.context.scene.render.fps_base = fps, 1.0
    if path.endswith(".fbx"):
        bpy.ops.import_scene.fbx(filepath=path)
    else:
        bpy.ops.import_scene.gltf(filepath=path)
    heads = [o for o in bpy.data.objects if o.type == "MESH" and o.data.shape_keys]
    assert len(heads) == 1, f"{len(heads)} meshes with shape keys in {path}"
    return heads[0]


def positions(block):
    flat = numpy.empty(len(block.data) * 3, numpy.float32)
    block.data.foreach_get("co", flat)
    return flat.reshape(-1, 3).astype(float)


def shapes(head):
    """Resting vertices and what each shape adds, in the world's space."""
    matrix = numpy.array(head.matrix_world)
    blocks = head.data.shape_keys.key_blocks
    rest = positions(blocks[0])
    moved = {block.name: (positions(block) - rest) @ matrix[:3, :3].T for block in blocks[1:]}
    return rest @ matrix[:3, :3].T + matrix[:3, 3], moved


def judge(animated, rig, curves, fps):
    fps = int(fps)
    with open(curves) as file:
        rows = list(csv.DictReader(file))
    rest_wanted, moved_wanted = shapes(open_head(rig, fps))
    head = open_head(animated, fps)
    rest, moved = shapes(head)
    assert list(moved) == list(moved_wanted), "other shapes than the rig's"

    action = head.data.shape_keys.animation_data.action
    first = min(point.co.x for curve in action.fcurves for point in curve.keyframe_points)
    worst, compared, faces = 0.0, 0, {}
    for curve in action.fcurves:
        name = curve.data_path.split('"')[1]
        for frame in range((len(rows) - 1) * fps // 60 + 1):
            if frame * 60 % fps:
                continue
            value = curve.evaluate(frame + first)
            column = name[0].upper() + name[1:]
            if column in rows[0]:  # that curve file has no tongue
                worst = max(worst, abs(value - float(rows[frame * 60 // fps][column])))
                compared += 1
            faces.setdefault(frame, {})[name] = value
    assert compared > 52 * 20 and worst <= WEIGHT_TOLERANCE, f"weights differ by {worst} over {compared}"

    width = numpy.ptp(rest_wanted[:, 0]) / 4
    tree = KDTree(len(rest_wanted))
    for index, vertex in enumerate(rest_wanted):
        tree.insert(vertex, index)
    tree.balance()
    # Seams add vertices; each is one of the source's vertices on which it rests, in another order.
    in_order = len(rest) == len(rest_wanted)
    near = [[index] if in_order else [i for _, i, _ in tree.find_range(vertex, 1e-6)] for index, vertex in enumerate(rest)]
    assert all(near), "a vertex rests where the rig has none"
    farthest = 0.0
    for frame in sorted(faces, key=lambda f: -faces[f].get("jawOpen", 0))[:5]:
        now = rest + sum(weight * moved[name] for name, weight in faces[frame].items())
        wanted = rest_wanted + sum(weight * moved_wanted[name] for name, weight in faces[frame].items())
        for index, candidates in enumerate(near):
            farthest = max(farthest, numpy.abs(wanted[candidates] - now[index]).max(axis=1).min() / width)
    print(f"weights within {worst:.3g} over {compared}, vertices within {farthest:.3g} mouth widths")
    assert farthest <= VERTEX_TOLERANCE, f"vertices differ by {farthest} mouth widths"

