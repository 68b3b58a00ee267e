"""Trains the lip reader on tracked faces (GRID's speaker, 52 channels) and on the teacher's, and writes the judge's
weights.

    python -m mien_train.train_lip_reader --stage lip-reader
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import face
from .corpus import Corpus
from .inventory import VISEME_CLASSES, VISEME_OF_PHONE
from .lip_reader import WEIGHTS, LipReader, LipReaderConfiguration, measures_of, write
from .motion_data import load_clips, phones_of
from .paths import SHARED_DATA, WORK
from .stage import Training, stage_arguments

FRAMES, BATCH = 150, 32
TRACKED_SHARE = 0.5
NO_FACE = 65535
HELD_OUT_EVERY = 10


def tracked_faces():
    """[(curves [T, channels] at 50 frames a second, visemes [T])] of GRID's train clips that have aligned phones."""
    stored = np.load(SHARED_DATA / "grid-s1" / "train" / "arkit.npz")
    clips, names = list(stored["clips"]), list(stored["names"])
    columns = [names.index(name) if name in names else -1 for name in face.CHANNELS]
    viseme, found = np.array(VISEME_OF_PHONE), []
    for u in Corpus.load(WORK / "corpora" / "grid-s1-train").utterances:
        stem = Path(u.name).stem
        if not u.segments or stem not in clips:
            continue
        blend = stored["blend"][clips.index(stem)]
        there = blend[:, 0] != NO_FACE
        if there.mean() < 0.95:
            continue
        times = np.arange(len(blend)) / float(stored["fps"]) + float(stored["time0"])
        at = np.arange(u.samples // 320) * 0.02
        curves = np.zeros((len(at), len(face.CHANNELS)), np.float32)
        for channel, column in enumerate(columns):
            if column >= 0:
                curves[:, channel] = np.interp(at, times[there], blend[there, column] * float(stored["blend_scale"]))
        found.append((curves, viseme[phones_of(u, len(at))]))
    return found


def taught_faces():
    """The same of the teacher's clips, whose curves come from phones."""
    viseme = np.array(VISEME_OF_PHONE)
    return [(clip.curves.astype(np.float32), np.where(clip.phones >= 0, viseme[clip.phones], -1))
            for clip in load_clips() if clip.style == 1 and (clip.phones >= 0).any()]


def draw(pool, random):
    """[BATCH, FRAMES] measures and visemes (−1 where unknown) of lively and lazy mouths."""
    measures, labels = [], []
    for _ in range(BATCH):
        curves, visemes = pool[random.integers(len(pool))]
        start = random.integers(0, max(len(curves) - FRAMES, 0) + 1)
        part, names = curves[start:start + FRAMES], visemes[start:start + FRAMES]
        short = FRAMES - len(part)
        seen = measures_of(torch.from_numpy(np.pad(part, ((0, short), (0, 0)), mode="edge")))
        seen = seen * float(random.uniform(0.7, 1.4)) + torch.randn(seen.shape[-1]) * 0.004
        measures.append(seen + torch.randn_like(seen) * 0.002)
        labels.append(np.pad(names, (0, short), constant_values=-1))
    return torch.stack(measures), torch.from_numpy(np.stack(labels))


def read_share(model, pool):
    """(share of frames read right but for silence, mean recall of the classes seen)."""
    confusion = np.zeros((len(VISEME_CLASSES),) * 2)
    for curves, visemes in pool:
        with torch.no_grad():
            best = model(measures_of(torch.from_numpy(curves))[None])[0].argmax(-1).numpy()
        known = visemes > 0
        np.add.at(confusion, (visemes[known], best[known]), 1)
    recalls = np.diag(confusion) / np.maximum(confusion.sum(1), 1)
    return np.diag(confusion).sum() / max(confusion.sum(), 1), recalls[confusion.sum(1) > 0].mean()


def main():
    parser = stage_arguments(__doc__, stage="lip-reader", steps=1500, rate=2e-3, dropout=0.1)
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="where the judge's weights go")
    arguments = parser.parse_args()
    tracked, taught = tracked_faces(), taught_faces()
    split = lambda pool: (pool[::HELD_OUT_EVERY], [x for i, x in enumerate(pool) if i % HELD_OUT_EVERY])
    (tracked_held, tracked), (taught_held, taught) = split(tracked), split(taught)
    torch.manual_seed(arguments.seed)
    model = LipReader(LipReaderConfiguration())
    seen = torch.cat([measures_of(torch.from_numpy(c)) for c, _ in tracked[:100] + taught[:100]])
    model.mean.data, model.deviation.data = seen.mean(0), seen.std(0) + 1e-3
    learned = [p for p in model.parameters() if p.requires_grad]
    training = Training(arguments, model, [{"params": learned, "weight_decay": 0.01}])
    random = np.random.default_rng([arguments.seed, training.step])
    weights = torch.ones(len(VISEME_CLASSES))
    weights[0] = 0.3            # silence is most of many lines, and easily seen
    training.note(step=training.step, tracked=len(tracked), taught=len(taught),
                  parameters=sum(p.numel() for p in model.parameters()))
    total = 0.0
    for step in training.steps():
        pool = tracked if tracked and random.random() < TRACKED_SHARE else taught
        measures, labels = draw(pool, random)
        logits = model(measures, arguments.dropout)
        loss = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), weights, ignore_index=-1)
        training.descend(loss)
        total += loss.item()
        if training.due(250):
            row = {}
            for name, held in (("tracked", tracked_held), ("taught", taught_held)):
                row[name + "Read"], row[name + "Recall"] = map(float, read_share(training.averaged().eval(), held))
            training.note(step=step, loss=total / 250, secondsPerStep=training.seconds_a_step(), **row)
            total = 0.0
    write(training.averaged(), arguments.output)


if __name__ == "__main__":
    main()
