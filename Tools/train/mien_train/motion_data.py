"""Clips for the motion networks: what a trained speech encoder hears of a line, and how a face says it.

    python -m mien_train.motion_data --stage third

Faces come from four sources: the engine's co-articulation of labelled speech, GRID's tracked lips solved to ARKit, the
FACEGOOD animator, and Live Link takes (which have no sound and serve the prior alone).
"""

import argparse
import csv
from dataclasses import dataclass
from functools import cache

import numpy as np
import soundfile
import torch

from . import augment, coarticulation, face
from .corpus import Corpus
from .dataset import load_corpora
from .features import log_mel, loudness_below_peak, running_normalise
from .inventory import IGNORED
from .paths import SHARED_DATA, WORK
from .speakers import is_held_out
from .stage import load_stage

STYLES = ["default", "phonetic", "grid", "facegood"]
TOKEN = 320
FOLDER = WORK / "motion"
# Minutes taken of each corpus, and how many altered versions of each line are heard beside it.
MINUTES = {"emodb": 20, "speech-nathalie-nl": 20, "grid-s1-train": 40, "facegood": 8, "speech-kathleen-en": 35,
           "speech-kerstin-de": 20, "speech-asterisk-it": 8, "speech-asterisk-ru": 8, "espeak-0": 20, "flite-0": 10,
           "speech-precise-en": 6, "speech-natural-en2": 20, "speech-natural-en": 5}
ALTERED = {"facegood": 5, "grid-s1-train": 1, "emodb": 1}


FIELDS = ("hidden", "posteriors", "articulation", "loudness", "phones", "curves", "gap", "width")


@dataclass
class Clip:
    """One line at 50 frames a second. `phones` −1 where unknown; `curves` of the mouth without emotion."""

    style: int
    hidden: np.ndarray        # [T, width] float16
    posteriors: np.ndarray    # [T, phones] float16
    articulation: np.ndarray  # [T, 5]
    loudness: np.ndarray      # [T] log10 energy below the running peak, 0…−3
    phones: np.ndarray        # [T]
    curves: np.ndarray        # [T, channels]
    gap: np.ndarray           # [T] in mouth widths
    width: np.ndarray         # [T], its change from rest; NaN where nothing tells
    measured: bool


def heard(model, samples, mean, filters=None, response=None):
    """(hidden, posteriors, articulation, loudness) of a line."""
    mel = log_mel(samples, response=response) if filters is None else log_mel(samples, filters, response)
    features = running_normalise(mel, mean)
    if len(features) % 2:
        features = np.concatenate([features, features[-1:]])
    trace = {}
    with torch.no_grad():
        model(torch.from_numpy(features)[None], trace=trace)
    return (trace["norm"][0].numpy(), trace["phones"][0].softmax(-1).numpy(), trace["articulation"][0].numpy(),
            loudness_below_peak(mel, 2))


def phones_of(utterance, tokens):
    if not utterance.segments:
        return np.full(tokens, IGNORED)
    starts = np.array([s[0] for s in utterance.segments])
    values = np.array([s[2] for s in utterance.segments])
    return values[np.clip(np.searchsorted(starts, np.arange(tokens) * TOKEN, "right") - 1, 0, None)]


@cache
def animator(stem):
    """(seconds, [rows, channels]) of a FACEGOOD take."""
    with open(SHARED_DATA / "facegood" / f"{stem}.arkit.csv") as file:
        rows = list(csv.DictReader(file))
    names = [name[:1].upper() + name[1:] for name in face.CHANNELS]
    values = np.array([[float(row.get(name, 0)) for name in names] for row in rows], np.float32)
    return np.array([float(row["Time"]) for row in rows]), values


def at(seconds, times, values):
    return np.stack([np.interp(seconds, times, values[:, c]) for c in range(values.shape[1])], 1).astype(np.float32)


