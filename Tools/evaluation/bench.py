"""Times the whole bake in a process of its own, several times, and prints one row a length (Markdown).

    Tools/bench [MINUTES …]     default: 1 60
"""

import os
import sys
import tempfile
import wave
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["MIEN_EXECUTABLE"]  # Tools/bench has built it
RATE = 48_000


def speech(path, seconds):
    """The English sample, again and again, at 48 kHz (each sample held three times)."""
    with wave.open(str(REPOSITORY / "Samples" / "greeting" / "speech.wav")) as file:
        assert file.getframerate() * 3 == RATE and file.getsampwidth() == 2 and file.getnchannels() == 1
        line = file.readframes(file.getnframes())
    held = b"".join(line[i:i + 2] * 3 for i in range(0, len(line), 2))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        needed = int(seconds * RATE) * 2
        while needed > 0:
            out.writeframes(held[:needed])
            needed -= len(held)


def run(audio, folder):
    """(CPU seconds, peak resident MB) of one bake."""
    command = [PROGRAM, "bake", "-q", str(audio), "-o", f"{folder}/x.glb", "-o", f"{folder}/x.csv"]
    pid = os.posix_spawn(PROGRAM, command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("bench: the bake failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    lengths = [float(a) for a in sys.argv[1:]] or [1.0, 60.0]
    print("| audio | CPU s per audio-second (best of runs; all) | peak memory |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for minutes in lengths:
            audio = Path(folder) / "speech.wav"
            speech(audio, 60 * minutes)
            runs = [run(audio, folder) for _ in range(5 if minutes <= 5 else 2)]
            cpu = [c / (60 * minutes) for c, _ in runs]
            every = " ".join(f"{c:.4f}" for c in cpu)
            print(f"| {minutes:g} min | {min(cpu):.4f} ({every}) | {max(m for _, m in runs):.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
