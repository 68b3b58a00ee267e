"""Small whole files of every kind that mien reads, as seeds of damage: made here, or by mien of what is made here.

The head has 25 vertices, 12 of ARKit's targets, a skin on a head's joint, a picture, and VRM's expressions; a line of it has
eight frames. Small cases that lie beside the checkout (../shared) are added where they are.
"""

import json
import math
import pickle
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SIDE = 5
TARGETS = ["jawOpen", "mouthClose", "mouthFunnel", "mouthSmileLeft", "mouthSmileRight", "mouthUpperUpLeft",
           "mouthUpperUpRight", "mouthLowerDownLeft", "mouthLowerDownRight", "eyeBlinkLeft", "eyeBlinkRight", "browInnerUp"]
WRITTEN = ["glb", "gltf", "fbx", "usda", "vrma", "json", "a2f.csv", "rigmapper.csv", "metahuman.csv", "board.csv", "unity.anim",
           "maya.anim", "tres", "tsv", "xml", "rhubarb.json", "dat", "npz"]
TEXTS = {
    "plain.txt": "Grüße, *Welt*! [nods] It costs 12.5 % 😀 (laughs) - \"really?\"",
    "marked.ssml": '<speak version="1.1" xml:lang="en-US"><p><s>Well, <emphasis level="strong">that</emphasis> is '
                   '<break time="300ms"/> <prosody rate="slow" pitch="+10%">new</prosody>&#33; &amp; good.</s></p></speak>',
    "cues.txt": "1\n00:00:00,500 --> 00:00:01,250\nHello there.\n\n2\n00:00:01,500 --> 00:00:02,000\nYes?\n",
    "settings.yaml": "emotion: joy:0.6\nseed: 3\nfps: 24\nkeys: reduced\nlook-at: 0,0,1\nbrows: 1.5\n",
    "pose.csv": "Timecode,BlendShapeCount,JawOpen,MouthSmileLeft,HeadYaw,HeadPitch,HeadRoll\n"
                "12:00:00:01.100,61,0.1,0.2,0,0,0\n12:00:00:02.100,61,0.3,0.1,0.05,0,0\n12:00:00:03.100,61,0.2,0,0,0.01,0\n",
}
GRID = ('File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 1\ntiers? <exists>\nsize = 2\nitem []:\n'
        '    item [1]:\n        class = "IntervalTier"\n        name = "words"\n        xmin = 0\n        xmax = 1\n'
        '        intervals: size = 1\n        intervals [1]:\n            xmin = 0.1\n            xmax = 0.9\n'
        '            text = "map"\n    item [2]:\n        class = "IntervalTier"\n        name = "phones"\n        xmin = 0\n'
        '        xmax = 1\n        intervals: size = 3\n        intervals [1]:\n            xmin = 0.1\n'
        '            xmax = 0.3\n            text = "M"\n        intervals [2]:\n            xmin = 0.3\n'
        '            xmax = 0.6\n            text = "AE1"\n        intervals [3]:\n            xmin = 0.6\n'
        '            xmax = 0.9\n            text = "P"\n')
SHORT_GRID = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n1\n<exists>\n1\n"IntervalTier"\n"phones"\n0\n1\n1\n0\n1\n"AA"\n'


def places():
    return [(x / 2 - 1, 1 - y / 2, 0.3 * math.cos(x - 2)) for y in range(SIDE) for x in range(SIDE)]


def faces():
    corner = [(y * SIDE + x) for y in range(SIDE - 1) for x in range(SIDE - 1)]
    return [t for c in corner for t in ((c, c + SIDE, c + 1), (c + 1, c + SIDE, c + SIDE + 1))]


def moves(number):
    """What target `number` adds: a bump at a place of its own."""
    at = (math.sin(number), math.cos(2 * number))
    return [(0.05 * math.sin(number), -0.2 * math.exp(-3 * ((x - at[0]) ** 2 + (y - at[1]) ** 2)), 0.02) for x, y, _ in places()]


