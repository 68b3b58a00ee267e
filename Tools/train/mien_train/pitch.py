"""Pitch at 100 Hz by normalised cross-correlation at 4 kHz, the reference of SpeechAudio's PitchTracker.

Frame t is centred on sample 160·t of the 16 kHz signal. Sees 23 ms of the future.
"""

import numpy as np
from scipy.signal import lfilter

DECIMATION, RATE, HOP = 4, 4000, 40
TAPS = 33
WINDOW = 120                 # 30 ms
LEAST_LAG, GREATEST_LAG = 8, 57   # 500 … 70 Hz
FLOOR = 1.2e-3               # energy of a window at −50 dB: quieter ones have no pitch
NEARLY_BEST = 0.87           # the first peak as high as this share of the best is the period, not its double
REFERENCE_HERTZ = 150.0
VOICED_FROM, VOICED_FULL = 0.35, 0.65
LEAK, PRIOR_FRAMES, PRIOR_PITCH = 1 - 1 / 1000, 50.0, 0.2


def decimator():
    """Low-pass at 1 kHz: Hamming-windowed sinc."""
    k = np.arange(TAPS) - TAPS // 2
    taps = np.sinc(k / 8) / 8 * (0.54 + 0.46 * np.cos(2 * np.pi * k / (TAPS - 1)))
    return (taps / taps.sum()).astype(np.float32)


def pitch(samples):
    """[frames, 3] for float32 samples at 16 kHz: voicing 0…1, octaves above 150 Hz and above the speaker so far (both 0
    where unvoiced); frames = samples // 160 + 1."""
    frames = len(samples) // 160 + 1
    half = TAPS // 2
    low = np.convolve(np.pad(samples, half), decimator(), "valid")[::DECIMATION]
    before = WINDOW // 2 + GREATEST_LAG // 2
    need = (frames - 1) * HOP + WINDOW + GREATEST_LAG
    padded = np.zeros(need + before, np.float32)
    body = low[:need]
    padded[before:before + len(body)] = body
    span = np.lib.stride_tricks.sliding_window_view(padded, WINDOW + GREATEST_LAG)[::HOP][:frames].astype(np.float64)
    base = span[:, :WINDOW]
    energy = (base ** 2).sum(1) + FLOOR
    correlation = np.empty((frames, GREATEST_LAG - LEAST_LAG + 1))
    for index, lag in enumerate(range(LEAST_LAG, GREATEST_LAG + 1)):
        shifted = span[:, lag:lag + WINDOW]
        correlation[:, index] = (base * shifted).sum(1) / np.sqrt(energy * ((shifted ** 2).sum(1) + FLOOR))
    inner = correlation[:, 1:-1]
    is_peak = (inner >= correlation[:, :-2]) & (inner > correlation[:, 2:])
    best = np.where(is_peak, inner, 0).max(1)
    first = (is_peak & (inner >= NEARLY_BEST * best[:, None]) & (inner > 0)).argmax(1)
    rows = np.arange(frames)
    left, middle, right = correlation[rows, first], correlation[rows, first + 1], correlation[rows, first + 2]
    bend = left - 2 * middle + right
    offset = np.where(bend < -1e-9, 0.5 * (left - right) / np.minimum(bend, -1e-9), 0)
    lag = LEAST_LAG + first + 1 + np.clip(offset, -0.5, 0.5)
    voiced = np.clip((best - VOICED_FROM) / (VOICED_FULL - VOICED_FROM), 0, 1)
    octaves = np.log2(RATE / lag / REFERENCE_HERTZ)
    total = lfilter([1], [1, -LEAK], voiced * octaves)
    count = lfilter([1], [1, -LEAK], voiced)
    mean = (total + PRIOR_FRAMES * PRIOR_PITCH) / (count + PRIOR_FRAMES)
    return np.stack([voiced, voiced * octaves, voiced * (octaves - mean)], 1).astype(np.float32)
