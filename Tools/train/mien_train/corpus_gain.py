"""What each corpus of many voices adds on people held out: the encoder stays, its phone head is learned anew on top.

    python -m mien_train.corpus_gain --listener shipped [--minutes 8]

A curve a corpus: with the people of a quarter, a half and the whole of what is taken of it, and of all corpora
together. Cheap, since what the encoder hears is made once; the gain of a whole training is greater, but its order is
the same question.
"""

import argparse

import numpy as np
import torch
import torch.nn.functional as F

from .corpus import Corpus
from .features import log_mel, running_normalise
from .inventory import VISEME_CLASSES, VISEME_OF_PHONE
from .measure import VOICES, labels_of
from .paths import WORK
from .speakers import is_held_out
from .stage import Stage, load_stage

CORPORA = ["speech-natural-en2", "speech-natural-en", "speech-an4", "speech-speechocean", "speech-vctk4"]
SHARES = (0.25, 0.5, 1.0)
STEPS, BATCH, RATE, PULL = 300, 4096, 2e-3, 1e-3


def hidden_of(model, samples, mean):
    """[T, width]: the features that the phone head reads."""
    features = running_normalise(log_mel(samples), mean)
    trace = {}
    with torch.no_grad():
        model(torch.from_numpy(features[:len(features) // 2 * 2])[None], trace=trace)
    return trace["norm"][0]


def frames_of(model, corpus, utterances, mean, given):
    """(features, phones) of all known frames of some utterances."""
    hidden, phones = [], []
    for u in utterances:
        heard, labels = hidden_of(model, corpus.samples(u), mean), labels_of(u, u.given if given else u.segments)
        count = min(len(heard), len(labels))
        known = labels[:count] >= 0
        hidden.append(heard[:count][torch.from_numpy(known)])
        phones.append(labels[:count][known])
    return torch.cat(hidden), torch.from_numpy(np.concatenate(phones))


def by_people(utterances, minutes, random):
    """Utterances in an order that takes one of each speaker after the other, as many as last `minutes`."""
    turns = {}
    order = [utterances[i] for i in random.permutation(len(utterances))]
    ranked = []
    for u in order:
        ranked.append((turns.setdefault(u.speaker, 0), u))
        turns[u.speaker] += 1
    ranked.sort(key=lambda pair: pair[0])
    chosen, seconds = [], 0.0
    for _, u in ranked:
        if seconds > 60 * minutes:
            break
        chosen.append(u)
        seconds += u.samples / 16_000
    return chosen


def head_on(model, hidden, phones):
    """The stage's phone head, learned on with these frames and drawn back to what it was."""
    head = torch.nn.Linear(hidden.shape[1], model.configuration.phones)
    head.load_state_dict(model.phone_head.state_dict())
    start = [p.detach().clone() for p in head.parameters()]
    optimizer = torch.optim.Adam(head.parameters(), lr=RATE)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        rows = torch.randint(0, len(hidden), (BATCH,))
        away = sum((p - s).square().sum() for p, s in zip(head.parameters(), start))
        loss = F.cross_entropy(head(hidden[rows]), phones[rows], label_smoothing=0.05) + PULL * away
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head


def visemes_right(head, hidden, phones):
    """(share of frames whose viseme is right, recall of θ ð)."""
    viseme = torch.tensor(VISEME_OF_PHONE)
    with torch.no_grad():
        right = viseme[head(hidden).argmax(-1)] == viseme[phones]
    th = viseme[phones] == VISEME_CLASSES.index("TH")
    return float(right.float().mean()), float(right[th].float().mean()) if th.any() else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listener", default="shipped", help="stage of the speech encoder that listens")
    parser.add_argument("--stage", default="corpus-gain")
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    stage = Stage(arguments)
    model, mean = load_stage(arguments.listener)
    random = np.random.default_rng(arguments.seed)
    held, taken, heard_of = {}, {}, []
    for name in CORPORA:
        corpus = Corpus.load(WORK / "corpora" / name)
        if name in VOICES:
            judged = [u for u in corpus.utterances if is_held_out(u.speaker) and u.given][:VOICES[name][1] // 2]
            if judged:
                held.setdefault(VOICES[name][0], []).append(frames_of(model, corpus, judged, mean, True))
        usable = [u for u in corpus.utterances if not is_held_out(u.speaker) and u.segments]
        chosen = by_people(usable, arguments.minutes, random)
        if not chosen:
            continue
        heard_of.append(name)
        for share in SHARES:
            part = chosen[:max(1, round(share * len(chosen)))]
            taken[name, share] = (part, len({u.speaker for u in part}))
        taken[name] = [frames_of(model, corpus, [u], mean, False) for u in chosen]
    held = {name: tuple(map(torch.cat, zip(*parts))) for name, parts in held.items()}

    def judge(head):
        found = {name: visemes_right(head, *frames) for name, frames in held.items()}
        return {name: round(v, 4) for name, (v, _) in found.items()} | {f"{name}TH": round(th, 4)
                                                                        for name, (_, th) in found.items()}

    stage.note(trainedOn="as it is", **judge(model.phone_head))
    for name in heard_of:
        for share in SHARES:
            part, people = taken[name, share]
            hidden, phones = map(torch.cat, zip(*taken[name][:len(part)]))
            minutes = round(sum(u.samples for u in part) / 960_000, 1)
            stage.note(trainedOn=name, minutes=minutes, people=people, **judge(head_on(model, hidden, phones)))
    hidden, phones = (torch.cat([frames[i] for name in heard_of for frames in taken[name]]) for i in (0, 1))
    stage.note(trainedOn="all", **judge(head_on(model, hidden, phones)))


if __name__ == "__main__":
    main()
