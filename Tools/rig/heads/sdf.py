"""Clay: distances to rounded solids, joined softly. Points are [n, 3] in metres; a distance is negative inside."""

import numpy as np


def ellipsoid(points, centre, radii):
    """Bound of Inigo Quilez: exact on the surface, close near it."""
    q = (points - centre) / radii
    k0 = np.linalg.norm(q, axis=1)
    k1 = np.linalg.norm(q / radii, axis=1)
    return k0 * (k0 - 1) / np.maximum(k1, 1e-9)


def capsule(points, a, b, radius_a, radius_b):
    """A line with a thickness that changes along it."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    t = np.clip(((points - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
    return np.linalg.norm(points - a - t[:, None] * (b - a), axis=1) - (radius_a + (radius_b - radius_a) * t)


def joined(a, b, softness):
    h = np.maximum(softness - np.abs(a - b), 0) / softness
    return np.minimum(a, b) - h * h * softness / 4


def cut(a, b, softness):
    """a without b."""
    return -joined(-a, b, softness)


def gradient(distance, points, step=2e-4):
    return np.stack([(distance(points + step * e) - distance(points - step * e)) / (2 * step) for e in np.eye(3)], axis=1)


def project(distance, points, rounds=4):
    """Moves points onto the surface the short way."""
    points = points.copy()
    for _ in range(rounds):
        slope = gradient(distance, points)
        points -= (distance(points) / np.maximum((slope ** 2).sum(axis=1), 0.05))[:, None] * slope
    return points


def cast(distance, origins, directions, reach=0.45):
    """Where rays that come in from outside meet the surface."""
    far = np.full(len(origins), reach)
    moving = np.arange(len(origins))
    for _ in range(90):
        step = 0.7 * np.clip(distance(origins[moving] + directions[moving] * far[moving, None]), -0.02, 0.05)
        far[moving] = np.maximum(far[moving] - step, 0)
        moving = moving[np.abs(step) > 1e-9]   # the others have arrived
        if len(moving) == 0:
            break
    return origins + directions * far[:, None]
