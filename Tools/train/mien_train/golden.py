"""Writes the golden tensors of the engine's tests: a tiny seeded model, layer by layer, and the front end on a seeded
signal.

    python -m mien_train.golden
"""

import hashlib
import json
from dataclasses import asdict

import numpy as np
import torch
from safetensors.torch import save_file

from .emotion_model import STATISTICS, EmotionConfiguration, EmotionEncoder, voice_statistics
from .export import package
from .face import CHANNELS
from .features import log_mel, loudness_below_peak, running_normalise
from .inventory import PHONES
from .model import EncoderConfiguration, SpeechEncoder
from .motion_model import MotionConfiguration, MotionTransformer
from .paths import REPOSITORY
from .pitch import pitch
from .prior_model import MotionPrior, PriorConfiguration

MODEL = REPOSITORY / "Tests" / "SpeechAnimationTests" / "Fixtures" / "tiny-model"
FRONT_END = REPOSITORY / "Tests" / "SpeechAudioTests" / "Fixtures"


def signal(random, seconds=2.3):
    """Swept tone bursts over noise, with a silent stretch: everything the normaliser decides on."""
    time = np.arange(int(seconds * 16000)) / 16000
    tone = np.sin(2 * np.pi * (180 * time + 400 * time ** 2)) * (np.sin(2 * np.pi * 1.7 * time) > 0)
    noise = random.standard_normal(len(time)) * 0.003
    quiet = np.where((time > 1.2) & (time < 1.5), 0.0, 1.0)
    return ((0.3 * tone + noise) * quiet).astype(np.float32)


def scrambled(model):
    """The model with seeded weights of a size that keeps its values near 1."""
    with torch.no_grad():
        for parameter in model.parameters():
            scale = 0.5 / max(parameter[0].numel(), 1) ** 0.5 if parameter.dim() > 1 else 0.3
            parameter.copy_(torch.randn_like(parameter) * scale)
    return model.eval()


def main():
    torch.manual_seed(20)
    configuration = EncoderConfiguration(width=32, layers=2, heads=2, feedForward=64, leftTokens=8, phones=len(PHONES))
    model = scrambled(SpeechEncoder(configuration))
    random = np.random.default_rng(20)
    prior_mean = [round(float(v), 4) for v in random.normal(-1, 0.5, 80)]
    trace = {}
    features = torch.from_numpy(random.standard_normal((1, 241, 80)).astype(np.float32))
    with torch.no_grad():
        model(features, trace=trace)
    golden = {name: value[0].contiguous() for name, value in trace.items()}
    golden["features"] = features[0]

    emotion = scrambled(EmotionEncoder(EmotionConfiguration(hidden=24)))
    motion = scrambled(MotionTransformer(MotionConfiguration(
        hidden=32, projected=6, phones=len(PHONES), latent=5, width=32, layers=2, heads=2, feedForward=48,
        leftTokens=7)))
    prior = scrambled(MotionPrior(PriorConfiguration(
        latent=5, width=24, layers=2, heads=2, feedForward=40, leftTokens=6)))
    values = lambda *shape: torch.from_numpy(random.standard_normal(shape).astype(np.float32))
    statistics, curves = values(9, STATISTICS), values(1, 88, len(CHANNELS)).sigmoid()
    heard = {"hidden": values(1, 84, 32), "posteriors": values(1, 84, len(PHONES)).softmax(-1),
             "articulation": values(1, 84, 5), "loudness": values(1, 84), "emotion": values(1, 21, 8).sigmoid()}
    trace = {}
    with torch.no_grad():
        emotion(statistics, trace=trace)
        golden |= {name: value.contiguous() for name, value in trace.items()} | {"emotion.statistics": statistics}
        trace = {}
        latents = motion(*heard.values(), torch.tensor([2]), trace=trace)
        prior.decode(latents, trace=trace)
        prior.encode(curves, trace=trace)
    golden |= {name: value[0].contiguous() for name, value in trace.items()}
    golden |= {f"motion.{name}": value[0].contiguous() for name, value in heard.items()} | {"prior.source": curves[0]}
    package(MODEL, "tiny", prior_mean,
            {"encoder": asdict(configuration), "emotion": asdict(emotion.configuration),
             "motion": asdict(motion.configuration), "prior": asdict(prior.configuration)},
            {"encoder": model.state_dict(), "emotion": emotion.state_dict(), "motion": motion.state_dict(),
             "prior": prior.state_dict()}, dtype=torch.float32)

    samples = signal(random)
    mel = log_mel(samples)
    normalised, depth, pitches = running_normalise(mel, np.array(prior_mean)), loudness_below_peak(mel), pitch(samples)
    golden |= {"voice.logMel": torch.from_numpy(normalised), "voice.depth": torch.from_numpy(depth),
               "voice.pitch": torch.from_numpy(pitches),
               "voice.statistics": torch.from_numpy(voice_statistics(normalised, depth, pitches))}
    save_file(golden, MODEL / "golden.safetensors")
    FRONT_END.mkdir(parents=True, exist_ok=True)
    save_file({
        "samples": torch.from_numpy(samples), "priorMean": torch.tensor(prior_mean),
        "logMel": torch.from_numpy(mel.astype(np.float32)),
        "normalised": torch.from_numpy(normalised), "depth": torch.from_numpy(depth),
        "pitch": torch.from_numpy(pitches),
    }, FRONT_END / "front-end.safetensors")
    manifest = {str(path.relative_to(REPOSITORY)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in [*sorted(MODEL.iterdir()), FRONT_END / "front-end.safetensors"]
                if path.name != "manifest.json"}
    (MODEL / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
