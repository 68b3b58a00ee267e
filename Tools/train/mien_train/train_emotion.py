"""Trains the emotion encoder: EmoDB's actors (03 and 14 held out), EmoGator's bursts, and readers' speech as neutral.

    python -m mien_train.train_emotion [--cross-validate] [--across]

`--across` measures what travels: trained on the actors and judged on the bursts, and the other way round.
"""

import time
from dataclasses import asdict

import numpy as np
import torch
import torch.nn.functional as F

from . import augment
from .dataset import load_corpora, prior_mean, save_prior
from .emotion_corpora import acted, bursts, readers
from .emotion_model import CLASSES, LOCAL, EmotionConfiguration, EmotionEncoder, statistics_of
from .paths import WORK
from .speakers import DEVELOPMENT_SPEAKERS, is_held_out
from .stage import Stage, learning_rate, load_prior_mean, save, stage_arguments

# How roused a voice of each class is, 0…1 (circumplex of affect, Russell 1980, read coarsely).
AROUSAL = {"neutral": 0.35, "anger": 0.95, "disgust": 0.5, "fear": 0.8, "joy": 0.85, "sadness": 0.15, "boredom": 0.1}
JUDGED = 6                      # boredom is shown as neutral and not judged
READER_LINES = 264              # neutral voices beyond EmoDB's
BATCH, FIRST_STEP = 512, 6      # judged from 1.4 s on: sooner the statistics say little
NETWORKS = 8                    # trained apart and joined side by side: their mean is steadier than any of them
SHOWN_FROM = 0.55               # the engine shows nothing below this probability (EmotionReading.sureFrom)


def versions(samples, mean, random, pool, count):
    """The line as it is, and altered: length, speed, level, noise, room, microphone, vocal tract."""
    made = [statistics_of(samples, mean)]
    for _ in range(count - 1):
        altered = augment.change_speed(samples, random.uniform(0.92, 1.09)) if random.random() < 0.6 else samples
        if random.random() < 0.4 and len(altered) > 32_000:  # a line may begin or end anywhere
            length = random.integers(24_000, len(altered))
            start = random.integers(0, len(altered) - length + 1)
            altered = altered[start:start + length]
        if random.random() < 0.3:
            quiet = [random.standard_normal(random.integers(1, 12_000)).astype(np.float32) * 1e-4 for _ in range(2)]
            altered = np.concatenate([quiet[0], altered, quiet[1]])
        altered = altered * (10 ** (random.uniform(-24, 3) / 20) * 0.4 / (np.abs(altered).max() + 1e-4))
        if random.random() < 0.5:
            altered = augment.add_noise(altered, pool, random)
        if random.random() < 0.4:
            altered = augment.add_room(altered, random)
        warp = augment.WARPS[random.integers(2, 11)] if random.random() < 0.6 else None
        response = augment.spectrum_response(random)
        made.append(statistics_of(np.clip(altered, -1, 1).astype(np.float32), mean, warp, response))
    return made


