"""A reader of lips: from what is seen of a mouth, frame by frame, to visemes. It judges curves as a deaf viewer would.

It sees distances, not weights: lip gap, mouth width, protrusion, how far the chin is down, how near the lower lip is to
the teeth, and the tongue where there is one (`Tools/evaluation/lip_reader.py` runs the same network without PyTorch).
"""

import json
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from . import face
from .inventory import VISEME_CLASSES
from .paths import REPOSITORY

WEIGHTS = REPOSITORY / "Tools" / "evaluation" / "lip-reader.json"
MEASURES = ["gap", "width", "protrusion", "chin", "lipToTeeth"]
# Frames before and after, at 50 a second, that are seen at once: 160 ms to either side.
CONTEXT = (-8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8)
# A lower lip that is rolled in or shrugged up meets the upper teeth; one that is drawn down leaves them.
TEETH = {"mouthRollLower": 1.0, "mouthShrugLower": 0.3, "mouthUpperUpLeft": 0.25, "mouthUpperUpRight": 0.25,
         "mouthLowerDownLeft": -0.5, "mouthLowerDownRight": -0.5}


def _matrix():
    """[channels, measures] of what each channel does; the lip gap's rest is added apart."""
    teeth = np.zeros(len(face.CHANNELS), np.float32)
    for name, weight in TEETH.items():
        teeth[face.INDEX[name]] = weight
    columns = [face.effects(name) for name in ("lip_gap", "mouth_width", "protrusion", "chin_drop")]
    return torch.from_numpy(np.stack([*columns, teeth], 1))


MATRIX = _matrix()


def measures_of(curves):
    """[…, channels] → […, measures]; lips do not pass through each other."""
    seen = curves @ MATRIX
    gap = (seen[..., :1] + face.REST_GAP).clamp(min=0)
    return torch.cat([gap, seen[..., 1:]], -1)


@dataclass
class LipReaderConfiguration:
    measures: int = len(MEASURES)
    hidden: int = 64
    classes: int = len(VISEME_CLASSES)


class LipReader(nn.Module):
    """Two layers over the standardised measures of `CONTEXT`'s frames."""

    def __init__(self, configuration):
        super().__init__()
        c = self.configuration = configuration
        self.mean = nn.Parameter(torch.zeros(c.measures), requires_grad=False)
        self.deviation = nn.Parameter(torch.ones(c.measures), requires_grad=False)
        self.input = nn.Linear(c.measures * len(CONTEXT), c.hidden)
        self.output = nn.Linear(c.hidden, c.classes)

    def forward(self, measures, dropout=0.0):
        """[B, T, measures] → [B, T, classes] logits."""
        level = (measures - self.mean) / self.deviation
        edge = max(-CONTEXT[0], CONTEXT[-1])
        padded = F.pad(level.transpose(1, 2), (edge, edge), mode="replicate").transpose(1, 2)
        frames = level.shape[1]
        seen = torch.cat([padded[:, edge + offset:edge + offset + frames] for offset in CONTEXT], -1)
        return self.output(F.dropout(F.silu(self.input(seen)), dropout, self.training))


def write(model, path=WEIGHTS):
    """Weights as numbers of four digits, for the judge in Tools/evaluation."""
    tensors = {name: np.round(value.numpy(), 4).tolist() for name, value in model.state_dict().items()}
    path.write_text(json.dumps({"measures": MEASURES, "context": CONTEXT, "classes": VISEME_CLASSES, "teeth": TEETH,
                                **tensors}) + "\n")


def load(path=WEIGHTS):
    """The reader that ships as a judge, which learns no more."""
    stored = json.loads(path.read_text())
    model = LipReader(LipReaderConfiguration(hidden=len(stored["input.bias"])))
    model.load_state_dict({name: torch.tensor(stored[name]) for name in model.state_dict()})
    return model.eval().requires_grad_(False)
