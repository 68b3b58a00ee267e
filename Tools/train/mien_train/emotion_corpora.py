"""Recordings of feelings that may be trained on: EmoDB's actors, EmoGator's bursts, and readers' speech taken as
neutral."""

import csv
from dataclasses import dataclass

import numpy as np

from .corpus import Corpus, read_audio
from .emotion_model import CLASSES
from .paths import SHARED_DATA, WORK
from .speakers import is_held_out

EMODB = {"anger": "anger", "boredom": "boredom", "disgust": "disgust", "fear": "fear", "happiness": "joy",
         "neutral": "neutral", "sadness": "sadness"}
# Pain, relief and contempt have no counterpart that a face could be sure of.
BURSTS = {"anger": "anger", "disgust": "disgust", "fear": "fear", "elation": "joy", "amusement": "joy",
          "sadness": "sadness", "neutral": "neutral"}
READERS = ["speech-natural-en2", "speech-natural-en", "speech-an4", "speech-speechocean", "speech-kathleen-en",
           "speech-kerstin-de", "speech-nathalie-nl", "speech-asterisk-it", "speech-asterisk-ru", "grid-s1-train",
           "speech-precise-en"]
READER_SECONDS = 5


@dataclass
class Line:
    """A recording, the class it is taken as, and who speaks it; `kind` is acted, burst or reader."""

    samples: np.ndarray
    label: int
    speaker: str
    kind: str


def _listed(folder, names, kind):
    lines = []
    with open(folder / "utterances.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            speaker, feeling = row["speaker"].split("/")
            if names.get(feeling) in CLASSES:
                samples = read_audio(folder / row["audio"])[0]
                lines.append(Line(samples, CLASSES.index(names[feeling]), speaker, kind))
    return lines


def acted():
    """EmoDB whole."""
    return _listed(SHARED_DATA / "emodb", EMODB, "acted")


def bursts():
    """EmoGator's laughs, sobs, gasps and screams: not words, but many people, rooms and microphones."""
    return _listed(SHARED_DATA / "speech" / "emogator", BURSTS, "burst")


def readers(random, count):
    """Pieces of readers' speech, taken as neutral: as many of each corpus, each of another speaker while there are
    any."""
    neutral, lines = CLASSES.index("neutral"), []
    present = [name for name in READERS if (WORK / "corpora" / name / "index.json").exists()]
    for name in present:
        corpus = Corpus.load(WORK / "corpora" / name)
        long_enough = [u for u in corpus.utterances if u.samples > 16_000 and not is_held_out(u.speaker)]
        order = [long_enough[i] for i in random.permutation(len(long_enough))]
        rank = {}
        for utterance in order:
            rank.setdefault(utterance.speaker, []).append(utterance)
        order.sort(key=lambda u: rank[u.speaker].index(u))
        for utterance in order[:count // len(present)]:
            samples = corpus.samples(utterance)[:16_000 * READER_SECONDS]
            lines.append(Line(samples, neutral, name, "reader"))
    return lines
