"""Measures what `mien listen` reports: visemes against hand labels, the voice's feeling against the acted one."""

import json

CLASSES = {
    "silence": "", "PP": "p b m", "FF": "f v", "TH": "θ ð", "DD": "t d n l s z", "CH": "tʃ dʒ ʃ ʒ", "kk": "k g ŋ",
    "h": "h", "RR": "r ɝ", "W": "w u ʊ", "O": "oʊ ɔ ɔɪ", "I": "i ɪ j", "E": "eɪ ɛ ʌ ə", "A": "æ ɑ aɪ aʊ",
}
# TIMIT's 61 labels; q (a glottal stop) shows on no lips and is left out.
TIMIT = {
    "silence": "h# pau epi", "PP": "p pcl b bcl m em", "FF": "f v", "TH": "th dh",
    "DD": "t tcl d dcl n en nx dx l el s z", "CH": "ch jh sh zh", "kk": "k kcl g gcl ng eng", "h": "hh hv",
    "RR": "r er axr", "W": "w uw ux uh", "O": "ow ao oy", "I": "iy ih ix y", "E": "ey eh ah ax ax-h",
    "A": "ae aa ay aw",
}
CLASS_OF_TIMIT = {label: name for name, labels in TIMIT.items() for label in labels.split()}
FEELINGS = {"anger": "anger", "disgust": "disgust", "fear": "fear", "happiness": "joy", "neutral": "neutral",
            "sadness": "sadness"}
STEP = 0.01


def visemes_of_phones(table):
    """{ipa: class} of the engine's phone table, an open file."""
    import csv
    return {row["phone"]: row["viseme"] for row in csv.DictReader(line for line in table if not line.startswith("#"))}


def viseme_frames(report, labels, class_of_phone):
    """{class: (right, all)} 10 ms frames of one line; `labels` = [(start, end, TIMIT label)]."""
    counts = {}
    heard = report["phones"]
    position = 0
    for start, end, label in labels:
        wanted = CLASS_OF_TIMIT.get(label)
        if wanted is None:
            continue
        for frame in range(round(start / STEP), round(end / STEP)):
            time = (frame + 0.5) * STEP
            while position < len(heard) - 1 and heard[position]["end"] <= time:
                position += 1
            while position > 0 and heard[position]["start"] > time:
                position -= 1
            ipa = heard[position]["ipa"]
            right, total = counts.get(wanted, (0, 0))
            counts[wanted] = right + ((class_of_phone[ipa] if ipa else "silence") == wanted), total + 1
    return counts


def feeling(report):
    """The feeling whose weight is greatest on the line's mean, of those that EmoDB acts."""
    sums = {name: sum(row["weights"][name] for row in report["emotion"]) for name in FEELINGS.values()}
    return max(sums, key=sums.get)


def read_report(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
