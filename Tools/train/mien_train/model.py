"""The speech encoder: log-mel [B, 2T, 80] → phone logits [B, T, P] and articulation [B, T, 5] at 50 Hz.

Every operation sees a bounded stretch of the past and the future, so the same weights serve files and streams:
10 + 10 ms of convolution and `right` tokens a layer ahead.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

ARTICULATIONS = ["jaw", "lipGap", "rounding", "spread", "tongue"]


@dataclass
class EncoderConfiguration:
    bands: int = 80
    width: int = 192
    layers: int = 6
    heads: int = 4
    feedForward: int = 768
    leftTokens: int = 32
    rightTokens: int = 1
    phones: int = 58
    articulations: int = 5


class WindowedAttention(nn.Module):
    """Query t sees keys t − left … t + right; a learned bias for each head and offset."""

    def __init__(self, c):
        super().__init__()
        self.heads, self.left, self.right = c.heads, c.leftTokens, c.rightTokens
        self.qkv = nn.Linear(c.width, 3 * c.width)
        self.out = nn.Linear(c.width, c.width)
        self.offset_bias = nn.Parameter(torch.zeros(c.heads, c.leftTokens + c.rightTokens + 1))

    def forward(self, x, block=50):
        batch, tokens, width = x.shape
        pad = (-tokens) % block
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        split = lambda y: y.reshape(batch, -1, self.heads, width // self.heads).transpose(1, 2)
        span = self.left + block + self.right
        q = split(F.pad(q, (0, 0, 0, pad))).unflatten(2, (-1, block))
        windows = lambda y: split(F.pad(y, (0, 0, self.left, pad + self.right))).unfold(2, span, block)
        k, v = windows(k), windows(v).transpose(-1, -2)
        rows = torch.arange(block, device=x.device)[:, None]
        columns = torch.arange(span, device=x.device)[None, :]
        offset = columns - rows  # 0 is the oldest key that the query sees
        inside = (offset >= 0) & (offset <= self.left + self.right)
        bias = self.offset_bias[:, offset.clamp(0, self.left + self.right)].masked_fill(~inside, float("-inf"))
        start = torch.arange(q.shape[2], device=x.device)[:, None] * block - self.left
        position = start + torch.arange(span, device=x.device)[None, :]
        exists = (position >= 0) & (position < tokens)
        scores = q @ k * (width // self.heads) ** -0.5 + bias[None, :, None]
        scores = scores.masked_fill(~exists[None, None, :, None, :], -1e9)
        y = (scores.softmax(-1) @ v).flatten(2, 3)[:, :, :tokens]
        return self.out(y.transpose(1, 2).reshape(batch, tokens, width))


class EncoderLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.attention_norm = nn.LayerNorm(c.width)
        self.attention = WindowedAttention(c)
        self.feed_norm = nn.LayerNorm(c.width)
        self.feed_in = nn.Linear(c.width, c.feedForward)
        self.feed_out = nn.Linear(c.feedForward, c.width)

    def forward(self, x, dropout=0.0):
        drop = lambda y: F.dropout(y, dropout, self.training)
        x = x + drop(self.attention(self.attention_norm(x)))
        return x + drop(self.feed_out(drop(F.silu(self.feed_in(self.feed_norm(x))))))


class SpeechEncoder(nn.Module):
    def __init__(self, configuration):
        super().__init__()
        c = self.configuration = configuration
        self.conv1 = nn.Conv1d(c.bands, c.width, 3, padding=1)
        self.conv2 = nn.Conv1d(c.width, c.width, 3, stride=2, padding=1)
        self.layers = nn.ModuleList(EncoderLayer(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width)
        self.phone_head = nn.Linear(c.width, c.phones)
        self.articulation_head = nn.Linear(c.width, c.articulations)

    def forward(self, mel, dropout=0.0, trace=None):
        """`trace`, a dict, receives every stage's output by name (for golden tests)."""
        keep = trace.__setitem__ if trace is not None else (lambda name, value: None)
        x = F.silu(self.conv1(mel.transpose(1, 2)))
        keep("conv1", x.transpose(1, 2))
        x = F.silu(self.conv2(x)).transpose(1, 2)
        keep("conv2", x)
        for number, layer in enumerate(self.layers):
            x = layer(x, dropout)
            keep(f"layers.{number}", x)
        x = self.norm(x)
        keep("norm", x)
        phones, articulation = self.phone_head(x), self.articulation_head(x)
        keep("phones", phones)
        keep("articulation", articulation)
        return phones, articulation
