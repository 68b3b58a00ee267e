"""Exports a stage as the model package that the engine ships: config.json and model.safetensors (fp16).

    python -m mien_train.export --stage second
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file

from .inventory import PHONES
from .paths import MODEL_PACKAGE
from .stage import load_checkpoint, load_prior_mean


def package(folder, configuration, state, prior_mean, name, dtype=torch.float16):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({
        "name": name, "version": 1, "encoder": asdict(configuration),
        "priorMean": prior_mean, "phones": PHONES,
    }, ensure_ascii=False, indent=1) + "\n")
    weights = folder / "model.safetensors"
    save_file({k: v.detach().to(dtype).contiguous() for k, v in state.items()}, weights)
    weights.chmod(0o644)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--folder", default=str(MODEL_PACKAGE))
    arguments = parser.parse_args()
    state, configuration = load_checkpoint(arguments.stage)
    package(Path(arguments.folder), configuration, state["average"], load_prior_mean(), "mien-base")
    print(f"stage '{arguments.stage}' at step {state['step']} → {arguments.folder}")


if __name__ == "__main__":
    main()
