"""Measures baked curves on the evaluation sets and prints one table (Markdown).

    Tools/evaluate                      bakes timit-sample (without and with its text) and grid-s1/dev, then measures
    Tools/evaluate --baked FOLDER       measures FOLDER/timit/*.csv, FOLDER/timit-text/*.csv and FOLDER/grid/*.csv
    Tools/evaluate --write              also writes docs/QUALITY.md's table
"""

import argparse
import csv
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from face_readout import read
from measures import against_lips, jitter, match_closures, median, rest_counts

REPOSITORY = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- table: Tools/evaluate -->", "<!-- end of table -->"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def bake(data, folder):
    timit, grid = data / "timit-sample", data / "grid-s1" / "dev"
    for row in rows(timit / "utterances.tsv"):
        (folder / "text").mkdir(exist_ok=True)
        (folder / "text" / f"{Path(row['audio']).stem}.txt").write_text(row["text"], encoding="utf-8")
    text = ["--language", "en-us", "--transcript", f"{folder}/text/{{name}}.txt"]
    for name, source, options in (("timit", timit, []), ("timit-text", timit, text), ("grid", grid, [])):
        (folder / name).mkdir(exist_ok=True)
        command = [REPOSITORY / "Tools" / "mien", "bake", "--quiet", source / "audio", "-o", f"{folder}/{name}/{{name}}.csv"]
        subprocess.run(command + options, check=True)


def closure_rows(folder, phones, condition, bar):
    hits = predicted = labelled = resting = silent = 0
    offsets, jitters = [], []
    for stem, labels in sorted(phones.items()):
        times, gaps, _, _ = read(folder / f"{stem}.csv")
        h, p, l, o = match_closures(times, gaps, labels)
        hits, predicted, labelled, offsets = hits + h, predicted + p, labelled + l, offsets + o
        r, s = rest_counts(times, gaps, labels)
        resting, silent = resting + r, silent + s
        jitters.append(jitter(gaps))
    recall, precision = hits / labelled, hits / max(predicted, 1)
    f1 = 2 * recall * precision / max(recall + precision, 1e-9)
    return [
        (f"closures F1, {condition}", f"{f1:.3f}", bar, f"{labelled} closures, {len(phones)} lines, 8 speakers"),
        (f"closures recall / precision, {condition}", f"{recall:.3f} / {precision:.3f}", "", f"{hits} hits of {predicted} runs"),
        (f"closures mean onset, {condition}", f"{1000 * sum(offsets) / max(len(offsets), 1):+.0f} ms", "", "against the label's start"),
    ], [
        ("rest in silence", f"{resting / max(silent, 1):.3f}", "≥ 0.95", f"{silent} frames"),
        ("jitter of the gap", f"{sum(jitters) / len(jitters):.1f}", "", "mouth widths/s²; real capture 24.5"),
    ]


def measure_timit(data, folder):
    phones = {}
    for row in rows(data / "timit-sample" / "phones.tsv"):
        phones.setdefault(Path(row["audio"]).stem, []).append((float(row["start"]), float(row["end"]), row["phone"]))
    closures, rest = closure_rows(folder / "timit", phones, "audio only", "≥ 0.68")
    with_text = closure_rows(folder / "timit-text", phones, "with text", "")[0] if (folder / "timit-text").is_dir() else []
    return closures + with_text + rest


def measure_grid(data, folder):
    figures = []
    for path in sorted((data / "grid-s1" / "dev" / "lips").glob("*.csv")):
        with open(path) as file:
            lips = [(float(r["time"]), float(r["lip_open_inner"]), float(r["lip_width"])) for r in csv.DictReader(file)]
        lips = [row for row in lips if not any(math.isnan(v) for v in row)]
        if len(lips) < 10:
            continue
        times, gaps, widths, _ = read(folder / "grid" / f"{path.stem}.csv")
        figures.append(against_lips(times, gaps, widths, lips))
    note = f"median of {len(figures)} clips with tracked lips"
    whole, talking, width, lag = (median([f[i] for f in figures]) for i in range(4))
    return [
        ("GRID gap, whole clip", f"{whole:.3f}", "", note),
        ("GRID gap while talking", f"{talking:.3f}", "≥ 0.50", note),
        ("GRID width", f"{width:.3f}", "", note),
        ("GRID lag of the best correlation", f"{1000 * lag:+.0f} ms", "± 40 ms", "positive: the face is late"),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--baked", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not (arguments.data / "timit-sample").is_dir():
        sys.exit(f"evaluate: there is no evaluation data in '{arguments.data}': name its folder with --data")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.baked or Path(scratch)
        if arguments.baked is None:
            bake(arguments.data, folder)
        table = measure_timit(arguments.data, folder) + measure_grid(arguments.data, folder)
    lines = ["| measure | figure | bar | on |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in table]
    print("\n".join(lines))
    if arguments.write:
        document = REPOSITORY / "docs" / "QUALITY.md"
        text = document.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        document.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + rest.split(END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
