"""Writes the model card beside the weights: what was trained on what, by which commands, and the figures of its log.

    python -m mien_train.card --speech voices --emotion shipped-emotion --motion shipped-motion --prior shipped-prior

Stages that were trained elsewhere and imported with a package are told by the logs that lie beside the weights.
"""

import argparse
import json

from .paths import MODEL_PACKAGE, WORK
from .stage import load_checkpoint, load_state
from .train import BATCH

SOURCES = {
    "espeak": ("espeak-ng, 16 languages, 72 voice variants", "synthetic; program GPL-3.0, its output is free",
               "exact phone events"),
    "flite": ("flite kal16, awb, rms, slt", "synthetic; BSD-like", "exact"),
    "emodb": ("EmoDB, 6 of its 8 German speakers", "CC0", "by hand"),
    "speech-nathalie-nl": ("Nathalie, Dutch reader", "CC0", "supplied with the corpus, automatic"),
    "speech-kathleen-en": ("Kathleen, US English reader", "CC0", "aligned by the encoder itself, twice"),
    "speech-kerstin-de": ("Kerstin, German reader", "CC0", "aligned by the encoder itself, twice"),
    "speech-asterisk-it": ("Asterisk core sounds, Italian (Carlo Flora)", "CC BY 3.0",
                           "aligned by the encoder itself, twice"),
    "speech-asterisk-ru": ("Asterisk core sounds, Russian (Maxim Topal)", "CC BY 3.0",
                           "aligned by the encoder itself, twice"),
    "speech-precise-en": ("Mycroft Precise community data, many voices", "public domain",
                          "aligned by the encoder itself, twice"),
    "grid-s1-train": ("GRID, speaker 1, train clips (Cooke, Barker, Cunningham, Shao 2006)", "CC BY 4.0",
                      "lips measured from video; phones aligned by the encoder itself, twice"),
    "speech-natural-en2": ("620 sentences of 386 known readers and about 75 more: LibriSpeech (Panayotov et al. 2015), "
                           "LibriTTS (Zen et al. 2019), VCTK (Yamagishi et al., CSTR); AISHELL-1, AISHELL-3 (Bu et al. 2017, "
                           "Shi et al. 2020); CMU ARCTIC (Kominek & Black); Common Voice",
                           "CC BY 4.0; Apache-2.0; free with notice; CC0",
                           "aligned by the encoder itself beside pocketsphinx"),
    "speech-natural-en": ("141 sentences of about 75 readers: LibriSpeech, LibriTTS, VCTK, MLS; LJSpeech; CMU ARCTIC",
                          "CC BY 4.0; public domain; free with notice",
                          "aligned by the encoder itself beside pocketsphinx"),
    "speech-an4": ("CMU AN4, 84 Americans", "two-clause notice, any purpose", "pocketsphinx"),
    "speech-vctk4": ("VCTK, 4 English speakers", "CC BY 4.0", "aligned by the encoder itself beside pocketsphinx"),
    "speech-speechocean": ("speechocean762, 250 Mandarin speakers of English, half of them children",
                           "free for commercial use", "pocketsphinx"),
    "speech-aishell-zh": ("AISHELL-1, 2 Mandarin speakers", "Apache-2.0", "heard by the encoder itself"),
    "facegood": ("FACEGOOD-Audio2Face, 4 of 5 takes, Mandarin", "MIT", "the animator's lips; no phones"),
}


STAGES = ["first", "second", "third", "fourth", "voices"]
FRAMES_A_STEP = BATCH * 1000


def log_rows(stage):
    """The log of a stage made here, else the one that came with the weights; nothing where there is neither."""
    path = WORK / "stages" / stage / "log.jsonl"
    if not path.exists():
        path = MODEL_PACKAGE / "logs" / f"{stage}.jsonl"
    if not path.exists():
        return []
    with open(path) as file:
        return [json.loads(line) for line in file]


def last(rows, key):
    return [row for row in rows if key in row][-1]


def data_table(minutes):
    parts = {}
    for name, value in minutes.items():
        key = next(k for k in SOURCES if name.startswith(k))
        parts[key] = parts.get(key, 0) + value
    return "\n".join(f"| {SOURCES[k][0]} | {v:.0f} | {SOURCES[k][1]} | {SOURCES[k][2]} |" for k, v in parts.items())


