"""A stage of training: its folder with a log and a checkpoint that it goes on from; and a trained one, ready to
listen."""

import argparse
import json
import math
import time
from dataclasses import asdict

import numpy as np
import torch

from .model import EncoderConfiguration, SpeechEncoder
from .paths import WORK

SLOWEST_AVERAGE = 0.998


def folder_of(name):
    return WORK / "stages" / name


def load_state(name):
    """The last checkpoint of a stage."""
    return torch.load(folder_of(name) / "checkpoint.pt")


def load_checkpoint(name):
    """The checkpoint of a stage of the speech encoder and the shape of its network."""
    state = load_state(name)
    return state, EncoderConfiguration(**state["configuration"])


def load_prior_mean():
    """[80] prior of the running normalisation, the same for all stages."""
    return json.loads((WORK / "prior-mean.json").read_text())


def load_stage(name):
    """(model in evaluation mode, prior mean as an array)."""
    state, configuration = load_checkpoint(name)
    model = SpeechEncoder(configuration)
    model.load_state_dict(state["average"])
    return model.eval(), np.array(load_prior_mean())


def save(path, **parts):
    """Whole or not at all."""
    partial = path.with_suffix(".partial")
    torch.save(parts, partial)
    partial.rename(path)


def learning_rate(step, steps, peak, warmup=200):
    """Rises over a twelfth of the steps, `warmup` at most, and falls along half a cosine."""
    warmup = min(warmup, max(steps // 12, 1))
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(steps - warmup, 1))))


def stage_arguments(description, stage=None, steps=None, rate=1.2e-3, dropout=0.1, threads=1):
    """A parser with what every stage may be told; a stage or a number of steps without a default must be named."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", default=stage, required=stage is None, help="its name, a folder of .training/stages")
    parser.add_argument("--steps", type=int, default=steps, required=steps is None)
    parser.add_argument("--rate", type=float, default=rate, help="highest learning rate")
    parser.add_argument("--dropout", type=float, default=dropout)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=threads)
    return parser


class Stage:
    """What is common to stages: names, log and threads."""

    def __init__(self, arguments):
        torch.set_num_threads(arguments.threads)
        torch.manual_seed(arguments.seed)
        self.arguments = arguments
        self.folder = folder_of(arguments.stage)
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "log.jsonl"
        self.is_new = not log.exists() or log.stat().st_size == 0
        self._log = open(log, "a")

    def note(self, **row):
        """A line of the log, floats rounded."""
        text = json.dumps({k: round(float(v), 5) if isinstance(v, float) else v for k, v in row.items()})
        self._log.write(text + "\n")
        self._log.flush()
        print(text, flush=True)


class Training(Stage):
    """A loop of steps that goes on from its last checkpoint: the optimizer, the running average of the weights, the
    log.

    for step in training.steps():       # 1, 2 … ; the learning rate is set
        training.descend(loss)
        if training.due(500): …          # judge training.averaged()
    """

    def __init__(self, arguments, model, groups=None, keep_every=250, init=None):
        super().__init__(arguments)
        self.model, self.keep_every, self.step = model, keep_every, 0
        self.optimizer = torch.optim.AdamW(groups or [{"params": list(model.parameters()), "weight_decay": 0.02}],
                                           lr=arguments.rate, betas=(0.9, 0.98))
        self._scales = [group.pop("scale", 1.0) for group in self.optimizer.param_groups]
        path = self.folder / "checkpoint.pt"
        if path.exists():
            state = torch.load(path)
            model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.average = state["step"], state["average"]
        else:
            if init is not None:
                model.load_state_dict(init)
            self.average = {k: v.clone() for k, v in model.state_dict().items()}
        self.started, self.last_noted = time.time(), self.step

    def steps(self):
        while self.step < self.arguments.steps:
            for group, scale in zip(self.optimizer.param_groups, self._scales):
                group["lr"] = scale * learning_rate(self.step, self.arguments.steps, self.arguments.rate)
            self.step += 1
            yield self.step

    def descend(self, loss):
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        share = 1 - min(SLOWEST_AVERAGE, self.step / (self.step + 20))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, share)
        if self.due(self.keep_every):
            self.keep()

    def due(self, every):
        return self.step % every == 0 or self.step == self.arguments.steps

    def keep(self):
        save(self.folder / "checkpoint.pt", model=self.model.state_dict(), average=self.average, step=self.step,
             optimizer=self.optimizer.state_dict(), configuration=asdict(self.model.configuration))

    def averaged(self):
        """A network of the same shape with the averaged weights, to be judged."""
        judged = type(self.model)(self.model.configuration)
        judged.load_state_dict(self.average)
        return judged

    def seconds_a_step(self):
        """Since it was asked last."""
        now, steps = time.time(), max(self.step - self.last_noted, 1)
        seconds, self.started, self.last_noted = (now - self.started) / steps, now, self.step
        return round(seconds, 3)
