"""Where things lie: the repository, the shared data beside it, and the working folder of a training run."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
SHARED_DATA = Path(os.environ.get("MIEN_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
WORK = Path(os.environ.get("MIEN_TRAINING_DIR", REPOSITORY / ".training"))
PHONE_TABLE = REPOSITORY / "Sources" / "Phonetics" / "Resources" / "phone-targets.csv"
IPA_FOLDING = PHONE_TABLE.with_name("ipa-folding.csv")
MODEL_PACKAGE = REPOSITORY / "Sources" / "SpeechAnimation" / "Resources" / "mien-base"
