"""Opens every format that was written from one clip with the readers that its users have, and looks each channel up by its
name: a value under a neighbour's name is wrong, however right it is.

channels_by_name CLIP.json FOLDER RIG_TARGETS

CLIP.json is a weight matrix in which every channel stands still at a value of its own. FOLDER has a.glb a.gltf a.usda a.vrma
a.csv a.json a.a2f.csv a.npz a.metahuman.csv a.board.csv a.rigmapper.csv a.unity.anim a.tres a.maya.anim. RIG_TARGETS names the
rig's targets that are channels, with commas.
"""

import csv
import json
import re
import struct
from pathlib import Path

import numpy
import yaml
from pxr import Usd, UsdSkel
from pygltflib import GLTF2

TOLERANCE = 1e-6
COMPONENTS = {5121: "B", 5123: "H", 5125: "I", 5126: "f"}
WIDTHS = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}
# Presets of VRM that are a channel each, and MetaHuman's controls that are.
VRM = {"blinkLeft": "eyeBlinkLeft", "blinkRight": "eyeBlinkRight"}
METAHUMAN = {
    "jawOpen": "jawOpen", "eyeBlinkL": "eyeBlinkLeft", "eyeBlinkR": "eyeBlinkRight", "mouthLeft": "mouthLeft",
    "noseWrinkleL": "noseSneerLeft", "noseWrinkleR": "noseSneerRight", "tongueTipUp": "tongueTipUp",
    "tongueTipDown": "tongueTipDown", "tongueTipLeft": "tongueTipLeft", "tongueUp": "tongueUp", "tongueIn": "tongueIn",
    "tongueNarrow": "tongueNarrow",
}


def judge(clip, folder, targets):
    folder = Path(folder)
    source = json.loads(Path(clip).read_text())
    face = {name[0].lower() + name[1:]: row for name, row in zip(source["facsNames"], source["weightMat"][0])}
    assert len(set(face.values())) == len(face) == 68, "every channel needs a value of its own"
    targets = targets.split(",")
    seen = {}

    def note(file, found):
        """Values by name, of names that are channels."""
        for name, value in found.items():
            assert name in face, f"{file}: '{name}' is no channel"
            assert abs(float(value) - face[name]) <= TOLERANCE, f"{file}: {name} is {value}, not {face[name]}"
        seen[file] = len(found)

    def pascal(row):
        return {key[0].lower() + key[1:]: value for key, value in row.items() if key[:1].lower() + key[1:] in face}

    def rows(name):
        with open(folder / name, newline="") as file:
            return list(csv.DictReader(file, skipinitialspace=True))

    for name in ["a.glb", "a.gltf"]:
        note(name, gltf_weights(folder / name))
    note("a.usda", usd_weights(folder / "a.usda"))
    note("a.vrma", vrm_weights(folder / "a.vrma"))
    for row in rows("a.csv"):
        note("a.csv", pascal(row))
    matrix = json.loads((folder / "a.json").read_text())
    for row in matrix["weightMat"]:
        note("a.json", pascal(dict(zip(matrix["facsNames"], row))))
    for row in rows("a.a2f.csv"):
        note("a.a2f.csv", pascal({key.removeprefix("blendShapes."): value for key, value in row.items()}))
    archive = numpy.load(folder / "a.npz")
    for row in archive["weights"]:
        note("a.npz", dict(zip([str(name) for name in archive["names"]], row)))

    for row in rows("a.metahuman.csv"):
        note("a.metahuman.csv", {ours: row["CTRL_expressions_" + theirs] for theirs, ours in METAHUMAN.items()})
    long_form = {row["curve_name"]: row["value"] for row in rows("a.rigmapper.csv")}
    note("a.rigmapper.csv", {ours: long_form["CTRL_expressions_" + theirs] for theirs, ours in METAHUMAN.items()})
    note("a.board.csv", {"jawOpen": rows("a.board.csv")[0]["CTRL_C_jaw.ty"]})

    class Unity(yaml.SafeLoader):
        pass

    Unity.add_multi_constructor("tag:unity3d.com,2011:", lambda loader, _, node: loader.construct_mapping(node, deep=True))
    clip = yaml.load((folder / "a.unity.anim").read_text(), Unity)["AnimationClip"]
    note("a.unity.anim", {
        curve["attribute"].split(".", 1)[1]: curve["curve"]["m_Curve"][0]["value"] / 100 for curve in clip["m_FloatCurves"]
    })
    godot = (folder / "a.tres").read_text()
    note("a.tres", {
        name: value for name, value in re.findall(r':blend_shapes/([^"]+)"\).*?"values": \[([^,\]]+)', godot, re.DOTALL)
    })
    maya = (folder / "a.maya.anim").read_text()
    note("a.maya.anim", {
        name: value
        for name, value in re.findall(r"^anim (\S+) \1 .*?keys \{\s+\d+ (\S+) ", maya, re.DOTALL | re.MULTILINE)
    })

    on_the_rig = set(targets)
    for file in ["a.glb", "a.gltf", "a.usda", "a.unity.anim", "a.tres", "a.maya.anim"]:
        assert seen[file] == len(on_the_rig), f"{file} has {seen[file]} of the rig's {len(on_the_rig)} targets"
    assert seen["a.vrma"] == 52 and seen["a.csv"] == 52, seen
    for file in ["a.json", "a.a2f.csv", "a.npz"]:
        assert seen[file] == 68, (file, seen[file])
    print(seen)


