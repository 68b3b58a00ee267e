"""Measures baked curves on the evaluation sets and prints one table (Markdown).

    Tools/evaluate                      bakes and listens to the evaluation sets, then measures
    Tools/evaluate --baked FOLDER       measures what an earlier run has left there with --keep FOLDER
    Tools/evaluate --write              also writes docs/QUALITY.md's table
    Tools/evaluate --model FOLDER       with another model package
    Tools/evaluate --only grid-others   bakes and measures one set alone
"""

import argparse
import csv
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import feelings
import lip_reader
import unseen
from face_readout import read
from listening import CLASSES, FEELINGS, feeling, read_report, viseme_frames, visemes_of_phones
from measures import (
    against_lips,
    correlation,
    interpolate,
    jitter,
    match_closures,
    median,
    percentile,
    rest_counts,
    shut_labiodentals,
)

REPOSITORY = Path(__file__).resolve().parents[2]
# Held out of all training: see the model card.
FACEGOOD_TAKE, EMODB_SPEAKERS = "1114_3_15", ("emodb03", "emodb14")
BEGIN, END = "<!-- table: Tools/evaluate -->", "<!-- end of table -->"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Mien:
    """The program that bakes and listens, with a model package of its own or another."""

    def __init__(self, program, model):
        self.program = program
        self.model = ["--model", model] if model else []

    def run(self, verb, *options):
        subprocess.run([self.program, verb, *options, *self.model], check=True, stdout=subprocess.DEVNULL)

    def bake(self, audio, output, *options):
        Path(output).parent.mkdir(exist_ok=True)
        self.run("bake", "--quiet", audio, "-o", output, *options)

    def listen(self, source, recordings, folder, told=None):
        """`told`: what is said, by the recording's name."""
        folder.mkdir(exist_ok=True)
        for audio in recordings:
            stem = Path(audio).stem
            words = ["--text", told[stem], "--language", "en-gb"] if told else []
            self.run("listen", source / audio, "-o", folder / f"{stem}.json", *words)


def bake_timit(data, folder, mien):
    source = data / "timit-sample"
    (folder / "text").mkdir(exist_ok=True)
    for row in rows(source / "utterances.tsv"):
        (folder / "text" / f"{Path(row['audio']).stem}.txt").write_text(row["text"], encoding="utf-8")
    mien.bake(source / "audio", f"{folder}/timit/{{name}}.csv")
    mien.bake(source / "audio", f"{folder}/timit-text/{{name}}.csv", "--language", "en-us", "--transcript",
              f"{folder}/text/{{name}}.txt")
    mien.listen(source, [row["audio"] for row in rows(source / "utterances.tsv")], folder / "timit-heard")


def bake_grid(data, folder, mien):
    source = data / "grid-s1" / "dev"
    mien.bake(source / "audio", f"{folder}/grid/{{name}}.csv")
    told = {Path(row["audio"]).stem: spelled(row["text"]) for row in rows(source / "utterances.tsv")}
    mien.listen(source, [f"audio/{stem}.flac" for stem in told], folder / "grid-told", told)


def bake_grid_others(data, folder, mien):
    mien.bake(data / "grid-others" / "audio", f"{folder}/grid-others/{{name}}.csv")


def bake_facegood(data, folder, mien):
    mien.bake(data / "facegood" / f"{FACEGOOD_TAKE}.flac", f"{folder}/facegood/{FACEGOOD_TAKE}.csv")


def listen_emodb(data, folder, mien):
    mien.listen(data / "emodb", [row["audio"] for row in acted(data)], folder / "emodb-heard")


def listen_feelings(data, folder, mien):
    for name in feelings.SETS:
        source = data / "emotion-eval" / name
        mien.listen(source, [row["audio"] for row in rows(source / "utterances.tsv")], folder / f"{name}-heard")


def spelled(text):
    """Single letters as capitals, which espeak-ng reads by name."""
    return " ".join(word.upper() if len(word) == 1 else word for word in text.split())


def acted(data):
    """EmoDB's rows of the speakers held out, but for boredom."""
    return [row for row in rows(data / "emodb" / "utterances.tsv")
            if row["speaker"].split("/")[0] in EMODB_SPEAKERS and row["speaker"].split("/")[1] in FEELINGS]


