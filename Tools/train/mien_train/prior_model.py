"""The motion prior: a temporal variational autoencoder over face curves at 50 Hz, one latent for each block of frames.

Encoder: blocks of frames → latents, seeing a little of the future. Decoder: latents → frames, seeing only the past, so
that a block can be shown as soon as its latent is known; a last convolution over the past smooths across blocks.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .face import CHANNELS
from .model import EncoderLayer

SMOOTHING_TAPS = 5


@dataclass
class PriorConfiguration:
    channels: int = len(CHANNELS)
    blockFrames: int = 4
    latent: int = 32
    width: int = 128
    layers: int = 2
    heads: int = 4
    feedForward: int = 512
    leftTokens: int = 12
    encoderRightTokens: int = 2


@dataclass
class _LayerShape:
    width: int
    heads: int
    feedForward: int
    leftTokens: int
    rightTokens: int


class MotionPrior(nn.Module):
    def __init__(self, configuration):
        super().__init__()
        c = self.configuration = configuration
        shape = lambda right: _LayerShape(c.width, c.heads, c.feedForward, c.leftTokens, right)
        self.encoder_in = nn.Linear(c.blockFrames * c.channels, c.width)
        self.encoder = nn.ModuleList(EncoderLayer(shape(c.encoderRightTokens)) for _ in range(c.layers))
        self.encoder_norm = nn.LayerNorm(c.width)
        self.mean_head = nn.Linear(c.width, c.latent)
        self.deviation_head = nn.Linear(c.width, c.latent)  # logarithm of the standard deviation
        self.decoder_in = nn.Linear(c.latent, c.width)
        self.decoder = nn.ModuleList(EncoderLayer(shape(0)) for _ in range(c.layers))
        self.decoder_norm = nn.LayerNorm(c.width)
        self.frames_head = nn.Linear(c.width, c.blockFrames * c.channels)
        self.smoothing = nn.Parameter(torch.tensor([[0.0] * (SMOOTHING_TAPS - 1) + [1.0]] * c.channels))

    def encode(self, curves, trace=None):
        """[B, T · blockFrames, channels] → mean and log deviation, [B, T, latent] each."""
        keep = trace.__setitem__ if trace is not None else (lambda name, value: None)
        c = self.configuration
        x = self.encoder_in(curves.reshape(len(curves), -1, c.blockFrames * c.channels))
        for layer in self.encoder:
            x = layer(x)
        x = self.encoder_norm(x)
        mean, deviation = self.mean_head(x), self.deviation_head(x).clamp(-6, 2)
        keep("prior.mean", mean)
        keep("prior.deviation", deviation)
        return mean, deviation

    def decode(self, latents, trace=None):
        """[B, T, latent] → [B, T · blockFrames, channels], not yet clamped to 0…1."""
        keep = trace.__setitem__ if trace is not None else (lambda name, value: None)
        c = self.configuration
        x = self.decoder_in(latents)
        for layer in self.decoder:
            x = layer(x)
        frames = self.frames_head(self.decoder_norm(x)).reshape(len(latents), -1, c.channels)
        keep("prior.frames", frames)
        padded = F.pad(frames, (0, 0, SMOOTHING_TAPS - 1, 0)).transpose(1, 2)
        curves = F.conv1d(padded, self.smoothing[:, None], groups=c.channels).transpose(1, 2)
        keep("prior.curves", curves)
        return curves
