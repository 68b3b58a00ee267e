"""Aria's resting geometry in metres: Y up, facing +Z, her own left at +X. Parts are vertices, triangles and a material.

The face is a polar grid around the mouth: ring 0 is the inner edge of the lips (a closed slit), rings run outwards over
the skull to its back; a bag of inner rings is the mouth's inside.
"""

from dataclasses import dataclass

import numpy as np

MOUTH = np.array([0.0, -0.0515, 0.0])
MOUTH_HALF_WIDTH = 0.025
SEGMENTS = 56
LIP_RINGS = 5
EYE_CENTRES = {"Left": np.array([0.031, 0.020, 0.0735]), "Right": np.array([-0.031, 0.020, 0.0735])}
EYE_RADIUS = 0.0135
HINGE = np.array([0.0, -0.012, 0.010])  # of the jaw, between the ears


@dataclass
class Part:
    name: str
    material: str
    vertices: np.ndarray
    triangles: np.ndarray
    joint: str = "head"
    # Face only: ring number (negative inside the mouth) and angle around the mouth (0 = her left corner, π/2 = up).
    ring: np.ndarray | None = None
    angle: np.ndarray | None = None


def bump(x, y, cx, cy, sx, sy):
    return np.exp(-((x - cx) / sx) ** 2 - ((y - cy) / sy) ** 2)


def skull(direction):
    """Point of the head's surface in a direction from its centre, [n, 3]."""
    d = direction / np.linalg.norm(direction, axis=1, keepdims=True)
    p = d * np.array([0.074, 0.118, 0.096])
    x, y, z = p.T.copy()
    front = np.clip(d[:, 2], 0, 1)
    low = np.clip(-y / 0.1, 0, 1)
    x = x * (1 - 0.30 * low ** 1.6 * (0.35 + 0.65 * front))
    z = z - 0.010 * low * np.clip(-d[:, 2], 0, 1) ** 0.5
    z += front ** 2 * (
        0.026 * bump(x, y, 0, -0.004, 0.0105, 0.016) + 0.010 * bump(x, y, 0, 0.018, 0.008, 0.022)
        - 0.016 * bump(x, y, 0.031, 0.020, 0.018, 0.014) - 0.016 * bump(x, y, -0.031, 0.020, 0.018, 0.014)
        + 0.006 * bump(x, y, 0.034, -0.012, 0.02, 0.018) + 0.006 * bump(x, y, -0.034, -0.012, 0.02, 0.018)
        + 0.008 * bump(x, y, 0, -0.085, 0.018, 0.014) - 0.004 * bump(x, y, 0, -0.064, 0.02, 0.006)
        + 0.004 * bump(x, y, 0, 0.045, 0.05, 0.02) + 0.007 * bump(x, y, 0, -0.0515, 0.026, 0.016))
    return np.stack([x, y, z], axis=1)


