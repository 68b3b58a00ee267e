"""What each target does to each piece, in metres at weight 1. Left is the head's own; right is left's mirror.

Sizes follow what ARKit's channels do to a real face's lips (ICT-FaceKit, MIT, in mouth widths: gap, width, chin)."""

import numpy as np

from heads.face import EDGE_SHIFT, LID_LOOPS, LIP_INSIDE, LIP_RED, LIP_SKIN, lid_edge, smooth

ARKIT = (
    "eyeBlinkLeft eyeLookDownLeft eyeLookInLeft eyeLookOutLeft eyeLookUpLeft eyeSquintLeft eyeWideLeft eyeBlinkRight "
    "eyeLookDownRight eyeLookInRight eyeLookOutRight eyeLookUpRight eyeSquintRight eyeWideRight jawForward jawLeft jawRight "
    "jawOpen mouthClose mouthFunnel mouthPucker mouthLeft mouthRight mouthSmileLeft mouthSmileRight mouthFrownLeft "
    "mouthFrownRight mouthDimpleLeft mouthDimpleRight mouthStretchLeft mouthStretchRight mouthRollLower mouthRollUpper "
    "mouthShrugLower mouthShrugUpper mouthPressLeft mouthPressRight mouthLowerDownLeft mouthLowerDownRight mouthUpperUpLeft "
    "mouthUpperUpRight browDownLeft browDownRight browInnerUp browOuterUpLeft browOuterUpRight cheekPuff cheekSquintLeft "
    "cheekSquintRight noseSneerLeft noseSneerRight tongueOut"
).split()
TONGUE = (
    "tongueTipUp tongueTipDown tongueTipLeft tongueTipRight tongueRollUp tongueRollDown tongueRollLeft tongueRollRight "
    "tongueUp tongueDown tongueLeft tongueRight tongueIn tongueStretch tongueWide tongueNarrow"
).split()
MIRRORED = {"jawRight": "jawLeft", "mouthRight": "mouthLeft", "tongueTipRight": "tongueTipLeft", "tongueRollRight": "tongueRollLeft",
            "tongueRight": "tongueLeft"}
JAW_RADIANS = 0.335  # opens the lips by 0.57 mouth widths


def along(axis, amount):
    moved = np.zeros((len(amount), 3))
    moved[:, axis] = amount
    return moved


def turn_x(points, pivot, angle):
    """Rotated about an axis along X through the pivot; a positive angle turns the front downwards."""
    c, s = np.cos(angle), np.sin(angle)
    y, z = points[:, 1] - pivot[1], points[:, 2] - pivot[2]
    return np.column_stack([points[:, 0], pivot[1] + y * c - z * s, pivot[2] + y * s + z * c])


