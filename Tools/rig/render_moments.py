"""Renders moments of a baked GLB side by side with Blender (Cycles), for the README.

    blender --background --python Tools/rig/render_moments.py -- baked.glb docs/greeting.png 0.1 1.1 2.4 5.5
"""

import sys
from pathlib import Path

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402
import mathutils  # noqa: E402

WIDTH, HEIGHT, FPS = 300, 380, 60


def look_at(thing, location, target):
    thing.location = location
    direction = mathutils.Vector(target) - mathutils.Vector(location)
    thing.rotation_euler = direction.to_track_quat("-Z", "Y").to_euler()


def stage(scene):
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.data.lens = 85
    look_at(camera, (0.10, -0.86, -0.01), (0, 0, -0.035))
    scene.collection.objects.link(camera)
    scene.camera = camera
    for name, location, watts, size in (("key", (0.5, -0.8, 0.6), 11, 0.6), ("fill", (-0.7, -0.6, 0.0), 4, 0.8), ("rim", (-0.3, 0.7, 0.5), 9, 0.4)):
        light = bpy.data.objects.new(name, bpy.data.lights.new(name, "AREA"))
        light.data.energy, light.data.size = watts, size
        look_at(light, location, (0, 0, 0))
        scene.collection.objects.link(light)
    world = bpy.data.worlds.new("world")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.09, 0.11, 0.14, 1)
    scene.world = world
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 48
    scene.cycles.use_denoising = False
    scene.render.resolution_x, scene.render.resolution_y = WIDTH, HEIGHT
    scene.view_settings.view_transform = "Standard"


def main():
    source, target, *seconds = sys.argv[sys.argv.index("--") + 1:]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = FPS
    bpy.ops.import_scene.gltf(filepath=source)
    stage(scene)
    strip = numpy.zeros((HEIGHT, WIDTH * len(seconds), 4), numpy.float32)
    for index, moment in enumerate(seconds):
        scene.frame_set(round(float(moment) * FPS))
        scene.render.filepath = str(Path(target).with_suffix(f".{index}.png").resolve())
        bpy.ops.render.render(write_still=True)
        image = bpy.data.images.load(scene.render.filepath)
        strip[:, index * WIDTH:(index + 1) * WIDTH] = numpy.array(image.pixels[:]).reshape(HEIGHT, WIDTH, 4)
        Path(scene.render.filepath).unlink()
    whole = bpy.data.images.new("strip", strip.shape[1], HEIGHT)
    whole.pixels = strip.reshape(-1)
    whole.filepath_raw, whole.file_format = str(Path(target).resolve()), "PNG"
    whole.save()


main()
