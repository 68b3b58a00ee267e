"""Speech with phone times from espeak-ng's C library: one call a sentence, IPA phone events in samples."""

import ctypes
import ctypes.util

import numpy as np

from .inventory import PHONES, SILENCE, from_ipa

_EVENT_END, _EVENT_PHONEME, _EVENT_SAMPLE_RATE = 0, 7, 8
_RETRIEVAL, _PHONEME_EVENTS, _PHONEME_IPA, _UTF8 = 1, 1, 2, 1
_STOPS = ("p", "t", "k", "tʃ", "ts", "b", "d", "ɡ", "dʒ")
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4


class _Identifier(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
        ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p), ("id", _Identifier),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class EspeakVoice:
    """The library holds one global state, so one instance a process."""

    def __init__(self):
        name = ctypes.util.find_library("espeak-ng")
        if name is None:
            raise RuntimeError("libespeak-ng is missing: install the package 'libespeak-ng1'")
        self._library = ctypes.CDLL(name)
        self.rate = self._library.espeak_Initialize(_RETRIEVAL, 0, None, _PHONEME_EVENTS | _PHONEME_IPA)
        self._callback = _CALLBACK(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)
        self._audio, self._events = [], []

    def _receive(self, samples, count, events):
        if samples and count > 0:
            self._audio.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events and events[index].type != _EVENT_END:
            if events[index].type == _EVENT_PHONEME:
                raw = bytes(events[index].id.string)
                self._events.append((events[index].sample, raw.split(b"\0")[0].decode("utf-8", "ignore")))
            index += 1
        return 0

    def say(self, text, voice, words_per_minute=165, pitch=50, pitch_range=50):
        """int16 samples at `rate` and segments [(start, end, phone)] in samples; None where the voice is unknown."""
        self._audio, self._events = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            return None
        for parameter, value in ((_RATE, words_per_minute), (_PITCH, pitch), (_RANGE, pitch_range)):
            self._library.espeak_SetParameter(parameter, value, 0)
        data = text.encode("utf-8") + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        if not self._audio:
            return None
        audio = np.concatenate(self._audio)
        return audio, self._segments(audio)

    def _segments(self, audio):
        """Phone events fire at a stop's burst: its start is walked back over the digital silence before it."""
        starts = []
        for sample, name in self._events:
            phones = from_ipa(name)
            starts.append((min(sample, len(audio)), phones or [SILENCE]))
        quiet = np.abs(audio) < 24
        moved = []
        for start, phones in starts:
            begin = start
            if PHONES[phones[0]] in _STOPS:
                after_pause = not moved or moved[-1][1] == [SILENCE]
                floor = moved[-1][0] + self.rate // 50 if moved else 0
                limit = max(floor, start - int((0.07 if after_pause else 0.16) * self.rate))
                while begin > limit and quiet[begin - 1]:
                    begin -= 1
            moved.append((begin, phones))
        segments = []
        if moved and moved[0][0] > 0:
            segments.append((0, moved[0][0], SILENCE))
        for index, (start, phones) in enumerate(moved):
            end = moved[index + 1][0] if index + 1 < len(moved) else len(audio)
            for part, phone in enumerate(phones):
                a = start + (end - start) * part // len(phones)
                b = start + (end - start) * (part + 1) // len(phones)
                if b > a:
                    segments.append((a, b, phone))
        return segments
