"""Renders one moment of several baked scenes side by side with Blender (Cycles), each framed by what its targets move.

    blender --background --python Tools/rig/render_heads.py -- out.png 2.4 30 a.glb b.fbx …   (seconds, frames a second)
"""

import sys
from pathlib import Path

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402
import mathutils  # noqa: E402

SIZE = 360


def face_box(head):
    """Corners of what the shapes move by a third of the most, in the world's space."""
    blocks = head.data.shape_keys.key_blocks

    def places(block):
        flat = numpy.empty(len(block.data) * 3, numpy.float32)
        block.data.foreach_get("co", flat)
        return flat.reshape(-1, 3)

    rest = places(blocks[0])
    moved = numpy.zeros(len(rest), bool)
    for block in blocks[1:]:
        distance = numpy.linalg.norm(places(block) - rest, axis=1)
        if distance.max() > 0:
            moved |= distance > 0.3 * distance.max()
    points = [head.matrix_world @ mathutils.Vector(point) for point in rest[moved]]
    return numpy.min(points, axis=0), numpy.max(points, axis=0)


def render(path, seconds, fps, target):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = fps
    importer = bpy.ops.import_scene.fbx if path.endswith(".fbx") else bpy.ops.import_scene.gltf
    importer(filepath=path)
    head = max((o for o in bpy.data.objects if o.type == "MESH" and o.data.shape_keys), key=lambda o: len(o.data.vertices))
    low, high = face_box(head)
    first = min(p.co.x for c in head.data.shape_keys.animation_data.action.fcurves for p in c.keyframe_points)
    scene.frame_set(round(first + seconds * fps))
    size = float(high[2] - low[2])
    middle = mathutils.Vector((low + high) / 2)
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.data.lens, camera.data.clip_start, camera.data.clip_end = 85, size / 100, size * 100
    camera.location = middle + mathutils.Vector((0.25, -1, 0.02)).normalized() * size * 3.0
    camera.rotation_euler = (middle - camera.location).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(camera)
    scene.camera = camera
    for location, watts, width in (((0.7, -1, 0.8), 9, 1.0), ((-1, -0.8, 0.1), 4, 1.4), ((-0.5, 1, 0.8), 8, 0.8)):
        light = bpy.data.objects.new("light", bpy.data.lights.new("light", "AREA"))
        light.data.energy, light.data.size = watts * size**2 * 12, width * size
        light.location = middle + mathutils.Vector(location) * size * 2
        light.rotation_euler = (middle - light.location).to_track_quat("-Z", "Y").to_euler()
        scene.collection.objects.link(light)
    world = bpy.data.worlds.new("world")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.09, 0.11, 0.14, 1)
    scene.world = world
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 32, False
    scene.view_settings.view_transform = "Standard"
    scene.render.resolution_x = scene.render.resolution_y = SIZE
    scene.render.film_transparent = False
    scene.render.filepath = target
    bpy.ops.render.render(write_still=True)


def main():
    target, seconds, fps, *paths = sys.argv[sys.argv.index("--") + 1:]
    strip = numpy.zeros((SIZE, SIZE * len(paths), 4), numpy.float32)
    for index, path in enumerate(paths):
        part = str(Path(target).with_suffix(f".{index}.png").resolve())
        render(path, float(seconds), int(fps), part)
        image = bpy.data.images.load(part)
        strip[:, index * SIZE:(index + 1) * SIZE] = numpy.array(image.pixels[:]).reshape(SIZE, SIZE, 4)
        Path(part).unlink()
    whole = bpy.data.images.new("strip", strip.shape[1], SIZE)
    whole.pixels = strip.reshape(-1)
    whole.filepath_raw, whole.file_format = str(Path(target).resolve()), "PNG"
    whole.save()


main()
