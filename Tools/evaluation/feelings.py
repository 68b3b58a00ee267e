"""Feelings on corpora never trained on (`emotion-eval`): which lines show one, and whether it is the acted one."""

import csv
from pathlib import Path

from listening import read_report
from measures import median

SETS = ("tess", "nemo-pl")
# What the corpora call the feelings.
ACTED = {"angry": "anger", "anger": "anger", "disgust": "disgust", "fear": "fear", "happy": "joy", "happiness": "joy",
         "sad": "sadness", "sadness": "sadness", "surprise": "surprise", "neutral": "neutral"}
# As the engine shows a feeling: nothing up to the first probability, the whole of it from the second on.
SURE_FROM, SURE_FULL = 0.55, 0.9
LEAST_SHOWN = 0.1           # mean weight over a line from which a viewer sees the feeling
ROUSED, CALM = ("anger", "fear", "joy", "surprise"), ("sadness", "neutral")


def shown(report):
    """The feeling whose mean shown weight over the line is greatest, and None where none reaches `LEAST_SHOWN`."""
    readings = report["emotion"]
    if not readings:
        return None
    sums = {}
    for row in readings:
        for name, probability in row["weights"].items():
            if name != "neutral":
                weight = min(max((probability - SURE_FROM) / (SURE_FULL - SURE_FROM), 0), 1)
                sums[name] = sums.get(name, 0) + weight / len(readings)
    best = max(sums, key=sums.get)
    return best if sums[best] >= LEAST_SHOWN else None


def ordered_share(high, low):
    """Of all pairs of a roused and a calm line, the share in which the roused one is heard as more roused."""
    pairs = [(a > b) + 0.5 * (a == b) for a in high for b in low]
    return sum(pairs) / max(len(pairs), 1)


def measure(data, folder):
    rows, pooled = [], []
    for name in SETS:
        heard = []
        with open(data / "emotion-eval" / name / "utterances.tsv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                speaker, feeling = row["speaker"].split("/")
                report = read_report(folder / f"{name}-heard" / f"{Path(row['audio']).stem}.json")
                arousal = sum(r["arousal"] for r in report["emotion"]) / max(len(report["emotion"]), 1)
                heard.append((f"{name}-{speaker}", ACTED[feeling], shown(report), arousal, guess(report)))
        rows += table(name, heard)
        pooled += heard
    return table("both", pooled) + rows


def guess(report):
    """The class whose mean weight is greatest, whether shown or not."""
    sums = {}
    for row in report["emotion"]:
        for name, probability in row["weights"].items():
            sums[name] = sums.get(name, 0) + probability
    return max(sums, key=sums.get) if sums else "neutral"


def share(flags):
    """Of several yes and no the share of yes."""
    flags = list(flags)
    return sum(flags) / max(len(flags), 1)


def table(name, heard):
    acted = [row for row in heard if row[1] != "neutral"]
    neutral = [row for row in heard if row[1] == "neutral"]
    showing = [row for row in heard if row[2]]
    right = sum(row[2] == row[1] for row in showing)
    within = []     # arousal is compared within a speaker: microphones and voices differ
    for speaker in sorted({row[0] for row in heard}):
        own = [row for row in heard if row[0] == speaker]
        within.append(ordered_share([r[3] for r in own if r[1] in ROUSED], [r[3] for r in own if r[1] in CALM]))
    classes = sorted({row[1] for row in heard})
    recalls = [sum(r[4] == c for r in heard if r[1] == c) / sum(r[1] == c for r in heard) for c in classes]
    count = f"emotion-eval, {name}: {len(heard)} lines, never trained on"
    return [
        (f"feelings shown that are right, {name}", f"{right / max(len(showing), 1):.3f}", "≥ 0.65",
         f"{right} of {len(showing)}; {count}"),
        (f"acted lines that show a feeling, {name}", f"{share(bool(r[2]) for r in acted):.3f}", "≥ 0.35",
         f"of {len(acted)}"),
        (f"neutral lines kept neutral, {name}", f"{share(not r[2] for r in neutral):.3f}", "≥ 0.85",
         f"of {len(neutral)}"),
        (f"arousal: roused above calm, {name}", f"{median(within):.3f}", "≥ 0.85",
         "share of pairs, median of speakers"),
        (f"likeliest feeling is the acted one, {name}", f"{sum(recalls) / len(recalls):.3f}", "",
         f"unweighted recall of {len(classes)}"),
    ]
