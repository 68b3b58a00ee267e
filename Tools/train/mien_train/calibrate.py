"""Sweeps the thresholds of SpeechSpans' closures on EmoDB's held-out speakers (hand labels) for a trained stage.

    python -m mien_train.calibrate --stage second
"""

import argparse

import numpy as np
import torch

from .inventory import BILABIALS
from .measure import Development, closure_hits, closure_runs, posteriors
from .speakers import DEVELOPMENT_SPEAKERS
from .stage import load_stage


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, mean = load_stage(arguments.stage)
    lines = []
    for samples, labels in Development(mean, DEVELOPMENT_SPEAKERS, grid_clips=0).labelled:
        probability, _ = posteriors(model, samples, mean)
        truth = closure_runs(np.isin(labels, BILABIALS).astype(float))
        lines.append((probability[:len(labels), BILABIALS].sum(-1), truth))
    print("peak edge  recall precision F1")
    for peak in (0.3, 0.4, 0.5, 0.6, 0.7):
        for edge in (0.15, 0.25, 0.35, 0.5):
            if edge > peak:
                continue
            hits = predicted = labelled = 0
            for curve, truth in lines:
                found = closure_runs(curve, peak, edge)
                hits += closure_hits(found, truth)
                predicted += len(found)
                labelled += len(truth)
            recall, precision = hits / labelled, hits / max(predicted, 1)
            f1 = 2 * recall * precision / (recall + precision)
            print(f"{peak:.2f} {edge:.2f}  {recall:.3f}  {precision:.3f}  {f1:.3f}")


if __name__ == "__main__":
    main()
