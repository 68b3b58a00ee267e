"""Times our speech encoder and the same network in onnxruntime, turn by turn in one run, one thread each.

    Tools/bench encoder [SECONDS …]     default: 1 10 60
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
from mien_train.onnx_export import shipped_encoder

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = {1: 60, 10: 20, 60: 8}
TOLERANCE = 2e-3


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def main():
    lengths = [int(a) for a in sys.argv[1:]] or [1, 10, 60]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "mien_train.onnx_export", folder, *map(str, lengths)], check=True,
                       stdout=subprocess.DEVNULL)
        ours = subprocess.Popen([os.environ["MIEN_BENCH"]], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)
        print("| audio | ours, CPU ms (median; best) | onnxruntime fp32 (median; best) | ratio of medians |")
        print("|---|---|---|---|")
        for seconds in lengths:
            theirs = session(Path(folder) / f"encoder-{seconds}.onnx")
            rows = np.random.default_rng(0).standard_normal((1, seconds * 100, 80)).astype(np.float32)
            check_same(theirs, rows)
            mine, other = [], []
            for _ in range(ROUNDS.get(seconds, 10) + 1):
                ours.stdin.write(f"{seconds}\n")
                ours.stdin.flush()
                mine.append(float(ours.stdout.readline().split()[0]))
                start = time.process_time()
                theirs.run(None, {"rows": rows})
                other.append(1000 * (time.process_time() - start))
            mine, other = mine[1:], other[1:]  # the first round warms both
            print(f"| {seconds} s | {np.median(mine):.1f}; {min(mine):.1f} | "
                  f"{np.median(other):.1f}; {min(other):.1f} | {np.median(mine) / np.median(other):.2f} |", flush=True)
        ours.stdin.close()
        ours.wait()


def check_same(theirs, rows):
    """The exported network is the one that ships."""
    import torch
    with torch.no_grad():
        expected = shipped_encoder()(torch.from_numpy(rows))
    for made, wanted in zip(theirs.run(None, {"rows": rows}), expected):
        difference = np.abs(made - wanted.numpy()).max()
        assert difference < TOLERANCE, f"the exported network differs by {difference}"


main()
