"""Trains the motion transformer: speech, emotion and style → latents, judged through the frozen prior's decoder.

    python -m mien_train.train_motion --stage motion --prior prior --steps 3000

Speech is supervised on the mouth, frame by frame; emotion on the whole face. Every line is performed twice in a batch,
under two emotions: lips must agree, brows and cheeks must not.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import face, lip_reader
from .inventory import VISEME_OF_PHONE
from .motion_data import STYLES, load_clips
from .motion_model import MotionConfiguration, MotionTransformer
from .performance import GAP, WIDTH, curve_loss, performed, random_emotion
from .prior_model import MotionPrior, PriorConfiguration
from .stage import Training, load_state, stage_arguments

FRAMES, BATCH = 400, 12
STYLE_SHARES = {"phonetic": 0.52, "grid": 0.33, "facegood": 0.15}
DEFAULT_STYLE_CHANCE = 0.5
GUIDED_CHANCE = 0.4         # how often the line's own phones take the place of what was heard
GUIDE_SHARE = 0.95
AROUSAL_WEIGHTS = np.array([0.95, 0.4, 0.5, 0.8, 0.85, 0.15, 0.8], np.float32)
NEUTRAL_AROUSAL = 0.35
GAP_WEIGHT, WIDTH_WEIGHT, GAP_SPEED_WEIGHT = 40.0, 25.0, 60.0
_VISEMES = np.array(VISEME_OF_PHONE)


def arousal_of(emotion):
    """[T]: of the neutral voice, moved towards each emotion's own."""
    strength = np.minimum(emotion.sum(1), 1)
    return NEUTRAL_AROUSAL * (1 - strength) + np.minimum(emotion @ AROUSAL_WEIGHTS, 1)


class Lines:
    """Draws (style, [hidden, posteriors, articulation, loudness, curves, gap, width, visemes]) of `FRAMES` frames;
    visemes are −1 where nobody knows."""

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
                          clip.gap, clip.width, np.where(clip.phones >= 0, _VISEMES[clip.phones], -1)))
            total += len(posteriors)
        joined = [np.concatenate([p[i] for p in parts])[:FRAMES].astype(np.float32) for i in range(8)]
        return style, joined


def batch_of(lines, random):
    """Tensors of BATCH lines, each under two emotions (the second half repeats the first half's speech)."""
    drawn = [lines.draw() for _ in range(BATCH)]
    speech = [np.stack([d[1][i] for d in drawn]) for i in range(8)]
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
            torch.from_numpy(np.stack(wanted)), twice(speech[7]).long(), twice(style))


def loss_of(model, prior, batch, dropout, reader=None, reading=0.0):
    """`reader`, frozen, reads the made lips: what it misreads counts `reading` times its cross-entropy."""
    (hidden, posteriors, articulation, loudness), emotion, told, wanted, visemes, style = batch
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
    loss = whole + lips.mean() + lips_speed.mean() + exchange + prior_pull
    if reader is not None and reading > 0:
        read = reader(lip_reader.measures_of(made))
        spoken = torch.where(visemes == 0, -1, visemes)
        misread = F.cross_entropy(read.flatten(0, 1), spoken.flatten(), ignore_index=-1, reduction="sum")
        loss = loss + reading * misread / (spoken >= 0).sum().clamp(min=1)
    return loss, made


def correlations(model, prior, clips, reader=None, style=0):
    """Median correlation of the made lip gap with each clip's own, the mean jitter of the gap, and the share of spoken
    frames that the lip reader reads of made and of own curves."""
    model.eval()
    found, jitter, read = [], [], np.zeros(3)
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
        if reader is not None:
            visemes = np.where(clip.phones[:frames] >= 0, _VISEMES[clip.phones[:frames]], -1)
            seen = torch.stack([torch.from_numpy(made), tensor(clip.curves)[0]])
            best = reader(lip_reader.measures_of(seen)).argmax(-1).numpy()
            read += [*((best == visemes) & (visemes > 0)).sum(1), (visemes > 0).sum()]
    model.train()
    figures = {"": float(np.nanmedian(found)), "Jitter": float(np.mean(jitter))}
    if read[2]:
        figures |= {"Read": float(read[0] / read[2]), "OwnRead": float(read[1] / read[2])}
    return figures


def load_prior(name):
    """The motion prior of a stage, which learns no more."""
    state = load_state(name)
    prior = MotionPrior(PriorConfiguration(**state["configuration"]))
    prior.load_state_dict(state["average"])
    return prior.eval().requires_grad_(False)


def main():
    parser = stage_arguments(__doc__, stage="motion", steps=3000)
    parser.add_argument("--prior", default="prior")
    parser.add_argument("--init", help="stage whose weights this one starts from")
    parser.add_argument("--reading", type=float, default=0.0, help="weight of the lip reader's judgement; 0.01 is felt")
    parser.add_argument("--reader", type=Path, default=lip_reader.WEIGHTS, help="weights of the lip reader")
    arguments = parser.parse_args()
    reader = lip_reader.load(arguments.reader) if arguments.reading > 0 else None
    clips = load_clips()
    held, clips = clips[::40], [c for i, c in enumerate(clips) if i % 40]
    prior = load_prior(arguments.prior)
    torch.manual_seed(arguments.seed)
    model = MotionTransformer(MotionConfiguration(
        hidden=clips[0].hidden.shape[1], phones=clips[0].posteriors.shape[1],
        blockFrames=prior.configuration.blockFrames, latent=prior.configuration.latent))
    training = Training(arguments, model, init=load_state(arguments.init)["average"] if arguments.init else None)
    random = np.random.default_rng([arguments.seed, training.step])
    lines = Lines(clips, random)
    training.note(step=training.step, parameters=sum(p.numel() for p in model.parameters()))
    if arguments.init and training.step == 0:
        training.note(step=0, **judged(training.averaged(), prior, held, reader))
    total = 0.0
    for step in training.steps():
        loss, _ = loss_of(model, prior, batch_of(lines, random), arguments.dropout, reader, arguments.reading)
        training.descend(loss * 20)
        total += loss.item()
        if step % 100 == 0:
            training.note(step=step, loss=total / 100, secondsPerStep=training.seconds_a_step())
            total = 0.0
        if training.due(500):
            training.note(step=step, **judged(training.averaged(), prior, held, reader))
            training.seconds_a_step()


def judged(model, prior, held, reader=None):
    """Correlation with held-out lines, jitter, and what a lip reader reads beside what it reads of the line's own
    curves."""
    row = {}
    for style in (1, 2, 3):
        of_style = [c for c in held if c.style == style]
        if of_style:
            row |= {STYLES[style] + k: v for k, v in correlations(model, prior, of_style, reader).items()}
    return row


if __name__ == "__main__":
    main()