def closure_rows(folder, phones, condition, bar):
    hits = predicted = labelled = resting = silent = shut = labiodental = 0
    offsets, jitters = [], []
    for stem, labels in sorted(phones.items()):
        times, gaps, _, _ = read(folder / f"{stem}.csv")
        h, p, all_closures, o = match_closures(times, gaps, labels)
        hits, predicted, labelled, offsets = hits + h, predicted + p, labelled + all_closures, offsets + o
        r, s = rest_counts(times, gaps, labels)
        resting, silent = resting + r, silent + s
        f, v = shut_labiodentals(times, gaps, labels)
        shut, labiodental = shut + f, labiodental + v
        jitters.append(jitter(gaps))
    recall, precision = hits / labelled, hits / max(predicted, 1)
    f1 = 2 * recall * precision / max(recall + precision, 1e-9)
    return [
        (f"closures F1, {condition}", f"{f1:.3f}", bar, f"{labelled} closures, {len(phones)} lines, 8 speakers"),
        (f"closures recall / precision, {condition}", f"{recall:.3f} / {precision:.3f}", "",
         f"{hits} hits of {predicted} runs"),
        (f"closures mean onset, {condition}", f"{1000 * sum(offsets) / max(len(offsets), 1):+.0f} ms", "",
         "against the label's start"),
        (f"f and v shut, {condition}", f"{shut / max(labiodental, 1):.3f}", "≤ 0.01", f"{shut} of {labiodental}"),
    ], [
        ("rest in silence", f"{resting / max(silent, 1):.3f}", "≥ 0.97", f"{silent} frames"),
        ("jitter of the gap", f"{sum(jitters) / len(jitters):.1f}", "12 to 25", "mouth widths/s²; real capture 24.5"),
    ]


def measure_timit(data, folder):
    phones = {}
    for row in rows(data / "timit-sample" / "phones.tsv"):
        phones.setdefault(Path(row["audio"]).stem, []).append((float(row["start"]), float(row["end"]), row["phone"]))
    closures, rest = closure_rows(folder / "timit", phones, "audio only", "F1 ≥ 0.86")
    with_text = closure_rows(folder / "timit-text", phones, "with text", "R, P ≥ 0.975")[0]
    return closures + with_text + rest


def measure_visemes(data, folder):
    labels = {}
    for row in rows(data / "timit-sample" / "phones.tsv"):
        labels.setdefault(Path(row["audio"]).stem, []).append((float(row["start"]), float(row["end"]), row["phone"]))
    classes = classes_of_phones()
    counts = [viseme_frames(read_report(folder / "timit-heard" / f"{stem}.json"), phones, classes)
              for stem, phones in labels.items()]
    sums = {name: [sum(line.get(name, (0, 0))[i] for line in counts) for i in (0, 1)] for name in CLASSES}
    right, total = (sum(count[i] for count in sums.values()) for i in (0, 1))
    recalls = ", ".join(f"{name} {r / max(t, 1):.2f}" for name, (r, t) in sums.items())
    th, th_frames = sums["TH"]
    return [
        ("viseme accuracy, 14 classes, audio only", f"{right / total:.3f}", "≥ 0.75",
         f"{total} frames of 10 ms, {len(labels)} lines, 8 speakers"),
        ("recall of θ ð, audio only", f"{th / th_frames:.3f}", "≥ 0.50", f"of all classes: {recalls}"),
    ]


def classes_of_phones():
    with open(REPOSITORY / "Sources" / "Phonetics" / "Resources" / "phone-targets.csv", encoding="utf-8") as table:
        return visemes_of_phones(table)


def measure_reading(data, folder):
    return lip_reader.measure(data, folder, classes_of_phones()) if lip_reader.WEIGHTS.exists() else []


def measure_facegood(data, folder):
    """Lip gap and jaw against the animator's, whose curves are read through the same face."""
    times, gaps, _, made = read(folder / "facegood" / f"{FACEGOOD_TAKE}.csv")
    at, wanted, _, drawn = read(data / "facegood" / f"{FACEGOOD_TAKE}.arkit.csv")
    gap = correlation([interpolate(times, gaps, t) for t in at], wanted)
    jaws, wanted_jaws = ([float(row["JawOpen"]) for row in table] for table in (made, drawn))
    jaw = correlation([interpolate(times, jaws, t) for t in at], wanted_jaws)
    note = f"take {FACEGOOD_TAKE}, {len(at)} frames"
    peak = percentile([interpolate(times, gaps, t) for t in at], 0.95) / percentile(wanted, 0.95)
    return [("FACEGOOD gap", f"{gap:.3f}", "≥ 0.72", note), ("FACEGOOD JawOpen", f"{jaw:.3f}", "", note),
            ("FACEGOOD peak gap beside the animator's", f"{peak:.2f}", "0.8 to 1.1", "95th percentiles")]


