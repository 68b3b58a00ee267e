"""Writes the networks of a model package as stages, so that training goes on from what is shipped.

    python -m mien_train.import_package --stage shipped

The speech encoder becomes the stage itself; the others STAGE-emotion, STAGE-motion and STAGE-prior.
"""

import argparse
import json
from pathlib import Path

from safetensors.torch import load_file

from .inventory import PHONES
from .paths import MODEL_PACKAGE, WORK
from .stage import save

PARTS = ("emotion", "motion", "prior")


def import_package(folder, stage):
    """Checkpoints without an optimizer's state, of fp32 weights; and the package's prior mean for all stages here."""
    folder = Path(folder)
    shapes = json.loads((folder / "config.json").read_text())
    if shapes["phones"] != PHONES:
        raise SystemExit(f"import_package: '{folder}' has other phones than this source")
    tensors = {name: value.float() for name, value in load_file(folder / "model.safetensors").items()}
    parts = {"encoder": {k: v for k, v in tensors.items() if k.split(".")[0] not in PARTS}}
    for part in PARTS:
        parts[part] = {k.removeprefix(part + "."): v for k, v in tensors.items() if k.startswith(part + ".")}
    for part, weights in parts.items():
        shape = {key: len(value) if isinstance(value, list) else value for key, value in shapes[part].items()}
        target = WORK / "stages" / (stage if part == "encoder" else f"{stage}-{part}")
        target.mkdir(parents=True, exist_ok=True)
        save(target / "checkpoint.pt", average=weights, step=0, configuration=shape)
    (WORK / "prior-mean.json").write_text(json.dumps(shapes["priorMean"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="shipped")
    parser.add_argument("--folder", type=Path, default=MODEL_PACKAGE)
    arguments = parser.parse_args()
    import_package(arguments.folder, arguments.stage)
    print(f"{arguments.folder} → stages '{arguments.stage}', " + ", ".join(f"'{arguments.stage}-{p}'" for p in PARTS))


if __name__ == "__main__":
    main()
