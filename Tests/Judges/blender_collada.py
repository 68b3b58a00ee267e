"""Writes a head with shape keys as COLLADA:  blender_collada HEAD.glb OUT.dae"""

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402


def judge(source, target):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.import_scene.gltf(filepath=source)
    bpy.ops.wm.collada_export(filepath=target, include_shapekeys=True, triangulate=False)
