"""The measures by which curves are judged: closures, rest, agreement with measured lips, jitter."""

import bisect
import math

CLOSED, OPEN = 0.030, 0.045
SHORTEST_RUN = 0.020
TOLERANCE = 0.040
SILENT = {"h#", "pau", "epi", "sil", "SIL", ".", "("}
BILABIAL_CLOSURES = {"pcl", "bcl", "m", "em"}
BILABIAL_BURSTS = {"p", "b"}


def median(values):
    ordered = sorted(v for v in values if not math.isnan(v))
    if not ordered:
        return math.nan
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(values, share):
    """Linear between ranks; nan of nothing."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    place = share * (len(ordered) - 1)
    low = int(place)
    return ordered[low] + (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]) * (place - low)


def correlation(a, b):
    n = len(a)
    if n < 3:
        return math.nan
    mean_a, mean_b = sum(a) / n, sum(b) / n
    aa = sum((x - mean_a) ** 2 for x in a)
    bb = sum((y - mean_b) ** 2 for y in b)
    ab = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b))
    return ab / math.sqrt(aa * bb) if aa > 0 and bb > 0 else 0.0


def interpolate(times, values, at):
    """Linear; the ends are held."""
    index = bisect.bisect_right(times, at)
    if index == 0:
        return values[0]
    if index == len(times):
        return values[-1]
    share = (at - times[index - 1]) / (times[index] - times[index - 1])
    return values[index - 1] + (values[index] - values[index - 1]) * share


def closure_runs(times, gaps):
    """[(start, end)] from gap ≤ 0.030 until > 0.045, at least 20 ms."""
    step = times[1] - times[0] if len(times) > 1 else 1 / 60
    runs, start, last = [], None, None
    for time, gap in zip(times, gaps):
        if start is None:
            if gap <= CLOSED:
                start = last = time
        elif gap > OPEN:
            runs.append((start, last + step))
            start = None
        else:
            last = time
    if start is not None:
        runs.append((start, last + step))
    return [run for run in runs if run[1] - run[0] >= SHORTEST_RUN]


def labelled_closures(phones):
    """[(start, end)] of p, b, m with closure and burst merged; a lone burst after silence is left out."""
    merged = []
    for index, (start, end, label) in enumerate(phones):
        if label in BILABIAL_CLOSURES or label in BILABIAL_BURSTS:
            previous = phones[index - 1][2] if index else "h#"
            if merged and abs(merged[-1][1] - start) < 1e-3:
                merged[-1] = (merged[-1][0], end)
            elif not (label in BILABIAL_BURSTS and previous in SILENT):
                merged.append((start, end))
    return merged


def match_closures(times, gaps, phones):
    """(hits, predicted, labelled, onset offsets in seconds) of one line."""
    labelled = labelled_closures(phones)
    inside = lambda t: any(a <= t < b and label not in SILENT for a, b, label in phones)
    runs = [run for run in closure_runs(times, gaps) if inside((run[0] + run[1]) / 2)]
    free, offsets = list(labelled), []
    for start, end in runs:
        centre = (start + end) / 2
        near = [c for c in free if c[0] - TOLERANCE <= centre <= c[1] + TOLERANCE]
        if near:
            best = min(near, key=lambda c: abs((c[0] + c[1]) / 2 - centre))
            free.remove(best)
            offsets.append(start - best[0])
    return len(offsets), len(runs), len(labelled), offsets


def shut_labiodentals(times, gaps, phones):
    """(shut, all) f and v of one line: shut where a run of closed lips has its centre in one and no p, b, m near."""
    closures = labelled_closures(phones)
    free = [(a + b) / 2 for a, b in closure_runs(times, gaps)
            if not any(c[0] - TOLERANCE <= (a + b) / 2 <= c[1] + TOLERANCE for c in closures)]
    spans = [(a, b) for a, b, label in phones if label in ("f", "v")]
    return sum(any(a <= centre < b for centre in free) for a, b in spans), len(spans)


def rest_counts(times, gaps, phones):
    """(resting, all) frames in silences over 200 ms, 100 ms off each end."""
    silences = []
    for start, end, label in phones:
        if label in SILENT:
            if silences and abs(silences[-1][1] - start) < 1e-3:
                silences[-1] = (silences[-1][0], end)
            else:
                silences.append((start, end))
    frames = [gap for time, gap in zip(times, gaps)
              if any(b - a > 0.2 and a + 0.1 <= time <= b - 0.1 for a, b in silences)]
    return sum(gap <= OPEN for gap in frames), len(frames)


def against_lips(times, gaps, widths, lips):
    """(whole, talking, width, best lag in seconds) of one clip; `lips` = [(time, opening, width)]. Lag > 0: face
    late."""
    openings = [o for _, o, _ in lips]
    curve = lambda values, shift: [interpolate(times, values, t + shift) for t, _, _ in lips]
    spoken = [i for i, o in enumerate(openings) if o > 0.02]
    part = slice(spoken[0], spoken[-1] + 1) if spoken else slice(0, 0)
    gap_now, width_now = curve(gaps, 0), curve(widths, 0)
    lags = [k * 0.01 for k in range(-20, 21)]
    best = max(lags, key=lambda lag: correlation(curve(gaps, lag), openings))
    return (correlation(gap_now, openings), correlation(gap_now[part], openings[part]),
            correlation(width_now, [w for _, _, w in lips]), best)


def jitter(gaps):
    """Mean absolute second difference at 60 rows a second × 3600, mouth widths/s²."""
    second = [abs(a - 2 * b + c) for a, b, c in zip(gaps, gaps[1:], gaps[2:])]
    return sum(second) / len(second) * 3600 if second else math.nan
