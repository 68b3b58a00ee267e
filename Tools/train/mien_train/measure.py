"""Development figures while training: EmoDB speakers held out (hand labels) and GRID's held-out clips (measured lips)."""

import numpy as np
import torch

from .corpus import Corpus, read_audio
from .features import log_mel, running_normalise
from .inventory import BILABIALS, VISEME_OF_PHONE
from .paths import SHARED_DATA, WORK


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


class Development:
    def __init__(self, mean, speakers, grid_clips=40):
        self.mean = mean
        corpus = Corpus.load(WORK / "corpora" / "emodb")
        self.labelled = []
        for u in [u for u in corpus.utterances if u.speaker in speakers][::2]:
            tokens = u.samples // 320
            starts = np.array([s[0] for s in u.segments])
            values = np.array([s[2] for s in u.segments])
            labels = values[np.clip(np.searchsorted(starts, np.arange(tokens) * 320, "right") - 1, 0, None)]
            self.labelled.append((corpus.samples(u), labels))
        self.lips = []
        folder = SHARED_DATA / "grid-s1" / "dev"
        for path in sorted((folder / "audio").glob("*.flac"))[:grid_clips]:
            table = np.genfromtxt(folder / "lips" / (path.stem + ".csv"), delimiter=",", names=True)
            if not np.isnan(table["lip_open_inner"]).any():
                self.lips.append((read_audio(path)[0], table["time"], table["lip_open_inner"]))

    def figures(self, model):
        model.eval()
        viseme_of = np.array(VISEME_OF_PHONE)
        right = phone_right = total = hits = predicted = labelled = 0
        for samples, labels in self.labelled:
            probability, _ = posteriors(model, samples, self.mean)
            best = probability[:len(labels)].argmax(-1)
            known = labels[:len(best)] >= 0
            best, truth = best[known], labels[:len(best)][known]
            phone_right += (best == truth).sum()
            right += (viseme_of[best] == viseme_of[truth]).sum()
            total += len(truth)
            bilabial = np.isin(labels, BILABIALS)
            truth_runs = closure_runs(bilabial[:len(probability)].astype(float))
            runs = closure_runs(probability[:len(labels), BILABIALS].sum(-1))
            hits += closure_hits(runs, truth_runs)
            predicted, labelled = predicted + len(runs), labelled + len(truth_runs)
        whole, talking = [], []
        for samples, time, gap in self.lips:
            _, articulation = posteriors(model, samples, self.mean)
            curve = np.interp(time, np.arange(len(articulation)) * 0.02, articulation[:, 1])
            span = np.flatnonzero(gap > 0.02)
            whole.append(np.corrcoef(curve, gap)[0, 1])
            talking.append(np.corrcoef(curve[span[0]:span[-1] + 1], gap[span[0]:span[-1] + 1])[0, 1])
        model.train()
        recall, precision = hits / max(labelled, 1), hits / max(predicted, 1)
        return {"phones": phone_right / total, "visemes": right / total, "closureRecall": recall,
                "closurePrecision": precision, "gridGap": float(np.nanmedian(whole)), "gridTalking": float(np.nanmedian(talking))}
