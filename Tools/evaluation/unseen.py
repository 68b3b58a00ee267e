"""Lips of people nobody trained on: `grid-others`' clips against what a tracker saw of their jaws."""

import npz
from face_readout import read
from measures import correlation, interpolate, median, percentile

TALKING_SHARE = 0.15        # of the clip's range of jawOpen: talking lasts from the first to the last frame above
NO_FACE = 65535


def tracked(path):
    """{clip: [(seconds, jawOpen)]} of a tracker's file, frames without a face left out."""
    arrays = npz.read(path)
    names, clips = arrays["names"][1], arrays["clips"][1]
    (_, frames, channels), blend = arrays["blend"]
    scale, fps, start = (arrays[name][1][0] for name in ("blend_scale", "fps", "time0"))
    jaw, found = names.index("jawOpen"), {}
    for number, clip in enumerate(clips):
        at = [(number * frames + frame) * channels + jaw for frame in range(frames)]
        found[clip] = [(frame / fps + start, blend[i] * scale) for frame, i in enumerate(at) if blend[i] != NO_FACE]
    return found


def talking(values):
    """The part from the first to the last value above `TALKING_SHARE` of their range."""
    floor = min(values) + TALKING_SHARE * (max(values) - min(values))
    above = [i for i, value in enumerate(values) if value > floor]
    return slice(above[0], above[-1] + 1) if above else slice(0, 0)


def measure(data, folder):
    whole, spoken, peaks = [], [], []
    for clip, frames in sorted(tracked(data / "grid-others" / "arkit.npz").items()):
        if len(frames) < 10:
            continue
        times, gaps, _, made = read(folder / "grid-others" / f"{clip}.csv")
        jaws = [float(row["JawOpen"]) for row in made]
        wanted = [jaw for _, jaw in frames]
        gap = [interpolate(times, gaps, t) for t, _ in frames]
        part = talking(wanted)
        whole.append(correlation(gap, wanted))
        spoken.append(correlation(gap[part], wanted[part]))
        jaw = [interpolate(times, jaws, t) for t, _ in frames]
        peaks.append(percentile(jaw[part], 0.95) / max(percentile(wanted[part], 0.95), 1e-3))
    note = f"grid-others: median of {len(whole)} clips of people never heard, against the tracker's jawOpen"
    return [
        ("unseen lips: gap, whole clip", f"{median(whole):.3f}", "≥ 0.72", note),
        ("unseen lips: gap while talking", f"{median(spoken):.3f}", "≥ 0.62", note),
        ("unseen lips: peak JawOpen beside the tracker's", f"{median(peaks):.2f}", "0.8 to 1.1",
         "95th percentiles while talking"),
    ]
