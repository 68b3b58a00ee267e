"""Trains the emotion encoder on EmoDB (and readers' speech as neutral), speakers 03 and 14 held out.

    python -m mien_train.train_emotion
"""

import argparse
import csv
import json
import time
from dataclasses import asdict

import numpy as np
import torch
import torch.nn.functional as F

from . import augment
from .corpus import Corpus, read_audio
from .dataset import load_corpora, prior_mean, save_prior
from .emotion_model import CLASSES, EmotionConfiguration, EmotionEncoder, statistics_of
from .paths import SHARED_DATA, WORK
from .speakers import DEVELOPMENT_SPEAKERS
from .stage import load_prior_mean
from .train import learning_rate, save

LABELS = {"anger": "anger", "boredom": "boredom", "disgust": "disgust", "fear": "fear", "happiness": "joy",
          "neutral": "neutral", "sadness": "sadness"}
# How roused a voice of each class is, 0…1 (circumplex of affect, Russell 1980, read coarsely).
AROUSAL = {"neutral": 0.35, "anger": 0.95, "disgust": 0.5, "fear": 0.8, "joy": 0.85, "sadness": 0.15, "boredom": 0.1}
READERS = ["speech-kathleen-en", "speech-kerstin-de", "speech-nathalie-nl", "speech-asterisk-it", "speech-asterisk-ru",
           "grid-s1-train", "speech-precise-en"]
JUDGED = CLASSES[:6]
READER_LINES = 140              # neutral voices beyond EmoDB's
READER_SHARE = 0.2              # of what is drawn as neutral; more of them drown EmoDB's own
BATCH, FIRST_STEP = 512, 6      # judged from 1.4 s on: sooner the statistics say little
NETWORKS = 8                    # trained apart and joined side by side: their mean is steadier than any of them