def measure_feelings(data, folder):
    counts = {name: [0, 0] for name in FEELINGS.values()}
    for row in acted(data):
        wanted = FEELINGS[row["speaker"].split("/")[1]]
        counts[wanted][0] += feeling(read_report(folder / "emodb-heard" / f"{Path(row['audio']).stem}.json")) == wanted
        counts[wanted][1] += 1
    recall = sum(right / total for right, total in counts.values()) / len(counts)
    each = ", ".join(f"{name} {right}/{total}" for name, (right, total) in counts.items())
    return [("emotion, unweighted recall of 6", f"{recall:.3f}", "≥ 0.75", f"EmoDB speakers 03, 14: {each}")]


def measure_grid(data, folder):
    figures = []
    for path in sorted((data / "grid-s1" / "dev" / "lips").glob("*.csv")):
        with open(path) as file:
            lips = [(float(r["time"]), float(r["lip_open_inner"]), float(r["lip_width"])) for r in csv.DictReader(file)]
        lips = [row for row in lips if not any(math.isnan(v) for v in row)]
        if len(lips) < 10:
            continue
        times, gaps, widths, _ = read(folder / "grid" / f"{path.stem}.csv")
        figures.append((*against_lips(times, gaps, widths, lips), peak_beside(times, gaps, lips)))
    note = f"median of {len(figures)} clips with tracked lips"
    whole, talking, width, lag, peak = (median([f[i] for f in figures]) for i in range(5))
    return [
        ("GRID gap, whole clip", f"{whole:.3f}", "≥ 0.85", note),
        ("GRID gap while talking", f"{talking:.3f}", "≥ 0.75", note),
        ("GRID width", f"{width:.3f}", "≥ 0.65", note),
        ("GRID lag of the best correlation", f"{1000 * lag:+.0f} ms", "0 to 20 ms early", "positive: the face is late"),
        ("GRID peak gap beside the tracked", f"{peak:.2f}", "0.8 to 1.1",
         "95th percentiles while talking, in mouth widths"),
    ]


def peak_beside(times, gaps, lips):
    """Our 95th percentile of the gap while he talks over the tracked one, both in widths of the mouth at rest."""
    rest = percentile([width for _, _, width in lips], 0.3)
    spoken = [i for i, (_, opening, _) in enumerate(lips) if opening > 0.02]
    part = lips[spoken[0]:spoken[-1] + 1] if spoken else []
    wanted = percentile([opening / rest for _, opening, _ in part], 0.95)
    return percentile([interpolate(times, gaps, t) for t, _, _ in part], 0.95) / wanted if part else math.nan


# name → (what is baked or listened to, what is measured of it)
SETS = {
    "timit-sample": (bake_timit, (measure_visemes, measure_timit)),
    "grid-s1": (bake_grid, (measure_grid, measure_reading)),
    "grid-others": (bake_grid_others, (unseen.measure,)),
    "facegood": (bake_facegood, (measure_facegood,)),
    "emodb": (listen_emodb, (measure_feelings,)),
    "emotion-eval": (listen_feelings, (feelings.measure,)),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--baked", type=Path)
    parser.add_argument("--keep", type=Path, help="folder in which what is baked and heard stays")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", nargs="+", choices=list(SETS), help="sets; all where none is named")
    parser.add_argument("--model", type=lambda text: str(Path(text).resolve()),
                        help="a model package, in place of the built-in one")
    arguments = parser.parse_args()
    if not (arguments.data / "timit-sample").is_dir():
        sys.exit(f"evaluate: there is no evaluation data in '{arguments.data}': name its folder with --data")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.baked or arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        table = []
        for name in arguments.only or SETS:
            prepare, measures = SETS[name]
            if arguments.baked is None:
                prepare(arguments.data, folder, Mien(os.environ["MIEN_EXECUTABLE"], arguments.model))
            table += [row for measure in measures for row in measure(arguments.data, folder)]
    lines = ["| measure | figure | bar | on |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in table]
    print("\n".join(lines))
    if arguments.write:
        document = REPOSITORY / "docs" / "QUALITY.md"
        text = document.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        table = "\n".join([BEGIN, *lines, END])
        document.write_text(before + table + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
