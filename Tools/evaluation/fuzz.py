"""Damages files of every kind that mien reads, runs the program on them, and keeps what ends otherwise than documented.

    Tools/fuzz [--seconds N | --rounds N] [--seed N] [--keep FOLDER]

With --rounds all readers are fed within processes that take thousands of files each (`fuzz_rounds.py`). Otherwise the program
itself is launched for each file. Seeds are the project's own samples and heads, and what mien writes of them in every format. Each round takes one, damages it a
little (bits, bytes at the ends of their range, numbers as text, cuts, repeats, pieces of another file), and gives it to the
commands that read its kind. The same seed and the same program make the same rounds, in the same order.
"""

import argparse
import datetime
import os
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fuzz_rounds

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["MIEN_EXECUTABLE"]
SAMPLE = REPOSITORY / "Samples" / "greeting"
DOCUMENTED = {0, 1, 64, 65, 66, 69, 73, 74}
HANG_SECONDS, MOST_MEGABYTES = 10, 1024
NUMBERS = [b"1e999", b"-1", b"nan", b"inf", b"0", b"4294967296", b"9223372036854775807", b"-9223372036854775809", b"1e-400",
           b"2147483648", b"99999999999999999999", b"0x7f", b"''", b"[]", b"{}", b"null"]
CLIPS = ["csv", "json", "npz", "npy", "glb", "gltf", "fbx", "usda", "vrma", "anim", "tres", "ma", "dat"]
OPTIONS = []
RIGS = ["glb", "gltf", "fbx", "obj", "vrm"]


