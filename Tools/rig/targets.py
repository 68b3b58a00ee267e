"""Aria's 52 ARKit targets: for every part, how far each vertex moves. Left is her own; right is left's mirror."""

import numpy as np

from shape import EYE_CENTRES, EYE_RADIUS, HINGE, MOUTH, MOUTH_HALF_WIDTH

ARKIT = (
    "eyeBlinkLeft eyeLookDownLeft eyeLookInLeft eyeLookOutLeft eyeLookUpLeft eyeSquintLeft eyeWideLeft eyeBlinkRight "
    "eyeLookDownRight eyeLookInRight eyeLookOutRight eyeLookUpRight eyeSquintRight eyeWideRight jawForward jawLeft jawRight "
    "jawOpen mouthClose mouthFunnel mouthPucker mouthLeft mouthRight mouthSmileLeft mouthSmileRight mouthFrownLeft "
    "mouthFrownRight mouthDimpleLeft mouthDimpleRight mouthStretchLeft mouthStretchRight mouthRollLower mouthRollUpper "
    "mouthShrugLower mouthShrugUpper mouthPressLeft mouthPressRight mouthLowerDownLeft mouthLowerDownRight mouthUpperUpLeft "
    "mouthUpperUpRight browDownLeft browDownRight browInnerUp browOuterUpLeft browOuterUpRight cheekPuff cheekSquintLeft "
    "cheekSquintRight noseSneerLeft noseSneerRight tongueOut"
).split()
JAW_RADIANS = 0.365  # opens the lips by about 0.57 mouth widths, as a real head's jawOpen does


def smooth(edge0, edge1, x):
    t = np.clip((x - edge0) / (edge1 - edge0), 0, 1)
    return t * t * (3 - 2 * t)


def gauss(points, centre, size):
    return np.exp(-(((points - centre) / size) ** 2).sum(axis=1))


def turn_x(points, pivot, angle):
    """Rotated about an axis along X through the pivot; a positive angle turns the front downwards."""
    c, s = np.cos(angle), np.sin(angle)
    y, z = points[:, 1] - pivot[1], points[:, 2] - pivot[2]
    return np.column_stack([points[:, 0], pivot[1] + y * c - z * s, pivot[2] + y * s + z * c])


class Region:
    """Soft masks of one part: how much each vertex belongs to the jaw, the lips, a side."""

    def __init__(self, part):
        p = self.p = part.vertices
        self.name = part.name
        self.is_face = part.name.startswith("face")
        x, y, z = p.T
        self.left = smooth(-0.006, 0.006, x)
        self.front = smooth(0.0, 0.05, z)
        if self.is_face:
            self.low = smooth(0.55, -0.55, np.sin(part.angle))      # 1 below the mouth line, 0 above, half at the corners
            reach = np.maximum(part.ring, 0)
            self.lip = np.exp(-(np.maximum(part.ring - 3, 0) / 2.5) ** 2)
            self.inside = np.clip(-part.ring / 4, 0, 1)
            far = np.clip((reach - 4) / 12, 0, 1)
            chin = smooth(0.045, -0.05, y - MOUTH[1] + 0.02) * smooth(-0.045, 0.03, z) * smooth(-0.135, -0.10, y)
            self.jaw = (1 - far) * self.low + far * chin * smooth(MOUTH[1] + 0.012, MOUTH[1] - 0.02, y)
            self.corner = np.exp(-((np.abs(x) - MOUTH_HALF_WIDTH) / 0.011) ** 2 - ((y - MOUTH[1]) / 0.013) ** 2) * self.front
        else:
            none = np.zeros(len(p))
            self.low, self.lip, self.inside, self.jaw, self.corner = none, none, none, none, none
        self.upper_lip = self.lip * (1 - self.low)
        self.lower_lip = self.lip * self.low


def displacement(region, target):
    """[n, 3] metres at weight 1."""
    for side, mirrored in (("Left", "Right"),):
        if target.endswith(mirrored) and target not in ("jawRight", "mouthRight"):
            mirror = mirrored_region(region)
            return displacement(mirror, target.removesuffix(mirrored) + side) * [-1, 1, 1]
    if target in ("jawRight", "mouthRight"):
        return displacement(mirrored_region(region), target.replace("Right", "Left")) * [-1, 1, 1]
    return SHAPES[target](region) if target in SHAPES else np.zeros_like(region.p)


