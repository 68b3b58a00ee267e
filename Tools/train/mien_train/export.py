"""Exports trained stages as the model package that the engine ships: config.json and model.safetensors (fp16).

    python -m mien_train.export --speech third --emotion emotion --motion motion --prior prior
"""

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from .emotion_model import CLASSES
from .face import CHANNELS
from .inventory import PHONES
from .motion_data import STYLES
from .paths import MODEL_PACKAGE, WORK
from .stage import load_checkpoint, load_prior_mean, load_state

FORMAT_VERSION = 2


def package(folder, name, prior_mean, shapes, states, dtype=torch.float16):
    """`shapes` and `states` by part: encoder, emotion, motion, prior. The speech encoder's tensors keep their names,
    those of the other parts begin with the part's."""
    folder.mkdir(parents=True, exist_ok=True)
    motion = {**shapes["motion"], "styles": STYLES}
    prior = {**shapes["prior"], "channels": CHANNELS}
    emotion = {**shapes["emotion"], "classes": CLASSES}
    (folder / "config.json").write_text(json.dumps({
        "name": name, "version": FORMAT_VERSION, "encoder": shapes["encoder"], "emotion": emotion, "motion": motion,
        "prior": prior, "priorMean": prior_mean, "phones": PHONES,
    }, ensure_ascii=False, indent=1) + "\n")
    tensors = dict(states["encoder"])
    for part in ("emotion", "motion", "prior"):
        tensors |= {f"{part}.{key}": value for key, value in states[part].items()}
    weights = folder / "model.safetensors"
    save_file({k: v.detach().to(dtype).contiguous() for k, v in tensors.items()}, weights)
    weights.chmod(0o644)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speech", default="third")
    parser.add_argument("--emotion", default="emotion")
    parser.add_argument("--motion", default="motion")
    parser.add_argument("--prior", default="prior")
    parser.add_argument("--folder", default=str(MODEL_PACKAGE))
    arguments = parser.parse_args()
    state, configuration = load_checkpoint(arguments.speech)
    shapes, states = {"encoder": asdict(configuration)}, {"encoder": state["average"]}
    for part in ("emotion", "motion", "prior"):
        stored = load_state(getattr(arguments, part))
        shapes[part], states[part] = stored["configuration"], stored["average"]
    package(Path(arguments.folder), "mien-base", load_prior_mean(), shapes, states)
    logs = Path(arguments.folder) / "logs"
    logs.mkdir(exist_ok=True)
    for log in sorted((WORK / "stages").glob("*/log.jsonl")):
        shutil.copyfile(log, logs / f"{log.parent.name}.jsonl")
    print(f"speech '{arguments.speech}' at step {state['step']}, motion '{arguments.motion}' → {arguments.folder}")


if __name__ == "__main__":
    main()