def encoder_curve():
    """(rows of the curve, frames seen in all)."""
    seen, lines = 0, []
    for stage in STAGES:
        rows = log_rows(stage)
        frames_a_step = next((r["framesSeen"] / r["step"] for r in rows if r.get("framesSeen")), FRAMES_A_STEP)
        for r in [r for r in rows if "visemes" in r]:
            frames = (seen + r["step"] * frames_a_step) / 1e6
            lines.append(f"| {stage} | {frames:.0f} | {r['phones']:.3f} | {r['visemes']:.3f} | "
                         f"{r['closureRecall']:.3f} / {r['closurePrecision']:.3f} | {r['gridGap']:.3f} / {r['gridTalking']:.3f} |")
        seen += max((r.get("step", 0) for r in rows), default=0) * frames_a_step
    return "\n".join(lines), seen


def voices_table():
    """People held out of the corpora of many voices, while the last stage went on."""
    lines = []
    for r in [r for r in log_rows("voices") if "voicesVisemes" in r]:
        recalls = " / ".join(f"{r['voices' + name]:.2f}" for name in ("TH", "h", "W", "O", "FF", "PP"))
        closures = f"{r['voicesClosureRecall']:.2f} / {r['voicesClosurePrecision']:.2f}"
        lines.append(f"| {r['step']} | {r['voicesVisemes']:.3f} | {r['an4Visemes']:.3f} | "
                     f"{r['speechoceanVisemes']:.3f} | {closures} | {recalls} |")
    return "\n".join(lines)


def minutes_of_all_stages():
    """Minutes of every corpus that some stage has heard."""
    minutes = {}
    for stage in STAGES:
        rows = [row for row in log_rows(stage) if "corporaMinutes" in row]
        for name, value in (rows[-1]["corporaMinutes"] if rows else {}).items():
            minutes[name] = max(minutes.get(name, 0), value)
    return minutes


def emotion_table():
    """Unweighted recall for each pair of speakers held out."""
    found = {}
    for row in log_rows("emotion"):
        if "heldOut" in row:
            found[" ".join(row["heldOut"])] = row
    return "\n".join(f"| {pair} | {row['unweightedRecall']:.3f} | {row['lines']} |" for pair, row in found.items())


def prior_table():
    lines = []
    for stage in ("prior", "prior-8"):
        rows = log_rows(stage)
        if rows:
            r, block = last(rows, "gapError"), last(rows, "blockFrames")["blockFrames"]
            lines.append(f"| {block} | {152.5 + 20 * block:.1f} | {r['gapError']:.4f} | "
                         f"{r['closureRecall']:.3f} / {r['closurePrecision']:.3f} | "
                         f"{r['jitter']:.1f} ({r['sourceJitter']:.1f}) | {r['meanDeviation']:.3f} |")
    return "\n".join(lines)


