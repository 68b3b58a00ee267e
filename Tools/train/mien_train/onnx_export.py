"""Exports the shipped speech encoder to ONNX, one file a length, for Tools/bench to run in onnxruntime.

    python -m mien_train.onnx_export FOLDER SECONDS …
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

from .model import EncoderConfiguration, SpeechEncoder
from .paths import MODEL_PACKAGE


def shipped_encoder():
    """The speech encoder of the package, fp32."""
    shape = json.loads((MODEL_PACKAGE / "config.json").read_text())["encoder"]
    model = SpeechEncoder(EncoderConfiguration(**shape))
    stored = load_file(MODEL_PACKAGE / "model.safetensors")
    model.load_state_dict({name: stored[name].float() for name in model.state_dict()})
    return model.eval()


def main():
    folder, model = Path(sys.argv[1]), shipped_encoder()
    for seconds in map(int, sys.argv[2:]):
        rows = torch.zeros(1, seconds * 100, model.configuration.bands)
        torch.onnx.export(model, (rows,), folder / f"encoder-{seconds}.onnx", input_names=["rows"],
                          output_names=["phones", "articulation"], dynamo=True, verbose=False)


if __name__ == "__main__":
    main()
