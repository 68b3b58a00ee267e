"""The motion transformer: what is heard, 50 times a second, with emotion and style → the motion prior's latents.

It sees the past and its own block; what comes next it knows through the speech encoder, which has heard 150 ms more.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .model import EncoderLayer


@dataclass
class MotionConfiguration:
    hidden: int = 224
    projected: int = 32        # of the encoder's features, kept for every frame
    phones: int = 58
    articulations: int = 5
    emotions: int = 7
    styles: int = 4
    blockFrames: int = 4
    latent: int = 32
    width: int = 160
    layers: int = 3
    heads: int = 4
    feedForward: int = 640
    leftTokens: int = 24
    rightTokens: int = 0

    @property
    def frame_inputs(self):
        return self.projected + self.phones + self.articulations + 1


class MotionTransformer(nn.Module):
    def __init__(self, configuration):
        super().__init__()
        c = self.configuration = configuration
        self.projection = nn.Linear(c.hidden, c.projected)
        self.block_in = nn.Linear(c.blockFrames * c.frame_inputs, c.width)
        self.emotion_in = nn.Linear(c.emotions + 1, c.width)
        self.style = nn.Parameter(torch.randn(c.styles, c.width) * 0.1)
        self.layers = nn.ModuleList(EncoderLayer(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width)
        self.latent_head = nn.Linear(c.width, c.latent)

    def forward(self, hidden, posteriors, articulation, loudness, emotion, style, dropout=0.0, trace=None):
        """hidden [B, T, H], posteriors [B, T, P], articulation [B, T, 5], loudness [B, T] (log10 below the peak),
        emotion [B, T / blockFrames, 8] (seven weights and arousal), style [B] index → latents [B, T / blockFrames,
        latent]."""
        keep = trace.__setitem__ if trace is not None else (lambda name, value: None)
        c = self.configuration
        projected = self.projection(hidden)
        keep("motion.projected", projected)
        # Lines it learns from were heard by an encoder that knows them: what it says of them is trusted less.
        seen = torch.cat([projected, posteriors, articulation, loudness[..., None]], -1)
        frames = F.dropout(seen, 2 * dropout, self.training)
        x = self.block_in(frames.reshape(len(frames), -1, c.blockFrames * c.frame_inputs))
        x = x + self.emotion_in(emotion) + self.style[style][:, None]
        keep("motion.input", x)
        for number, layer in enumerate(self.layers):
            x = layer(x, dropout)
            keep(f"motion.layers.{number}", x)
        latents = self.latent_head(self.norm(x))
        keep("motion.latents", latents)
        return latents
