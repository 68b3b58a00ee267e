"""The parsers that users of a format have: numpy, csv, yaml, xml, json and pygltflib open what was written, and what they
see is the same clip.

openers FOLDER   (a.npz a.a2f.csv a.rigmapper.csv a.metahuman.csv a.board.csv a.anim a.xml a.rhubarb.json a.tsv a.dat
a.glb a.gltf a.vrma a.tres a.maya.anim, all of one clip at 30 frames a second)
"""

import csv
import json
import re
import xml.etree.ElementTree
from pathlib import Path

import numpy
import yaml
from pygltflib import GLTF2


def judge(folder):
    folder = Path(folder)
    archive = numpy.load(folder / "a.npz")
    weights, names = archive["weights"], [str(name) for name in archive["names"]]
    frames = len(weights)
    assert weights.shape == (frames, 68) and weights.dtype == numpy.float32 and float(archive["fps"]) == 30
    assert 0 <= weights.min() and weights.max() <= 1 and weights.max() > 0.2

    def column(name):
        return weights[:, names.index(name)]

    def same(values, wanted, tolerance, what):
        worst = numpy.abs(numpy.asarray(values, float) - wanted).max()
        assert len(values) == len(wanted) and worst <= tolerance, (what, len(values), worst)

    def table(name):
        with open(folder / name, newline="") as file:
            return list(csv.DictReader(file, skipinitialspace=True))

    rows = table("a.a2f.csv")
    for name in names:
        same([float(r["blendShapes." + name[0].upper() + name[1:]]) for r in rows], column(name), 1e-7, name)
    assert abs(float(rows[30]["timeCode"]) - 1) < 1e-9

    metahuman = table("a.metahuman.csv")
    assert len(metahuman[0]) == 251 and len(table("a.board.csv")[0]) == 174
    jaw = [float(r["CTRL_expressions_jawOpen"]) for r in metahuman]
    same(jaw, column("jawOpen"), 1e-6, "MetaHuman's jaw")
    same([float(r["CTRL_C_jaw.ty"]) for r in table("a.board.csv")], column("jawOpen"), 1e-6, "the board's jaw")
    long_form = {}
    for row in table("a.rigmapper.csv"):
        assert list(row) == ["curve_name", "frame_number", "value"], list(row)
        long_form.setdefault(row["curve_name"], []).append(float(row["value"]))
    same(long_form["CTRL_expressions_jawOpen"], column("jawOpen"), 1e-6, "RigMapper's jaw")
    assert len(long_form) == 251

    class Unity(yaml.SafeLoader):
        pass

    Unity.add_multi_constructor("tag:unity3d.com,2011:", lambda loader, _, node: loader.construct_mapping(node, deep=True))
    clip = yaml.load((folder / "a.anim").read_text(), Unity)["AnimationClip"]
    for curve in clip["m_FloatCurves"]:
        keys = curve["curve"]["m_Curve"]
        same([key["value"] for key in keys], column(curve["attribute"].split(".")[1]) * 100, 1e-4, curve["attribute"])
    assert len(clip["m_FloatCurves"]) == len(clip["m_EditorCurves"]) == 68 and clip["m_SampleRate"] == 30

    cues = json.loads((folder / "a.rhubarb.json").read_text())["mouthCues"]
    tree = xml.etree.ElementTree.parse(folder / "a.xml").getroot()
    assert tree.tag == "rhubarbResult"
    assert [(c.get("start"), c.text) for c in tree.iter("mouthCue")] == [(f"{c['start']:.2f}", c["value"]) for c in cues]
    lines = [line.split("\t") for line in (folder / "a.tsv").read_text().splitlines()]
    assert [(float(t), shape) for t, shape in lines[:-1]] == [(c["start"], c["value"]) for c in cues]
    assert all(a["end"] == b["start"] for a, b in zip(cues, cues[1:])) and {c["value"] for c in cues} <= set("ABCDEFGHX")
    moho = (folder / "a.dat").read_text().splitlines()
    assert moho[0] == "MohoSwitch1" and all(re.fullmatch(r"\d+ [A-Za-z]+", line) for line in moho[1:])

    godot = (folder / "a.tres").read_text()
    track = godot.split(":blend_shapes/jawOpen")[1]
    same([float(v) for v in re.search(r'"values": \[(.*?)\]', track).group(1).split(", ")], column("jawOpen"), 1e-6, "Godot")
    maya = (folder / "a.maya.anim").read_text().split("anim jawOpen jawOpen")[1].split("keys {")[1].split("}")[0]
    same([float(line.split()[1]) for line in maya.strip().splitlines()], column("jawOpen"), 1e-6, "Maya")

    for name in ["a.glb", "a.gltf", "a.vrma"]:
        scene = GLTF2().load_binary(folder / name) if name == "a.vrma" else GLTF2().load(folder / name)
        assert len(scene.animations) == 1 and scene.accessors, name
    assert "VRMC_vrm_animation" in scene.extensions
    print(f"{frames} frames in every opener")