def mirrored_region(region):
    """The same part seen in a mirror: her left shapes then act on her right."""
    swap = {"Left": "Right", "Right": "Left"}
    mirror = Region.__new__(Region)
    mirror.__dict__.update(region.__dict__)
    mirror.p = region.p * [-1, 1, 1]
    mirror.left = smooth(-0.006, 0.006, mirror.p[:, 0])
    for side in swap:
        if region.name.endswith(side):
            mirror.name = region.name.removesuffix(side) + swap[side]
    return mirror


def along(axis, amount):
    """Amount a vertex along one axis."""
    moved = np.zeros((len(amount), 3))
    moved[:, axis] = amount
    return moved


def jaw_open(r):
    return (turn_x(r.p, HINGE, JAW_RADIANS) - r.p) * r.jaw[:, None]


def jaw_slide(axis, distance):
    return lambda r: along(axis, distance * (r.jaw if not is_jaw_part(r) else np.ones(len(r.p))))


def is_jaw_part(r):
    return r.name in ("teethLower", "tongue")


def mouth_close(r):
    """Undoes jawOpen at the lips and leaves the chin down."""
    return -jaw_open(r) * r.lip[:, None] * (1 - 0.35 * r.inside)[:, None]


def pucker(r):
    return (along(0, -0.24 * r.p[:, 0] * r.lip) + along(2, 0.009 * r.lip)
            + along(1, (MOUTH[1] - r.p[:, 1]) * -0.10 * r.lip))


def funnel(r):
    return (along(0, -0.16 * r.p[:, 0] * r.lip) + along(2, 0.009 * r.lip)
            + along(1, 0.0058 * r.upper_lip - 0.0055 * r.lower_lip))


def mouth_left(r):
    wide = gauss(r.p, MOUTH + [0, 0, 0.08], [0.045, 0.03, 0.06]) if r.is_face else r.lip
    return along(0, 0.010 * wide)


def smile(r):
    return (along(0, 0.0065 * r.corner * r.left) + along(1, 0.0085 * r.corner * r.left) + along(2, -0.003 * r.corner * r.left)
            + cheek(r, 0.0025))


def cheek(r, distance):
    if not r.is_face:
        return np.zeros_like(r.p)
    at = gauss(r.p, np.array([0.042, -0.010, 0.06]), [0.018, 0.016, 0.05])
    return along(1, distance * at) + along(2, distance * at)


def brow_lift(centre_x, width, distance):
    def shape(r):
        if not (r.is_face or r.name.startswith("brow")):
            return np.zeros_like(r.p)
        at = np.exp(-((r.p[:, 0] - centre_x) / width) ** 2 - ((r.p[:, 1] - 0.042) / 0.016) ** 2) * r.front
        return along(1, distance * at)
    return shape


def brow_inner(r):
    return brow_lift(0.016, 0.012, 0.008)(r) + brow_lift(-0.016, 0.012, 0.008)(r)


def brow_down(r):
    at = brow_lift(0.026, 0.020, -0.007)(r)
    return at + along(0, at[:, 1] * 0.4) + along(2, -at[:, 1] * 0.3)


def lid_turn(degrees_upper, degrees_lower):
    def shape(r):
        if not r.name.startswith("lid") or not r.name.endswith("Left"):
            return np.zeros_like(r.p)
        degrees = degrees_upper if "Upper" in r.name else degrees_lower
        centre = EYE_CENTRES["Left"]
        latitude = np.arctan2(r.p[:, 1] - centre[1], r.p[:, 2] - centre[2])
        edge, back = (np.radians(24), np.radians(88)) if "Upper" in r.name else (np.radians(-28), np.radians(-85))
        share = np.clip((latitude - back) / (edge - back), 0, 1) * 0.75 + 0.25
        moved = np.empty_like(r.p)
        for index, part in enumerate(share):
            moved[index] = turn_x(r.p[index:index + 1], centre, np.radians(degrees) * part)[0]
        # The straight path between two points of a sphere cuts inside it: end a little outside, so that half-way clears the eye.
        outward = (moved - centre) / np.linalg.norm(moved - centre, axis=1, keepdims=True)
        swing = np.abs(np.radians(degrees) * share)
        return moved + outward * (EYE_RADIUS * 1.10 * (1 / np.cos(swing / 2) - 1) * 1.2)[:, None] - r.p
    return shape