def picture():
    """A PNG of 4 by 4."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + bytes(range(12 * y, 12 * y + 12)) for y in range(4))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def head(is_older):
    """The head as binary glTF, with VRM 0's or 1's own extension."""
    views, accessors, binary = [], [], bytearray()

    def view(data):
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(data)})
        binary.extend(data + b"\0" * (-len(data) % 4))
        return len(views) - 1

    def accessor(data, kind, component, count):
        accessors.append({"bufferView": view(data), "componentType": component, "count": count, "type": kind})
        return len(accessors) - 1

    def vectors(rows):
        number = accessor(b"".join(struct.pack("<3f", *row) for row in rows), "VEC3", 5126, len(rows))
        accessors[number]["min"] = [min(row[axis] for row in rows) for axis in range(3)]
        accessors[number]["max"] = [max(row[axis] for row in rows) for axis in range(3)]
        return number

    count = SIDE * SIDE
    attributes = {
        "POSITION": vectors(places()),
        "TEXCOORD_0": accessor(b"".join(struct.pack("<2f", x, y) for x, y, _ in places()), "VEC2", 5126, count),
        "JOINTS_0": accessor(b"\0\1\0\0" * count, "VEC4", 5121, count),
        "WEIGHTS_0": accessor(struct.pack("<4f", 0.75, 0.25, 0, 0) * count, "VEC4", 5126, count),
    }
    indices = accessor(b"".join(struct.pack("<3H", *face) for face in faces()), "SCALAR", 5123, 3 * len(faces()))
    targets = [{"POSITION": vectors(moves(n))} for n in range(len(TARGETS))]
    identity = struct.pack("<16f", *[float(i % 5 == 0) for i in range(16)])
    binds = accessor(identity * 2, "MAT4", 5126, 2)
    image = view(picture())
    extension = (
        {"VRM": {"humanoid": {"humanBones": [{"bone": "head", "node": 2}, {"bone": "neck", "node": 1}]},
                 "blendShapeMaster": {"blendShapeGroups": [
                     {"name": "A", "presetName": "a", "binds": [{"mesh": 0, "index": 0, "weight": 100}]}]}}}
        if is_older else
        {"VRMC_vrm": {"specVersion": "1.0", "humanoid": {"humanBones": {"head": {"node": 2}, "neck": {"node": 1}}},
                      "expressions": {"preset": {"aa": {"morphTargetBinds": [{"node": 0, "index": 0, "weight": 0.8}]}}}}})
    scene = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0, 1]}], "extensions": extension,
        "nodes": [{"mesh": 0, "skin": 0, "name": "face"}, {"name": "neck", "children": [2]},
                  {"name": "head", "translation": [0, 0.1, 0]}],
        "skins": [{"joints": [1, 2], "inverseBindMatrices": binds}],
        "meshes": [{"name": "face", "extras": {"targetNames": TARGETS},
                    "primitives": [{"attributes": attributes, "indices": indices, "material": 0, "targets": targets}]}],
        "materials": [{"name": "skin", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "textures": [{"source": 0}], "images": [{"bufferView": image, "mimeType": "image/png"}],
        "bufferViews": views, "accessors": accessors, "buffers": [{"byteLength": len(binary)}],
    }
    text = json.dumps(scene).encode()
    text += b" " * (-len(text) % 4)
    length = 12 + 8 + len(text) + 8 + len(binary)
    return (struct.pack("<4sII", b"glTF", 2, length) + struct.pack("<I4s", len(text), b"JSON") + text
            + struct.pack("<I4s", len(binary), b"BIN\0") + bytes(binary))


def numbers(rows):
    return " ".join(f"{value:.4g}" for row in rows for value in row)


def collada():
    def geometry(name, rows):
        count = len(rows)
        triangles = " ".join(str(corner) for face in faces() for corner in face)
        return (f'<geometry id="{name}" name="{name}"><mesh><source id="{name}-p"><float_array id="{name}-a" count="{3 * count}">'
                f'{numbers(rows)}</float_array><technique_common><accessor source="#{name}-a" count="{count}" stride="3">'
                '<param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor>'
                f'</technique_common></source><vertices id="{name}-v"><input semantic="POSITION" source="#{name}-p"/></vertices>'
                f'<triangles count="{len(faces())}"><input semantic="VERTEX" source="#{name}-v" offset="0"/><p>{triangles}</p>'
                "</triangles></mesh></geometry>")
    shapes = TARGETS[:3]
    moved = [[tuple(a + b for a, b in zip(p, m)) for p, m in zip(places(), moves(n))] for n in range(len(shapes))]
    names = " ".join(shapes)
    return ('<?xml version="1.0" encoding="utf-8"?><COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">'
            '<asset><unit name="meter" meter="1"/><up_axis>Y_UP</up_axis></asset><library_geometries>'
            + geometry("face", places()) + "".join(geometry(name, rows) for name, rows in zip(shapes, moved))
            + '</library_geometries><library_controllers><controller id="m"><morph source="#face" method="NORMALIZED">'
            f'<source id="t"><IDREF_array id="ta" count="{len(shapes)}">{names}</IDREF_array><technique_common>'
            f'<accessor source="#ta" count="{len(shapes)}" stride="1"><param name="MORPH_TARGET" type="IDREF"/></accessor>'
            f'</technique_common></source><source id="w"><float_array id="wa" count="{len(shapes)}">0 0 0</float_array>'
            f'<technique_common><accessor source="#wa" count="{len(shapes)}" stride="1"><param name="MORPH_WEIGHT" type="float"/>'
            '</accessor></technique_common></source><targets><input semantic="MORPH_TARGET" source="#t"/>'
            '<input semantic="MORPH_WEIGHT" source="#w"/></targets></morph></controller></library_controllers>'
            '<library_visual_scenes><visual_scene id="s"><node id="n" name="face"><instance_controller url="#m"/></node>'
            '</visual_scene></library_visual_scenes><scene><instance_visual_scene url="#s"/></scene></COLLADA>')


def wavefront():
    lines = ["mtllib in.mtl", "o face", *(f"v {x:.4g} {y:.4g} {z:.4g}" for x, y, z in places()), "vt 0 0", "usemtl skin"]
    return "\n".join(lines + ["f " + " ".join(f"{corner + 1}/1" for corner in face) for face in faces()]) + "\n"


def array(rows, shape):
    """A numpy file of 32-bit numbers."""
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple(shape)}, }}".encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + struct.pack(f"<{len(rows)}f", *rows)


def flame(path):
    """A head in FLAME's manner, without most of its expressions."""
    count, directions = 9, 400
    wave = [math.sin(0.37 * n) for n in range(3 * count * directions)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("v_template.npy", array([v for row in places()[:count] for v in row], (count, 3)))
        file.writestr("shapedirs.npy", array([0.01 * round(v, 1) for v in wave], (count, 3, directions)))
        file.writestr("J_regressor.npy", array([1 / count] * (5 * count), (5, count)))
        file.writestr("weights.npy", array([0.2] * (5 * count), (count, 5)))


def gather(folder, program, runner):
    """Fills a folder with seeds; the end of a name is the kind."""
    (folder / "head.glb").write_bytes(head(False))
    (folder / "older.vrm").write_bytes(head(True))
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    for name, text in (("long", GRID), ("short", SHORT_GRID)):
        (folder / f"{name}.TextGrid").write_text(text)
    (folder / "face.dae").write_text(collada())
    (folder / "face.obj").write_text(wavefront())
    (folder / "jawOpen.target").write_text("".join(f"{n} 0 -.{n + 1:03d} .01\n" for n in range(12)))
    (folder / "in.mtl").write_text("newmtl skin\nKd 0.8 0.6 0.5\nmap_Kd skin.png\n")
    (folder / "rig.json").write_text(json.dumps(
        {"name": "x", "scene": "rig.glb", "joints": {"head": {"node": "head"}},
         "channels": {"jawOpen": [{"target": "jawOpen", "gain": 0.8, "limits": [0, 1]}]}}))
    (folder / "weights.npy").write_bytes(array([0.1] * (3 * 3 * SIDE * SIDE), (3, SIDE * SIDE, 3)))
    (folder / "model.pkl").write_bytes(pickle.dumps({"v_template": [[0.0, 1.0, 2.0]] * 4, "weights": {"a": (1, None)}}, protocol=2))
    flame(folder / "model.npz")
    (folder / "model.npz").rename(folder / "model.flame")
    subprocess.run([runner, "seeds", str(folder)], check=True)
    clip = folder / "pose.csv"
    for end in WRITTEN:
        subprocess.run([program, "convert", "-q", str(clip), "--rig", str(folder / "head.glb"), "-o", str(folder / f"clip.{end}")],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shared = REPOSITORY / ".." / "shared"
    known = {"glb", "gltf", "fbx", "dae", "obj", "csv", "json", "npz", "npy", "pkl", "wav", "TextGrid"}
    for place in (shared / "cases", shared / "data" / "rigs"):
        for file in sorted(place.rglob("*")) if place.is_dir() else []:
            if file.is_file() and file.suffix[1:] in known and 0 < file.stat().st_size < 40_000:
                (folder / f"shared-{file.stem}{file.suffix}").write_bytes(file.read_bytes())
