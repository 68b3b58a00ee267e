"""Lips judged as lips: a small network that sees only mouth distances reads visemes from curves, baked or tracked.

Trained by `Tools/train/train train_lip_reader`, which writes lip-reader.json. The same lines are read from what was
baked and from what a tracker saw of the speaker; what counts is the one beside the other.
"""

import csv
import json
from pathlib import Path

import npz
import numpy as np
from face_readout import REST_GAP, TABLE, read
from listening import read_report

WEIGHTS = Path(__file__).with_name("lip-reader.json")
STEP = 0.02
NO_FACE = 65535
TENSORS = ("mean", "deviation", "input.weight", "input.bias", "output.weight", "output.bias")
COLUMNS = ("lip_gap", "mouth_width", "protrusion", "chin_drop")


class LipReader:
    def __init__(self, path=WEIGHTS):
        stored = json.loads(path.read_text(encoding="utf-8"))
        self.context, self.classes, self.teeth = stored["context"], stored["classes"], stored["teeth"]
        self.weights = {name: np.array(stored[name]) for name in TENSORS}
        with open(TABLE, encoding="utf-8") as file:
            self.effects = {row["channel"]: [float(row[name]) for name in COLUMNS]
                            for row in csv.DictReader(line for line in file if not line.startswith("#"))}

    def measures(self, names, weights):
        """[T, measures] of [T, channels] by name."""
        matrix = np.zeros((len(names), 5))
        for index, name in enumerate(names):
            name = name[:1].lower() + name[1:]
            matrix[index, :4] = self.effects.get(name, 0)
            matrix[index, 4] = self.teeth.get(name, 0)
        seen = weights @ matrix
        seen[:, 0] = np.maximum(seen[:, 0] + REST_GAP, 0)
        return seen

    def read(self, measures):
        """A class a frame of [T, measures] at 50 frames a second."""
        w = self.weights
        level = (measures - w["mean"]) / w["deviation"]
        edge = max(-self.context[0], self.context[-1])
        padded = np.pad(level, ((edge, edge), (0, 0)), mode="edge")
        seen = np.concatenate([padded[edge + o:edge + o + len(level)] for o in self.context], 1)
        hidden = seen @ w["input.weight"].T + w["input.bias"]
        return (hidden / (1 + np.exp(-hidden)) @ w["output.weight"].T + w["output.bias"]).argmax(1)


def at_steps(times, values, seconds):
    """[T, channels] at 50 frames a second."""
    at = np.arange(int(seconds / STEP)) * STEP
    return np.stack([np.interp(at, times, values[:, c]) for c in range(values.shape[1])], 1)


def tracked(path):
    """{clip: (times, names, weights)} of a tracker's file."""
    arrays = npz.read(path)
    shape, blend = arrays["blend"]
    blend = np.array(blend).reshape(shape)
    scale, fps, start = (arrays[name][1][0] for name in ("blend_scale", "fps", "time0"))
    found = {}
    for clip, rows in zip(arrays["clips"][1], blend):
        seen = np.flatnonzero(rows[:, 0] != NO_FACE)
        found[clip] = (seen / fps + start, arrays["names"][1], rows[seen] * scale)
    return found


def phones_read(found, segments, classes, class_of_phone):
    """(read, all) phones: read where most of its frames are taken for its class."""
    right = total = 0
    for segment in segments:
        first, last = round(segment["start"] / STEP), round(segment["end"] / STEP)
        if segment["ipa"] and last > first and last <= len(found):
            wanted = classes.index(class_of_phone[segment["ipa"]])
            right += np.mean(found[first:last] == wanted) >= 0.5
            total += 1
    return right, total


def baked(path):
    times, _, _, rows = read(path)
    names = [name for name in rows[0] if name not in ("Timecode", "BlendshapeCount")]
    return np.array(times), names, np.array([[float(row[name]) for name in names] for row in rows])


def measure(data, folder, class_of_phone):
    """Phones read back of GRID's dev clips: where they are is aligned to the clip's own words."""
    reader, shares = LipReader(), []
    faces = tracked(data / "grid-s1" / "dev" / "arkit.npz")
    for path in sorted((folder / "grid-told").glob("*.json")):
        if path.stem not in faces or len(faces[path.stem][0]) < 70:
            continue
        report = read_report(path)
        counts = [phones_read(reader.read(reader.measures(names, at_steps(times, weights, report["durationSeconds"]))),
                              report["phones"], reader.classes, class_of_phone)
                  for times, names, weights in (baked(folder / "grid" / f"{path.stem}.csv"), faces[path.stem])]
        shares.append((*counts[0], *counts[1]))
    ours, of, real, real_of = (sum(s[i] for s in shares) for i in range(4))
    if not of:
        return []
    return [("phones a lip reader reads back beside tracked lips", f"{(ours / of) / (real / real_of):.2f}", "≥ 0.9",
             f"{ours / of:.3f} of the baked curves, {real / real_of:.3f} of the tracked; "
             f"{of} phones, {len(shares)} GRID clips")]
