"""Opens an animated scene in Blender and looks each channel up by the name of its shape key.

blender_channels SCENE CLIP.json   (CLIP.json: a weight matrix in which every channel stands still at a value of its own)
"""

import json

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402


def judge(scene, clip):
    with open(clip) as file:
        source = json.load(file)
    face = {name[0].lower() + name[1:]: row for name, row in zip(source["facsNames"], source["weightMat"][0])}
    bpy.ops.wm.read_factory_settings(use_empty=True)
    if scene.endswith(".fbx"):
        bpy.ops.import_scene.fbx(filepath=scene)
    else:
        bpy.ops.import_scene.gltf(filepath=scene)
    heads = [o for o in bpy.data.objects if o.type == "MESH" and o.data.shape_keys]
    assert heads, "no mesh has shape keys"
    bpy.context.scene.frame_set(int(bpy.context.scene.frame_start) + 1)
    compared = 0
    for head in heads:
        for block in head.data.shape_keys.key_blocks[1:]:
            assert block.name in face, f"'{block.name}' is no channel"
            assert abs(block.value - face[block.name]) <= 1e-6, f"{block.name} is {block.value}, not {face[block.name]}"
            compared += 1
    assert compared >= 52, f"{compared} shapes"