class SkinTargets:
    """Displacements of the skin's vertices."""

    def __init__(self, character, sheet):
        self.character, self.sheet = character, sheet
        p = self.p = sheet.vertices
        x, y, z = p.T
        self.unit = character.mouth_half_width / 0.0245     # sizes are those of a mouth 49 mm wide
        m = sheet.mouth
        count = len(p)
        self.loop = np.full(count, -1.0)
        sine = np.zeros(count)
        for k, loop in enumerate(m.loops):
            self.loop[loop] = k
            sine[loop] = np.sin(m.angles)
        self.loop[m.back] = len(m.loops)
        self.sine = sine
        in_ring = self.loop >= 0
        my = character.mouth_y
        self.left = smooth(-0.011, 0.011, x)
        self.front = smooth(0.015, 0.055, z)
        self.low = np.where(in_ring, smooth(0.50, -0.50, sine), smooth(0.009, -0.009, y - my))
        width, height = character.mouth_half_width + 0.0015, 0.0105
        out = (np.sqrt((x / width) ** 2 + ((y - my) / height) ** 2) - 1) * 0.016
        near = np.exp(-(np.maximum(out, 0) / 0.0135) ** 2) * self.front
        self.lip = np.where(self.loop >= LIP_SKIN, 1.0, near)
        inner = LIP_SKIN + LIP_RED
        self.inside = np.clip((self.loop - inner) / LIP_INSIDE, 0, 1)
        self.lip = self.lip * (1 - smooth(0.25, 0.9, self.inside))
        self.upper, self.lower = self.lip * (1 - self.low), self.lip * self.low
        outside = np.abs(x) - character.mouth_half_width - 0.001
        corner = np.exp(-(outside / np.where(outside > 0, 0.0140, 0.0095)) ** 2 - ((y - my) / 0.0150) ** 2)
        self.corner = corner * self.front * (1 - smooth(0.3, 0.9, self.inside))
        self.jaw = self.jaw_mask(sine, in_ring)

    def jaw_mask(self, sine, in_ring):
        """1 where the skin goes with the jaw, 0 where it stays, in between as heat would spread."""
        x, y, z = self.p.T
        my = self.character.mouth_y
        value = np.full(len(self.p), np.nan)
        chin = (y < my - 0.017) & (z > 0.045) & (y > my - 0.052)
        value[chin & ~in_ring] = 1
        value[(y > my + 0.014) | (z < -0.004) | (y < -0.152)] = 0
        lips = in_ring & (self.loop >= 1)
        # An open mouth is round: its corners go down by a share, where both lips are one.
        q = np.clip(np.abs(x) / self.character.mouth_half_width, 0, 1)
        rounding = (1 - q ** 2.2) ** 0.95
        corner = 0.36
        value[lips] = np.where(sine < 0, corner + (1 - corner) * rounding, corner * (1 - rounding))[lips]
        deep = self.inside > 0.5
        value[deep] = (1 - 0.35 * smooth(0.5, 1, self.inside[deep])) * smooth(0.5, -0.5, sine[deep])
        fixed = ~np.isnan(value)
        mask = np.where(fixed, np.nan_to_num(value), 0.4)
        a, b = edges(self.sheet.quads)
        degree = np.bincount(a, minlength=len(mask)) + np.bincount(b, minlength=len(mask))
        for _ in range(500):
            total = np.bincount(a, mask[b], len(mask)) + np.bincount(b, mask[a], len(mask))
            mask = np.where(fixed, mask, total / np.maximum(degree, 1))
        for _ in range(3):    # softens the borders of what was fixed
            total = np.bincount(a, mask[b], len(mask)) + np.bincount(b, mask[a], len(mask))
            mask = np.where(lips, mask, 0.5 * mask + 0.5 * total / np.maximum(degree, 1))
        return mask

    # The mouth

    def jaw_open(self):
        opened = (turn_x(self.p, self.character.hinge, JAW_RADIANS) - self.p) * self.jaw[:, None]
        return opened + along(0, -0.105 * self.p[:, 0] * np.maximum(self.corner, 0.8 * self.lip * (1 - np.abs(2 * self.low - 1))))

    def gauss(self, centre, size):
        return np.exp(-(((self.p - centre) / size) ** 2).sum(axis=1)) * (1 - smooth(0.0, 0.3, self.inside))

    def cheek(self, distance):
        cx, cy, cz = self.character.cheek_at
        at = self.gauss(np.array([cx + 0.004, cy - 0.002, cz + 0.018]), [0.021, 0.017, 0.030])
        return along(1, distance * at) + along(2, 0.75 * distance * at) + along(0, 0.25 * distance * at)

    def middle_lip(self, width):
        """1 in the middle of her left half of the lips, fading to its ends."""
        return self.left * np.exp(-(self.p[:, 0] / (width * self.unit)) ** 4)

    def shape(self, name):
        c, u, p = self.character, self.unit, self.p
        x, y, z = p.T
        my = c.mouth_y
        side = self.corner * self.left
        match name:
            case "jawOpen":
                return self.jaw_open()
            case "jawForward":
                return along(2, 0.0075 * self.jaw) + along(1, -0.0010 * self.lower)
            case "jawLeft":
                # At the corners both lips go as one.
                return along(0, 0.0072 * (self.jaw + (0.36 - self.jaw) * 0.8 * self.corner))
            case "mouthClose":
                kept = np.where(self.loop >= LIP_SKIN, 1.0, np.clip(self.lip * 1.15, 0, 1)) * (1 - smooth(0.2, 0.85, self.inside))
                return -self.jaw_open() * kept[:, None]
            case "mouthFunnel":
                return (along(0, -0.155 * x * self.lip) + along(2, u * (0.0062 * self.lip + 0.0030 * self.corner))
                        + along(1, u * (0.0052 * self.upper - 0.0056 * self.lower) * (1 - 0.75 * self.corner))
                        + along(1, -0.0030 * u * self.jaw * (1 - self.lip)))
            case "mouthPucker":
                return (along(0, -0.150 * x * self.lip) + along(2, u * (0.0074 * self.lip + 0.0030 * self.corner))
                        + along(1, (my - y) * 0.10 * self.lip + 0.0007 * u * (self.lower - self.upper) * (1 - self.corner)) + along(0, -0.05 * x * self.corner))
            case "mouthLeft":
                wide = self.gauss(np.array([0.0, my, 0.085]), [0.040, 0.026, 0.05])
                moved = np.maximum(wide, self.lip)
                squeeze = 1 - 0.62 * smooth(0.0, c.mouth_half_width, x)
                return along(0, 0.0105 * u * moved * squeeze) + along(2, 0.0044 * u * self.corner)
            case "mouthSmileLeft":
                pull = side + 0.35 * self.middle_lip(0.026) * self.lip * (1 - self.corner)
                return (along(0, 0.0084 * u * pull) + along(1, 0.0078 * u * side + 0.0012 * u * self.middle_lip(0.03) * self.lip)
                        + along(2, -0.0046 * u * pull) + self.cheek(0.0034) * self.left[:, None])
            case "mouthFrownLeft":
                return along(1, -0.0078 * u * side) + along(0, 0.0020 * u * side) + along(2, -0.0010 * u * side)
            case "mouthDimpleLeft":
                return along(0, 0.0020 * u * side) + along(2, -0.0060 * u * side) + along(1, 0.0010 * u * side)
            case "mouthStretchLeft":
                pull = side + 0.30 * self.middle_lip(0.026) * self.lip * (1 - self.corner)
                return along(0, 0.0070 * u * pull) + along(1, -0.0032 * u * side) + along(2, -0.0040 * u * pull)
            case "mouthRollLower":
                roll = smooth(LIP_SKIN - 2, LIP_SKIN + LIP_RED - 1, np.where(self.loop >= 0, self.loop, 0)) * self.lower
                return along(2, -0.0062 * u * roll * (1 - self.corner)) + along(1, u * (0.0022 * roll + 0.0018 * self.lower * (1 - roll)) * (1 - self.corner))
            case "mouthRollUpper":
                roll = smooth(LIP_SKIN - 2, LIP_SKIN + LIP_RED - 1, np.where(self.loop >= 0, self.loop, 0)) * self.upper
                u = u * min(1.0, c.upper_lip / 0.0072)
                return along(2, -0.0060 * u * roll * (1 - self.corner)) + along(1, u * (0.0014 * roll - 0.0018 * self.upper * (1 - roll)) * (1 - self.corner))
            case "mouthShrugLower":
                chin = self.gauss(np.array([0, my - 0.032, c.chin_at[2] + 0.014]), [0.022, 0.020, 0.028])
                return (along(1, u * ((0.0058 * self.lower + 0.0020 * self.upper) * (1 - self.corner) + 0.0058 * chin))
                        + along(2, u * (0.0024 * self.lower + 0.0010 * self.upper) * (1 - self.corner)))
            case "mouthShrugUpper":
                return along(1, 0.0044 * u * self.upper * (1 - 0.6 * self.corner)) + along(2, 0.0018 * u * self.upper)
            case "mouthPressLeft":
                press = self.lip * self.left * smooth(0, 0.006, x)
                flat = np.clip((y - my) / 0.008, -1, 1)
                return (along(1, u * (-0.0026 * flat * press + 0.0010 * self.lower * self.left * (1 - self.corner))) + along(2, -0.0022 * u * press)
                        + along(0, 0.0004 * side) + along(1, 0.0016 * u * self.left * self.gauss(np.array([0.012, my - 0.030, 0.082]), [0.018, 0.016, 0.03])))
            case "mouthLowerDownLeft":
                down = self.lower * self.middle_lip(0.022)
                return along(1, -0.0064 * u * down) + along(2, 0.0012 * u * down) + along(1, -0.0024 * u * self.left * self.jaw * (1 - self.lip))
            case "mouthUpperUpLeft":
                up = self.upper * self.middle_lip(0.022)
                fold = self.gauss(np.array([0.020, my + 0.020, 0.085]), [0.012, 0.014, 0.03])
                return along(1, 0.0062 * u * up + 0.0022 * fold * self.left) + along(2, 0.0012 * up + 0.0012 * fold * self.left)
            case "cheekPuff":
                at = self.gauss(np.array([0.041, my + 0.006, 0.062]), [0.022, 0.024, 0.034]) + self.gauss(
                    np.array([-0.041, my + 0.006, 0.062]), [0.022, 0.024, 0.034])
                around = self.gauss(np.array([0, my, 0.09]), [0.034, 0.022, 0.03])
                return (along(0, np.sign(x) * 0.0098 * at - 0.155 * x * self.lip) + along(2, 0.0068 * at + 0.0026 * around + 0.0026 * self.corner))
            case "cheekSquintLeft":
                return self.cheek(0.0062) * self.left[:, None] + self.lids(0, 5)
            case "noseSneerLeft":
                wing = self.gauss(np.array([c.wing_spread + 0.003, c.nose_tip[1] - 0.001, c.nose_tip[2] - 0.012]), [0.010, 0.012, 0.020])
                bridge = self.gauss(np.array([0.008, c.eye_at[1] - 0.006, 0.090]), [0.008, 0.012, 0.02])
                return (along(1, 0.0048 * wing * self.left + 0.0022 * bridge * self.left + 0.0042 * u * self.upper * self.middle_lip(0.020))
                        + along(2, 0.0012 * wing * self.left) + along(0, 0.0010 * wing * self.left))
            case "browDownLeft":
                return self.brow((-0.006, 0.022), (0.024, 0.012), -0.0062, inward=-0.0030) + self.brow((-0.020, 0.020), (0.012, 0.012), -0.0024)
            case "browInnerUp":
                one = self.brow((-0.016, 0.024), (0.014, 0.017), 0.0086, inward=-0.0008)
                return one + self.mirror(lambda s: s.brow((-0.016, 0.024), (0.014, 0.017), 0.0086, inward=-0.0008))
            case "browOuterUpLeft":
                return self.brow((0.014, 0.024), (0.018, 0.016), 0.0092)
            case "eyeBlinkLeft":
                return self.lids(1, 1, closing=True)
            case "eyeSquintLeft":
                return self.lids(-5, 9.5) + self.cheek(0.0022) * self.left[:, None]
            case "eyeWideLeft":
                return self.lids(9, -3)
            case "eyeLookDownLeft":
                return self.lids(-15, -4)
            case "eyeLookUpLeft":
                return self.lids(9, 3)
            case "eyeLookInLeft":
                return self.lids(0, 0, sideways=-4.5)
            case "eyeLookOutLeft":
                return self.lids(0, 0, sideways=4.5)
        return np.zeros_like(p)

    def brow(self, offset, size, distance, inward=0.0):
        """Lifts what lies over her left eye; offsets from the eye's centre."""
        x, y, z = self.p.T
        ex, ey, _ = self.character.eye_at
        at = np.exp(-((x - ex - offset[0]) / size[0]) ** 2 - ((y - ey - offset[1]) / size[1]) ** 2) * self.front
        at = at * smooth(-0.004, 0.006, x) if offset[0] > -0.010 else at * smooth(-0.012, 0.008, x)
        for side in ("Left", "Right"):   # lids have their own targets
            for k, loop in enumerate(self.sheet.eyes[side].loops):
                at[loop] *= 1 - 0.95 * smooth(0, 0.75 * LID_LOOPS, k)
        return along(1, distance * at) + along(0, inward * at) + along(2, -0.18 * abs(distance) * at)

    def lids(self, upper, lower, closing=False, sideways=0.0):
        """Turns her left lids about the eyeball by degrees at their edges, upwards positive; `closing`: until they meet."""
        moved = np.zeros_like(self.p)
        ring = self.sheet.eyes["Left"]
        for k, loop in enumerate(ring.loops[1:], start=1):
            share = min(1.0, k / LID_LOOPS) ** 1.7
            moved[loop] = self.lid_points(self.p[loop], np.arange(len(loop)), share, upper, lower, closing, sideways) - self.p[loop]
        return moved

    def lid_points(self, points, places, share, upper, lower, closing, sideways):
        """Points that belong to places of the lids' loops, where a turn of the lids puts them."""
        ring = self.sheet.eyes["Left"]
        centre = self.character.eye("Left")
        turn, slope = (a[places] for a in lid_edge(self.character, ring.angles))
        s = np.sin(ring.angles)[places]
        fade = np.abs(s) ** 1.1
        if closing:
            meet = np.radians(-0.42 * self.character.aperture_down * np.cos(np.clip((turn - EDGE_SHIFT) / np.radians(self.character.aperture_side), -1, 1) * np.pi / 2) ** 2
                              + self.character.tilt * np.cos(ring.angles)[places])
            # The upper lid comes to lie on the lower; in the corners a little of their wedge is left.
            bend = (meet - slope) * (1 - 0.35 * np.exp(-(s / 0.35) ** 2)) - np.radians(1.6) * smooth(0.35, 0.70, s)
        else:
            bend = np.radians(np.where(s > 0, upper, lower)) * fade
        bend = bend * share
        out = points - centre
        far = np.linalg.norm(out, axis=1)
        own_turn = np.arctan2(out[:, 0], out[:, 2])
        own_slope = np.arcsin(np.clip(out[:, 1] / far, -1, 1))
        new_turn = own_turn + np.radians(sideways) * share * np.abs(s)
        new_slope = own_slope + bend
        return centre + far[:, None] * np.stack(
            [np.sin(new_turn) * np.cos(new_slope), np.sin(new_slope), np.cos(new_turn) * np.cos(new_slope)], axis=-1)

    LASH = {"eyeBlinkLeft": (1, 1, True, 0), "eyeSquintLeft": (-5, 9.5, False, 0), "eyeWideLeft": (9, -3, False, 0),
            "eyeLookDownLeft": (-15, -4, False, 0), "eyeLookUpLeft": (9, 3, False, 0), "eyeLookInLeft": (0, 0, False, -4.5),
            "eyeLookOutLeft": (0, 0, False, 4.5)}

    def lashes(self, part, name):
        """Lashes turn with the edge that they stand on."""
        if name not in self.LASH:
            return np.zeros_like(part.vertices)
        upper, lower, closing, sideways = self.LASH[name]
        edge = {v: k for k, v in enumerate(self.sheet.eyes["Left"].loops[LID_LOOPS])}
        places = np.array([edge[v] for v in part.tag["anchor"]])
        return self.lid_points(part.vertices, places, 1.0, upper, lower, closing, sideways) - part.vertices

    def mirror(self, make):
        """What a shape does on her other side: every vertex takes what its mirror image does."""
        if not hasattr(self, "partner"):
            # Where lips touch, two vertices lie on one place: the loop's side tells them apart.
            place = np.column_stack([self.p, self.loop * 0.01, (self.sine > 0) * 0.01 * (self.loop >= 0)])
            key = {tuple(np.round(v, 5) + 0.0): i for i, v in enumerate(place)}
            flip = np.array([-1, 1, 1, 1, 1])
            self.partner = np.array([key.get(tuple(np.round(v * flip, 5) + 0.0), -1) for v in place])
            for i in np.where(self.partner < 0)[0]:
                self.partner[i] = np.argmin(((place - place[i] * flip) ** 2).sum(axis=1))
        return make(self)[self.partner] * [-1, 1, 1]

    def displacement(self, name):
        if name in MIRRORED:
            return self.mirror(lambda s: s.shape(MIRRORED[name]))
        if name.endswith("Right"):
            return self.mirror(lambda s: s.shape(name.removesuffix("Right") + "Left"))
        return self.shape(name)


