"""Teacher articulation from phone frames: dominance blending as the engine does it
(Sources/Phonetics/Coarticulation)."""

import csv

import numpy as np

from .inventory import TABLE
from .paths import REPOSITORY

CHANNELS = [key for key in TABLE[0] if key not in
            ("phone", "viseme", "jawDominance", "lipDominance", "roundDominance", "tongueDominance")]
GROUPS = {
    "jaw": (["jawOpen"], 0.060, 0.070),
    "lip": (["lipsTogether", "mouthLowerDown", "mouthUpperUp", "mouthStretch", "mouthPress", "mouthRollLower",
             "mouthRollUpper", "mouthShrugUpper"], 0.045, 0.040),
    "round": (["mouthFunnel", "mouthPucker"], 0.110, 0.070),
    "tongue": (["tongueOut", "tongueTipUp", "tongueUp"], 0.025, 0.025),
}
STEP = 0.02
REST_GAP = 0.0159


def readout():
    """{channel: (gap, width)} in mouth widths a unit weight, both sides summed."""
    path = REPOSITORY / "Sources" / "FaceCurves" / "Resources" / "lip-readout.csv"
    effects = {}
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            name = row["channel"].removesuffix("Left").removesuffix("Right")
            gap, width = effects.get(name, (0.0, 0.0))
            effects[name] = (gap + float(row["lip_gap"]), width + float(row["mouth_width"]))
    return effects


_EFFECTS = readout()
_TARGETS = {name: np.array([row[name] for row in TABLE], np.float32) for name in CHANNELS}
_DOMINANCE = {group: np.array([row[f"{group}Dominance"] for row in TABLE], np.float32) for group in GROUPS}


def _kernel(ahead_seconds, behind_seconds):
    """Weights over −8…+8 tokens; positive offsets are the future."""
    offset = np.arange(-8, 9) * STEP
    return np.where(offset >= 0, np.exp(-offset / ahead_seconds), np.exp(offset / behind_seconds)).astype(np.float32)


def teacher(phones):
    """Phone index a token → dict of channel curves."""
    curves = {}
    for group, (names, ahead, behind) in GROUPS.items():
        kernel = _kernel(ahead, behind)[::-1]
        dominance = _DOMINANCE[group][phones]
        total = np.convolve(np.pad(dominance, 8, mode="edge"), kernel, "valid")
        for name in names:
            weighted = np.pad(dominance * _TARGETS[name][phones], 8, mode="edge")
            curves[name] = np.convolve(weighted, kernel, "valid") / total
    return curves


def articulation(phones):
    """[tokens, 5]: jaw, lipGap, rounding, spread, tongue."""
    curves = teacher(phones)
    gap, width = REST_GAP, 0.0
    for name, curve in curves.items():
        if name in _EFFECTS:
            gap = gap + _EFFECTS[name][0] * curve
            width = width + _EFFECTS[name][1] * curve
    gap = np.maximum(gap * (1 - np.clip(curves["lipsTogether"] * 1.3, 0, 1)), 0)
    tongue = np.maximum(curves["tongueTipUp"], curves["tongueUp"])
    return np.stack([curves["jawOpen"], gap, curves["mouthFunnel"] + curves["mouthPucker"], width, tongue], axis=1)
