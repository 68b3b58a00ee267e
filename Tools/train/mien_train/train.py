"""One training stage of the speech encoder, resumable at any time.

    python -m mien_train.train --stage first --steps 1500
    python -m mien_train.train --stage second --steps 5000 --init first
"""

import argparse
import json
import math
import time
from dataclasses import asdict

import numpy as np
import torch
import torch.nn.functional as F

from .dataset import MIXTURES, Sequences, load_corpora, prior_mean, save_prior
from .measure import Development
from .model import EncoderConfiguration, SpeechEncoder
from .paths import WORK
from .speakers import DEVELOPMENT_SPEAKERS

BATCH = 16
ARTICULATION_WEIGHT = torch.tensor([6.0, 20.0, 4.0, 20.0, 1.0])  # brings the heads' variances level


def loss_of(model, batch, dropout, amp):
    features, phones, weights, articulation, mask = batch
    with torch.autocast("cpu", torch.bfloat16, enabled=amp):
        logits, moved = model(features, dropout)
    logits, moved = logits.float(), moved.float()
    entropy = F.cross_entropy(logits.flatten(0, 1), phones.flatten(), reduction="none", label_smoothing=0.05)
    phone_loss = (entropy * weights.flatten()).sum() / weights.sum().clamp(min=1)
    error = (moved - articulation).square() * mask * ARTICULATION_WEIGHT
    return phone_loss, error.sum() / mask.sum().clamp(min=1) * 5


def learning_rate(step, steps, peak, warmup=200):
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(steps - warmup, 1))))


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


def save(path, **parts):
    partial = path.with_suffix(".partial")
    torch.save(parts, partial)
    partial.rename(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--init", help="stage whose weights this one starts from")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--mixture", default="broad", choices=list(MIXTURES), help="of corpora")
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--width", type=int, default=224)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--feed-forward", type=int, help="default: four times the width; wider than --init's is grown")
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-bf16", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    folder = WORK / "stages" / arguments.stage
    folder.mkdir(parents=True, exist_ok=True)
    corpora = load_corpora(arguments.mixture)
    minutes = {c.name: round(sum(u.samples for u in c.utterances) / 16000 / 60, 1) for c, _ in corpora}
    prior_path = WORK / "prior-mean.json"
    if not prior_path.exists():
        save_prior(prior_mean(corpora, np.random.default_rng(arguments.seed)), prior_path)
    mean = np.array(json.loads(prior_path.read_text()))
    model = SpeechEncoder(EncoderConfiguration(width=arguments.width, layers=arguments.layers,
                                               feedForward=arguments.feed_forward or 4 * arguments.width))
    decay = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 0.02}, {"params": rest, "weight_decay": 0}],
                                  lr=arguments.rate, betas=(0.9, 0.98))
    step, checkpoint = 0, folder / "checkpoint.pt"
    average = {k: v.clone() for k, v in model.state_dict().items()}
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, average = state["step"], state["average"]
    elif arguments.init:
        state = torch.load(WORK / "stages" / arguments.init / "checkpoint.pt")
        model.load_state_dict(widened(state["average"], model))
        average = {k: v.clone() for k, v in model.state_dict().items()}
    development = Development(mean, DEVELOPMENT_SPEAKERS)
    loader = iter(torch.utils.data.DataLoader(Sequences(corpora, mean, arguments.seed * 1_000_003 + step), BATCH,
                                              num_workers=1, prefetch_factor=6))
    log = open(folder / "log.jsonl", "a")

    def note(**row):
        log.write(json.dumps(row) + "\n")
        log.flush()
        print(json.dumps(row), flush=True)

    note(step=step, corporaMinutes=minutes, parameters=sum(p.numel() for p in model.parameters()))
    started, sums = time.time(), np.zeros(2)
    while step < arguments.steps:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, arguments.steps, arguments.rate)
        phone_loss, articulation_loss = loss_of(model, next(loader), arguments.dropout, not arguments.no_bf16)
        (phone_loss + articulation_loss).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        keep = min(0.998, step / (step + 20))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                average[name].lerp_(value, 1 - keep)
        sums += [phone_loss.item(), articulation_loss.item()]
        if step % 50 == 0:
            note(step=step, phoneLoss=round(sums[0] / 50, 4), articulationLoss=round(sums[1] / 50, 4),
                 secondsPerStep=round((time.time() - started) / 50, 3), framesSeen=step * BATCH * 1000)
            started, sums = time.time(), np.zeros(2)
        if step % 250 == 0 or step == arguments.steps:
            save(checkpoint, model=model.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step,
                 configuration=asdict(model.configuration))
        if step % 500 == 0 or step == arguments.steps:
            judged = SpeechEncoder(model.configuration)
            judged.load_state_dict(average)
            note(step=step, **{k: round(float(v), 4) for k, v in development.figures(judged).items()})
            started = time.time()


if __name__ == "__main__":
    main()
