"""How far a whole face follows from its voice: brows, lids, gaze, cheeks and head of GRID's speaker, learned from
sound.

    python -m mien_train.train_whole_face --stage whole-face

The tracker's 52 channels and head pose lie beside the sound of 800 clips; 100 more judge. A clip's own mean is taken
off: how the man sat is not in his voice. Channels that the tracker leaves dead are left out. Two figures a channel on
the clips held out: the correlation of the curve, and that of how fast it moves (smoothed over 0.4 s), which tells
whether movement at least comes when it should.
"""

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn

from .corpus import read_audio
from .features import log_mel, loudness_below_peak, running_normalise
from .paths import SHARED_DATA
from .pitch import pitch
from .stage import Training, load_prior_mean, stage_arguments

BATCH, RATE = 24, 25
LEAST_RANGE = 0.03             # between the 5th and the 95th percentile: below it a channel is dead
MOUTH = ("jaw", "mouth", "tongue", "_neutral")
HEAD = ("headPitch", "headYaw", "headRoll", "headX", "headY", "headZ")
NO_FACE = 65535


@dataclass
class WholeFaceConfiguration:
    inputs: int = 84
    width: int = 96
    layers: int = 2
    outputs: int = 0


class WholeFace(nn.Module):
    """Sound at 25 frames a second → deviations from the clip's mean face. Sees 0.2 s of the future."""

    AHEAD = 5

    def __init__(self, configuration):
        super().__init__()
        c = self.configuration = configuration
        self.input = nn.Linear(c.inputs, c.width)
        self.memory = nn.GRU(c.width, c.width, c.layers, batch_first=True, dropout=0.2)
        self.output = nn.Linear(c.width, c.outputs)

    def forward(self, sound):
        x = torch.nn.functional.silu(self.input(sound))
        ahead = torch.cat([x[:, self.AHEAD:], x[:, -1:].expand(-1, self.AHEAD, -1)], 1)
        return self.output(self.memory(ahead)[0])


def sound_of(samples, mean, frames):
    """[frames, 84] at the tracker's pace: log-mel, loudness below the peak, pitch rows."""
    mel = log_mel(samples)
    rows = np.c_[running_normalise(mel, mean), loudness_below_peak(mel), pitch(samples)]
    at = np.clip((np.arange(frames) / RATE * 100).astype(int), 0, len(rows) - 4)
    return np.stack([rows[a:a + 4].mean(0) for a in at]).astype(np.float32)


def clips_of(part, mean, names=None, limit=None):
    """([(sound [T, 84], face [T, channels])], names) of GRID's `train` or `dev`."""
    folder = SHARED_DATA / "grid-s1" / part
    stored = np.load(folder / "arkit.npz")
    every = list(stored["names"])
    scale, start = float(stored["blend_scale"]), float(stored["time0"])
    if names is None:
        low, high = np.percentile(stored["blend"].reshape(-1, len(every)), [5, 95], axis=0) * scale
        names = [n for n, a, b in zip(every, low, high) if b - a >= LEAST_RANGE and not n.startswith(MOUTH)]
    columns = [every.index(name) for name in names]
    paths = {path.stem: path for path in (folder / "audio").iterdir()}
    clips = []
    for clip, blend, head in list(zip(stored["clips"], stored["blend"], stored["head"]))[:limit]:
        there = blend[:, 0] != NO_FACE
        if not there.all() or str(clip) not in paths:
            continue
        values = np.c_[blend[:, columns] * scale, head].astype(np.float32)
        frames = len(values)
        times = np.arange(frames) / RATE
        shifted = np.stack([np.interp(times, times + start, values[:, c]) for c in range(values.shape[1])], 1)
        sound = sound_of(read_audio(paths[str(clip)])[0], mean, frames)
        clips.append((sound, (shifted - shifted.mean(0)).astype(np.float32)))
    return clips, names


def speed(curve):
    """How fast a curve moves, smoothed over 0.4 s."""
    return np.convolve(np.abs(np.diff(curve)), np.hanning(12)[1:-1] / np.hanning(12)[1:-1].sum(), "same")


def figures(model, clips, names, deviation):
    """{channel: (correlation, correlation of speeds)}, medians over clips."""
    model.eval()
    found = {}
    for sound, wanted in clips:
        with torch.no_grad():
            made = model(torch.from_numpy(sound)[None])[0].numpy() * deviation
        for index, name in enumerate(names):
            pair = (made[:, index], wanted[:, index])
            if wanted[:, index].std() > 1e-4:
                found.setdefault(name, []).append((np.corrcoef(*pair)[0, 1], np.corrcoef(*map(speed, pair))[0, 1]))
    return {name: tuple(round(float(v), 3) for v in np.nanmedian(values, 0)) for name, values in found.items()}


def main():
    parser = stage_arguments(__doc__, stage="whole-face", steps=600, rate=2e-3)
    parser.add_argument("--limit", type=int, help="clips, for a trial")
    arguments = parser.parse_args()
    mean = np.array(load_prior_mean())
    train, channels = clips_of("train", mean, limit=arguments.limit)
    held, _ = clips_of("dev", mean, channels, arguments.limit)
    names = [*channels, *HEAD]
    deviation = np.concatenate([f for _, f in train]).std(0) + 1e-4
    torch.manual_seed(arguments.seed)
    model = WholeFace(WholeFaceConfiguration(outputs=len(names)))
    training = Training(arguments, model)
    random = np.random.default_rng([arguments.seed, training.step])
    training.note(step=training.step, clips=len(train), heldOut=len(held), channels=names,
                  **asdict(model.configuration))
    total = 0.0
    for step in training.steps():
        drawn = [train[i] for i in random.integers(0, len(train), BATCH)]
        sound = torch.from_numpy(np.stack([s for s, _ in drawn]))
        wanted = torch.from_numpy(np.stack([f for _, f in drawn]) / deviation)
        made = model.train()(sound)
        loss = (made - wanted).square().mean() + 2 * (made - wanted).diff(dim=1).square().mean()
        training.descend(loss)
        total += loss.item()
        if training.due(200):
            training.note(step=step, loss=total / 200, figures=figures(training.averaged(), held, names, deviation))
            total = 0.0


if __name__ == "__main__":
    main()
