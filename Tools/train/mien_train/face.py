"""The face as the motion networks see it: channels, what they do to lips, emotional poses, and shaping to a lip gap."""

import csv
from pathlib import Path

import numpy as np

from . import coarticulation
from .paths import REPOSITORY

MOUTH_PAIRS = ["mouthSmile", "mouthFrown", "mouthDimple", "mouthStretch", "mouthPress", "mouthLowerDown",
               "mouthUpperUp"]
_both = lambda name: [name + "Left", name + "Right"]
CHANNELS = [
    "jawForward", "jawLeft", "jawRight", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "mouthLeft",
    "mouthRight", *[side for name in MOUTH_PAIRS for side in _both(name)], "mouthRollLower", "mouthRollUpper",
    "mouthShrugLower", "mouthShrugUpper", *_both("eyeSquint"), *_both("eyeWide"), *_both("browDown"), "browInnerUp",
    *_both("browOuterUp"),
    "cheekPuff", *_both("cheekSquint"), *_both("noseSneer"), "tongueOut", "tongueTipUp", "tongueUp",
]
INDEX = {name: i for i, name in enumerate(CHANNELS)}
EMOTIONS = ["anger", "contempt", "disgust", "fear", "joy", "sadness", "surprise"]
UPPER = [i for i, n in enumerate(CHANNELS) if n.startswith(("eye", "brow", "cheekSquint", "noseSneer"))]
MOUTH = [i for i in range(len(CHANNELS)) if i not in UPPER]
REST_GAP = coarticulation.REST_GAP


def effects(column):
    """[channels] of a column of the lip table."""
    path = REPOSITORY / "Sources" / "FaceCurves" / "Resources" / "lip-readout.csv"
    effect = np.zeros(len(CHANNELS), np.float32)
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            if row["channel"] in INDEX:
                effect[INDEX[row["channel"]]] = float(row[column])
    return effect


GAP, WIDTH = effects("lip_gap"), effects("mouth_width")


def poses():
    """[7 emotions, channels] at full strength."""
    table = np.zeros((len(EMOTIONS), len(CHANNELS)), np.float32)
    with open(Path(__file__).with_name("emotion-poses.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            sides = [row["channel"]] if row["channel"] in INDEX else _both(row["channel"])
            for side in sides:
                table[:, INDEX[side]] = np.maximum(table[:, INDEX[side]], [float(row[e]) for e in EMOTIONS])
    return table


POSES = poses()
_OPENERS = [INDEX[n] for n in ("jawOpen", *_both("mouthLowerDown"), *_both("mouthUpperUp"))]


def gap_of(curves):
    """Signed lip gap of [..., channels] in mouth widths."""
    return REST_GAP + curves @ GAP


def shape_to_gap(curves, gap):
    """Changes jaw and lips of [frames, channels] in place until the lip gap is `gap`, keeping their proportions where
    it can: openers are scaled, the jaw does the rest, and what it cannot close mouthClose, rolled lip and raised chin
    do."""
    missing = lambda: gap - gap_of(curves)
    opening = curves[:, _OPENERS] @ GAP[_OPENERS]
    scale = np.where(opening > 1e-4, (opening + missing()) / np.maximum(opening, 1e-4), 1)
    curves[:, _OPENERS] = np.clip(curves[:, _OPENERS] * np.clip(scale, 0.3, 2.2)[:, None], 0, 1)
    jaw = INDEX["jawOpen"]
    curves[:, jaw] = np.clip(curves[:, jaw] + np.maximum(missing(), 0) / GAP[jaw], 0, 1)
    close = INDEX["mouthClose"]
    curves[:, close] = np.clip(curves[:, close] + missing() / GAP[close], 0, curves[:, jaw])
    for name in ("mouthRollLower", "mouthShrugLower"):
        index = INDEX[name]
        curves[:, index] = np.clip(curves[:, index] + np.minimum(missing(), 0) / GAP[index], 0, 1)
    return curves


def shape_to_width(curves, width, share):
    """Moves stretch and pucker so that the mouth's width goes `share` of the way to `width`."""
    missing = (width - curves @ WIDTH) * share
    pucker = INDEX["mouthPucker"]
    stretch = [INDEX[n] for n in _both("mouthStretch")]
    effect = WIDTH[stretch].sum()
    released = np.clip(missing / -WIDTH[pucker], 0, curves[:, pucker] * 0.4)
    curves[:, pucker] -= released
    rest = missing + released * WIDTH[pucker]
    wider = np.clip(curves[:, stretch[0]] + rest / effect, 0, np.maximum(0.7, curves[:, stretch[0]]))
    rest = rest - (wider - curves[:, stretch[0]]) * effect
    curves[:, stretch] = wider[:, None]
    narrower = np.minimum(rest, 0)
    curves[:, pucker] = np.clip(curves[:, pucker] + narrower / WIDTH[pucker], 0, np.maximum(0.7, curves[:, pucker]))
    return curves


def spoken(phones, gap=None, width=None, width_share=0.7):
    """[frames, channels] of a mouth that says `phones` (an index a frame), with lips as far apart and as wide as given;
    NaN where the phones' own shall stand."""
    teacher = coarticulation.teacher(phones)
    curves = np.zeros((len(phones), len(CHANNELS)), np.float32)
    together = np.clip(teacher["lipsTogether"] * 1.3, 0, 1)
    for name, curve in teacher.items():
        if name != "lipsTogether":
            for side in [name] if name in INDEX else _both(name):
                curves[:, INDEX[side]] = curve
    own = np.maximum(gap_of(curves) * (1 - together), 0)
    if width is not None:
        known = ~np.isnan(width)
        shape_to_width(curves, np.where(known, width, curves @ WIDTH), np.where(known, width_share, 0))
    wanted = own if gap is None else np.where(np.isnan(gap), own, gap)
    return shape_to_gap(curves, wanted)


def with_emotion(curves, emotion, liveliness):
    """Adds emotional poses to [frames, channels]: `emotion` [frames, 7], scaled by `liveliness` [frames] (about 1). The
    lip gap stays."""
    gap = gap_of(curves)
    posed = np.clip(curves + (emotion * liveliness[:, None]) @ POSES, 0, 1)
    return shape_to_gap(posed, gap)