def shortened(path):
    """The first 0.8 s of the sample, for whatever needs speech."""
    with wave.open(str(SAMPLE / "speech.wav")) as file, wave.open(str(path), "wb") as out:
        out.setparams(file.getparams())
        out.writeframes(file.readframes(file.getframerate() * 4 // 5))


def options(program):
    """Names of all settings, from the reference page."""
    page = subprocess.run([program, "settings"], check=True, capture_output=True, text=True).stdout
    return [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]


def written(folder):
    """What mien itself writes of a short line, by its end: seeds of most kinds."""
    clip = folder / "seed.csv"
    run([PROGRAM, "bake", "-q", str(folder / "speech.wav"), "-o", str(clip)])
    lines = clip.read_text().splitlines()[:40]
    clip.write_text("\n".join(lines) + "\n")
    seeds = {"csv": [clip.read_bytes()]}
    for end in CLIPS:
        out = folder / f"seed.{end}"
        if end != "csv" and run([PROGRAM, "convert", "-q", str(clip), "-o", str(out)])[0] == 0:
            seeds.setdefault(end, []).append(out.read_bytes())
    return seeds


def seeds_of(folder):
    """Kind → bytes of whole files."""
    shortened(folder / "speech.wav")
    seeds = written(folder)
    seeds["wav"] = [(folder / "speech.wav").read_bytes()]
    seeds["option"] = [option.encode() for option in options(PROGRAM)]
    seeds["txt"] = [(SAMPLE / "text.txt").read_bytes(), "Grüße, *Welt*! [nods] 12.5 % 😀".encode()]
    seeds["yaml"] = [b"emotion: joy:0.6\nseed: 3\nfps: 24\nkeys: reduced\nlook-at: 0,0,1\n"]
    grid = folder / "seed.TextGrid"
    if run([PROGRAM, "listen", str(folder / "speech.wav"), "-o", str(grid)])[0] == 0:
        seeds["TextGrid"] = [grid.read_bytes()]
    cases = REPOSITORY / ".." / "shared" / "cases"
    for file in sorted(cases.glob("*/*")) if cases.is_dir() else []:
        if file.is_file() and file.stat().st_size < 200_000 and file.suffix[1:] in (*CLIPS, *RIGS, "wav", "dae", "TextGrid"):
            seeds.setdefault(file.suffix[1:], []).append(file.read_bytes())
    return seeds


def damaged(data, chance, other):
    """The bytes with one to four small damages."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(9)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1 and data:
            data[min(at, len(data) - 1)] = chance.choice([0, 1, 0x7F, 0x80, 0xFF])
        elif kind == 2:
            width = chance.choice([2, 4, 8])
            data[at:at + width] = chance.choice([0, 1, 2 ** (8 * width - 1), 2 ** (8 * width) - 1]).to_bytes(width, "little")
        elif kind == 3:
            del data[at:]
        elif kind == 4:
            del data[at:at + chance.randint(1, 64)]
        elif kind == 5:
            data[at:at] = data[max(0, at - chance.randint(1, 200)):at] * chance.choice([1, 2, 50])
        elif kind == 6:
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start:start + chance.randint(1, 300)]
        else:
            data = bytearray(renumbered(bytes(data), chance))
    return bytes(data)


def renumbered(data, chance):
    """One number that stands there as text becomes another."""
    digits = [i for i in range(len(data)) if data[i:i + 1].isdigit() and not data[max(0, i - 1):i].isdigit()]
    if not digits:
        return data
    start = chance.choice(digits)
    end = start
    while end < len(data) and data[end:end + 1] in b"0123456789.eE+-" and end - start < 32:
        end += 1
    return data[:start] + chance.choice(NUMBERS) + data[end:]


def commands(kind, path, out, chance):
    """What reads a file of a kind."""
    speech = str(Path(path).parents[1] / "speech.wav")
    if kind == "option":
        name = chance.choice(OPTIONS)
        value = chance.choice([
            chance.choice(NUMBERS).decode(), "1", "0.5", "joy:0.5", "brows:anger:1,mouth:joy:0.5", "0 0,0,1; 1 1,0,0",
            Path(path).read_bytes().replace(b"\0", b"").decode(errors="replace")[:5000]])
        return [PROGRAM, "bake", "-q", speech, f"--{name}={value}", "-o", f"{out}.{chance.choice(['csv', 'glb', 'npz'])}"]
    if kind == "wav":
        return [PROGRAM, "listen", path, *chance.choice([[], ["--keep-going"]]), "-o", f"{out}.heard.json"]
    if kind == "TextGrid":
        return [PROGRAM, "bake", "-q", speech, "--textgrid", path, "-o", f"{out}.csv"]
    if kind == "txt":
        return [PROGRAM, "listen", speech, "--transcript", path, "-o", f"{out}.heard.json"]
    if kind == "yaml":
        return [PROGRAM, "bake", "-q", speech, "--settings", path, "-o", f"{out}.csv"]
    as_rig = kind in (*RIGS, "dae") and (kind not in CLIPS or chance.random() < 0.5)
    if as_rig:
        return chance.choice([
            [PROGRAM, "inspect", path],
            [PROGRAM, "convert", "-q", f"{out}.seed.csv", "--rig", path, "-o", f"{out}.{chance.choice(['glb', 'fbx', 'usda'])}"],
        ])
    return [PROGRAM, "convert", "-q", path, "-o", f"{out}.{chance.choice(['csv', 'glb', 'npz'])}"]


def limited():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setsid()


def run(command):
    """(status, or a minus and the signal; seconds; megabytes) of a command."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited)
    handle = os.pidfd_open(process.pid)
    ready, _, _ = select.select([handle], [], [], HANG_SECONDS)
    os.close(handle)
    if not ready:
        os.killpg(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    code = os.waitstatus_to_exitcode(status)
    return (code if ready else None), time.monotonic() - began, usage.ru_maxrss / 1024


def complaint(result):
    """What is wrong with an ending; nothing where it is as documented."""
    status, seconds, megabytes = result
    if status is None:
        return f"hung for {seconds:.0f} s"
    if status not in DOCUMENTED:
        return f"trapped by signal {-status}" if status < 0 else f"ended in {status}"
    return f"took {megabytes:.0f} MB" if megabytes > MOST_MEGABYTES else None


def attempt(number, seed, seeds, folder, keep):
    """One round: its kind and what is wrong, if anything."""
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choice(sorted(seeds))
    data = damaged(chance.choice(seeds[kind]), chance, chance.choice(seeds[chance.choice(sorted(seeds))]))
    place = folder / str(number)
    place.mkdir()
    try:
        path = place / f"in.{kind}"
        path.write_bytes(data)
        shutil.copy(folder / "seed.csv", place / "out.seed.csv")
        command = commands(kind, str(path), str(place / "out"), chance)
        wrong = complaint(run(command))
        if wrong:
            keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, keep / f"{seed}-{number}.{kind}")
            words = " ".join(word.replace(str(place), "…") for word in command[1:])
            print(f"round {number}, .{kind}: {wrong}: mien {words}", flush=True)
        return kind, wrong
    finally:
        shutil.rmtree(place)


def main():
    today = int(datetime.date.today().strftime("%Y%m%d"))
    parser = argparse.ArgumentParser(prog="Tools/fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int, default=today)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    wanted = parser.parse_args()
    if wanted.rounds is not None:
        found = fuzz_rounds.run(PROGRAM, os.environ["MIEN_FUZZ_RUNNER"], wanted.rounds, wanted.seed, wanted.keep)
        sys.exit(1 if found else 0)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        seeds = seeds_of(folder)
        OPTIONS.extend(option.decode() for option in seeds["option"])
        end = time.monotonic() + wanted.seconds
        rounds, found, kinds = 0, 0, set()
        width = os.cpu_count() or 1
        with ThreadPoolExecutor(width) as pool:
            while time.monotonic() < end:
                batch = range(rounds, rounds + 8 * width)
                for kind, wrong in pool.map(lambda n: attempt(n, wanted.seed, seeds, folder, wanted.keep), batch):
                    kinds.add(kind)
                    found += wrong is not None
                rounds += len(batch)
    print(f"fuzz: {rounds} rounds over {len(kinds)} kinds of files, seed {wanted.seed}: {found} ended otherwise than documented")
    sys.exit(1 if found else 0)


main()