def face():
    angle = np.arange(SEGMENTS) * 2 * np.pi / SEGMENTS
    # Half-width and half-height of every ring, in metres across the face, then in radians over the skull.
    lips = [(1.00, 0.0), (1.02, 0.10), (1.05, 0.20), (1.09, 0.29), (1.13, 0.36)]
    rows, ring_of = [], []
    reach = np.concatenate([[MOUTH_HALF_WIDTH * a for a, _ in lips],
                            MOUTH_HALF_WIDTH * 1.13 + 0.011 * np.arange(1, 5)])
    height = np.concatenate([[MOUTH_HALF_WIDTH * b for _, b in lips],
                             MOUTH_HALF_WIDTH * 0.36 + np.array([0.006, 0.014, 0.024, 0.035])])
    turns = np.concatenate([np.arctan2(reach, 0.0645), np.linspace(0.94, np.pi - 0.02, 22)])
    rises = np.concatenate([np.arctan2(height, 0.096), np.linspace(0.60, np.pi - 0.02, 22)])
    centre = np.array([0, np.sin(-0.46), np.cos(-0.46)])
    up = np.array([0, np.cos(0.46), np.sin(0.46)])
    for ring, (across, along) in enumerate(zip(turns, rises)):
        vx, vy = across * np.cos(angle), along * np.sin(angle)
        far = np.hypot(vx, vy)
        heading = np.stack([vx / np.maximum(far, 1e-9), vy / np.maximum(far, 1e-9)], axis=1)
        direction = (np.cos(far)[:, None] * centre + np.sin(far)[:, None]
                     * (heading[:, :1] * np.array([1.0, 0, 0]) + heading[:, 1:] * up))
        points = skull(direction)
        if ring < LIP_RINGS:
            fullness = np.sin(np.pi * (ring + 0.9) / (LIP_RINGS + 0.6)) * np.abs(np.sin(angle)) ** 0.7
            points[:, 2] += 0.0055 * fullness
        rows.append(points)
        ring_of += [ring] * SEGMENTS
    inner = []
    for step in range(1, 5):  # the inside, behind the lips
        bag = rows[0].copy()
        bag[:, 2] -= 0.009 * step - 0.005
        bag[:, 1] += np.sin(angle) * 0.0035 * step
        bag[:, 0] *= 1 - 0.04 * step
        inner.append(bag)
    rows = inner[::-1] + rows
    ring_of = sum(([-step] * SEGMENTS for step in range(4, 0, -1)), []) + ring_of
    triangles = []
    for ring in range(len(rows) - 1):
        for k in range(SEGMENTS):
            a, b = ring * SEGMENTS + k, ring * SEGMENTS + (k + 1) % SEGMENTS
            c, d = a + SEGMENTS, b + SEGMENTS
            triangles += [(a, c, b), (b, c, d)]
    vertices = np.concatenate(rows)
    triangles = np.array(triangles)
    ring_of, angles = np.array(ring_of), np.tile(angle, len(rows))
    parts = []
    edges = {"inside": (-4, 0), "lips": (0, LIP_RINGS - 1), "skin": (LIP_RINGS - 1, 99)}
    for material, (first, last) in edges.items():
        rings = ring_of[triangles]
        keep = (rings.min(axis=1) >= first) & (rings.max(axis=1) <= last)
        used, renumbered = np.unique(triangles[keep], return_inverse=True)
        parts.append(Part(f"face-{material}", material, vertices[used], renumbered.reshape(-1, 3), "head",
                          ring_of[used], angles[used]))
    return parts


def ball(name, material, centre, radii, joint, rows=10, columns=16, polar=(0.0, np.pi), azimuth=(0.0, 2 * np.pi)):
    """Part of an ellipsoid; the pole faces +Z."""
    theta = np.linspace(*polar, rows)
    closed = azimuth[1] - azimuth[0] > 6.28
    phi = np.linspace(*azimuth, columns, endpoint=not closed)
    grid = np.stack([np.outer(np.sin(theta), np.cos(phi)), np.outer(np.sin(theta), np.sin(phi)),
                     np.outer(np.cos(theta), np.ones_like(phi))], axis=-1).reshape(-1, 3)
    triangles = []
    for i in range(rows - 1):
        for j in range(columns if closed else columns - 1):
            a, b = i * columns + j, i * columns + (j + 1) % columns
            triangles += [(a, a + columns, b), (b, a + columns, b + columns)]
    return Part(name, material, centre + grid * radii, np.array(triangles), joint)


def lid(side, upper):
    """A shell over the eyeball: latitude about the eye's left-right axis, open by default."""
    centre, radius = EYE_CENTRES[side], EYE_RADIUS * 1.10
    latitude = np.radians(np.linspace(24, 88, 8) if upper else np.linspace(-28, -85, 7))
    longitude = np.radians(np.linspace(-80, 80, 15))
    grid = np.stack([np.outer(np.ones_like(latitude), np.sin(longitude)),
                     np.outer(np.sin(latitude), np.cos(longitude)),
                     np.outer(np.cos(latitude), np.cos(longitude))], axis=-1).reshape(-1, 3)
    columns, triangles = len(longitude), []
    for i in range(len(latitude) - 1):
        for j in range(columns - 1):
            a = i * columns + j
            quad = [(a, a + 1, a + columns), (a + 1, a + columns + 1, a + columns)]
            triangles += quad if upper else [t[::-1] for t in quad]
    return Part(f"lid{'Upper' if upper else 'Lower'}{side}", "skin", centre + grid * radius, np.array(triangles))


