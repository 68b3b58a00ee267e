"""Trains the motion prior on every source of motion.

    python -m mien_train.train_prior --stage prior --steps 3000 [--block 4]
"""

import argparse
import json
import time
from dataclasses import asdict

import numpy as np
import torch

from . import face
from .measure import closure_hits, closure_runs
from .motion_data import live_link_takes, load_clips
from .paths import WORK
from .prior_model import MotionPrior, PriorConfiguration
from .train import learning_rate, save

FRAMES, BATCH = 400, 16
SOURCE_SHARES = {"phonetic": 0.4, "measured": 0.4, "takes": 0.2}
KL_WEIGHT = 2e-3
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
    """How far a pose is taken at each frame: speech at full level 1.1, silence 0.8, changing over about half a second."""
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


class Faces:
    """Draws [FRAMES, channels] of performed faces."""

    def __init__(self, clips, takes, random):
        self.random, self.takes = random, takes
        self.pools = {"phonetic": [c for c in clips if not c.measured], "measured": [c for c in clips if c.measured]}

    def draw(self):
        kind = self.random.choice(list(SOURCE_SHARES), p=list(SOURCE_SHARES.values()))
        if kind == "takes":
            take = self.takes[self.random.integers(len(self.takes))]
            start = self.random.integers(0, len(take) - FRAMES)
            face_curves = take[start:start + FRAMES]
            if self.random.random() < 0.5:
                face_curves = face_curves[:, MIRROR]
            return face_curves
        pool, parts, loudness, total = self.pools[kind], [], [], 0
        while total < FRAMES:
            clip = pool[self.random.integers(len(pool))]
            parts.append(clip.curves)
            loudness.append(clip.loudness)
            total += len(clip.curves)
        curves, level = np.concatenate(parts)[:FRAMES], np.concatenate(loudness)[:FRAMES]
        return performed(curves.astype(np.float32), level, random_emotion(self.random, FRAMES))


MIRROR = [face.INDEX[n.replace("Left", "\0").replace("Right", "Left").replace("\0", "Right")] for n in face.CHANNELS]


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


def figures(model, held):
    """Reconstruction of held-out faces through their means: gap error, closures kept, jitter of the gap beside the source's."""
    model.eval()
    hits = predicted = wanted = 0
    errors, channel_errors, jitter, source_jitter, deviations = [], [], [], [], []
    for curves in held:
        with torch.no_grad():
            mean, deviation = model.encode(torch.from_numpy(curves)[None])
            made = model.decode(mean)[0].clamp(0, 1).numpy()
        gap, truth = np.maximum(face.gap_of(made), 0), np.maximum(face.gap_of(curves), 0)
        errors.append(np.abs(gap - truth).mean())
        channel_errors.append(np.abs(made - curves).mean())
        deviations.append(deviation.exp().mean().item())
        runs = lambda g: closure_runs((g <= 0.03).astype(float))
        a, b = runs(gap), runs(truth)
        hits, predicted, wanted = hits + closure_hits(a, b), predicted + len(a), wanted + len(b)
        jitter.append(np.abs(np.diff(gap, 2)).mean() * 2500)
        source_jitter.append(np.abs(np.diff(truth, 2)).mean() * 2500)
    model.train()
    return {"gapError": np.mean(errors), "channelError": np.mean(channel_errors), "closureRecall": hits / wanted,
            "closurePrecision": hits / max(predicted, 1), "jitter": np.mean(jitter), "sourceJitter": np.mean(source_jitter),
            "meanDeviation": np.mean(deviations)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="prior")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--block", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    folder = WORK / "stages" / arguments.stage
    folder.mkdir(parents=True, exist_ok=True)
    clips = load_clips()
    held_clips, clips = clips[::40], [c for i, c in enumerate(clips) if i % 40]
    random = np.random.default_rng(arguments.seed)
    takes = live_link_takes()
    held = [performed(c.curves[:len(c.curves) // 8 * 8].astype(np.float32), c.loudness[:len(c.curves) // 8 * 8],
                      np.zeros((len(c.curves) // 8 * 8, 7), np.float32)) for c in held_clips if len(c.curves) > 40]
    model = MotionPrior(PriorConfiguration(blockFrames=arguments.block, latent=8 * arguments.block))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=0.01, betas=(0.9, 0.98))
    step, checkpoint = 0, folder / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
    source = Faces(clips, takes, np.random.default_rng([arguments.seed, step]))
    log = open(folder / "log.jsonl", "a")

    def note(**row):
        log.write(json.dumps({k: round(float(v), 5) if isinstance(v, float) else v for k, v in row.items()}) + "\n")
        log.flush()
        print(json.dumps({k: round(float(v), 5) if isinstance(v, float) else v for k, v in row.items()}), flush=True)

    note(step=step, parameters=sum(p.numel() for p in model.parameters()), blockFrames=arguments.block)
    sums, started = np.zeros(2), time.time()
    while step < arguments.steps:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, arguments.steps, arguments.rate)
        wanted = torch.from_numpy(np.stack([source.draw() for _ in range(BATCH)]))
        mean, deviation = model.encode(wanted)
        latents = mean + deviation.exp() * torch.randn_like(mean)
        reconstruction = curve_loss(model.decode(latents), wanted)
        divergence = 0.5 * (mean.square() + (2 * deviation).exp() - 2 * deviation - 1).mean()
        (reconstruction * 100 + KL_WEIGHT * divergence * min(1, step / 300) * 10).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        sums += [reconstruction.item(), divergence.item()]
        if step % 100 == 0:
            note(step=step, reconstruction=float(sums[0] / 100), divergence=float(sums[1] / 100),
                 secondsPerStep=(time.time() - started) / 100)
            sums, started = np.zeros(2), time.time()
        if step % 500 == 0 or step == arguments.steps:
            save(checkpoint, model=model.state_dict(), average=model.state_dict(), optimizer=optimizer.state_dict(), step=step,
                 configuration=asdict(model.configuration))
            note(step=step, **{k: float(v) for k, v in figures(model, held).items()})
            started = time.time()


if __name__ == "__main__":
    main()
