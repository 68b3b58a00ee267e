"""Draws a rig's outline with Blender from a given camera and compares it with a picture's alpha.

Cycles stands in for Workbench, which needs a display; the outline is the same.

blender_silhouette RIG OWN.png SIZE HALF_ANGLE x,y,z,x,y,z TARGET=WEIGHT …
"""

import numpy

numpy.bool = bool  # Blender 3.4's glTF importer predates NumPy 1.24

import bpy  # noqa: E402
import mathutils  # noqa: E402

LEAST = 0.97


def judge(rig, own, size, half_angle, place, *weights):
    size = int(size)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    (bpy.ops.import_scene.fbx if rig.endswith(".fbx") else bpy.ops.import_scene.gltf)(filepath=rig)
    scene = bpy.context.scene
    for thing in bpy.data.objects:
        thing.animation_data_clear()
        if thing.type == "MESH" and thing.data.shape_keys:
            thing.data.shape_keys.animation_data_clear()
            for block in thing.data.shape_keys.key_blocks[1:]:
                block.value = 0
            for pair in weights:
                name, weight = pair.split("=")
                block = thing.data.shape_keys.key_blocks.get(name)
                if block:
                    block.value = float(weight)
        if thing.type == "ARMATURE":
            thing.data.pose_position = "REST" if rig.endswith(".fbx") else "POSE"
    numbers = [float(v) for v in place.split(",")]
    # Y up to Blender's Z up.
    position, target = (mathutils.Vector((v[0], -v[2], v[1])) for v in (numbers[:3], numbers[3:]))
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.data.sensor_fit, camera.data.angle = "VERTICAL", 2 * float(half_angle)
    camera.data.clip_start, camera.data.clip_end = (position - target).length / 100, (position - target).length * 100
    camera.location = position
    camera.rotation_euler = (target - position).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 16, False
    scene.cycles.max_bounces = 0
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.film_transparent = True
    scene.render.filepath = own + ".blender.png"
    bpy.ops.render.render(write_still=True)

    def alpha(path):
        image = bpy.data.images.load(path)
        return numpy.array(image.pixels[:]).reshape(size, size, 4)[..., 3] > 0.5

    ours, theirs = alpha(own), alpha(scene.render.filepath)
    union = (ours | theirs).sum()
    share = (ours & theirs).sum() / max(union, 1)
    print(f"intersection over union {share:.4f} of {union} pixels")
    assert union > size * size / 20 and share >= LEAST, share

