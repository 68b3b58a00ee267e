"""One corpus on disk: 16 kHz audio packed in one file, an index with speakers and phone segments beside it."""

import json
from dataclasses import dataclass, field

import numpy as np
import soundfile
import soxr

RATE = 16_000


@dataclass
class Utterance:
    name: str
    speaker: str
    language: str
    text: str = ""
    offset: int = 0
    samples: int = 0
    segments: list | None = None  # [[start, end, phone]] in samples at 16 kHz, phone −1 = unknown
    lips: list | None = None      # [[seconds, gap, width]] in mouth widths
    given: list | None = None     # segments of another aligner, which ours may prefer to agree with
    split: str = "train"


@dataclass
class Corpus:
    """A memory-mapped corpus. `audio` is int16, every utterance a slice of it."""

    name: str
    utterances: list = field(default_factory=list)
    audio: np.ndarray | None = None

    def samples(self, utterance):
        """float32 samples of one utterance, −1…1."""
        part = self.audio[utterance.offset:utterance.offset + utterance.samples]
        return part.astype(np.float32) / 32768

    @classmethod
    def load(cls, folder):
        index = json.loads((folder / "index.json").read_text())
        audio = np.memmap(folder / "audio.i16", dtype=np.int16, mode="r")
        return cls(folder.name, [Utterance(**entry) for entry in index], audio)

    def save_index(self, folder):
        partial = folder / "index.json.partial"
        partial.write_text(json.dumps([vars(u) for u in self.utterances], ensure_ascii=False))
        partial.rename(folder / "index.json")


class CorpusWriter:
    """Appends utterances; the index appears last, so a folder with one is whole."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._file = open(folder / "audio.i16", "wb")
        self._corpus = Corpus(folder.name)
        self._offset = 0

    def add(self, audio, rate, segments=None, automatic=False, **fields):
        """`audio` any dtype at `rate`; `segments` in samples at `rate`; `automatic`: they are another aligner's."""
        if audio.dtype == np.int16:
            audio = audio.astype(np.float32) / 32768
        audio = audio.astype(np.float32)
        if rate != RATE:
            audio = soxr.resample(audio, rate, RATE)
        if segments is not None:
            scale = RATE / rate
            segments = [[round(a * scale), round(b * scale), int(p)] for a, b, p in segments]
        data = np.clip(np.round(audio * 32767), -32768, 32767).astype(np.int16)
        self._file.write(data.tobytes())
        self._corpus.utterances.append(
            Utterance(offset=self._offset, samples=len(data), segments=segments,
                      given=segments if automatic else None, **fields))
        self._offset += len(data)

    def close(self):
        self._file.close()
        self._corpus.save_index(self.folder)
        return self._offset / RATE


def read_audio(path):
    """(float32 mono samples, rate)."""
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return audio.mean(axis=1), rate
