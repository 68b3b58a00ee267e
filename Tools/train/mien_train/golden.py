"""Writes the golden tensors of the engine's tests: a tiny seeded encoder, stage by stage, and the front end on a seeded signal.

    python -m mien_train.golden
"""

import hashlib
import json

import numpy as np
import torch
from safetensors.torch import save_file

from .export import package
from .features import log_mel, running_normalise
from .inventory import PHONES
from .model import EncoderConfiguration, SpeechEncoder
from .paths import REPOSITORY

ENCODER = REPOSITORY / "Tests" / "SpeechAnimationTests" / "Fixtures" / "tiny-encoder"
FRONT_END = REPOSITORY / "Tests" / "SpeechAudioTests" / "Fixtures"


def signal(random, seconds=2.3):
    """Swept tone bursts over noise, with a silent stretch: everything the normaliser decides on."""
    time = np.arange(int(seconds * 16000)) / 16000
    tone = np.sin(2 * np.pi * (180 * time + 400 * time ** 2)) * (np.sin(2 * np.pi * 1.7 * time) > 0)
    noise = random.standard_normal(len(time)) * 0.003
    quiet = np.where((time > 1.2) & (time < 1.5), 0.0, 1.0)
    return ((0.3 * tone + noise) * quiet).astype(np.float32)


def main():
    torch.manual_seed(20)
    configuration = EncoderConfiguration(width=32, layers=2, heads=2, feedForward=64, leftTokens=8, phones=len(PHONES))
    model = SpeechEncoder(configuration).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter) * (0.5 / max(parameter[0].numel(), 1) ** 0.5 if parameter.dim() > 1 else 0.3))
    random = np.random.default_rng(20)
    prior = [round(float(v), 4) for v in random.normal(-1, 0.5, 80)]
    package(ENCODER, configuration, model.state_dict(), prior, "tiny", dtype=torch.float32)
    trace = {}
    features = torch.from_numpy(random.standard_normal((1, 241, 80)).astype(np.float32))
    with torch.no_grad():
        model(features, trace=trace)
    golden = {name: value[0].contiguous() for name, value in trace.items()}
    golden["features"] = features[0]
    save_file(golden, ENCODER / "golden.safetensors")

    samples = signal(random)
    mel = log_mel(samples)
    FRONT_END.mkdir(parents=True, exist_ok=True)
    save_file({
        "samples": torch.from_numpy(samples), "priorMean": torch.tensor(prior),
        "logMel": torch.from_numpy(mel.astype(np.float32)),
        "normalised": torch.from_numpy(running_normalise(mel, np.array(prior))),
    }, FRONT_END / "front-end.safetensors")
    manifest = {str(path.relative_to(REPOSITORY)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in [*sorted(ENCODER.iterdir()), FRONT_END / "front-end.safetensors"] if path.name != "manifest.json"}
    (ENCODER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
