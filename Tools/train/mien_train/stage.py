"""A trained stage from its checkpoint: averaged weights, ready to listen."""

import json

import numpy as np
import torch

from .model import EncoderConfiguration, SpeechEncoder
from .paths import WORK


def load_state(name):
    """The last checkpoint of a stage."""
    return torch.load(WORK / "stages" / name / "checkpoint.pt")


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