def floats(scene, number):
    """An accessor's rows, read with pygltflib's buffers alone."""
    accessor = scene.accessors[number]
    view = scene.bufferViews[accessor.bufferView]
    blob = scene.binary_blob() or scene.get_data_from_buffer_uri(scene.buffers[view.buffer].uri)
    width = WIDTHS[accessor.type]
    start = (view.byteOffset or 0) + (accessor.byteOffset or 0)
    values = struct.unpack_from(f"<{accessor.count * width}{COMPONENTS[accessor.componentType]}", blob, start)
    return [values[at : at + width] for at in range(0, len(values), width)]


def gltf_weights(path):
    scene = GLTF2().load(path)
    found = {}
    for channel in scene.animations[0].channels:
        if channel.target.path != "weights":
            continue
        mesh = scene.meshes[scene.nodes[channel.target.node].mesh]
        names = mesh.extras["targetNames"]
        sampler = scene.animations[0].samplers[channel.sampler]
        keys = len(floats(scene, sampler.input))
        values = [value for (value,) in floats(scene, sampler.output)]
        assert len(values) == keys * len(names) and len(mesh.primitives[0].targets) == len(names)
        for key in range(keys):
            found.update(zip(names, values[key * len(names) :]))
    return found


def vrm_weights(path):
    scene = GLTF2().load_binary(path)
    expressions = scene.extensions["VRMC_vrm_animation"]["expressions"]
    moved = {}
    for channel in scene.animations[0].channels:
        if channel.target.path == "translation":
            moved[channel.target.node] = floats(scene, scene.animations[0].samplers[channel.sampler].output)[0][0]
    for name, entry in list(expressions["preset"].items()) + list(expressions["custom"].items()):
        assert scene.nodes[entry["node"]].name == name, f"the node of '{name}' is '{scene.nodes[entry['node']].name}'"
    customs = {name: moved[entry["node"]] for name, entry in expressions["custom"].items()}
    for preset, channel in VRM.items():
        value = moved[expressions["preset"][preset]["node"]]
        assert abs(value - customs[channel]) <= TOLERANCE, f"{preset} is {value}, {channel} {customs[channel]}"
    return customs


def usd_weights(path):
    stage = Usd.Stage.Open(str(path))
    found = {}
    for prim in stage.Traverse():
        if prim.IsA(UsdSkel.Animation):
            animation = UsdSkel.Animation(prim)
            names = animation.GetBlendShapesAttr().Get()
            values = animation.GetBlendShapeWeightsAttr().Get(Usd.TimeCode(0))
            assert len(names) == len(values)
            found.update(zip(names, values))
    return found
