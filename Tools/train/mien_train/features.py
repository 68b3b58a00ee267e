"""The acoustic front end, the reference of SpeechAudio's: log-mel 80 @ 100 Hz with running normalisation.

Frame t is centred on sample 160·t (zeros before the file), Hann window of 400 samples, FFT 512, power, HTK mel
triangles 20–7,600 Hz, log10(energy + 1e-6). The running mean is a leaky mean over the frames that are loud for the
recording so far, with a prior; it sees nothing of the future.
"""

import numpy as np
from scipy.signal import lfilter

RATE, HOP, WINDOW, FFT, BANDS = 16_000, 160, 400, 512, 80
LOW_HERTZ, HIGH_HERTZ, ENERGY_FLOOR = 20.0, 7600.0, 1e-6
LEAK = 1 - 1 / 1500          # 15 s of loud frames
PRIOR_FRAMES = 100.0
PEAK_DECAY = 0.003           # log10 units a frame: 3 dB a second
GATE_DEPTH = 1.5             # frames within 15 dB of the recent peak count
CLIP = 3.0

_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)


def mel_filters(warp=1.0):
    """[257, 80] triangles; `warp` scales the frequency axis (vocal-tract-length perturbation)."""
    to_mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(to_mel(LOW_HERTZ), to_mel(HIGH_HERTZ), BANDS + 2) / 2595) - 1)
    edges = np.minimum(edges * warp, RATE / 2)
    bins = np.arange(FFT // 2 + 1) * RATE / FFT
    rising = (bins[:, None] - edges[None, :-2]) / np.maximum(edges[1:-1] - edges[:-2], 1e-3)
    falling = (edges[None, 2:] - bins[:, None]) / np.maximum(edges[2:] - edges[1:-1], 1e-3)
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


_FILTERS = mel_filters()


def log_mel(samples, filters=_FILTERS, response=None):
    """[frames, 80] for float32 samples at 16 kHz; frames = samples // 160 + 1. `response` is a power gain a bin."""
    frames = len(samples) // HOP + 1
    padded = np.zeros((frames - 1) * HOP + WINDOW, np.float32)
    body = samples[:len(padded) - WINDOW // 2]
    padded[WINDOW // 2:WINDOW // 2 + len(body)] = body
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP] * _HANN
    spectrum = np.fft.rfft(windows, FFT)
    power = (spectrum.real ** 2 + spectrum.imag ** 2).astype(np.float32)
    if response is not None:
        power *= response
    return np.log10(power @ filters + ENERGY_FLOOR)


def running_normalise(log_mels, prior_mean):
    """[frames, 80] minus the running mean, clipped to ±3; one causal pass."""
    loudness = log_mels.mean(axis=1)
    time = np.arange(len(loudness)) * PEAK_DECAY
    peak = np.maximum.accumulate(loudness + time) - time
    gate = (loudness > peak - GATE_DEPTH).astype(np.float64)
    total = lfilter([1], [1, -LEAK], gate[:, None] * log_mels, axis=0)
    count = lfilter([1], [1, -LEAK], gate)
    mean = (total + PRIOR_FRAMES * prior_mean) / (count + PRIOR_FRAMES)[:, None]
    return np.clip(log_mels - mean, -CLIP, CLIP).astype(np.float32)


def loudness_below_peak(log_mels, frames_a_value=1):
    """log10 of each frame's energy below its running peak (which decays by 3 dB a second), 0 … −3; with
    `frames_a_value` 2, the louder of each pair of frames."""
    loudness = np.log10((10.0 ** log_mels.astype(np.float64)).sum(axis=1))
    if frames_a_value > 1:
        loudness = np.r_[loudness, np.repeat(loudness[-1], -len(loudness) % frames_a_value)]
        loudness = loudness.reshape(-1, frames_a_value).max(axis=1)
    time = np.arange(len(loudness)) * PEAK_DECAY * frames_a_value
    peak = np.maximum.accumulate(loudness + time) - time
    return np.maximum(loudness - peak, -CLIP).astype(np.float32)
