"""Data preparation: synthetic speech with exact phone times, and the free corpora of the shared data folder.

    python -m mien_train.prepare synthetic recorded voices
"""

import argparse
import csv
import random
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from . import inventory
from .corpus import CorpusWriter, read_audio
from .paths import SHARED_DATA, WORK
from .speakers import is_held_out

# Which text each espeak-ng language reads; a neighbour's text gives foreign sounds, which is enough for lips.
ESPEAK_LANGUAGES = {
    "en-us": ("en", 7), "en-gb": ("en", 3), "en-gb-x-rp": ("en", 2), "en-gb-scotland": ("en", 2), "de": ("de", 4),
    "nl": ("nl", 2), "it": ("it", 3), "ru": ("ru", 2), "es": ("it", 2), "pt-br": ("it", 1), "fr-fr": ("en", 2),
    "sv": ("nl", 1), "pl": ("it", 1), "fi": ("it", 1), "tr": ("it", 1), "da": ("nl", 1),
}
ESPEAK_VARIANTS = (
    "m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 Andy Annie Alex Alicia Denis Diogo Gene Gene2 Henrique Hugo Jacky Lee "
    "Marco Mario Michael Mike adam anika antonio aunty belinda benjamin boris caleb david ed edward edward2 grandma "
    "grandpa "
    "iven iven2 john kaukovalta klatt klatt2 klatt3 klatt4 linda marcelo max michel miguel norbert pablo paul pedro "
    "quincy rob robert sandro shelby steph steph2 steph3 travis victor zac"
).split()
FLITE_VOICES = ["kal16", "awb", "rms", "slt"]
TEXT_SOURCES = {"en": ["kathleen-en"], "de": ["kerstin-de"], "nl": ["nathalie-nl"], "it": ["asterisk-it"],
                "ru": ["asterisk-ru"]}


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def sentences(language):
    found = []
    for folder in TEXT_SOURCES[language]:
        found += [row["text"] for row in table(SHARED_DATA / "speech" / folder / "utterances.tsv")]
    found = sorted({text for text in found if len(text) > 3})
    joined, buffer = [], ""
    for text in found:  # prompts of one word are joined into lines of a sentence's length
        buffer = f"{buffer} {text}".strip()
        if len(buffer) > 25:
            joined.append(buffer)
            buffer = ""
    return joined


def level(audio):
    return 20 * np.log10(np.sqrt(np.mean(np.square(audio.astype(np.float64)))) / 32768 + 1e-9)


def synthesize_espeak(job):
    folder, count, seed = job
    from .espeak import EspeakVoice
    speech = EspeakVoice()
    chance = random.Random(seed)
    writer = CorpusWriter(folder)
    texts = {language: sentences(language) for language in TEXT_SOURCES}
    names, weights = zip(*[(k, w) for k, (_, w) in ESPEAK_LANGUAGES.items()])
    for number in range(count):
        language = chance.choices(names, weights)[0]
        variant = chance.choice(ESPEAK_VARIANTS)
        text = chance.choice(texts[ESPEAK_LANGUAGES[language][0]])
        pace, pitch, pitch_range = chance.randint(115, 230), chance.randint(20, 80), chance.randint(20, 90)
        spoken = speech.say(text, f"{language}+{variant}", pace, pitch, pitch_range)
        if spoken is None or len(spoken[0]) < speech.rate // 2 or level(spoken[0]) < -60:
            continue
        writer.add(spoken[0], speech.rate, spoken[1], name=f"espeak-{seed}-{number}", speaker=variant,
                   language=language, text=text)
    return writer.close()


