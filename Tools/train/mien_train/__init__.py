"""Training of the speech encoder: data preparation, model, stages. See Tools/train/README.md."""
