"""Training sequences: utterances joined with pauses, augmented, with labels at 50 Hz."""

import json

import numpy as np
import torch

from . import augment, coarticulation
from .corpus import RATE, Corpus
from .features import log_mel, running_normalise
from .inventory import IGNORED, PHONES, SILENCE
from .paths import WORK
from .speakers import is_held_out

# How much a frame of a phone counts: more where a viewer sees errors first, or where speakers held out are heard worst.
_PHONE_WEIGHTS = {**dict.fromkeys("tdnkɡŋ", 1.5), **dict.fromkeys("pbmfv", 2.0), **dict.fromkeys("θð", 2.5),
                  **dict.fromkeys(["h", "w", "u", "ʊ", "oʊ"], 1.5)}
_WEIGHTS = np.array([_PHONE_WEIGHTS.get(phone, 1.0) for phone in PHONES], np.float32)

TOKEN_SAMPLES = 320
TOKENS = 500

# How often a corpus is drawn: human speech with hand labels and many speakers weighs more than its minutes. A last
# stage on mostly English speech sharpens the vowels of the language that most lines are in.
MIXTURES = {
    "broad": {"emodb": 8, "speech-nathalie-nl": 6, "grid-s1-train": 8, "facegood": 3, "speech-kathleen-en": 10,
              "speech-kerstin-de": 8, "speech-asterisk-it": 4, "speech-asterisk-ru": 4, "espeak-0": 10, "espeak-1": 10,
              "flite-0": 5, "flite-1": 5, "speech-precise-en": 3},
    "english": {"emodb": 6, "speech-nathalie-nl": 3, "grid-s1-train": 10, "facegood": 3, "speech-kathleen-en": 24,
                "speech-kerstin-de": 4, "speech-asterisk-it": 2, "speech-asterisk-ru": 2, "espeak-0": 6, "espeak-1": 6,
                "flite-0": 10, "flite-1": 10, "speech-precise-en": 8},
    # By speakers rather than minutes: within a corpus every speaker is drawn equally often.
    "voices": {"speech-natural-en2": 34, "speech-natural-en": 8, "speech-vctk4": 2, "speech-an4": 7,
               "speech-speechocean": 12, "speech-aishell-zh": 1, "speech-kathleen-en": 8, "speech-precise-en": 5,
               "grid-s1-train": 16, "facegood": 4, "emodb": 8, "speech-kerstin-de": 3, "speech-nathalie-nl": 2,
               "speech-asterisk-it": 1.5, "speech-asterisk-ru": 1.5, "espeak-0": 3, "espeak-1": 3, "flite-0": 3,
               "flite-1": 3},
}
INTERLUDE_SHARE = 0.06  # of the utterances: music or noise in their place, over which the mouth rests
MEASURED_WEIGHT = 3.0  # a frame of tracked lips counts as much as three of the teacher's


def load_corpora(mixture="broad"):
    found = []
    for name, weight in MIXTURES[mixture].items():
        folder = WORK / "corpora" / name
        if weight and (folder / "index.json").exists():
            corpus = Corpus.load(folder)
            corpus.utterances = [u for u in corpus.utterances
                                 if (u.segments or u.lips) and u.samples >= 4000 and not is_held_out(u.speaker)]
            if corpus.utterances:
                found.append((corpus, weight))
    return found


def by_speaker(utterances):
    """[[utterances of one speaker]]."""
    groups = {}
    for utterance in utterances:
        groups.setdefault(utterance.speaker, []).append(utterance)
    return list(groups.values())


def prior_mean(corpora, random, count=400):
    """[80] mean log-mel of speech frames, the prior of the running mean."""
    rows = []
    for _ in range(count):
        corpus, _ = corpora[random.integers(len(corpora))]
        features = log_mel(corpus.samples(corpus.utterances[random.integers(len(corpus.utterances))]))
        loudness = features.mean(axis=1)
        rows.append(features[loudness > loudness.max() - 1.5].mean(axis=0))
    return np.mean(rows, axis=0)


