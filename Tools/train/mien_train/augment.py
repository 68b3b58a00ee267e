"""Waveform and spectrum augmentation: level, speed, noise, rooms, bands, vocal-tract length, masks."""

import numpy as np

from .features import BANDS, FFT, RATE, mel_filters

WARPS = [mel_filters(warp) for warp in np.linspace(0.86, 1.16, 13)]
_BINS = np.arange(FFT // 2 + 1) * RATE / FFT


def change_speed(samples, factor):
    """Linear interpolation; factor > 1 is faster and higher."""
    count = int(len(samples) / factor)
    return np.interp(np.arange(count) * factor, np.arange(len(samples)), samples).astype(np.float32)


def add_noise(samples, noise_pool, random):
    """Stretch of recorded or coloured noise at 3–35 dB below the line."""
    start = random.integers(0, len(noise_pool) - len(samples))
    noise = noise_pool[start:start + len(samples)]
    level = np.sqrt(np.mean(samples ** 2) + 1e-10) / np.sqrt(np.mean(noise ** 2) + 1e-10)
    return samples + noise * level * 10 ** (-random.uniform(3, 35) / 20)


def add_room(samples, random):
    """Exponentially decaying noise as impulse response, RT60 0.1–0.7 s, direct sound kept."""
    rt60 = random.uniform(0.1, 0.7)
    length = int(rt60 * RATE)
    response = random.standard_normal(length).astype(np.float32) * 10 ** (-3 * np.arange(length) / length)
    response *= random.uniform(0.02, 0.25) / np.sqrt(np.sum(response ** 2) + 1e-9) * np.sqrt(20)
    response[0] = 1
    size = 1 << int(np.ceil(np.log2(len(samples) + length)))
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(response, size), size)[:len(samples)]
    return wet.astype(np.float32)


def spectrum_response(random):
    """Power gain a bin: gentle random equalisation, sometimes a telephone's or a radio's band."""
    knots = random.normal(0, 3, 6)
    decibels = np.interp(_BINS, np.linspace(0, RATE / 2, 6), knots)
    if random.random() < 0.15:
        low, high = random.uniform(100, 400), random.uniform(2800, 4500)
        decibels -= 12 * np.maximum(np.log2(np.maximum(low / np.maximum(_BINS, 20), 1)), 0) * 2
        decibels -= np.clip((_BINS - high) / 200, 0, 1) * 50
    return (10 ** (decibels / 10)).astype(np.float32)


def mask(features, random):
    """Up to two bands and three short stretches set to zero, in place."""
    for _ in range(random.integers(0, 3)):
        width = random.integers(1, 12)
        start = random.integers(0, BANDS - width)
        features[:, start:start + width] = 0
    for _ in range(random.integers(0, 4)):
        width = random.integers(1, 8)
        start = random.integers(0, len(features) - width)
        features[start:start + width] = 0
    return features


def interlude(random):
    """1–5 s without speech, at full level: chords with drums, or noise whose level wanders."""
    seconds = random.uniform(1, 5)
    time = np.arange(int(seconds * RATE)) / RATE
    result = np.zeros(len(time))
    if random.random() < 0.3:
        spectrum = np.fft.rfft(random.standard_normal(len(time)))
        result = np.fft.irfft(spectrum / np.arange(1, len(spectrum) + 1) ** random.uniform(0, 0.8), len(time))
        knots = random.uniform(-30, 0, int(seconds * random.uniform(0.3, 5)) + 2)
        result *= 10 ** (np.interp(time, np.linspace(0, seconds, len(knots)), knots) / 20)
    else:
        beat = random.uniform(0.12, 0.7)
        root, tilt = random.uniform(60, 300), random.uniform(0.7, 2.5)
        scale = np.array([0, 2, 3, 5, 7, 8, 10]) if random.random() < 0.5 else np.array([0, 2, 4, 5, 7, 9, 11])
        for onset in np.arange(0, seconds, beat):
            part = slice(int(onset * RATE), min(len(time), int((onset + beat * random.uniform(0.5, 3)) * RATE)))
            elapsed = time[part] - onset
            decay = np.exp(-elapsed / random.uniform(0.08, 1.5)) * np.minimum(elapsed / random.uniform(0.003, 0.05), 1)
            for _ in range(random.integers(1, 5)):
                pitch = root * 2 ** ((random.choice(scale) + 12 * random.integers(0, 3)) / 12)
                for partial in range(1, int(min(12, 7000 / pitch)) + 1):
                    result[part] += decay * np.sin(2 * np.pi * partial * pitch * elapsed) / partial ** tilt
            if random.random() < 0.4:
                result[part] += random.uniform(0.2, 3) * random.standard_normal(len(elapsed)) * np.exp(-elapsed / 0.03)
    return result.astype(np.float32)


def noise_pool(corpora, random, seconds=240):
    """White, pink and babble noise in one strip (float32)."""
    count = seconds * RATE // 4
    white = random.standard_normal(count).astype(np.float32) * 0.1
    pink = np.fft.irfft(np.fft.rfft(random.standard_normal(count)) / np.sqrt(np.arange(1, count // 2 + 2)), count)
    pink = (pink / np.abs(pink).max() * 0.5).astype(np.float32)
    babble = np.zeros(2 * count, np.float32)
    for corpus in corpora:
        for _ in range(60):
            part = corpus.samples(corpus.utterances[random.integers(len(corpus.utterances))])[:len(babble)]
            start = random.integers(0, len(babble) - len(part) + 1)
            babble[start:start + len(part)] += part
    return np.concatenate([white, pink, babble])