def motion_table():
    lines = []
    for stage in ("motion", "motion2"):
        for r in [r for r in log_rows(stage) if "grid" in r]:
            lines.append(f"| {stage} | {r['step']} | {r['phonetic']:.3f} | {r['grid']:.3f} | {r['facegood']:.3f} | "
                         f"{r['gridJitter']:.1f} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speech", default=STAGES[-1])
    parser.add_argument("--emotion", default="emotion")
    parser.add_argument("--motion", default="motion2")
    parser.add_argument("--prior", default="prior")
    arguments = parser.parse_args()
    _, shape = load_checkpoint(arguments.speech)
    count = lambda stage: sum(v.numel() for v in load_state(stage)["average"].values())
    minutes = minutes_of_all_stages()
    curve, frames = encoder_curve()
    motion, prior = (load_state(name)["configuration"] for name in (arguments.motion, arguments.prior))
    (MODEL_PACKAGE / "MODEL_CARD.md").write_text(f"""# mien-base

Four networks that turn speech into the motion of a face, 50 frames a second: a speech encoder, an emotion encoder, a motion
transformer and a motion prior. Trained from scratch with `Tools/train`; no pretrained weights. Licence of the weights:
Apache-2.0; please keep the credits below.

| part | shape | parameters |
|---|---|---|
| speech encoder | 80 log-mel bands at 100 Hz, running normalisation → 2 convolutions, {shape.layers} layers, width {shape.width}, {shape.heads} heads, feed-forward {shape.feedForward}, attention over {shape.leftTokens} tokens back and {shape.rightTokens} ahead → {shape.phones} phones of one IPA-based inventory; jaw, lip gap, rounding, spread, tongue | {count(arguments.speech):,} |
| emotion encoder | running statistics (4 s) of cepstra, pitch and energy → one hidden layer → neutral, anger, disgust, fear, joy, sadness, boredom (shown as neutral), arousal; every 0.2 s | {count(arguments.emotion):,} |
| motion transformer | phones, articulation, loudness, {motion['projected']} values of the encoder's features, emotion, style → {motion['layers']} layers, width {motion['width']}, the past {motion['leftTokens']} blocks → a latent a block | {count(arguments.motion):,} |
| motion prior | temporal variational autoencoder: {prior['latent']} values for {prior['blockFrames']} frames of {prior['channels']} channels; transformer encoder and decoder of {prior['layers']} layers, width {prior['width']}; a last convolution over the past | {count(arguments.prior):,} |

Stored as fp16. Look-ahead {12.5 + 20 + 20 * shape.layers * shape.rightTokens:.1f} ms of the speech encoder and
{20 * prior['blockFrames']} ms of the latent's block, {32.5 + 20 * shape.layers * shape.rightTokens + 20 * prior['blockFrames']:.1f} ms in all.
The speech encoder has seen {frames / 1e6:.0f} M frames of 10 ms (AdamW, bf16 on 2 CPU cores).

## Data

| source | minutes | licence | phone times |
|---|---|---|---|
{data_table(minutes)}
| Live Link Face takes, 6, without sound (for the prior) | 8 | MIT | |

Articulation is taught by the co-articulation of `Tools/train/mien_train/coarticulation.py` on those phones, except lip gap
and width of GRID and FACEGOOD, which are measured. Augmentation: level, speed, vocal-tract length, noise, rooms,
equalisation, telephone and radio bands, masks; music and noise over which the mouth rests. The mixture of corpora was
changed on the way (measured lips weigh three times as much since step 750 of the second stage), so the commands of
`Tools/train` give like weights, not identical ones.

Faces for prior and transformer: the same co-articulation over labelled speech; GRID's tracked lips solved to ARKit's
channels; the FACEGOOD animator's curves; the Live Link takes. No free recording shows an emotional face that speaks, so
emotional faces are composed: poses from EMFACS action units (`emotion-poses.csv`) over the speaking mouth, livelier where
the voice is louder, with brow accents on prominent syllables, the lip gap kept. Every line is learned under two emotions at
once, whose lips must agree.

Never trained on: EmoDB speakers 03 and 14, FACEGOOD take 1114_3_15, GRID's dev clips and its speakers other than s1, every
twelfth known person of the corpora of many voices (`speakers.py`), and every set marked for evaluation only.

## Figures while training

Speech encoder. EmoDB speakers 03 and 14 (hand labels): share of 20 ms frames right over {shape.phones} phones and over 14
viseme classes, closures' recall / precision at threshold 0.5. GRID dev, 40 clips: correlation of the heard lip gap with the
tracked one, whole clip / talking. The third stage has wider feed-forward layers, the fourth mostly English speech, the
last many voices (judged on a quarter of these lines).

| stage | M frames | phones | visemes | closures | GRID |
|---|---|---|---|---|---|
{curve}

People held out of the corpora of many voices, against pocketsphinx's labels (which agree with hand labels on .74 of
TIMIT's frames): viseme classes right of readers, of Americans reading numbers, of Mandarin speakers of English; closures of
the readers; their recall of θ ð, h, w u, o, f v, p b m.

| step | readers | numbers | Mandarin speakers | closures | recalls |
|---|---|---|---|---|---|
{voices_table()}

Emotion encoder. Unweighted recall of six classes on EmoDB speakers held out, a training for each pair; the package holds
the first.

| held out | recall | lines |
|---|---|---|
{emotion_table()}

Motion prior. Held-out faces through their latents' means: mean error of the lip gap in mouth widths, closures kept (recall /
precision), jitter of the gap (and of the source), mean standard deviation of the latents. Four frames a latent keep more
closures and do not smooth more than the source; eight would also break the 240 ms that a stream may wait.

| frames a latent | look-ahead, ms | gap error | closures | jitter | deviation |
|---|---|---|---|---|---|
{prior_table()}

Motion transformer. Held-out lines of the sources it learns from, median correlation of the lip gap. FACEGOOD's lines are
pieces of takes that it knows: on the take held out it reaches far less (`docs/QUALITY.md`).

| stage | step | phonetic | GRID | FACEGOOD | jitter on GRID |
|---|---|---|---|---|---|
{motion_table()}

The whole engine's figures on sets that were never heard are in `docs/QUALITY.md`.

## Limits

- Strongest in English and German; languages beyond the sixteen heard are folded into the nearest sounds.
- m is the closure most often missed; n and the closures of k and t are what is most often taken for one.
- Measured lips come from one British man and one Mandarin animation, so how far lips open is learned from few faces.
- Feelings were learned from six German actors and do not travel: on English and Polish actors one is shown in 6 % of the
  lines and half of these are right; how roused a voice is does travel. Contempt and surprise are never heard; they, like
  all others, can be set by the user. A flat reading may be heard as sad; below a probability of 0.55 nothing is shown.
- How a feeling looks is the table of poses, not a recording.
- Singing and laughter were not trained on.
""", encoding="utf-8")


if __name__ == "__main__":
    main()
