"""Writes the model card beside the weights: what was trained on what, by which commands, and the figures of its log.

    python -m mien_train.card --stage second
"""

import argparse
import json

from .paths import MODEL_PACKAGE, WORK
from .stage import load_checkpoint

SOURCES = {
    "espeak": ("espeak-ng, 16 languages, 72 voice variants", "synthetic; program GPL-3.0, its output is free", "exact phone events"),
    "flite": ("flite kal16, awb, rms, slt", "synthetic; BSD-like", "exact"),
    "emodb": ("EmoDB, 6 of its 8 German speakers", "CC0", "by hand"),
    "speech-nathalie-nl": ("Nathalie, Dutch reader", "CC0", "supplied with the corpus, automatic"),
    "speech-kathleen-en": ("Kathleen, US English reader", "CC0", "aligned by the first stage"),
    "speech-kerstin-de": ("Kerstin, German reader", "CC0", "aligned by the first stage"),
    "speech-asterisk-it": ("Asterisk core sounds, Italian (Carlo Flora)", "CC BY 3.0", "aligned by the first stage"),
    "speech-asterisk-ru": ("Asterisk core sounds, Russian (Maxim Topal)", "CC BY 3.0", "aligned by the first stage"),
    "speech-precise-en": ("Mycroft Precise community data, many voices", "public domain", "aligned by the first stage"),
    "grid-s1-train": ("GRID, speaker 1, train clips (Cooke, Barker, Cunningham, Shao 2006)", "CC BY 4.0", "lips measured from video; phones aligned by the first stage"),
    "facegood": ("FACEGOOD-Audio2Face, 4 of 5 takes, Mandarin", "MIT", "the animator's lips; no phones"),
}


def log_rows(stage):
    with open(WORK / "stages" / stage / "log.jsonl") as file:
        return [json.loads(line) for line in file]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    arguments = parser.parse_args()
    state, shape = load_checkpoint(arguments.stage)
    rows = log_rows(arguments.stage)
    minutes = [r for r in rows if "corporaMinutes" in r][-1]
    figures = [r for r in rows if "visemes" in r]
    first = log_rows("first")
    frames = (max(r.get("step", 0) for r in first) + state["step"]) * 16_000
    parts = {}
    for name, value in minutes["corporaMinutes"].items():
        key = next(k for k in SOURCES if name.startswith(k))
        parts[key] = parts.get(key, 0) + value
    table = "\n".join(f"| {SOURCES[k][0]} | {v:.0f} | {SOURCES[k][1]} | {SOURCES[k][2]} |" for k, v in parts.items())
    curve = "\n".join(
        f"| {r['step']} | {r['phones']:.3f} | {r['visemes']:.3f} | {r['closureRecall']:.3f} / {r['closurePrecision']:.3f} | "
        f"{r['gridGap']:.3f} / {r['gridTalking']:.3f} |" for r in figures)
    (MODEL_PACKAGE / "MODEL_CARD.md").write_text(f"""# mien-base

A speech encoder for facial animation: log-mel energies in, phones and articulation out, 50 times a second. Trained from
scratch with `Tools/train`; no pretrained weights. Licence of the weights: Apache-2.0; please keep the credits below.

| | |
|---|---|
| input | 80 log-mel bands at 100 Hz with running normalisation (`SpeechAudio`) |
| network | 2 convolutions, {shape.layers} transformer layers, width {shape.width}, {shape.heads} heads, feed-forward {shape.feedForward}, attention over {shape.leftTokens} tokens back and {shape.rightTokens} ahead |
| parameters | {minutes['parameters']:,}, stored as fp16 |
| look-ahead | {12.5 + 20 + 20 * shape.layers * shape.rightTokens:.1f} ms |
| outputs | {shape.phones} phones of one IPA-based inventory; jaw, lip gap, rounding, spread, tongue |
| training | {frames / 1e6:.0f} M frames of 10 ms seen in two stages (AdamW, bf16 on 2 CPU cores) |

## Data

| source | minutes | licence | phone times |
|---|---|---|---|
{table}

Articulation is taught by the engine's own co-articulation of those phones, except lip gap and width of GRID and FACEGOOD,
which are measured. Augmentation: level, speed, vocal-tract length, noise, rooms, equalisation, telephone and radio bands,
masks. The mixture of corpora was changed on the way (since step 750 of the second stage measured lips weigh three times as
much), so the commands of `Tools/train` give like weights, not identical ones. Never trained on: EmoDB speakers 03 and 14, FACEGOOD take 1114_3_15, GRID's dev clips, and every set marked for
evaluation only.

## Figures while training (stage two)

EmoDB speakers 03 and 14 (hand labels): share of 20 ms frames right over {shape.phones} phones and over 14 viseme classes,
closures' recall / precision at threshold 0.5. GRID dev, 40 clips: correlation of the heard lip gap with the tracked
one, whole clip / talking.

| step | phones | visemes | closures | GRID |
|---|---|---|---|---|
{curve}

The whole engine's figures on sets that were never heard are in `docs/QUALITY.md`.

## Limits

Strongest in English and German; languages beyond the sixteen heard are folded into the nearest sounds. m is the closure
most often missed; n and the closures of k and t are what is most often taken for one. Measured lips come from one British man and one Mandarin
animation, so how far lips open is learned from few faces. Singing, laughter and music were not trained on.
""", encoding="utf-8")


if __name__ == "__main__":
    main()
