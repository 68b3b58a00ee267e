"""Development figures while training: EmoDB's speakers held out (hand labels), people held out of the corpora of many
voices (pocketsphinx's labels, which no network of ours had a part in) and GRID's held-out clips (measured lips)."""

import numpy as np
import torch

from .corpus import Corpus, read_audio
from .features import log_mel, running_normalise
from .inventory import BILABIALS, VISEME_CLASSES, VISEME_OF_PHONE
from .paths import SHARED_DATA, WORK
from .speakers import is_held_out

# Corpora whose people held out are heard: name → (what its figures are called, most lines of it).
VOICES = {"speech-natural-en": ("voices", 99), "speech-natural-en2": ("voices", 99), "speech-an4": ("an4", 40),
          "speech-speechocean": ("speechocean", 40)}
BRIEFLY = 4                # of the lines, one in so many is heard while training goes on
WATCHED = ("PP", "FF", "TH", "h", "W", "O", "E")   # classes whose recall is told


def posteriors(model, samples, mean):
    """(phone probabilities [T, P], articulation [T, 5]) of one line."""
    features = running_normalise(log_mel(samples), mean)
    if len(features) % 2:
        features = np.concatenate([features, features[-1:]])
    with torch.no_grad():
        phones, articulation = model(torch.from_numpy(features)[None])
    return phones.float().softmax(-1)[0].numpy(), articulation.float()[0].numpy()


def closure_runs(curve, peak=0.5, edge=0.5):
    """[(start, end)] of the stretches above `edge` that reach `peak`, in frames."""
    found, start = [], None
    for frame, value in enumerate([*curve, 0.0]):
        if value >= edge and start is None:
            start = frame
        elif value < edge and start is not None:
            if max(curve[start:frame]) >= peak:
                found.append((start, frame))
            start = None
    return found


def closure_hits(predicted, labelled):
    """How many runs have their centre within ±40 ms (2 frames) of a labelled one, one to one."""
    free, hits = list(labelled), 0
    for a, b in predicted:
        match = next((r for r in free if r[0] - 2 <= (a + b) / 2 <= r[1] + 2), None)
        if match:
            free.remove(match)
            hits += 1
    return hits


def labels_of(utterance, segments):
    """A phone a token."""
    starts = np.array([s[0] for s in segments])
    values = np.array([s[2] for s in segments])
    tokens = np.arange(utterance.samples // 320) * 320
    return values[np.clip(np.searchsorted(starts, tokens, "right") - 1, 0, None)]


class Development:
    """What is heard of people who were not trained on."""

    def __init__(self, mean, speakers, grid_clips=40, briefly=False):
        self.mean = mean
        every = BRIEFLY if briefly else 1
        grid_clips //= every
        corpus = Corpus.load(WORK / "corpora" / "emodb")
        self.labelled = []
        for u in [u for u in corpus.utterances if u.speaker in speakers][::2 * every]:
            self.labelled.append((corpus.samples(u), labels_of(u, u.segments)))
        self.voices = {}
        for name, (group, most) in VOICES.items():
            folder = WORK / "corpora" / name
            if (folder / "index.json").exists():
                corpus = Corpus.load(folder)
                found = [u for u in corpus.utterances if is_held_out(u.speaker) and u.given]
                found = found[::max(1, -(-len(found) // most)) * every]
                self.voices.setdefault(group, []).extend((corpus.samples(u), labels_of(u, u.given)) for u in found)
        self.lips = []
        folder = SHARED_DATA / "grid-s1" / "dev"
        for path in sorted((folder / "audio").glob("*.flac"))[:grid_clips]:
            table = np.genfromtxt(folder / "lips" / (path.stem + ".csv"), delimiter=",", names=True)
            if not np.isnan(table["lip_open_inner"]).any():
                self.lips.append((read_audio(path)[0], table["time"], table["lip_open_inner"]))

    def heard(self, model, lines):
        """(phones right, visemes right, closures' recall, precision, recall of each viseme) over labelled lines."""
        viseme_of = np.array(VISEME_OF_PHONE)
        phone_right = hits = predicted = labelled = 0
        confusion = np.zeros((len(VISEME_CLASSES),) * 2)
        for samples, labels in lines:
            probability, _ = posteriors(model, samples, self.mean)
            best = probability[:len(labels)].argmax(-1)
            known = labels[:len(best)] >= 0
            best, truth = best[known], labels[:len(best)][known]
            phone_right += (best == truth).sum()
            np.add.at(confusion, (viseme_of[truth], viseme_of[best]), 1)
            truth_runs = closure_runs(np.isin(labels, BILABIALS)[:len(probability)].astype(float))
            runs = closure_runs(probability[:len(labels), BILABIALS].sum(-1))
            hits += closure_hits(runs, truth_runs)
            predicted, labelled = predicted + len(runs), labelled + len(truth_runs)
        total, right = confusion.sum(), np.diag(confusion)
        recalls = dict(zip(VISEME_CLASSES, right / np.maximum(confusion.sum(1), 1)))
        return phone_right / total, right.sum() / total, hits / max(labelled, 1), hits / max(predicted, 1), recalls

    def figures(self, model):
        model.eval()
        phones, visemes, recall, precision, _ = self.heard(model, self.labelled)
        figures = {"phones": phones, "visemes": visemes, "closureRecall": recall, "closurePrecision": precision}
        for group, lines in self.voices.items():
            phones, visemes, recall, precision, recalls = self.heard(model, lines)
            figures |= {f"{group}Visemes": visemes, f"{group}ClosureRecall": recall,
                        f"{group}ClosurePrecision": precision}
            if group == "voices":
                figures |= {f"{group}{name}": recalls[name] for name in WATCHED}
        whole, talking = [], []
        for samples, time, gap in self.lips:
            _, articulation = posteriors(model, samples, self.mean)
            curve = np.interp(time, np.arange(len(articulation)) * 0.02, articulation[:, 1])
            span = np.flatnonzero(gap > 0.02)
            whole.append(np.corrcoef(curve, gap)[0, 1])
            talking.append(np.corrcoef(curve[span[0]:span[-1] + 1], gap[span[0]:span[-1] + 1])[0, 1])
        model.train()
        figures |= {"gridGap": np.nanmedian(whole), "gridTalking": np.nanmedian(talking)}
        return {name: float(value) for name, value in figures.items()}
