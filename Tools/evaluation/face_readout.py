"""Lip gap and mouth width of a Live Link CSV (timecode, or seconds in a column Time), read through the engine's own lip
table."""

import csv
from pathlib import Path

REST_GAP = 0.0159
TABLE = Path(__file__).resolve().parents[2] / "Sources" / "FaceCurves" / "Resources" / "lip-readout.csv"


def effects():
    with open(TABLE, encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {r["channel"][0].upper() + r["channel"][1:]: (float(r["lip_gap"]), float(r["mouth_width"]))
                for r in rows}


def seconds(row):
    if "Time" in row:
        return float(row["Time"])
    hours, minutes, whole, frames = row["Timecode"].split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(whole) + float(frames) / 60


def read(path, table=effects()):
    """(times, gaps, widths, rows); timecodes count 60 rows a second."""
    times, gaps, widths, kept = [], [], [], []
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            times.append(seconds(row))
            gap, width = REST_GAP, 0.0
            for channel, (on_gap, on_width) in table.items():
                weight = float(row[channel])
                gap += weight * on_gap
                width += weight * on_width
            gaps.append(max(gap, 0.0))
            widths.append(width)
            kept.append(row)
    return times, gaps, widths, kept
