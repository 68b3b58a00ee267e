"""Runs `fuzz-runner` over many rounds, a process a core and thousands of rounds a process, and watches each: a trap ends it, a
round that works for more than ten seconds, or waits for more than sixty, is ended here, and it notes by itself what took more than 1 GB or ended in an error that is
not documented. The file of every such round is kept.
"""

import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import fuzz_seeds

HANG_SECONDS, WAIT_SECONDS = 10, 60  # of work, and on the clock: others may want the machine too
BATCH = 4000
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # disks are a hundred times as slow with small files
MOST_BYTES = 6 << 30  # of addresses: far above what any reader may take, so that a flood ends there


def limited():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


class Worker:
    """One process at work on rounds `first` up to `last`."""

    def __init__(self, runner, seeds, seed, folder, first, last):
        self.command = [runner, "run", str(seeds), str(seed)]
        self.folder, self.next, self.last, self.complaints, self.kinds = folder, first, last, [], set()
        self.read = 0
        folder.mkdir()
        self.start()

    def start(self):
        self.journal = self.folder / f"journal-{self.next}"
        self.journal.write_bytes(b"")
        self.errors = open(self.folder / "errors", "wb")
        self.process = subprocess.Popen(
            [*self.command, str(self.next), str(self.last), str(self.folder / "scratch"), str(self.journal)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.errors, preexec_fn=limited)
        self.at, self.since, self.worked = None, time.monotonic(), 0

    def work(self):
        """Seconds that the process has computed."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def place(self):
        """The round at work and its kind."""
        words = self.journal.read_bytes()[:64].decode(errors="replace").split()
        return (int(words[0]), words[1]) if len(words) == 2 else (self.next, "")

    def watch(self):
        """Whether it is done; goes on behind whatever ended it."""
        status = self.process.poll()
        round_, kind = self.place()
        self.kinds.add(kind)
        if status is None:
            if round_ != self.at:
                self.at, self.since, self.worked = round_, time.monotonic(), self.work()
            work, wait = self.work() - self.worked, time.monotonic() - self.since
            if work <= HANG_SECONDS and wait <= WAIT_SECONDS:
                return False
            self.process.kill()
            self.process.wait()
            self.complaints.append((round_, kind, f"hung: {work:.0f} s of work in {wait:.0f} s"))
        elif status == 0:
            self.take()
            return True
        else:
            last = (self.folder / "errors").read_bytes().decode(errors="replace").strip().splitlines()
            words = next((line for line in last if "Fatal" in line), last[-1] if last else "")[:200]
            self.complaints.append((round_, kind, f"ended by {'signal ' + str(-status) if status < 0 else status}: {words}"))
        self.take()
        self.next = round_ + 1
        if self.next >= self.last:
            return True
        self.start()
        return False

    def take(self):
        for line in self.journal.read_bytes()[64:].decode(errors="replace").splitlines():
            round_, kind, words = line.split(" ", 2)
            if kind == "read":  # how many were read in spite of their damage
                self.read += int(words)
                continue
            self.complaints.append((int(round_), kind, words))
        self.journal.unlink()


def run(program, runner, rounds, seed, keep):
    """Prints what ended otherwise than documented, and returns how many rounds did."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=SCRATCH) as scratch:
        folder = Path(scratch)
        seeds = folder / "seeds"
        seeds.mkdir()
        fuzz_seeds.gather(seeds, program, runner)
        kinds = {file.suffix.lower()[1:] for file in seeds.iterdir()}
        starts = list(range(0, rounds, BATCH))
        found, workers, number, read = 0, [], 0, 0
        while starts or workers:
            while starts and len(workers) < (os.cpu_count() or 1):
                first = starts.pop(0)
                workers.append(Worker(runner, seeds, seed, folder / f"work-{number}", first, min(first + BATCH, rounds)))
                number += 1
            time.sleep(0.1)
            for worker in [worker for worker in workers if worker.watch()]:
                workers.remove(worker)
                read += worker.read
                for round_, kind, words in worker.complaints:
                    found += 1
                    keep.mkdir(parents=True, exist_ok=True)
                    out = keep / f"{seed}-{round_}.{kind}"
                    subprocess.run([runner, "show", str(seeds), str(seed), str(round_), "-", str(out)], check=False)
                    print(f"round {round_}, .{kind}: {words}", flush=True)
    print(f"fuzz: {rounds} rounds over {len(kinds)} kinds of files, seed {seed}, in {time.monotonic() - began:.0f} s: "
          f"{read} read for all their damage, {found} ended otherwise than documented")
    return found
