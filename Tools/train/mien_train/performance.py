"""How a face performs a line: random feelings, liveliness, brow accents on the speaking mouth; and how far two faces
differ."""

import numpy as np
import torch

from . import face

GAP = torch.from_numpy(face.GAP)
WIDTH = torch.from_numpy(face.WIDTH)


def random_emotion(random, frames):
    """[frames, 7] of keys over time with eased ways between them; often none at all."""
    emotion = np.zeros((frames, len(face.EMOTIONS)), np.float32)
    if random.random() < 0.3:
        return emotion
    keys = np.sort(random.integers(0, frames, random.integers(1, 4)))
    values = np.zeros((len(keys), len(face.EMOTIONS)), np.float32)
    for value in values:
        if random.random() < 0.85:
            value[random.integers(len(face.EMOTIONS))] = random.uniform(0.1, 1)
        if random.random() < 0.3:
            value[random.integers(len(face.EMOTIONS))] += random.uniform(0, 0.6)
    for channel in range(emotion.shape[1]):
        emotion[:, channel] = np.interp(np.arange(frames), keys, values[:, channel])
    return np.clip(emotion, 0, 1)


def liveliness(loudness):
    """How far a pose is taken at each frame: speech at full level 1.1, silence 0.8, changing over about half a
    second."""
    level = np.clip(1 + loudness / 2.5, 0, 1)
    kernel = np.hanning(27)
    smooth = np.convolve(np.pad(level, 13, mode="edge"), kernel / kernel.sum(), "valid")
    return (0.8 + 0.4 * smooth).astype(np.float32)


def accents(loudness):
    """0…1 at syllables that stand out of their surroundings: brows go with them."""
    level = np.clip(1 + loudness / 2.5, 0, 1)
    kernel = lambda n: np.hanning(n + 2)[1:-1] / np.hanning(n + 2)[1:-1].sum()
    near = np.convolve(np.pad(level, 4, mode="edge"), kernel(9), "valid")
    around = np.convolve(np.pad(level, 37, mode="edge"), kernel(75), "valid")
    beyond = np.clip((near - around - 0.12) * 4, 0, 1)
    return np.convolve(np.pad(beyond, (12, 0)), np.r_[kernel(13)], "valid")[:len(level)].astype(np.float32)


ACCENT = np.zeros(len(face.CHANNELS), np.float32)
ACCENT[[face.INDEX[n] for n in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight")]] = [0.16, 0.2, 0.2]
ACCENT[[face.INDEX[n] for n in ("eyeWideLeft", "eyeWideRight")]] = 0.05


def performed(curves, loudness, emotion):
    """The speaking mouth with brow accents and emotion on the whole face; its lip gap stays."""
    lively = np.clip(curves + accents(loudness)[:, None] * ACCENT, 0, 1)
    return face.with_emotion(lively, emotion, liveliness(loudness))


def curve_loss(made, wanted, weight=None):
    """Channels, lip gap and width, and their speeds; `weight` [B, T] or none."""
    channel = (made - wanted).square().mean(-1)
    gap, width = (made - wanted) @ GAP, (made - wanted) @ WIDTH
    speed = (made - wanted).diff(dim=1).square().mean(-1)
    lips = 12 * gap.square() + 4 * width.square()
    lips_speed = 25 * gap.diff(dim=1).square()
    still = channel + lips
    moving = 3 * speed + lips_speed
    if weight is not None:
        return (still * weight).mean() + (moving * weight[:, 1:]).mean()
    return still.mean() + moving.mean()