def emodb():
    """[(samples, class index, speaker)] of all lines."""
    folder, lines = SHARED_DATA / "emodb", []
    with open(folder / "utterances.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            speaker, emotion = row["speaker"].split("/")
            lines.append((read_audio(folder / row["audio"])[0], CLASSES.index(LABELS[emotion]), speaker))
    return lines


def readers(random, count):
    """Pieces of readers' speech, taken as neutral."""
    neutral, lines = CLASSES.index("neutral"), []
    for name in READERS:
        corpus = Corpus.load(WORK / "corpora" / name)
        for index in random.integers(0, len(corpus.utterances), count // len(READERS)):
            samples = corpus.samples(corpus.utterances[index])[:16_000 * 5]
            if len(samples) > 16_000:
                lines.append((samples, neutral, name))
    return lines


def versions(samples, mean, random, pool, count):
    """The line as it is, and altered: speed, band, level, noise, vocal tract."""
    made = [statistics_of(samples, mean)]
    for _ in range(count - 1):
        altered = augment.change_speed(samples, random.uniform(0.92, 1.09)) if random.random() < 0.6 else samples
        altered = altered * (10 ** (random.uniform(-20, 3) / 20) * 0.4 / (np.abs(altered).max() + 1e-4))
        if random.random() < 0.5:
            altered = augment.add_noise(altered, pool, random)
        if random.random() < 0.3:
            altered = augment.add_room(altered, random)
        warp = augment.WARPS[random.integers(3, 10)] if random.random() < 0.6 else None
        made.append(statistics_of(np.clip(altered, -1, 1).astype(np.float32), mean, warp, augment.spectrum_response(random)))
    return made


def judge(model, lines, mean):
    """(unweighted recall over six classes, confusion) of whole lines: the class that is likeliest on the mean from `FIRST_STEP` on."""
    confusion = np.zeros((6, 6))
    for samples, label, _ in lines:
        if label < 6:
            with torch.no_grad():
                logits, _ = model(torch.from_numpy(statistics_of(samples, mean)))
            judged = logits.softmax(-1)[min(FIRST_STEP, len(logits) - 1):]
            confusion[label, int(judged.mean(0)[:6].argmax())] += 1
    recalls = np.diag(confusion) / np.maximum(confusion.sum(1), 1)
    return float(recalls[confusion.sum(1) > 0].mean()), confusion


def fit_one(statistics, labels, read, arguments, seed):
    """One network of `hidden / NETWORKS` units on standardised statistics."""
    torch.manual_seed(seed)
    share = EmotionConfiguration().hidden // NETWORKS
    model = EmotionEncoder(EmotionConfiguration(hidden=share))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    chance = torch.zeros(len(labels), dtype=torch.float64)
    for label in range(len(CLASSES)):
        for reader, share in ((False, 1 - READER_SHARE if label == 0 else 1), (True, READER_SHARE)):
            group = (labels == label) & (read == reader)
            chance[group] = share / max(int(group.sum()), 1)
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


def joined(models, mean, deviation):
    """The networks side by side as one, standardisation folded into its first layer."""
    whole = EmotionEncoder(EmotionConfiguration(hidden=sum(m.configuration.hidden for m in models)))
    with torch.no_grad():
        weight = torch.cat([m.input.weight for m in models]) / deviation
        whole.input.weight.copy_(weight)
        whole.input.bias.copy_(torch.cat([m.input.bias for m in models]) - weight @ mean)
        for name in ("class_head", "arousal_head"):
            parts = [getattr(m, name) for m in models]
            getattr(whole, name).weight.copy_(torch.cat([p.weight for p in parts], 1) / len(models))
            getattr(whole, name).bias.copy_(torch.stack([p.bias for p in parts]).mean(0))
    return whole.eval()


def fit(lines, held_out, arguments):
    """Trains on every line whose speaker is not held out."""
    chosen = [(rows[FIRST_STEP:], label, speaker in READERS) for versions_of, label, speaker in lines
              if speaker not in held_out for rows in versions_of]
    statistics = torch.from_numpy(np.concatenate([rows for rows, *_ in chosen]))
    labels = torch.from_numpy(np.concatenate([np.full(len(rows), label) for rows, label, _ in chosen]))
    read = torch.from_numpy(np.concatenate([np.full(len(rows), reader) for rows, _, reader in chosen]))
    mean, deviation = statistics.mean(0), statistics.std(0) + 1e-4
    models = [fit_one((statistics - mean) / deviation, labels, read, arguments, arguments.seed + n) for n in range(NETWORKS)]
    return joined(models, mean, deviation)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="emotion")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.6)
    parser.add_argument("--decay", type=float, default=1.0)
    parser.add_argument("--versions", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--cross-validate", action="store_true", help="also train once for every other pair of speakers")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    folder = WORK / "stages" / arguments.stage
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(arguments.seed)
    corpora = load_corpora()
    if not (WORK / "prior-mean.json").exists():
        save_prior(prior_mean(corpora, random), WORK / "prior-mean.json")
    mean = np.array(load_prior_mean())
    recorded = emodb()
    cache = folder / f"rows-{arguments.versions}-{arguments.seed}.npz"
    if cache.exists():
        stored = np.load(cache)
        flat, lengths = stored["rows"], stored["lengths"]
        parts = np.split(flat, np.cumsum(lengths)[:-1])
        made = [parts[i:i + arguments.versions] for i in range(0, len(parts), arguments.versions)]
        everything = recorded + readers(np.random.default_rng(arguments.seed + 1), READER_LINES)
    else:
        pool = augment.noise_pool([c for c, _ in corpora], random)
        everything = recorded + readers(np.random.default_rng(arguments.seed + 1), READER_LINES)
        made = [versions(samples, mean, random, pool, arguments.versions) for samples, _, _ in everything]
        parts = [rows for versions_of in made for rows in versions_of]
        np.savez(cache, rows=np.concatenate(parts), lengths=[len(p) for p in parts])
    lines = [(rows, label, speaker) for rows, (_, label, speaker) in zip(made, everything)]
    log = open(folder / "log.jsonl", "a")

    def note(**row):
        log.write(json.dumps(row) + "\n")
        log.flush()
        print(json.dumps(row), flush=True)

    pairs = [DEVELOPMENT_SPEAKERS]
    if arguments.cross_validate:
        others = sorted({s for _, _, s in recorded} - DEVELOPMENT_SPEAKERS)
        pairs += [set(others[i:i + 2]) for i in range(0, len(others), 2)]
    for held_out in pairs:
        started = time.time()
        model = fit(lines, held_out, arguments)
        recall, confusion = judge(model, [line for line in recorded if line[2] in held_out], mean)
        note(heldOut=sorted(held_out), unweightedRecall=round(recall, 4), confusion=confusion.astype(int).tolist(),
             lines=int(confusion.sum()), seconds=round(time.time() - started))
        if held_out == DEVELOPMENT_SPEAKERS:
            save(folder / "checkpoint.pt", average=model.state_dict(), step=arguments.steps,
                 configuration=asdict(model.configuration))


if __name__ == "__main__":
    main()