def sneer(r):
    if not r.is_face:
        return np.zeros_like(r.p)
    at = gauss(r.p, np.array([0.014, -0.014, 0.10]), [0.012, 0.014, 0.03])
    return along(1, 0.005 * at + 0.0030 * r.upper_lip * r.left * np.exp(-(r.p[:, 0] / 0.02) ** 2)) + along(2, 0.001 * at)


def puff(r):
    if not r.is_face:
        return np.zeros_like(r.p)
    at = gauss(r.p, np.array([0.040, -0.045, 0.06]), [0.02, 0.022, 0.05]) + gauss(r.p, np.array([-0.040, -0.045, 0.06]), [0.02, 0.022, 0.05])
    return np.sign(r.p) * [1, 0, 0] * (0.009 * at)[:, None] + along(2, 0.007 * at) + along(0, -0.22 * r.p[:, 0] * r.lip)


def tongue_out(r):
    if r.name != "tongue":
        return np.zeros_like(r.p)
    tip = smooth(0.045, 0.078, r.p[:, 2])
    return along(2, 0.030 * tip) + along(1, -0.004 * tip)


SHAPES = {
    "jawOpen": jaw_open, "jawForward": jaw_slide(2, 0.007), "jawLeft": jaw_slide(0, 0.007), "mouthClose": mouth_close,
    "mouthFunnel": funnel, "mouthPucker": pucker, "mouthLeft": mouth_left,
    "mouthSmileLeft": smile,
    "mouthFrownLeft": lambda r: along(1, -0.0085 * r.corner * r.left) + along(0, 0.002 * r.corner * r.left),
    "mouthDimpleLeft": lambda r: along(0, 0.003 * r.corner * r.left) + along(2, -0.005 * r.corner * r.left),
    "mouthStretchLeft": lambda r: along(0, 0.007 * r.corner * r.left) + along(1, -0.003 * r.corner * r.left) + along(2, -0.003 * r.corner * r.left),
    "mouthRollLower": lambda r: along(2, -0.005 * r.lower_lip) + along(1, 0.0012 * r.lower_lip),
    "mouthRollUpper": lambda r: along(2, -0.005 * r.upper_lip) + along(1, 0.0008 * r.upper_lip),
    "mouthShrugLower": lambda r: along(1, 0.0045 * (r.lower_lip + 0.7 * r.jaw * (1 - r.lip))) + along(2, 0.002 * r.lower_lip),
    "mouthShrugUpper": lambda r: along(1, 0.0040 * r.upper_lip) + along(2, 0.002 * r.upper_lip),
    "mouthPressLeft": lambda r: along(1, (-0.0005 * r.upper_lip + 0.0012 * r.lower_lip) * r.left) + along(2, -0.0015 * r.lip * r.left),
    "mouthLowerDownLeft": lambda r: along(1, -0.0055 * r.lower_lip * r.left * np.exp(-(r.p[:, 0] / 0.024) ** 4)),
    "mouthUpperUpLeft": lambda r: along(1, 0.0055 * r.upper_lip * r.left * np.exp(-(r.p[:, 0] / 0.024) ** 4)),
    "browDownLeft": brow_down, "browInnerUp": brow_inner, "browOuterUpLeft": brow_lift(0.043, 0.014, 0.009),
    "cheekPuff": puff, "cheekSquintLeft": lambda r: cheek(r, 0.006) + lid_turn(0, -8)(r),
    "noseSneerLeft": sneer, "tongueOut": tongue_out,
    "eyeBlinkLeft": lid_turn(50, -8), "eyeSquintLeft": lid_turn(14, -16), "eyeWideLeft": lid_turn(-14, 4),
    "eyeLookDownLeft": lid_turn(20, 6), "eyeLookUpLeft": lid_turn(-10, -3),
    "eyeLookInLeft": lid_turn(0, 0), "eyeLookOutLeft": lid_turn(0, 0),
}