class Sequences(torch.utils.data.IterableDataset):
    """Endless (features [1000, 80], phones [500], weights [500], articulation [500, 5], its mask [500, 5])."""

    def __init__(self, corpora, mean, seed):
        self.corpora, self.mean, self.seed = corpora, np.asarray(mean), seed
        self.speakers = [by_speaker(corpus.utterances) for corpus, _ in corpora]

    def _voice(self, random, share):
        """(corpus, utterances of one speaker of it)."""
        index = random.choice(len(share), p=share)
        return self.corpora[index][0], self.speakers[index][random.integers(len(self.speakers[index]))]

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        random = np.random.default_rng([self.seed, worker.id if worker else 0])
        pool = augment.noise_pool([c for c, _ in self.corpora], random)
        share = np.array([w for _, w in self.corpora], float)
        share /= share.sum()
        while True:
            yield self._sequence(random, share, pool)

    def _sequence(self, random, share, pool):
        target = TOKENS * TOKEN_SAMPLES
        audio = np.zeros(target, np.float32)
        phones = np.full(TOKENS, SILENCE)
        measured = np.full((TOKENS, 2), np.nan, np.float32)
        position = int(random.uniform(0, 0.6) * RATE)
        voice = self._voice(random, share)
        while position < target - RATE // 2:
            if random.random() < INTERLUDE_SHARE:
                samples = augment.interlude(random)[:target - position]
                samples *= 10 ** (random.uniform(-26, 4) / 20) * 0.4 / (np.abs(samples).max() + 1e-4)
                audio[position:position + len(samples)] += samples
                position += len(samples)
                continue
            if random.random() < 0.5:
                voice = self._voice(random, share)
            corpus, utterances = voice
            utterance = utterances[random.integers(len(utterances))]
            speed = random.uniform(0.87, 1.16) if random.random() < 0.7 else 1.0
            samples = corpus.samples(utterance)
            if speed != 1.0:
                samples = augment.change_speed(samples, speed)
            samples = samples * (10 ** (random.uniform(-26, 4) / 20) * 0.4 / (np.abs(samples).max() + 1e-4))
            count = min(len(samples), target - position)
            audio[position:position + count] += samples[:count]
            first, last = -(-position // TOKEN_SAMPLES), (position + count) // TOKEN_SAMPLES
            tokens = np.arange(first, min(last, TOKENS))
            source = (tokens * TOKEN_SAMPLES - position) * speed
            if utterance.segments:
                starts = np.array([s[0] for s in utterance.segments])
                labels = np.array([s[2] for s in utterance.segments])
                phones[tokens] = labels[np.clip(np.searchsorted(starts, source, "right") - 1, 0, None)]
            else:
                phones[tokens] = IGNORED
            if utterance.lips:
                lips = np.array(utterance.lips, np.float32)
                for column in (0, 1):
                    measured[tokens, column] = np.interp(source / RATE, lips[:, 0], lips[:, 1 + column])
            position += count + int(max(random.normal(0.35, 0.35), 0.02) * RATE)
        return self._features(audio, random, pool) + self._labels(phones, measured)

    def _features(self, audio, random, pool):
        if random.random() < 0.3:
            audio = augment.add_room(audio, random)
        audio = augment.add_noise(audio, pool, random) if random.random() < 0.55 else audio
        audio = audio + random.standard_normal(1)[0] * 1e-5
        filters = augment.WARPS[random.integers(len(augment.WARPS))] if random.random() < 0.6 else augment.WARPS[6]
        response = augment.spectrum_response(random) if random.random() < 0.7 else None
        features = log_mel(np.clip(audio, -1, 1), filters, response)[:2 * TOKENS]
        features = running_normalise(features, self.mean)
        return (augment.mask(features, random),)

    def _labels(self, phones, measured):
        known = phones != IGNORED
        weights = np.where(known, _WEIGHTS[phones], 0).astype(np.float32)
        articulation = coarticulation.articulation(np.where(known, phones, SILENCE)).astype(np.float32)
        mask = np.repeat(known[:, None], 5, axis=1).astype(np.float32)
        near_unknown = np.convolve(~known, np.ones(9), "same") > 0
        mask[near_unknown] = 0
        for column, source in ((1, 0), (3, 1)):
            have = ~np.isnan(measured[:, source])
            articulation[have, column] = measured[have, source]
            mask[have, column] = MEASURED_WEIGHT
        return np.where(known, phones, 0).astype(np.int64), weights, articulation, mask


def save_prior(mean, path):
    path.write_text(json.dumps([round(float(v), 5) for v in mean]))

