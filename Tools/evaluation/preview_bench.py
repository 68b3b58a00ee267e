"""Speed of previews: heads drawn on one thread, and a minute's line made a film; the film's CPU time with ffmpeg's in
it.

    python3 Tools/evaluation/preview_bench.py [RIG …]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIEN, BENCH = os.environ["MIEN_EXECUTABLE"], os.environ["MIEN_BENCH"]  # Tools/bench has built them


def minute(path):
    """The samples' speech, one after the other, for 60 s."""
    with wave.open(str(ROOT / "Samples" / "greeting" / "speech.wav")) as source:
        parameters, frames = source.getparams(), source.readframes(source.getnframes())
    wanted = 60 * parameters.framerate * parameters.sampwidth * parameters.nchannels
    with wave.open(str(path), "wb") as target:
        target.setparams(parameters)
        target.writeframes((frames * (wanted // len(frames) + 1))[:wanted])


def main():
    shared = ROOT.parent / "shared" / "data" / "rigs"
    rigs = sys.argv[1:] or [str(ROOT / "Rigs" / "aria"), str(shared / "ict-facekit.fbx")]
    for rig in rigs:
        if os.path.exists(rig):
            print(subprocess.run([BENCH, rig, "300"], check=True, capture_output=True, text=True).stdout.strip())
    with tempfile.TemporaryDirectory() as folder:
        audio = Path(folder) / "minute.wav"
        minute(audio)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run([MIEN, "preview", str(audio), "-o", str(Path(folder) / "minute.mp4"), "--quiet"], check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        clock = time.monotonic() - start
        print(f"60 s of speech as a film, 512 x 512, 30 fps: {cpu:.1f} s CPU with ffmpeg's, {clock:.1f} s on the clock")


main()
