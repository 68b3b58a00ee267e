"""One training stage of the speech encoder, resumable at any time.

    python -m mien_train.train --stage first --steps 1500
    python -m mien_train.train --stage second --steps 5000 --init first
    python -m mien_train.train --stage voices --steps 2000 --init-package --mixture voices --rate 4e-4
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .dataset import MIXTURES, Sequences, load_corpora, prior_mean, save_prior
from .import_package import import_package
from .measure import Development
from .model import EncoderConfiguration, SpeechEncoder
from .paths import MODEL_PACKAGE, WORK
from .speakers import DEVELOPMENT_SPEAKERS
from .stage import Training, folder_of, load_checkpoint, stage_arguments

BATCH = 16
ARTICULATION_WEIGHT = torch.tensor([6.0, 20.0, 4.0, 20.0, 1.0])  # brings the heads' variances level
SHIPPED = "shipped"


def loss_of(model, batch, dropout, amp):
    features, phones, weights, articulation, mask = batch
    with torch.autocast("cpu", torch.bfloat16, enabled=amp):
        logits, moved = model(features, dropout)
    logits, moved = logits.float(), moved.float()
    entropy = F.cross_entropy(logits.flatten(0, 1), phones.flatten(), reduction="none", label_smoothing=0.05)
    phone_loss = (entropy * weights.flatten()).sum() / weights.sum().clamp(min=1)
    error = (moved - articulation).square() * mask * ARTICULATION_WEIGHT
    return phone_loss, error.sum() / mask.sum().clamp(min=1) * 5


def has_bf16():
    """Whether the CPU multiplies in bf16; where it does not, bf16 takes eight times as long as fp32."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def widened(state, model):
    """Weights of a network with narrower feed-forward layers, grown to `model`'s: the new units add nothing yet."""
    grown = {}
    for name, start in model.state_dict().items():
        value = state[name]
        if value.shape != start.shape:
            start = torch.zeros_like(start) if "feed_out" in name else start.clone()
            start[tuple(slice(0, n) for n in value.shape)] = value
            value = start
        grown[name] = value
    return grown


def groups_of(model, lower_scale, frozen):
    """Parameters by weight decay and by how fast they learn: convolutions and the lower half of the layers more slowly,
    the lowest `frozen` layers and the convolutions below them not at all."""
    still = tuple(["conv"] + [f"layers.{n}." for n in range(frozen)]) if frozen else ()
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(not name.startswith(still))
    half = model.configuration.layers // 2
    lower = tuple(["conv"] + [f"layers.{n}." for n in range(half)])
    groups = {}
    for name, parameter in [(n, p) for n, p in model.named_parameters() if p.requires_grad]:
        key = (0.02 if parameter.dim() > 1 else 0.0, lower_scale if name.startswith(lower) else 1.0)
        groups.setdefault(key, []).append(parameter)
    return [{"params": parameters, "weight_decay": decay, "scale": scale}
            for (decay, scale), parameters in groups.items()]


def main():
    parser = stage_arguments(__doc__, dropout=0.05, threads=2)
    parser.add_argument("--init", help="stage whose weights this one starts from")
    parser.add_argument("--init-package", nargs="?", const=str(MODEL_PACKAGE), metavar="FOLDER",
                        help=f"start from a model package (the shipped one), which becomes the stage '{SHIPPED}'")
    parser.add_argument("--mixture", default="broad", choices=list(MIXTURES), help="of corpora")
    parser.add_argument("--width", type=int, help="224 where nothing is started from")
    parser.add_argument("--layers", type=int, help="6 where nothing is started from")
    parser.add_argument("--feed-forward", type=int,
                        help="four times the width where nothing is started from; wider is grown")
    parser.add_argument("--lower-scale", type=float, default=1.0,
                        help="of the rate, for convolutions and the lower layers")
    parser.add_argument("--frozen-layers", type=int, default=0,
                        help="the lowest ones and the convolutions keep their weights")
    parser.add_argument("--judge-every", type=int, default=500)
    parser.add_argument("--judge-briefly", action="store_true", help="on a quarter of the lines held out")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--no-bf16", action="store_true", help="fp32 on a CPU that has bf16, too")
    arguments = parser.parse_args()
    shape, start = EncoderConfiguration(width=224), None
    if arguments.init_package and not (folder_of(arguments.stage) / "checkpoint.pt").exists():
        import_package(arguments.init_package, SHIPPED)
    if arguments.init or arguments.init_package:
        start, shape = load_checkpoint(arguments.init or SHIPPED)
    shape.width, shape.layers = arguments.width or shape.width, arguments.layers or shape.layers
    shape.feedForward = arguments.feed_forward or (shape.feedForward if start else 4 * shape.width)
    corpora = load_corpora(arguments.mixture)
    prior_path = WORK / "prior-mean.json"
    if not prior_path.exists():
        save_prior(prior_mean(corpora, np.random.default_rng(arguments.seed)), prior_path)
    mean = np.array(json.loads(prior_path.read_text()))
    torch.manual_seed(arguments.seed)
    model = SpeechEncoder(shape)
    training = Training(arguments, model, groups_of(model, arguments.lower_scale, arguments.frozen_layers),
                        keep_every=20, init=widened(start["average"], model) if start else None)
    development = Development(mean, DEVELOPMENT_SPEAKERS, briefly=arguments.judge_briefly)
    loader = iter(torch.utils.data.DataLoader(
        Sequences(corpora, mean, arguments.seed * 1_000_003 + training.step), arguments.batch, num_workers=1,
        prefetch_factor=6))
    minutes = {c.name: round(sum(u.samples for u in c.utterances) / 16000 / 60, 1) for c, _ in corpora}
    training.note(step=training.step, parameters=sum(p.numel() for p in model.parameters()), corporaMinutes=minutes)
    if training.is_new and start:
        training.note(step=0, **development.figures(training.averaged()))
    amp = not arguments.no_bf16 and has_bf16()
    sums = np.zeros(2)
    for step in training.steps():
        phone_loss, articulation_loss = loss_of(model, next(loader), arguments.dropout, amp)
        training.descend(phone_loss + articulation_loss)
        sums += [phone_loss.item(), articulation_loss.item()]
        if step % 50 == 0:
            training.note(step=step, phoneLoss=sums[0] / 50, articulationLoss=sums[1] / 50,
                          secondsPerStep=training.seconds_a_step(), framesSeen=step * arguments.batch * 1000)
            sums[:] = 0
        if training.due(arguments.judge_every):
            training.note(step=step, **development.figures(training.averaged()))
            training.seconds_a_step()


if __name__ == "__main__":
    main()
