"""The skin as one sheet of quads from the collar to the crown: rows go round the head, columns up it, and where eyes and
mouth are, loops lead in from the sheet to the edges of lids and lips."""

from dataclasses import dataclass, field

import numpy as np

from heads import sdf

# From the collar to the crown: height and depth of a ray's start, its slope in degrees, rows up to the next.
PATH = [(-0.212, -0.030, 0, 9), (-0.150, -0.026, 0, 8), (-0.108, -0.016, -16, 6), (-0.078, 0.000, -32, 7),
        (-0.062, 0.006, -24, 34), (0.000, 0.000, 14, 16), (0.014, -0.004, 44, 11), (0.024, -0.006, 72, 4), (0.030, -0.008, 88, 0)]
COLUMNS = 80


@dataclass
class Ring:
    """Loops around a hole: `loops[k]` are vertices, the first on the sheet, `angles` where they stand (0 = her left, π/2 = up)."""
    loops: list
    angles: np.ndarray
    centre: np.ndarray


@dataclass
class Sheet:
    vertices: np.ndarray
    quads: list                       # of vertices
    row: np.ndarray                   # of each vertex of the grid, −1 in rings
    column: np.ndarray
    uv: np.ndarray
    mouth: Ring = None
    eyes: dict = field(default_factory=dict)


def azimuths():
    """Angles around the head, closest at the face, the first at its middle."""
    k = np.arange(COLUMNS)
    turn = 2 * np.pi * k / COLUMNS
    return turn - 0.56 * np.sin(turn)


def grid(character):
    rows = []
    for (y0, z0, s0, count), (y1, z1, s1, _) in zip(PATH[:-1], PATH[1:]):
        for t in np.arange(count) / count:
            rows.append((y0 + (y1 - y0) * t, z0 + (z1 - z0) * t, s0 + (s1 - s0) * t))
    rows.append(PATH[-1][:3])
    turn = azimuths()
    origins, directions = [], []
    for y, z, slope in rows:
        s = np.radians(slope)
        # Rays under the chin slope only in front; behind they stay level, along the nape.
        share = np.clip(0.5 + 0.5 * np.cos(turn), 0, 1) if slope < 0 else np.ones(COLUMNS)
        s = s * share
        origins.append(np.column_stack([np.zeros(COLUMNS), np.full(COLUMNS, y), np.full(COLUMNS, z)]))
        directions.append(np.column_stack([np.cos(s) * np.sin(turn), np.sin(s), np.cos(s) * np.cos(turn)]))
    points = sdf.cast(character.clay, np.concatenate(origins), np.concatenate(directions))
    return symmetric(points.reshape(len(rows), COLUMNS, 3))


def symmetric(points):
    mirror = points[:, (-np.arange(COLUMNS)) % COLUMNS] * [-1, 1, 1]
    return (points + mirror) / 2


def hole(points, low, high, only_left):
    """Rows and columns of the rectangle whose border lies nearest a box [x, y] in front of the face."""
    front = points[:, :COLUMNS // 4 + 4]
    middle_row = np.argmin(np.abs(front[:, 0, 1] - (low[1] + high[1]) / 2) + 10 * (front[:, 0, 2] < 0.03))
    x = front[middle_row, :, 0]
    c1 = int(np.argmin(np.abs(x - high[0])))
    c0 = int(np.argmin(np.abs(x - low[0]))) if only_left else -c1
    column = max(0, (c0 + c1) // 2)
    y, z = front[:, column, 1], front[:, column, 2]
    cost = lambda value: np.abs(y - value) + 10 * (z < 0.03)
    r0, r1 = int(np.argmin(cost(low[1]))), int(np.argmin(cost(high[1])))
    return r0, max(r1, r0 + 3), c0, max(c1, c0 + 3)


def border(r0, r1, c0, c1):
    """Cells of the rectangle's border, anticlockwise as seen from in front, from the middle of her left side."""
    middle = (r0 + r1) // 2
    left = [(r, c1) for r in range(middle, r1)]
    top = [(r1, c) for c in range(c1, c0, -1)]
    right = [(r, c0) for r in range(r1, r0, -1)]
    bottom = [(r0, c) for c in range(c0, c1)]
    return left + top + right + bottom + [(r, c1) for r in range(r0, middle)]


def rim_angles(cells, r0, r1, c0, c1):
    x = (np.array([c for _, c in cells]) - (c0 + c1) / 2) / ((c1 - c0) / 2)
    y = (np.array([r for r, _ in cells]) - (r0 + r1) / 2) / ((r1 - r0) / 2)
    angle = np.unwrap(np.arctan2(y, x))
    even = np.arange(len(cells)) * 2 * np.pi / len(cells) + angle[0]
    mixed = 0.45 * angle + 0.55 * even
    if c0 != -c1:
        return mixed - mixed[0]
    # Across the middle of the face a ring is its own mirror image.
    number = {cell: k for k, cell in enumerate(cells)}
    partner = np.array([number[(r, -c)] for r, c in cells])
    turn = np.exp(1j * (mixed - mixed[0]))
    return np.unwrap(np.angle(turn - np.conj(turn[partner])))


def rim(character, centre, half, angles, squareness=2.4, direction=(0, 0, 1)):
    """A rounded box on the clay, seen along a direction."""
    c, s = np.cos(angles), np.sin(angles)
    power = 2 / squareness
    x = centre[0] + half[0] * np.sign(c) * np.abs(c) ** power
    y = centre[1] + half[1] * np.sign(s) * np.abs(s) ** power
    d = np.array(direction, float)
    d = d / np.linalg.norm(d)
    start = np.column_stack([x, y, np.full(len(x), 0.05)])
    return sdf.cast(character.clay, start, np.tile(d, (len(x), 1)), reach=0.12)


def spread(shape, fixed, values, rounds=700):
    """Displacements given at some cells of a grid, carried to all others as heat is."""
    field_ = np.zeros(shape + (values.shape[-1],))
    field_[fixed] = values[fixed]
    for _ in range(rounds):
        up = np.concatenate([field_[1:], field_[-1:]])
        down = np.concatenate([field_[:1], field_[:-1]])
        side = np.roll(field_, 1, axis=1) + np.roll(field_, -1, axis=1)
        field_ = (up + down + side) / 4
        field_[fixed] = values[fixed]
    return field_