def clip_of(corpus, u, parts):
    hidden, posteriors, articulation, loudness = parts
    tokens = len(posteriors)
    seconds = np.arange(tokens) * 0.02
    phones = phones_of(u, tokens)
    best = np.where(phones >= 0, phones, posteriors.argmax(-1))
    if corpus == "facegood":
        stem, start = u.name.rsplit("-", 1)
        curves = at(seconds + take_second(stem, int(start)), *animator(stem))
        return Clip(3, hidden.astype(np.float16), posteriors.astype(np.float16), articulation, loudness, phones, curves,
                    np.maximum(face.gap_of(curves), 0), curves @ face.WIDTH, True)
    if u.lips:
        lips = np.array(u.lips)
        gap, width = (np.interp(seconds, lips[:, 0], lips[:, c]) for c in (1, 2))
        curves = face.spoken(best, gap, width, 1.0)
        return Clip(2, hidden.astype(np.float16), posteriors.astype(np.float16), articulation, loudness, phones, curves,
                    gap, width, True)
    # Where only phones are known, how far is half the phones' average and half what the encoder hears of this line.
    own = coarticulation.articulation(best)
    gap = np.where(own[:, 1] < 0.045, own[:, 1], 0.5 * own[:, 1] + 0.5 * np.maximum(articulation[:, 1], 0))
    width = 0.5 * own[:, 3] + 0.5 * articulation[:, 3]
    curves = face.spoken(best, gap, width)
    return Clip(1, hidden.astype(np.float16), posteriors.astype(np.float16), articulation, loudness, phones, curves,
                gap, width, False)


@cache
def take_rate(stem):
    return soundfile.info(SHARED_DATA / "facegood" / f"{stem}.flac").samplerate


def take_second(stem, sample):
    """Where a piece of a take begins; its name holds the sample at the take's own rate."""
    return sample / take_rate(stem)


def live_link_takes():
    """[rows at 50 Hz, channels] of every take."""
    takes = []
    names = [name[:1].upper() + name[1:] for name in face.CHANNELS]
    for path in sorted((SHARED_DATA / "livelink-takes").glob("*.csv")):
        with open(path, encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        values = np.array([[float(row.get(name) or 0) for name in names] for row in rows], np.float32)
        times = np.arange(len(values)) / 30
        takes.append(np.clip(at(np.arange(0, times[-1], 0.02), times, values), 0, 1))
    return takes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, help="speech encoder that listens")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--share", type=float, default=1.0, help="of the minutes; less for a trial")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, mean = load_stage(arguments.stage)
    random = np.random.default_rng(arguments.seed)
    corpora = {c.name: c for c, _ in load_corpora("voices")}
    pool = augment.noise_pool(list(corpora.values()), random)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, minutes in MINUTES.items():
        if name not in corpora:
            continue
        corpus: Corpus = corpora[name]
        clips, seconds = [], 0.0
        for index in random.permutation(len(corpus.utterances)):
            u = corpus.utterances[index]
            if seconds > minutes * 60 * arguments.share:
                break
            if is_held_out(u.speaker) or (u.segments and not u.lips and all(s[2] < 0 for s in u.segments)):
                continue
            samples = corpus.samples(u)
            seconds += len(samples) / 16_000
            clips.append(clip_of(name, u, heard(model, samples, mean)))
            for _ in range(ALTERED.get(name, 0)):
                altered = samples * (10 ** (random.uniform(-20, 3) / 20) * 0.4 / (np.abs(samples).max() + 1e-4))
                if random.random() < 0.6:
                    altered = augment.add_noise(altered, pool, random)
                warp = augment.WARPS[random.integers(2, 11)] if random.random() < 0.7 else None
                parts = heard(model, altered.astype(np.float32), mean, warp, augment.spectrum_response(random))
                clips.append(clip_of(name, u, parts))
        np.savez(FOLDER / f"{name}.npz", lengths=[len(c.phones) for c in clips], style=clips[0].style,
                 measured=clips[0].measured, **{field: join(clips, field) for field in FIELDS})
        print(f"{name}: {len(clips)} clips, {seconds / 60:.1f} min", flush=True)


def join(clips, field):
    return np.concatenate([getattr(clip, field) for clip in clips])


def load_clips():
    """[Clip] of every corpus that was prepared."""
    clips = []
    for path in sorted(FOLDER.glob("*.npz")):
        stored = {k: v for k, v in np.load(path).items()}
        bounds = np.cumsum(np.r_[0, stored["lengths"]])
        for a, b in zip(bounds[:-1], bounds[1:]):
            clips.append(Clip(style=int(stored["style"]), measured=bool(stored["measured"]),
                              **{field: stored[field][a:b] for field in FIELDS}))
    return clips


if __name__ == "__main__":
    main()
