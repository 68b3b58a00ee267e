"""How a face lives beside its lips: five minutes of one reader's neutral speech, beside two tracked speakers.

    Tools/bench life            needs the data folder beside the checkout

Prints, for each channel and joint, the standard deviation and the speed (99th percentile of change a second) at the amounts 1
and 2 beside those of a calm and a lively speaker; how many channels move; how head speeds and the times of nods to accents
are distributed beside GRID's tracked speaker on the same recordings; and what it costs.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MIEN_SHARED_DATA", REPOSITORY / ".." / "shared" / "data"))
PROGRAM = os.environ["MIEN_BENCH"]  # Tools/bench has built it
RATE, MINUTES, COLUMNS = 16_000, 5, 77
SHOWN = (
    "eyeLookDownLeft eyeLookOutLeft eyeLookInLeft eyeLookUpLeft eyeSquintLeft eyeWideLeft browDownLeft browInnerUp "
    "browOuterUpLeft cheekSquintLeft noseSneerLeft mouthSmileLeft mouthFrownLeft headPitch headYaw headRoll"
).split()


def reader(path):
    """Five minutes of one reader, as 16 kHz WAV."""
    samples = []
    for file in sorted((SHARED / "speech" / "kathleen-en" / "audio").iterdir()):
        sound, rate = soundfile.read(file, dtype="float32")
        assert rate in (16_000, 48_000)
        samples.append(sound[:: rate // RATE])
        if sum(map(len, samples)) >= MINUTES * 60 * RATE:
            break
    soundfile.write(path, np.concatenate(samples)[: MINUTES * 60 * RATE], RATE)


def channels():
    """Names of the 68 channels, in order."""
    source = (REPOSITORY / "Sources" / "FaceCurves" / "FaceChannel.swift").read_text()
    return [name for line in source.splitlines() if line.startswith("  case ") for name in line[7:].split(", ")]


def captures():
    """Channel → (standard deviation, 99th percentile, speed) of the lively speaker, then of the calm one."""
    rows = {}
    for line in (SHARED.parent / "reference" / "tables" / "life.csv").read_text().splitlines():
        cells = line.split(",")
        if not line.startswith(("#", "channel")):
            rows[cells[0]] = [float(cell) if cell else float("nan") for cell in cells[1:7]]
    return rows


def performed(folder, amount, files, emotion="none"):
    """Faces of each file, [frames, 77], and the line that the program prints."""
    said = subprocess.run(
        [PROGRAM, folder, emotion, str(amount), *map(str, files)], check=True, capture_output=True, text=True).stdout
    names = [Path(file).name for file in files]
    faces = [np.fromfile(Path(folder) / f"{name}.f32", np.float32).reshape(-1, COLUMNS) for name in names]
    accents = [np.fromfile(Path(folder) / f"{name}.accents", np.float32) for name in names]
    return faces, accents, said.strip()


def speeds(head, rate):
    return np.linalg.norm(np.diff(head, axis=0), axis=1) * rate


def nod_lags(head, rate, accents):
    """Seconds from the nearest accent to each quick move of the head down."""
    velocity = np.diff(head[:, 0]) * rate
    peaks = [k for k in range(1, len(velocity) - 1)
             if velocity[k] > 0.08 and velocity[k] >= velocity[k - 1] and velocity[k] > velocity[k + 1]]
    lags = [k / rate - accents[np.argmin(np.abs(accents - k / rate))] for k in peaks if len(accents)]
    return [lag for lag in lags if abs(lag) < 0.5]


def ks(a, b):
    """Greatest distance between two samples' distributions (Kolmogorov, Smirnov)."""
    a, b = np.sort(a), np.sort(b)
    both = np.concatenate([a, b])
    return np.abs(np.searchsorted(a, both, "right") / len(a) - np.searchsorted(b, both, "right") / len(b)).max()


def grid(folder):
    """Head speeds and nods of the tracked speaker beside ours, on the recordings held out."""
    root = SHARED / "grid-s1" / "dev"
    tracked = np.load(root / "arkit.npz")
    heads, files = [], []
    for number, clip in enumerate(tracked["clips"]):
        head = tracked["head"][number, :, :3].astype(float) * np.pi / 180
        file = next((root / "audio").glob(f"{clip}.*"))
        if np.isfinite(head).all():
            heads.append(head)
            files.append(file)
    faces, accents, _ = performed(folder, 1, files)
    ours = [face[::2, 68:71] for face in faces]
    print(f"\nhead speeds at 25 a second on {len(files)} clips of GRID's dev set: KS "
          f"{ks(np.concatenate([speeds(h, 25) for h in ours]), np.concatenate([speeds(h, 25) for h in heads])):.3f}")
    theirs = sum((nod_lags(h, 25, a / 50) for h, a in zip(heads, accents)), [])
    mine = sum((nod_lags(h, 25, a / 50) for h, a in zip(ours, accents)), [])
    print(f"nods to the nearest accent: ours {len(mine)}, median {np.median(mine):+.3f} s; tracked {len(theirs)}, "
          f"median {np.median(theirs):+.3f} s; KS {ks(mine, theirs):.3f}")


def main():
    if not (SHARED / "speech" / "kathleen-en").is_dir():
        sys.exit(f"bench: there is no speech in '{SHARED}': put the data folder beside the checkout")
    names, captured = channels(), captures()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reader.wav"
        reader(path)
        shown = {}
        for amount in (1, 2):
            (face,), _, said = performed(folder, amount, [path])
            shown[amount] = face
            print(f"amount {amount}: {said}")
        print("\n| | calm | lively | amount 1 | amount 2 | speed, lively | amount 1 | amount 2 |\n|" + "---|" * 8)
        for name in SHOWN:
            head = {"headPitch": 68, "headYaw": 69, "headRoll": 70}
            column = head[name] if name in head else names.index(name)
            lively, calm = captured[name][0], captured[name][3]
            cells = [f"{shown[a][:, column].std():.4f}" for a in (1, 2)]
            quick = [f"{np.percentile(np.abs(np.diff(shown[a][:, column])) * 50, 99):.2f}" for a in (1, 2)]
            print(f"| {name} | {calm:.4f} | {lively:.4f} | {cells[0]} | {cells[1]} | {captured[name][2]:.2f} "
                  f"| {quick[0]} | {quick[1]} |")
        moving = (np.ptp(shown[1][:, :52], axis=0) > 0.03).sum()
        print(f"\nof ARKit's 52 channels {moving} move by more than 0.03")
        if (SHARED / "grid-s1" / "dev" / "arkit.npz").is_file():
            grid(folder)


main()