def edges(faces):
    pairs = set()
    for face in faces:
        for a, b in zip(face, (*face[1:], face[0])):
            pairs.add((min(a, b), max(a, b)))
    a, b = np.array(sorted(pairs)).T
    return a, b


def lower_mouth(part, name, unit):
    """What slides with the jaw: the joint only turns."""
    p = part.vertices
    match name:
        case "jawForward":
            return along(2, np.full(len(p), 0.0075))
        case "jawLeft":
            return along(0, np.full(len(p), 0.0072))
        case "jawRight":
            return along(0, np.full(len(p), -0.0072))
    return np.zeros_like(p)


def tongue(part, name, unit):
    p = part.vertices
    t = part.tag["along"]
    tip, body = smooth(0.45, 1.0, t), smooth(0.05, 0.75, t)
    across = p[:, 0] / (0.0165 * unit)
    edge = smooth(0.3, 1.0, np.abs(across))
    match name:
        case "tongueOut":
            return along(2, 0.034 * smooth(0.15, 1.0, t)) + along(1, 0.0075 * smooth(0.2, 0.7, t) - 0.0050 * smooth(0.75, 1.0, t))
        case "tongueTipUp":
            return along(1, 0.0110 * tip) + along(2, -0.0020 * tip)
        case "tongueTipDown":
            return along(1, -0.0060 * tip) + along(2, -0.0008 * tip)
        case "tongueTipLeft":
            return along(0, 0.0100 * tip)
        case "tongueRollUp":
            return along(1, 0.0120 * tip) + along(2, -0.0110 * tip * tip)
        case "tongueRollDown":
            return along(1, -0.0080 * tip) + along(2, -0.0100 * tip * tip)
        case "tongueRollLeft":
            return along(1, 0.0055 * across * body) + along(0, 0.0012 * np.abs(across) * body)
        case "tongueUp":
            return along(1, 0.0075 * body)
        case "tongueDown":
            return along(1, -0.0055 * body)
        case "tongueLeft":
            return along(0, 0.0070 * body)
        case "tongueIn":
            return along(2, -0.0110 * smooth(0.0, 0.8, t)) + along(1, 0.0020 * body)
        case "tongueStretch":
            return along(2, 0.0100 * smooth(0.2, 1, t)) + along(0, -0.16 * p[:, 0] * body)
        case "tongueWide":
            return along(0, 0.24 * p[:, 0] * body) + along(1, -0.0010 * body)
        case "tongueNarrow":
            return along(0, -0.26 * p[:, 0] * body) + along(1, 0.0018 * edge * body)
    if name in ("jawForward", "jawLeft", "jawRight"):
        return lower_mouth(part, name, unit)
    if name in MIRRORED:
        mirror = tongue_mirror(part)
        return tongue(mirror, MIRRORED[name], unit) * [-1, 1, 1]
    return np.zeros_like(p)


def tongue_mirror(part):
    from dataclasses import replace
    return replace(part, vertices=part.vertices * [-1, 1, 1])
