"""The phone inventory (read from the table the engine itself uses) and the mapping of every label set onto it."""

import csv
import unicodedata

from .paths import IPA_FOLDING, PHONE_TABLE


def load_table(path=PHONE_TABLE):
    """Rows of the phone table in class order, numbers as floats."""
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [
        {key: value if key in ("phone", "viseme") else float(value) for key, value in row.items()}
        for row in rows
    ]


TABLE = load_table()
PHONES = [row["phone"] for row in TABLE]
INDEX = {phone: index for index, phone in enumerate(PHONES)}
SILENCE = INDEX["sil"]
IGNORED = -1
BILABIALS = [INDEX[p] for p in "pbm"]

VISEME_CLASSES = ["silence", "PP", "FF", "TH", "DD", "CH", "kk", "h", "RR", "W", "O", "I", "E", "A"]
VISEME_OF_PHONE = [VISEME_CLASSES.index(row["viseme"]) for row in TABLE]

def load_folding(path=IPA_FOLDING):
    """{IPA of one or two letters: class} of the table that the engine folds foreign sounds with."""
    with open(path, encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["ipa"]: INDEX[row["phone"]] for row in rows}


_FOLDING = {**INDEX, **load_folding()}


def from_ipa(symbols):
    """Inventory indices of an IPA string; stress, length, tone and diacritics are dropped, unknown letters too."""
    text = unicodedata.normalize("NFD", symbols)
    text = "".join(c for c in text if not unicodedata.combining(c) and c not in "ˈˌːˑ.-_ʼ'|͡‿()0123456789^~\"*;!?#")
    phones, position = [], 0
    while position < len(text):
        for length in (2, 1):
            phone = _FOLDING.get(text[position:position + length])
            if phone is not None:
                phones.append(phone)
                break
        position += length
    return phones


_EMODB = {
    "I": "ɪ", "a": "a", "n": "n", "t": "t", "m": "m", "d": "d", "s": "s", "v": "v", "i": "i", "b": "b", "g": "ɡ",
    "l": "l", "z": "z", "e": "e", "N": "ŋ", "@": "ə", "E": "ɛ", "U": "ʊ", "p": "p", "f": "f", "k": "k", "S": "ʃ",
    "6": "ɐ", "x": "x", "C": "ç", "aI": "aɪ", "aU": "aʊ", "OY": "ɔɪ", "o": "o", "4": "r", "O": "ɔ", "X": "x",
    "j": "j", "Y": "ʏ", "V": "v", "?": "ʔ", "9": "œ", "y": "y", "D": "ð", "H": "h", "h": "h", "u": "u", "L": "l",
    "R": "r", "G": "ɣ", "Z": "ʒ", "2": "ø",
}


def from_emodb(label):
    """Inventory index of an EmoDB hand label; closures, bursts and aspirations belong to their stop."""
    if label in (".", "(", "SIL", ""):
        return SILENCE
    core = label.removeprefix("!").removeprefix("_")
    if core.endswith("asp"):
        core = core.removesuffix("asp")
    if core in _EMODB:
        return INDEX[_EMODB[core]]
    return INDEX[_EMODB[core[0]]] if core[:1] in _EMODB and core.endswith("6") else IGNORED


_FLITE = dict(zip(
    ("pau aa ae ah ao aw ax ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y z "
     "zh").split(),
    "sil ɑ æ ʌ ɔ aʊ ə aɪ b tʃ d ð ɛ ɝ eɪ f ɡ h ɪ i dʒ k l m n ŋ oʊ ɔɪ p ɹ s ʃ t θ ʊ u v w j z ʒ".split(),
))


def from_flite(label):
    """Inventory index of a flite (CMU) phone."""
    return INDEX[_FLITE[label]] if label in _FLITE else IGNORED


def from_arpabet(label):
    """Inventory index of an ARPAbet label of pocketsphinx, SIL a pause; noises are unknown."""
    return SILENCE if label == "SIL" else from_flite(label.lower())