class Rows:
    """Statistics of all lines and versions, made once and kept in the stage's folder."""

    def __init__(self, folder, arguments, mean):
        random = np.random.default_rng(arguments.seed)
        self.lines = acted() + bursts() + readers(np.random.default_rng(arguments.seed + 1), READER_LINES)
        if arguments.limit:
            self.lines = self.lines[::max(1, len(self.lines) // arguments.limit)]
        cache = folder / f"rows-{arguments.versions}-{arguments.seed}-{len(self.lines)}.npz"
        if cache.exists():
            stored = np.load(cache)
            parts = np.split(stored["rows"], np.cumsum(stored["lengths"])[:-1])
        else:
            pool = augment.noise_pool([c for c, _ in load_corpora()], random)
            parts = [rows for line in self.lines
                     for rows in versions(line.samples, mean, random, pool, arguments.versions)]
            np.savez(cache, rows=np.concatenate(parts), lengths=[len(p) for p in parts])
        count = arguments.versions
        self.versions = [parts[i:i + count] for i in range(0, len(parts), count)]

    def of(self, chosen):
        """(rows, labels, kinds) of the lines that `chosen` takes; rows before the first sure one are left out."""
        rows, labels, kinds = [], [], []
        for line, made in zip(self.lines, self.versions):
            if chosen(line):
                for part in made:
                    part = part[min(FIRST_STEP, max(len(part) - 1, 0)):]
                    rows.append(part)
                    labels += [line.label] * len(part)
                    kinds += [line.kind] * len(part)
        return torch.from_numpy(np.concatenate(rows)), torch.tensor(labels), np.array(kinds)

    def plain(self, chosen):
        """[(statistics, label)] of unaltered lines."""
        return [(made[0], line.label) for line, made in zip(self.lines, self.versions) if chosen(line) and len(made[0])]


def fit_one(statistics, labels, kinds, arguments, seed, shares):
    """One network of `hidden / NETWORKS` units on standardised statistics; `shares` of each kind in a class's draws."""
    torch.manual_seed(seed)
    model = EmotionEncoder(EmotionConfiguration(hidden=EmotionConfiguration().hidden // NETWORKS))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    chance = torch.zeros(len(labels), dtype=torch.float64)
    for label in range(len(CLASSES)):
        for kind, share in shares.items():
            group = (labels == label) & torch.from_numpy(kinds == kind)
            chance[group] = share * (NEUTRAL_SHARE if label == 0 else 1) / max(int(group.sum()), 1)
    arousals = torch.tensor([AROUSAL[name] for name in CLASSES])
    for step in range(arguments.steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, arguments.steps, arguments.rate, 20)
        rows = torch.multinomial(chance, BATCH, replacement=True)
        logits, arousal = model(statistics[rows], arguments.dropout)
        loss = F.cross_entropy(logits, labels[rows], label_smoothing=0.1)
        pull = (arousal - arousals[labels[rows]]).square().mean()
        optimizer.zero_grad()
        (loss + pull).backward()
        optimizer.step()
    return model.eval()


def joined(models, mean, deviation, kept):
    """The networks side by side as one, standardisation folded into its first layer; statistics not `kept` weigh
    nothing."""
    whole = EmotionEncoder(EmotionConfiguration(hidden=sum(m.configuration.hidden for m in models)))
    with torch.no_grad():
        weight = torch.cat([m.input.weight for m in models]) / deviation * kept
        whole.input.weight.copy_(weight)
        whole.input.bias.copy_(torch.cat([m.input.bias for m in models]) - weight @ mean)
        for name in ("class_head", "arousal_head"):
            parts = [getattr(m, name) for m in models]
            getattr(whole, name).weight.copy_(torch.cat([p.weight for p in parts], 1) / len(models))
            getattr(whole, name).bias.copy_(torch.stack([p.bias for p in parts]).mean(0))
    return whole.eval()


NEUTRAL_SHARE = 1.5             # of a class's draws: most lines that people bake are calm
SHARES = {"acted": 0.6, "burst": 0.2, "reader": 0.2}


def fit(rows, chosen, arguments, shares=None):
    """Trains on every line that `chosen` takes."""
    statistics, labels, kinds = rows.of(chosen)
    kept = torch.ones(statistics.shape[1])
    if arguments.travelling:
        kept[list(LOCAL)] = 0
    mean, deviation = statistics.mean(0), statistics.std(0) + 1e-4
    level = (statistics - mean) / deviation * kept
    models = [fit_one(level, labels, kinds, arguments, arguments.seed + n, shares or SHARES) for n in range(NETWORKS)]
    return joined(models, mean, deviation, kept)


def heard(model, statistics):
    """(mean probabilities, arousal) of a line from the first sure step on."""
    with torch.no_grad():
        logits, arousal = model(torch.from_numpy(statistics))
    start = min(FIRST_STEP, len(logits) - 1)
    return logits.softmax(-1)[start:].mean(0).numpy(), float(arousal[start:].mean())


def judge(model, lines):
    """Unweighted recall of six classes, confusion, share shown and right of it, and roused lines above calm ones."""
    confusion, shown, right, roused, calm = np.zeros((JUDGED, JUDGED)), 0, 0, [], []
    for statistics, label in lines:
        if label >= JUDGED:
            continue
        probability, arousal = heard(model, statistics)
        confusion[label, int(probability[:JUDGED].argmax())] += 1
        best = int(probability[1:JUDGED].argmax()) + 1
        if probability[best] >= SHOWN_FROM:
            shown += 1
            right += best == label
        level = AROUSAL[CLASSES[label]]
        (roused if level > 0.7 else calm if level < 0.4 else []).append(arousal)
    recalls = np.diag(confusion) / np.maximum(confusion.sum(1), 1)
    pairs = [a > b for a in roused for b in calm]
    return {"unweightedRecall": float(recalls[confusion.sum(1) > 0].mean()), "shownRight": right / max(shown, 1),
            "shown": shown / max(int(confusion.sum()), 1), "arousalPairs": float(np.mean(pairs)) if pairs else 0.0,
            "lines": int(confusion.sum()), "confusion": confusion.astype(int).tolist()}


def main():
    parser = stage_arguments(__doc__, stage="emotion", steps=600, rate=3e-3, dropout=0.6)
    parser.add_argument("--decay", type=float, default=1.0)
    parser.add_argument("--versions", type=int, default=6)
    parser.add_argument("--travelling", action="store_true",
                        help="without the statistics that tell a microphone, a language or a sex rather than a feeling")
    parser.add_argument("--limit", type=int, help="lines, for a trial")
    parser.add_argument("--cross-validate", action="store_true",
                        help="also train once for every other pair of speakers")
    parser.add_argument("--across", action="store_true", help="also from actors to bursts, and from bursts to actors")
    arguments = parser.parse_args()
    stage = Stage(arguments)
    if not (WORK / "prior-mean.json").exists():
        save_prior(prior_mean(load_corpora(), np.random.default_rng(arguments.seed)), WORK / "prior-mean.json")
    rows = Rows(stage.folder, arguments, np.array(load_prior_mean()))
    burst_held = lambda line: line.kind == "burst" and is_held_out(line.speaker)
    pairs = [DEVELOPMENT_SPEAKERS]
    if arguments.cross_validate:
        others = sorted({line.speaker for line in rows.lines if line.kind == "acted"} - DEVELOPMENT_SPEAKERS)
        pairs += [set(others[i:i + 2]) for i in range(0, len(others), 2)]
    for held_out in pairs:
        started = time.time()
        model = fit(rows, lambda line: line.speaker not in held_out and not burst_held(line), arguments)
        figures = judge(model, rows.plain(lambda line: line.speaker in held_out))
        stage.note(heldOut=sorted(held_out), **figures, seconds=round(time.time() - started))
        if held_out == DEVELOPMENT_SPEAKERS:
            stage.note(heldOut=["bursts"], **judge(model, rows.plain(burst_held)))
            stage.note(heldOut=["readers"], **judge(model, rows.plain(lambda line: line.kind == "reader")))
            save(stage.folder / "checkpoint.pt", average=model.state_dict(), step=arguments.steps,
                 configuration=asdict(model.configuration))
    if arguments.across:
        for source, other in (("acted", "burst"), ("burst", "acted")):
            shares = {source: 0.8, "reader": 0.2}
            model = fit(rows, lambda line: line.kind in shares, arguments, shares)
            stage.note(trainedOn=source, heldOut=[other], **judge(model, rows.plain(lambda line: line.kind == other)))


if __name__ == "__main__":
    main()
