"""Opens a baked GLB in Blender and compares every shape key at every frame with the curve file's value at that time.

blender_weights SCENE.glb CURVES.csv FPS   (CURVES: a Live Link take, 60 rows a second)
"""

import csv

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402

TOLERANCE = 1e-6


def judge(scene_path, curve_path, fps):
    with open(curve_path) as file:
        rows = list(csv.DictReader(file))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = int(fps), 1.0
    bpy.ops.import_scene.gltf(filepath=scene_path)
    heads = [o for o in bpy.data.objects if o.type == "MESH" and o.data.shape_keys]
    assert len(heads) == 1, f"{len(heads)} meshes with shape keys"
    keys = heads[0].data.shape_keys
    action = keys.animation_data.action
    curves = {c.data_path.split('"')[1]: c for c in action.fcurves}
    assert len(curves) == len(keys.key_blocks) - 1 >= 52, f"{len(curves)} animated shapes"
    step = 60 // int(fps) if 60 % int(fps) == 0 else None
    greatest, compared = 0.0, 0
    for name, curve in curves.items():
        column = name[0].upper() + name[1:]
        if column not in rows[0]:
            continue  # the tongue, which that curve file does not have
        for point in curve.keyframe_points:
            frame = round(point.co.x)
            row = frame * step if step else (frame * 60 // int(fps) if frame * 60 % int(fps) == 0 else None)
            if row is None or row >= len(rows):
                continue
            greatest = max(greatest, abs(point.co.y - float(rows[row][column])))
            compared += 1
    moving = sum(max(p.co.y for p in c.keyframe_points) > 0.05 for c in curves.values())
    assert moving > 8, f"only {moving} shapes move"
    bones = [o for o in bpy.data.objects if o.type == "ARMATURE" and o.animation_data and o.animation_data.action]
    assert bones, "no joint is animated"
    print(f"greatest difference {greatest:.3g} over {compared} values")
    assert compared > 52 * 10 and greatest <= TOLERANCE, f"{greatest} over {compared}"

