"""Trains the motion prior on every source of motion.

    python -m mien_train.train_prior --stage prior --steps 3000 [--block 4]
"""

import numpy as np
import torch

from . import face
from .measure import closure_hits, closure_runs
from .motion_data import live_link_takes, load_clips
from .performance import curve_loss, performed, random_emotion
from .prior_model import MotionPrior, PriorConfiguration
from .stage import Training, stage_arguments

FRAMES, BATCH = 400, 16
SOURCE_SHARES = {"phonetic": 0.4, "measured": 0.4, "takes": 0.2}
KL_WEIGHT = 2e-3


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


def figures(model, held):
    """Reconstruction of held-out faces through their means: gap error, closures kept, jitter of the gap beside the
    source's."""
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
            "closurePrecision": hits / max(predicted, 1), "jitter": np.mean(jitter),
            "sourceJitter": np.mean(source_jitter), "meanDeviation": np.mean(deviations)}


def main():
    parser = stage_arguments(__doc__, stage="prior", steps=3000, rate=1.5e-3, dropout=0.0)
    parser.add_argument("--block", type=int, default=4, help="frames a latent")
    arguments = parser.parse_args()
    clips = load_clips()
    held_clips, clips = clips[::40], [c for i, c in enumerate(clips) if i % 40]
    held = [performed(c.curves[:len(c.curves) // 8 * 8].astype(np.float32), c.loudness[:len(c.curves) // 8 * 8],
                      np.zeros((len(c.curves) // 8 * 8, 7), np.float32)) for c in held_clips if len(c.curves) > 40]
    torch.manual_seed(arguments.seed)
    model = MotionPrior(PriorConfiguration(blockFrames=arguments.block, latent=8 * arguments.block))
    training = Training(arguments, model, [{"params": list(model.parameters()), "weight_decay": 0.01}], keep_every=500)
    source = Faces(clips, live_link_takes(), np.random.default_rng([arguments.seed, training.step]))
    training.note(step=training.step, parameters=sum(p.numel() for p in model.parameters()),
                  blockFrames=arguments.block)
    sums = np.zeros(2)
    for step in training.steps():
        wanted = torch.from_numpy(np.stack([source.draw() for _ in range(BATCH)]))
        mean, deviation = model.encode(wanted)
        latents = mean + deviation.exp() * torch.randn_like(mean)
        reconstruction = curve_loss(model.decode(latents), wanted)
        divergence = 0.5 * (mean.square() + (2 * deviation).exp() - 2 * deviation - 1).mean()
        training.descend(reconstruction * 100 + KL_WEIGHT * divergence * min(1, step / 300) * 10)
        sums += [reconstruction.item(), divergence.item()]
        if step % 100 == 0:
            training.note(step=step, reconstruction=float(sums[0] / 100), divergence=float(sums[1] / 100),
                          secondsPerStep=training.seconds_a_step())
            sums[:] = 0
        if training.due(500):
            training.note(step=step, **{k: float(v) for k, v in figures(training.averaged(), held).items()})
            training.seconds_a_step()


if __name__ == "__main__":
    main()
