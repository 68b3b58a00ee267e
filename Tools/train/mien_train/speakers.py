"""Who is held out of training: of the corpora of many speakers every twelfth, chosen by name, so that it is always the
same."""

import re
import zlib

# EmoDB's, with hand labels: they chose what is shipped.
DEVELOPMENT_SPEAKERS = {"emodb03", "emodb14"}
EVERY = 12
# People known by their number; others (VCTK's, for one) may be there under several labels, and are all trained on.
_KNOWN = re.compile(r"(librispeech|libritts|so762|emogator)-\d+|an4-\w+")


def person_of(speaker):
    """LibriSpeech and LibriTTS name readers of one archive: the same number is the same person."""
    match = re.fullmatch(r"libri(?:speech|tts)-(\d+)", speaker)
    return f"librivox-{match[1]}" if match else speaker


def is_held_out(speaker):
    """Whether nothing of this speaker may be trained on."""
    if speaker in DEVELOPMENT_SPEAKERS:
        return True
    return bool(_KNOWN.fullmatch(speaker)) and zlib.crc32(person_of(speaker).encode()) % EVERY == 0