def brow(side):
    sign = 1 if side == "Left" else -1
    x = np.linspace(0.014, 0.050, 10)
    y = 0.041 + 0.006 * np.sin((x - 0.010) / 0.042 * np.pi * 0.8)
    thick = 0.0028 * (1 - 0.6 * (x - 0.014) / 0.036)
    upper, lower = np.stack([sign * x, y + thick], 1), np.stack([sign * x, y - thick], 1)
    points = np.concatenate([upper, lower])
    depth = skull(np.stack([points[:, 0] / 0.074, points[:, 1] / 0.118,
                            np.sqrt(np.maximum(0.05, 1 - (points[:, 0] / 0.074) ** 2 - (points[:, 1] / 0.118) ** 2))], 1)
                  * np.array([0.074, 0.118, 0.096]))[:, 2]
    vertices = np.column_stack([points, depth + 0.0035])
    triangles = []
    for i in range(len(x) - 1):
        quad = [(i, i + len(x), i + 1), (i + 1, i + len(x), i + len(x) + 1)]
        triangles += quad if sign > 0 else [t[::-1] for t in quad]
    return Part(f"brow{side}", "hair", vertices, np.array(triangles))


def teeth(upper):
    arc = np.radians(np.linspace(-70, 70, 19))
    top, bottom = (0.0045, -0.0035) if upper else (-0.0042, -0.0102)
    rim = np.stack([0.020 * np.sin(arc), np.zeros_like(arc), 0.062 + 0.018 * np.cos(arc)], axis=1)
    vertices = np.concatenate([rim + [0, MOUTH[1] + top, 0], rim + [0, MOUTH[1] + bottom, 0]])
    n = len(arc)
    triangles = [t for i in range(n - 1) for t in ((i, i + n, i + 1), (i + 1, i + n, i + n + 1))]
    return Part("teethUpper" if upper else "teethLower", "teeth", vertices, np.array(triangles), "head" if upper else "jaw")


def neck():
    """A tube from under the jaw to the shoulders' start."""
    height = np.linspace(-0.215, -0.045, 9)
    turn = np.arange(24) * 2 * np.pi / 24
    flare = 1 + 0.22 * np.clip((-0.16 - height) / 0.055, 0, 1) ** 2
    depth = -0.022 + 0.10 * (height + 0.13) * -0.25
    grid = np.stack([np.outer(0.043 * flare, np.sin(turn)), np.outer(height, np.ones_like(turn)),
                     np.outer(0.044 * flare, np.cos(turn)) + depth[:, None]], axis=-1).reshape(-1, 3)
    triangles = []
    for i in range(len(height) - 1):
        for j in range(24):
            a, b = i * 24 + j, i * 24 + (j + 1) % 24
            triangles += [(a, b, a + 24), (b, b + 24, a + 24)]
    return Part("neck", "skin", grid, np.array(triangles), "neck")


def parts():
    """Everything, in the order of the file."""
    found = face()
    for side in ("Left", "Right"):
        eye = EYE_CENTRES[side]
        joint = "leftEye" if side == "Left" else "rightEye"
        found.append(ball(f"eye{side}", "eye", eye, EYE_RADIUS, joint, 10, 18, (0.42, np.pi)))
        found.append(ball(f"iris{side}", "iris", eye, EYE_RADIUS * 1.005, joint, 4, 18, (0.17, 0.43)))
        found.append(ball(f"pupil{side}", "pupil", eye, EYE_RADIUS * 1.008, joint, 3, 14, (0.0, 0.18)))
        found += [lid(side, True), lid(side, False), brow(side)]
    found += [teeth(True), teeth(False)]
    found.append(ball("tongue", "tongue", MOUTH + [0, -0.006, 0.056], np.array([0.015, 0.0045, 0.022]), "jaw", 9, 16))
    scalp = ball("hair", "hair", np.array([0, 0.012, -0.006]), np.array([0.079, 0.112, 0.097]), "head", 22, 32)
    y, z = scalp.vertices[:, 1], scalp.vertices[:, 2]
    above = y - 0.8 * z - 0.012  # the hairline is a plane that falls towards the nape
    near = (above < 0) & (above > -0.014) & (z > -0.035)
    y[near] -= above[near]  # vertices just below it are drawn up to it, so that it is no staircase
    kept = (above >= 0) | near | (z < -0.035)
    inside = kept[scalp.triangles].all(axis=1)
    used, renumbered = np.unique(scalp.triangles[inside], return_inverse=True)
    scalp.vertices, scalp.triangles = scalp.vertices[used], renumbered.reshape(-1, 3)
    found.append(scalp)
    found.append(neck())
    return found
