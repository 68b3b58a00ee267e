"""Trains the motion transformer: speech, emotion and style → latents, judged through the frozen prior's decoder.

    python -m mien_train.train_motion --stage motion --prior prior --steps 3000

Speech is supervised on the mouth, frame by frame; emotion on the whole face. Every line is performed twice in a batch,
under two emotions: lips must agree, brows and cheeks must not.
"""

import argparse
import json
import time
from dataclasses import asdict

import numpy as np
import torch

from . import face
from .motion_data import STYLES, load_clips
from .paths import WORK
from .prior_model import MotionPrior, PriorConfiguration
from .motion_model import MotionConfiguration, MotionTransformer
from .train import learning_rate, save
from .train_prior import GAP, WIDTH, curve_loss, performed, random_emotion

FRAMES, BATCH = 400, 12
STYLE_SHARES = {"phonetic": 0.52, "grid": 0.33, "facegood": 0.15}
DEFAULT_STYLE_CHANCE = 0.5
GUIDED_CHANCE = 0.4         # how often the line's own phones take the place of what was heard
GUIDE_SHARE = 0.95
AROUSAL_WEIGHTS = np.array([0.95, 0.4, 0.5, 0.8, 0.85, 0.15, 0.8], np.float32)
NEUTRAL_AROUSAL = 0.35
GAP_WEIGHT, WIDTH_WEIGHT, GAP_SPEED_WEIGHT = 40.0, 25.0, 60.0


def arousal_of(emotion):
    """[T]: of the neutral voice, moved towards each emotion's own."""
    strength = np.minimum(emotion.sum(1), 1)
    return NEUTRAL_AROUSAL * (1 - strength) + np.minimum(emotion @ AROUSAL_WEIGHTS, 1)


class Lines:
    """Draws (hidden, posteriors, articulation, loudness, style, curves, gap, width, measured) of `FRAMES` frames."""

    def __init__(self, clips, random):
        self.random = random
        self.pools = [[c for c in clips if c.style == style] for style in range(len(STYLES))]

    def draw(self):
        random = self.random
        names = [n for n in STYLE_SHARES if self.pools[STYLES.index(n)]]
        share = np.array([STYLE_SHARES[n] for n in names])
        style = STYLES.index(random.choice(names, p=share / share.sum()))
        parts, total = [], 0
        while total < FRAMES:
            clip = self.pools[style][random.integers(len(self.pools[style]))]
            posteriors = clip.posteriors.astype(np.float32)
            if random.random() < GUIDED_CHANCE and (clip.phones >= 0).any():
                known = clip.phones >= 0
                posteriors[known] *= 1 - GUIDE_SHARE
                posteriors[np.flatnonzero(known), clip.phones[known]] += GUIDE_SHARE
            parts.append((clip.hidden.astype(np.float32), posteriors, clip.articulation, clip.loudness, clip.curves,
                          clip.gap, clip.width))
            total += len(posteriors)
        joined = [np.concatenate([p[i] for p in parts])[:FRAMES].astype(np.float32) for i in range(7)]
        return style, joined


def batch_of(lines, random):
    """Tensors of BATCH lines, each under two emotions (the second half repeats the first half's speech)."""
    drawn = [lines.draw() for _ in range(BATCH)]
    speech = [np.stack([d[1][i] for d in drawn]) for i in range(7)]
    wanted, emotions = [], []
    for _ in range(2):
        for row in range(BATCH):
            emotion = random_emotion(random, FRAMES)
            emotions.append(np.c_[emotion, arousal_of(emotion)].astype(np.float32))
            wanted.append(performed(speech[4][row].copy(), speech[3][row], emotion))
    style = np.array([d[0] for d in drawn])
    told = np.where(random.random(BATCH) < DEFAULT_STYLE_CHANCE, 0, style)
    twice = lambda a: torch.from_numpy(np.concatenate([a, a]))
    return ([twice(speech[i]) for i in range(4)], torch.from_numpy(np.stack(emotions)), twice(told),
            torch.from_numpy(np.stack(wanted)), twice(speech[5]), twice(style))


