"""Measures aligners against hand labels: pocketsphinx, this project's own, and both together, on lines with text.

    python -m mien_train.compare_aligners --stage shipped          needs: pip install pocketsphinx==5.1.1

English on timit-sample (measured on, never trained on), German on EmoDB's speakers that are held out (own aligner
only).
"""

import argparse
import re

import numpy as np
import torch

from . import align, inventory
from .corpus import read_audio
from .inventory import VISEME_OF_PHONE
from .measure import posteriors
from .paths import SHARED_DATA
from .prepare import table
from .speakers import DEVELOPMENT_SPEAKERS
from .stage import load_stage

STEP = 0.01
# TIMIT's labels as phones of the inventory; a closure belongs to its stop.
_CLOSURES = {"pcl": "p", "bcl": "b", "tcl": "t", "dcl": "d", "kcl": "k", "gcl": "ɡ"}
_TIMIT = {"h#": "sil", "pau": "sil", "epi": "sil", "q": None, "em": "m", "en": "n", "nx": "n", "eng": "ŋ", "el": "l",
          "dx": "d", "hv": "h", "hh": "h", "ix": "ɪ", "ux": "u", "axr": "ɝ", "ax": "ə", "ax-h": "ə", "ah": "ʌ",
          "y": "j"}


def from_timit(label):
    name = _CLOSURES.get(label, _TIMIT.get(label, ""))
    if name is None:
        return inventory.IGNORED
    return inventory.INDEX[name] if name else inventory.from_flite(label)


def sphinx_segments(decoder, samples, text):
    """[(start, end, phone)] in seconds of pocketsphinx's two passes; None where it refuses the line."""
    words = re.sub(r"[^a-z' ]+", " ", text.lower())
    data = (np.clip(samples, -1, 1) * 32767).astype(np.int16).tobytes()
    try:
        for second in (False, True):
            decoder.set_alignment() if second else decoder.set_align_text(words)
            decoder.start_utt()
            decoder.process_raw(data, full_utt=True)
            decoder.end_utt()
        found = decoder.get_alignment()
    except RuntimeError:
        return None
    if found is None:
        return None
    return [(p.start / 100, (p.start + p.duration) / 100, inventory.from_arpabet(p.name.split("_")[0]))
            for word in found for p in word]


def own_segments(probability, text, language, given=None, prior=None):
    words = align.words_of(text, language)
    segments, _ = align.aligned(probability, words, len(probability) * align.TOKEN, prior, given)
    return None if segments is None else [(a / 16_000, b / 16_000, p) for a, b, p in segments]


def frames(segments, count):
    labels = np.full(count, inventory.IGNORED)
    for start, end, phone in segments:
        labels[round(start / STEP):round(end / STEP)] = phone
    return labels


class Score:
    def __init__(self):
        self.lines = self.right = self.seen = 0
        self.errors = []
        self.closures = [0, 0, 0]

    def add(self, found, wanted, count):
        viseme = np.array(VISEME_OF_PHONE + [-1])
        made, truth = viseme[frames(found, count)], viseme[frames(wanted, count)]
        known = truth >= 0
        self.lines += 1
        self.right += int((made == truth)[known].sum())
        self.seen += int(known.sum())
        # Starts of the labelled phones against the nearest start of one of the same viseme.
        for start, _, phone in wanted:
            same = [a for a, _, p in found if p >= 0 and phone >= 0 and viseme[p] == viseme[phone]]
            if same:
                nearest = min(same, key=lambda a: abs(a - start))
                if abs(nearest - start) < 0.1:
                    self.errors.append(nearest - start)
        bilabial = {inventory.INDEX[p] for p in "pbm"}
        labelled = [(a, b) for a, b, p in merged(wanted) if p in bilabial]
        runs = [(a, b) for a, b, p in merged(found) if p in bilabial]
        free = list(labelled)
        for a, b in runs:
            hit = next((r for r in free if r[0] - 0.04 <= (a + b) / 2 <= r[1] + 0.04), None)
            if hit:
                free.remove(hit)
        for index, count in enumerate((len(labelled) - len(free), len(runs), len(labelled))):
            self.closures[index] += count

    def row(self, name, of):
        errors = 1000 * np.array(self.errors)
        hits, runs, labelled = self.closures
        off = np.abs(errors)
        return (f"| {name} | {self.lines} of {of} | {self.right / max(self.seen, 1):.3f} | {np.median(off):.1f} | "
                f"{np.median(errors):+.1f} | {np.mean(off <= 20):.2f} / {np.mean(off <= 50):.2f} | "
                f"{hits / labelled:.3f} / {hits / max(runs, 1):.3f} |")


def merged(segments):
    """Closure and burst of one stop are one."""
    joined = []
    for start, end, phone in segments:
        if joined and joined[-1][2] == phone and abs(joined[-1][1] - start) < 1e-3:
            joined[-1] = (joined[-1][0], end, phone)
        else:
            joined.append((start, end, phone))
    return joined


def labelled_lines(folder, label, speakers=None):
    """(samples, text, language, [(start, end, phone)]) of every line with hand labels."""
    phones = {}
    for row in table(folder / "phones.tsv"):
        phones.setdefault(row["audio"], []).append((float(row["start"]), float(row["end"]), label(row["phone"])))
    for row in table(folder / "utterances.tsv"):
        if speakers is None or row["speaker"].split("/")[0] in speakers:
            yield read_audio(folder / row["audio"])[0], row["text"], row["lang"], merged(phones[row["audio"]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model, mean = load_stage(arguments.stage)
    import pocketsphinx
    decoder = pocketsphinx.Decoder(samprate=16000, loglevel="FATAL", bestpath=False)
    sets = {"timit-sample, en": list(labelled_lines(SHARED_DATA / "timit-sample", from_timit)),
            "emodb 03 and 14, de": list(labelled_lines(SHARED_DATA / "emodb", inventory.from_emodb,
                                                       DEVELOPMENT_SPEAKERS))}
    print("| aligner | lines | visemes right | median start error, ms | bias, ms | in 20 / 50 ms | closures R / P |")
    print("|---|---|---|---|---|---|---|")
    for name, lines in sets.items():
        scores, prior = {}, None
        for samples, text, language, wanted in lines:
            count = int(len(samples) / 160)
            probability, _ = posteriors(model, samples, mean)
            prior = probability.mean(0) if prior is None else 0.95 * prior + 0.05 * probability.mean(0)
            found = {"own": own_segments(probability, text, language, prior=prior)}
            best = probability.argmax(-1)
            found["no text"] = [(t * 0.02 - 0.01, t * 0.02 + 0.01, int(p)) for t, p in enumerate(best)]
            if language.startswith("en"):
                sphinx = found["pocketsphinx"] = sphinx_segments(decoder, samples, text)
                for label, made in (("no text", found["no text"]), ("own", found["own"])):
                    if sphinx and made:
                        found[f"{label}, on lines that pocketsphinx takes"] = made
                if sphinx:
                    given = [(round(a * 16000), round(b * 16000), p) for a, b, p in sphinx]
                    for weight in (1.0, 2.0, 4.0):
                        align.GIVEN_WEIGHT = weight
                        found[f"both, {weight:g}"] = own_segments(probability, text, language, given, prior)
            for key, segments in found.items():
                if segments:
                    scores.setdefault(key, Score()).add(segments, wanted, count)
        for key, score in scores.items():
            print(score.row(f"{name}: {key}", len(lines)), flush=True)


if __name__ == "__main__":
    main()
