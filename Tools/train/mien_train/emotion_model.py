"""The emotion encoder: running statistics of a voice → its feeling and arousal, every 0.2 s.

What tells feelings apart in few recordings is not the sequence of sounds but how the voice lies over seconds: colour of
the spectrum and how fast it moves, pitch and its range, energy and its swing. The statistics forget with a time
constant of 4 s and see nothing of the future; a small network judges them.
"""

from dataclasses import dataclass

import numpy as np
import torch.nn.functional as F
from scipy.fft import dct
from scipy.signal import lfilter
from torch import nn

from .features import log_mel, loudness_below_peak, running_normalise
from .pitch import pitch

# What the network tells apart. Boredom is shown as neutral; contempt and surprise have no free recordings to learn
# from.
CLASSES = ["neutral", "anger", "disgust", "fear", "joy", "sadness", "boredom"]
CEPSTRA = 20
LEAK = 1 - 1 / 400           # 4 s
ROWS_PER_STEP = 20
LOUD_DEPTH = -1.5            # frames within 15 dB of the peak are speech
VOICED = 0.5
SHARED = 1e-3                # keeps quotients of nothing by nothing at 0
STATISTICS = 3 * CEPSTRA + 11
# Statistics that tell a microphone, a language or a sex rather than a feeling: the mean cepstra and the mean pitch.
LOCAL = (*range(CEPSTRA), 3 * CEPSTRA)


@dataclass
class EmotionConfiguration:
    statistics: int = STATISTICS
    hidden: int = 512
    classes: int = len(CLASSES)


class EmotionEncoder(nn.Module):
    def __init__(self, configuration, mean=None, deviation=None):
        super().__init__()
        c = self.configuration = configuration
        self.input = nn.Linear(c.statistics, c.hidden)
        self.class_head = nn.Linear(c.hidden, c.classes)
        self.arousal_head = nn.Linear(c.hidden, 1)

    def forward(self, statistics, dropout=0.0, trace=None):
        """[N, statistics] → class logits [N, classes] and arousal [N]."""
        keep = trace.__setitem__ if trace is not None else (lambda name, value: None)
        x = F.silu(self.input(statistics))
        keep("emotion.hidden", x)
        x = F.dropout(x, dropout, self.training)
        classes, arousal = self.class_head(x), self.arousal_head(x)
        keep("emotion.classes", classes)
        keep("emotion.arousal", arousal)
        return classes, arousal[..., 0]


def voice_statistics(mel, depth, pitches):
    """Normalised log-mels [T, 80], energy below its peak [T], pitch rows [T, 3] → [T // 20, STATISTICS], one row every
    0.2 s."""
    cepstra = dct(mel.astype(np.float64), axis=1, norm="ortho")[:, :CEPSTRA]
    before = lambda x: np.concatenate([x[:1], x[:-1]])
    loud = (depth > LOUD_DEPTH).astype(float)
    voiced = (pitches[:, 0] > VOICED).astype(float)
    octaves = pitches[:, 1] / np.maximum(pitches[:, 0], 1e-6) * voiced
    both_loud, both_voiced = loud * before(loud), voiced * before(voiced)
    leaky = lambda x: lfilter([1], [1, -LEAK], x, axis=0)[ROWS_PER_STEP - 1::ROWS_PER_STEP]
    def average(x, weight):
        return leaky(x * weight[:, None]) / (leaky(weight) + SHARED)[:, None]
    deviation = lambda mean, square: np.sqrt(np.maximum(square - mean ** 2, 0))
    one = np.ones(len(mel))
    column = lambda x: x[:, None]
    mean, square = average(cepstra, loud), average(cepstra ** 2, loud)
    moved = average(np.abs(cepstra - before(cepstra)), both_loud)
    tone, tone_square = average(column(octaves), voiced), average(column(octaves ** 2), voiced)
    glide = average(column(np.abs(octaves - before(octaves))), both_voiced)
    level, level_square = average(column(depth), one), average(column(depth ** 2), one)
    swing = average(column(np.abs(depth - before(depth))), one)
    shown = (voiced, loud, np.abs(voiced - before(voiced)), np.abs(loud - before(loud)), pitches[:, 0].astype(float))
    shares = [average(column(x), one) for x in shown]
    return np.concatenate([mean, deviation(mean, square), moved, tone, deviation(tone, tone_square), glide, level,
                           deviation(level, level_square), swing, *shares], axis=1).astype(np.float32)


def statistics_of(samples, prior_mean, filters=None, response=None):
    """Statistics of a line of float32 samples at 16 kHz."""
    mel = log_mel(samples, response=response) if filters is None else log_mel(samples, filters, response)
    return voice_statistics(running_normalise(mel, prior_mean), loudness_below_peak(mel), pitch(samples))