def loss_of(model, prior, batch, dropout):
    (hidden, posteriors, articulation, loudness), emotion, told, wanted, gap, style = batch
    block = model.configuration.blockFrames
    latents = model(hidden, posteriors, articulation, loudness, emotion[:, block - 1::block], told, dropout)
    made = prior.decode(latents)
    whole = curve_loss(made, wanted)
    gap_error = ((made - wanted) @ GAP)
    width_error = ((made - wanted) @ WIDTH)
    weight = torch.where(style == STYLES.index("phonetic"), 0.7, 1.5)[:, None]
    lips = (GAP_WEIGHT * gap_error.square() + WIDTH_WEIGHT * width_error.square()) * weight
    lips_speed = GAP_SPEED_WEIGHT * gap_error.diff(dim=1).square() * weight
    half = len(made) // 2
    exchange = ((made[:half] - made[half:]) @ GAP).square().mean() * 20
    prior_pull = latents.square().mean() * 1e-4
    return whole + lips.mean() + lips_speed.mean() + exchange + prior_pull, made


def correlations(model, prior, clips, style=0, emotion=None):
    """Median correlation of the made lip gap with each clip's own, and the mean jitter of the gap."""
    model.eval()
    found, jitter = [], []
    block = model.configuration.blockFrames
    for clip in clips:
        frames = len(clip.gap) // block * block
        tensor = lambda a: torch.from_numpy(np.asarray(a[:frames], np.float32))[None]
        keys = torch.zeros(1, frames // block, 8)
        keys[..., 7] = NEUTRAL_AROUSAL
        with torch.no_grad():
            made = prior.decode(model(tensor(clip.hidden), tensor(clip.posteriors), tensor(clip.articulation),
                                      tensor(clip.loudness), keys, torch.tensor([style])))[0].clamp(0, 1).numpy()
        gap = np.maximum(face.gap_of(made), 0)
        found.append(np.corrcoef(gap, clip.gap[:frames])[0, 1])
        jitter.append(np.abs(np.diff(gap, 2)).mean() * 2500)
    model.train()
    return float(np.nanmedian(found)), float(np.mean(jitter))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="motion")
    parser.add_argument("--prior", default="prior")
    parser.add_argument("--init", help="stage whose weights this one starts from")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    folder = WORK / "stages" / arguments.stage
    folder.mkdir(parents=True, exist_ok=True)
    clips = load_clips()
    held, clips = clips[::40], [c for i, c in enumerate(clips) if i % 40]
    state = torch.load(WORK / "stages" / arguments.prior / "checkpoint.pt")
    prior = MotionPrior(PriorConfiguration(**state["configuration"]))
    prior.load_state_dict(state["average"])
    prior.eval().requires_grad_(False)
    shape = prior.configuration
    model = MotionTransformer(MotionConfiguration(hidden=clips[0].hidden.shape[1], phones=clips[0].posteriors.shape[1],
                                                  blockFrames=shape.blockFrames, latent=shape.latent))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=0.02, betas=(0.9, 0.98))
    if arguments.init:
        model.load_state_dict(torch.load(WORK / "stages" / arguments.init / "checkpoint.pt")["average"])
    average = {k: v.clone() for k, v in model.state_dict().items()}
    step, checkpoint = 0, folder / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, average = state["step"], state["average"]
    random = np.random.default_rng([arguments.seed, step])
    lines = Lines(clips, random)
    log = open(folder / "log.jsonl", "a")

    def note(**row):
        text = json.dumps({k: round(float(v), 5) if isinstance(v, float) else v for k, v in row.items()})
        log.write(text + "\n")
        log.flush()
        print(text, flush=True)

    note(step=step, parameters=sum(p.numel() for p in model.parameters()))
    total, started = 0.0, time.time()
    while step < arguments.steps:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, arguments.steps, arguments.rate)
        loss, _ = loss_of(model, prior, batch_of(lines, random), arguments.dropout)
        (loss * 20).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        total += loss.item()
        with torch.no_grad():
            for name, value in model.state_dict().items():
                average[name].lerp_(value, 1 - min(0.998, step / (step + 20)))
        if step % 100 == 0:
            note(step=step, loss=total / 100, secondsPerStep=(time.time() - started) / 100)
            total, started = 0.0, time.time()
        if step % 500 == 0 or step == arguments.steps:
            save(checkpoint, model=model.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step,
                 configuration=asdict(model.configuration))
            judged = MotionTransformer(model.configuration)
            judged.load_state_dict(average)
            row = {}
            for style in (1, 2, 3):
                of_style = [c for c in held if c.style == style]
                if of_style:
                    row[STYLES[style]], row[STYLES[style] + "Jitter"] = correlations(judged, prior, of_style)
            note(step=step, **row)
            started = time.time()


if __name__ == "__main__":
    main()