def synthesize_flite(job):
    folder, count, seed = job
    chance = random.Random(seed)
    writer = CorpusWriter(folder)
    texts = sentences("en")
    with tempfile.TemporaryDirectory() as scratch:
        wave = Path(scratch) / "line.wav"
        for number in range(count):
            voice, text = chance.choice(FLITE_VOICES), chance.choice(texts)
            stretch = chance.uniform(0.75, 1.25)
            command = ["flite", "-voice", voice, "-psdur", "--setf", f"duration_stretch={stretch:.2f}", "-t", text,
                       "-o", str(wave)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise RuntimeError(f"flite failed ({done.stderr.strip()}): install the package 'flite'")
            audio, rate = read_audio(wave)
            segments, previous = [], 0
            for item in done.stdout.split():
                label, end = item.rsplit(":", 1)
                end_sample = min(round(float(end) * rate), len(audio))
                segments.append((previous, end_sample, inventory.from_flite(label)))
                previous = end_sample
            segments.append((previous, len(audio), inventory.SILENCE))
            writer.add(audio, rate, segments, name=f"flite-{seed}-{number}", speaker=voice, language="en-us", text=text)
    return writer.close()


def recorded(folder_name, label=None, limit=None, whole=False):
    """One folder of the shared data, with its phone labels where it has them. `whole`: recordings without labels are
    kept as well, to be aligned or listened to."""
    source = SHARED_DATA / folder_name
    rows, phones = rows_of(source), {}
    if label is not None:
        for path in (source / "phones.tsv", source / "extra" / "phones.tsv"):
            for row in table(path) if path.exists() else []:
                phones.setdefault(row["audio"], []).append((float(row["start"]), float(row["end"]), row["phone"]))
    writer = CorpusWriter(WORK / "corpora" / folder_name.replace("/", "-"))
    for row in rows[::max(1, len(rows) // limit)] if limit else rows:
        if label is not None and row["audio"] not in phones and not whole:
            continue
        audio, rate = read_audio(source / row["audio"])
        segments = None
        if row["audio"] in phones:
            segments = []
            for start, end, name in phones[row["audio"]]:
                a, b, parts = int(start * rate), int(end * rate), label(name)
                for index, phone in enumerate(parts):
                    segments.append((a + (b - a) * index // len(parts), a + (b - a) * (index + 1) // len(parts), phone))
            if segments and segments[0][0] > 0:
                segments.insert(0, (0, segments[0][0], inventory.SILENCE))
        lips_path = source / "lips" / (Path(row["audio"]).stem + ".csv")
        lips = measured_lips(lips_path) if lips_path.exists() else None
        speaker = row["speaker"].split("/")[0]
        writer.add(audio, rate, segments, whole, name=row["audio"], speaker=speaker, language=row["lang"],
                   text=row["text"] or "", lips=lips, split="held out" if is_held_out(speaker) else "train")
    return writer.close()


def rows_of(source):
    """The utterances of a folder; what is said in those without text is told in `extra`."""
    rows, extra = table(source / "utterances.tsv"), source / "extra" / "utterances.tsv"
    told = {row["audio"]: row["text"] for row in table(extra)} if extra.exists() else {}
    return [{**row, "text": row["text"] or told.get(row["audio"])} for row in rows]


def measured_lips(path):
    """[[seconds, gap, width change]] in mouth widths of the clip's narrow resting mouth (its 30th percentile width)."""
    with open(path) as file:
        rows = [row for row in csv.DictReader(file) if row["lip_width"] != "nan"]
    if len(rows) < 10:  # the tracker lost the face
        return None
    width = np.array([float(r["lip_width"]) for r in rows])
    rest = float(np.percentile(width, 30))
    return [[float(r["time"]), max(float(r["lip_open_inner"]), 0) / rest, (w - rest) / rest]
            for r, w in zip(rows, width)]


FACEGOOD_HELD_OUT = "1114_3_15"
FACEGOOD_PIECE_SECONDS = 8


def facegood():
    """Pieces of the training takes with the animator's lip gap and width, read through the lip table."""
    from .coarticulation import REST_GAP, readout
    effects = readout()
    writer = CorpusWriter(WORK / "corpora" / "facegood")
    for path in sorted((SHARED_DATA / "facegood").glob("*.flac")):
        if path.stem == FACEGOOD_HELD_OUT:
            continue
        audio, rate = read_audio(path)
        with open(path.with_name(path.stem + ".arkit.csv")) as file:
            rows = list(csv.DictReader(file))
        curve = []
        for row in rows:
            gap, width = REST_GAP, 0.0
            for channel, weight in row.items():
                name = channel[:1].lower() + channel[1:]
                sides = [name] if name in effects else [name.removesuffix("Left").removesuffix("Right")]
                share = 1.0 if name in effects else 0.5  # both sides are summed in the table
                if sides[0] in effects:
                    gap += effects[sides[0]][0] * share * float(weight)
                    width += effects[sides[0]][1] * share * float(weight)
            curve.append([float(row["Time"]), max(gap, 0.0), width])
        step = FACEGOOD_PIECE_SECONDS * rate
        for start in range(0, len(audio) - rate, step):
            a, b = start / rate, start / rate + FACEGOOD_PIECE_SECONDS
            lips = [[t - a, g, w] for t, g, w in curve if a <= t < b]
            if len(lips) > 30:
                writer.add(audio[start:start + step], rate, None, name=f"{path.stem}-{start}", speaker="facegood",
                           language="cmn", lips=lips)
    return writer.close()


def nathalie_label(name):
    if name in ("SIL", "SPN"):
        return [inventory.SILENCE if name == "SIL" else inventory.IGNORED]
    return inventory.from_ipa(name) or [inventory.IGNORED]


def arpabet_label(name):
    return [inventory.from_arpabet(name)]


# Corpora of few speakers, and those of many; with what reads their labels, where they have some.
READERS = {"emodb": lambda name: [inventory.from_emodb(name)], "speech/nathalie-nl": nathalie_label,
           "grid-s1/train": None, "speech/kathleen-en": None, "speech/kerstin-de": None, "speech/asterisk-it": None,
           "speech/asterisk-ru": None, "speech/precise-en": None}
VOICES = {"speech/natural-en": arpabet_label, "speech/natural-en2": arpabet_label, "speech/an4": arpabet_label,
          "speech/vctk4": arpabet_label, "speech/speechocean": arpabet_label, "speech/aishell-zh": None}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=["synthetic", "recorded", "voices"])
    parser.add_argument("--espeak", type=int, default=9000, help="espeak-ng sentences")
    parser.add_argument("--flite", type=int, default=2400, help="flite sentences")
    parser.add_argument("--limit", type=int, help="recordings of each corpus, for a trial")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    corpora = WORK / "corpora"
    if "recorded" in arguments.parts:
        for name, label in READERS.items():
            print(f"{name}: {recorded(name, label, arguments.limit) / 60:.1f} min", flush=True)
        print(f"facegood: {facegood() / 60:.1f} min", flush=True)
    if "voices" in arguments.parts:
        for name, label in VOICES.items():
            print(f"{name}: {recorded(name, label, arguments.limit, whole=True) / 60:.1f} min", flush=True)
    if "synthetic" in arguments.parts:
        with ProcessPoolExecutor(arguments.workers) as pool:
            halves = [(corpora / f"espeak-{i}", arguments.espeak // 2, 100 + i) for i in range(2)]
            lines = [(corpora / f"flite-{i}", arguments.flite // 2, 200 + i) for i in range(2)]
            for job, seconds in zip(halves, pool.map(synthesize_espeak, halves)):
                print(f"{job[0].name}: {seconds / 60:.1f} min", flush=True)
            for job, seconds in zip(lines, pool.map(synthesize_flite, lines)):
                print(f"{job[0].name}: {seconds / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
