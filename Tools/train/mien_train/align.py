"""Aligns the text of recorded corpora to their sound with a trained stage: Viterbi over its own posteriors.

    python -m mien_train.align --stage first speech-kathleen-en speech-kerstin-de …
"""

import argparse
import subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from .corpus import Corpus
from .inventory import IGNORED, SILENCE, VISEME_OF_PHONE, from_ipa
from .measure import posteriors
from .paths import WORK
from .stage import load_stage

VOICES = {"en-US": "en-us", "en-GB": "en-gb", "en": "en-us", "en-x-vctk": "en-gb", "en-x-zh": "en-us", "pt-BR": "pt-br",
          "de": "de", "nl": "nl", "it": "it", "ru": "ru"}
PRIOR_POWER = 0.4           # how much of the class prior is divided out
GIVEN_WEIGHT = 2.0          # log units a frame for agreeing with another aligner's viseme (compare_aligners)
SURE = 0.7                  # a phone heard without text is believed from this probability on
LEAST_MEAN_LOG = -2.6       # utterances whose path is less likely a frame stay unlabelled
TOKEN = 320


def words_of(text, language):
    """Text → words of inventory phones, by espeak-ng as a separate process."""
    spelled = " ".join(w.upper() if len(w) == 1 and language == "en-GB" else w for w in text.split())
    command = ["espeak-ng", "-q", "--ipa", "-v", VOICES[language]]
    done = subprocess.run(command, input=spelled, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"espeak-ng failed ({done.stderr.strip()}): install the package 'espeak-ng'")
    return [phones for phones in map(from_ipa, done.stdout.split()) if phones]


def words_in(utterance):
    """The words of an utterance; none where it has no text or one that espeak-ng does not read here."""
    known = utterance.text and utterance.language in VOICES
    return words_of(utterance.text, utterance.language) if known else []


def states_of(words):
    """(phones, optional flags): silence may stand before, between and after words."""
    phones, optional = [SILENCE], [True]
    for word in words:
        phones += word + [SILENCE]
        optional += [False] * len(word) + [True]
    return np.array(phones), np.array(optional)


def viterbi(scores, optional):
    """`scores` [T, S] log likelihoods → state a frame; a state lasts at least one frame, optional ones may be
    skipped."""
    frames, count = scores.shape
    floor = -1e30
    best = np.full(count, floor)
    best[0] = scores[0, 0]
    if count > 1 and optional[0]:
        best[1] = scores[0, 1]
    steps = np.zeros((frames, count), np.int8)
    may_skip = np.zeros(count, bool)
    may_skip[2:] = optional[1:-1]
    for t in range(1, frames):
        one = np.r_[floor, best[:-1]]
        two = np.where(may_skip, np.r_[floor, floor, best[:-2]][:count], floor)
        choices = np.stack([best, one, two])
        step = choices.argmax(0)
        best = choices[step, np.arange(count)] + scores[t]
        steps[t] = step
    last = count - 1 if best[-1] >= best[-2] or not optional[-1] else count - 2
    path = np.empty(frames, int)
    state = last
    for t in range(frames - 1, -1, -1):
        path[t] = state
        state -= int(steps[t, state])
    return path, best[last] / frames


def segments_of(path, phones, samples):
    changes = np.flatnonzero(np.diff(path)) + 1
    bounds = np.r_[0, changes, len(path)]
    result = [[int(a * TOKEN - TOKEN // 2) if a else 0, int(b * TOKEN - TOKEN // 2), int(phones[path[a]])]
              for a, b in zip(bounds[:-1], bounds[1:])]
    result[-1][1] = samples
    return result


def aligned(probability, words, samples, prior, given=None):
    """(segments in samples, mean log posterior of the path) of one line; None where it is too short for its words.
    `given`: another aligner's segments, which the path then prefers to agree with."""
    phones, optional = states_of(words)
    if len(probability) < (~optional).sum():
        return None, None
    scores = (np.log(probability + 1e-6) - PRIOR_POWER * np.log(prior + 1e-4))[:, phones]
    if given:
        starts, labels = np.array([s[0] for s in given]), np.array([s[2] for s in given])
        other = labels[np.clip(np.searchsorted(starts, np.arange(len(scores)) * TOKEN, "right") - 1, 0, None)]
        viseme = np.array(VISEME_OF_PHONE)
        scores += GIVEN_WEIGHT * ((viseme[other][:, None] == viseme[phones][None]) & (other >= 0)[:, None])
    path, _ = viterbi(scores, optional)
    likelihood = np.log(probability[np.arange(len(path)), phones[path]] + 1e-6).mean()
    return segments_of(path, phones, samples), likelihood


def spread(utterances, minutes):
    """Every nth utterance, so that they last about as long as wanted."""
    seconds = sum(u.samples for u in utterances) / 16_000
    return utterances if minutes is None else utterances[::max(1, round(seconds / 60 / minutes))]


def confident(probability, samples):
    """Segments of what is heard where no text tells it; unknown where the likeliest phone is not sure."""
    heard = np.where(probability.max(-1) >= SURE, probability.argmax(-1), IGNORED)
    path, phones = np.unique(heard, return_inverse=True)[::-1]
    return segments_of(path, phones, samples)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--stage", required=True)
    parser.add_argument("--minutes", type=float, help="of each corpus, spread over it; the rest stays without labels")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, mean = load_stage(arguments.stage)
    for name in arguments.corpora:
        folder = WORK / "corpora" / name
        corpus = Corpus.load(folder)
        chosen = spread(corpus.utterances, arguments.minutes)
        logs, kept, told = [], 0, 0
        prior = None
        with ThreadPoolExecutor(2) as pool:
            spoken = list(pool.map(words_in, chosen))
        for u, words in zip(chosen, spoken):
            probability, _ = posteriors(model, corpus.samples(u), mean)
            if not words:
                u.segments = confident(probability, u.samples) if u.language != "zxx" else None
                told += u.segments is not None
                continue
            prior = probability.mean(0) if prior is None else 0.98 * prior + 0.02 * probability.mean(0)
            segments, likelihood = aligned(probability, words, u.samples, prior, u.given)
            if segments is None:
                continue
            logs.append(likelihood)
            if likelihood >= LEAST_MEAN_LOG:
                u.segments = segments
                kept += 1
            else:
                u.segments = None
        corpus.save_index(folder)
        worst = np.percentile(logs, 5) if logs else float("nan")
        print(f"{name}: {kept} of {len(chosen)} aligned, {told} by ear alone, "
              f"mean log posterior {np.mean(logs or [np.nan]):.2f}, 5th percentile {worst:.2f}", flush=True)


if __name__ == "__main__":
    main()
