"""Everything but the skin: eyes, lashes, brows, teeth, tongue, ears, hair, collar, horns."""

import numpy as np

from heads import sdf
from heads.face import LID_LOOPS, LID_SHELL, front, smooth
from heads.part import Part, cap, mirrored, strip
from heads.skin import COLUMNS


def eye(character, side):
    centre, r = character.eye(side), character.eye_radius
    columns = 32
    turn = np.arange(columns) * 2 * np.pi / columns
    iris, pupil = np.radians(character.iris_degrees), np.radians(character.pupil_degrees)
    limbus = iris * 1.0
    flat = r * np.cos(iris)
    profile = []   # radius across, depth, material of what follows
    for theta in np.linspace(np.radians(118), limbus, 11):
        profile.append((r * np.sin(theta), r * np.cos(theta), "eye_sclera"))
    profile[-1] = (*profile[-1][:2], "eye_limbus")
    rim = r * np.sin(iris)
    profile.append((rim * 0.90, flat - 0.0006, "eye_iris"))
    inner = r * np.sin(pupil)
    for t in (0.35, 0.7):
        profile.append((rim * 0.90 + (inner - rim * 0.90) * t, flat - 0.0006 - 0.0011 * t, "eye_iris"))
    profile.append((inner, flat - 0.0017, "eye_pupil"))
    profile.append((inner * 0.9, flat - 0.0028, "eye_pupil"))
    profile.append((inner * 0.3, flat - 0.0032, "eye_pupil"))
    grid = np.array([[(across * np.cos(a), across * np.sin(a), depth) for a in turn] for across, depth, _ in profile])
    part = strip(f"eye{side}", grid + centre, [m for _, _, m in profile[:-1]], joint_of(side), closed=True, moves=False)
    count = len(part.vertices)
    cap(part, list(range(count - columns, count)), centre + [0, 0, flat - 0.0033], "eye_pupil")
    dome = []
    for t in np.linspace(0, 1, 7)[:-1]:
        theta = limbus * 1.06 * (1 - t)
        bulge = 0.0003 + 0.024 * r * (1 - (1 - t) ** 2.2)
        dome.append([((r + bulge) * np.sin(theta) * np.cos(a), (r + bulge) * np.sin(theta) * np.sin(a), (r + bulge) * np.cos(theta)) for a in turn])
    shell = strip(f"cornea{side}", np.array(dome) + centre, "cornea", joint_of(side), closed=True, moves=False)
    count = len(shell.vertices)
    cap(shell, list(range(count - columns, count)), centre + [0, 0, r + 0.0003 + 0.024 * r], "cornea")
    return [part, shell]


def joint_of(side):
    return "leftEye" if side == "Left" else "rightEye"


def lashes(character, sheet):
    """A dark ribbon along the upper lid's edge, longest at the outer corner; her left one."""
    ring = sheet.eyes["Left"]
    edge = [k for k in range(len(ring.angles)) if np.sin(ring.angles[k]) > 0.10]
    centre, r = character.eye("Left"), character.eye_radius
    loop = ring.loops[LID_LOOPS]
    rows = []
    base = sheet.vertices[[loop[k] for k in edge]]
    out = base - centre
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    angle = ring.angles[edge]
    length = r * (0.10 + 0.20 * np.sin(angle) ** 0.5) * (1 + 0.35 * np.cos(angle))
    for t, lift in ((-0.06, 0.0), (0.45, 0.10), (1.0, 0.42)):
        rows.append(base + (out * t + np.array([0.10 * t, lift, 0])) * length[:, None])
    rows.append(rows[1] - out * 0.0006 + [0, 0.0007, 0])
    rows.append(base - out * 0.0004 + [0, 0.0010, 0])
    part = strip("lashesLeft", np.array(rows), "lashes", "head", follows_skin=True)
    part.tag["anchor"] = np.tile([loop[k] for k in edge], len(rows))
    return part


def brow(character):
    """Her left one: a lens of hair along the ridge over the eye."""
    eye_x, eye_y = character.eye_at[:2]
    u = np.linspace(0, 1, 15)
    x = eye_x - 0.0195 + 0.043 * u
    y = eye_y + 0.0235 + 0.0058 * np.sin(np.pi * (u * 0.82 + 0.05)) - 0.004 * smooth(0.7, 1.0, u)
    thick = character.brow_thickness * (0.55 + 0.6 * smooth(0, 0.25, u)) * (1 - 0.80 * smooth(0.45, 1.0, u))
    rows = []
    for v in np.linspace(-1, 1, 6):
        place = np.column_stack([x, y + thick * v])
        z = front(character, place) - 0.0008 + 0.0022 * (1 - v * v) * (0.5 + 0.5 * np.sin(np.pi * np.clip(u * 0.94 + 0.05, 0, 1)))
        rows.append(np.column_stack([place, z]))
    return strip("browLeft", np.array(rows), "brow", "head", follows_skin=True)


def teeth(character, upper):
    """Gum and fourteen teeth on an arch."""
    lip = front(character, np.array([[0.0, character.mouth_y]]))[0]
    scale = character.mouth_half_width / 0.0245
    columns = 14 * 4 + 1
    place = np.linspace(-1, 1, columns)
    a = np.radians(82) * place
    arch = 0.0215 * scale if upper else 0.0200 * scale
    front_z = lip - (0.0105 if upper else 0.0128)
    groove = np.abs(np.cos(np.pi * 7 * (place + 1))) ** 10   # 1 between teeth
    tall = 1 + 0.10 * np.exp(-(place / 0.2) ** 2) - 0.10 * np.abs(place)
    sign = 1 if upper else -1
    y0 = character.mouth_y - (0.0042 if upper else 0.0030)   # cutting edge
    profile = [(-0.0040, 0.0165, "gums"), (0.0010, 0.0125, "gums"), (0.0010, 0.0096, "teeth"), (0.0009, 0.0080, "teeth"),
               (0.0006, 0.0035, "teeth"), (-0.0002, 0.0004, "teeth"), (-0.0012, 0.0, "teeth"), (-0.0026, 0.0012, "teeth"),
               (-0.0032, 0.0080, "gums"), (-0.0045, 0.0150, "gums")]
    rows = []
    for out, height, material in profile:
        in_gum = height > 0.009
        radius = arch + out - groove * (0.0009 if not in_gum else 0.0003)
        level = height * np.where(in_gum, 1, tall) - (0.0012 * groove if 0.006 < height < 0.0099 else 0) + (0.0006 * groove if height < 0.001 else 0)
        rows.append(np.column_stack([radius * np.sin(a), y0 + sign * level, front_z - 1.25 * (arch - radius * np.cos(a))]))
    materials = [m for _, _, m in profile[:-1]]
    materials[1] = "gums"
    part = strip("teethUpper" if upper else "teethLower", np.array(rows), materials, "head" if upper else "jaw", flip=upper)
    return part


def tongue(character):
    lip = front(character, np.array([[0.0, character.mouth_y]]))[0]
    scale = character.mouth_half_width / 0.0245
    along = np.linspace(0, 1, 16)       # root to tip
    columns = 18
    turn = np.arange(columns) * 2 * np.pi / columns
    grid = []
    for t in along:
        z = 0.018 + (lip - 0.0185 - 0.018) * t
        width = 0.0165 * scale * (1 - 0.16 * t) * (1 - smooth(0.74, 1.03, t) ** 2) ** 0.5
        thick = 0.0060 * (1 - 0.35 * t) * (1 - smooth(0.80, 1.02, t) ** 2) ** 0.5
        y = character.mouth_y - 0.0115 + 0.0040 * np.sin(np.pi * (0.15 + 0.55 * t)) - 0.002 * t
        groove = 0.0014 * np.exp(-(np.cos(turn) / 0.22) ** 2) * (np.sin(turn) > 0) * (1 - t ** 3)
        grid.append(np.column_stack([width * np.cos(turn), y + thick * np.sin(turn) - groove, np.full(columns, z)]))
    part = strip("tongue", np.array(grid), "tongue", "jaw", closed=True)
    z = part.vertices[:, 2]
    cap(part, list(range(len(part.vertices) - columns, len(part.vertices))), part.vertices[-columns:].mean(axis=0) + [0, 0, 0.0008], "tongue")
    z = part.vertices[:, 2]
    low, high = z.min(), z.max()
    share = (z - low) / (high - low)
    part.tag["along"] = share
    root, middle, tip = tongue_joints(character)
    w2, w3 = smooth(0.25, 0.60, share), smooth(0.60, 0.92, share)
    part.weights = {"tongue1": 1 - w2, "tongue2": w2 * (1 - w3), "tongue3": w2 * w3}
    return part


def tongue_joints(character):
    lip = front(character, np.array([[0.0, character.mouth_y]]))[0]
    tip = lip - 0.0185
    return [np.array([0, character.mouth_y - 0.0085, 0.018 + (tip - 0.018) * t]) for t in (0.05, 0.42, 0.74)]


def ear(character):
    """Her left one: rim, hollow, lobe, and a back that runs into the head."""
    rings, columns = 11, 36
    theta = np.arange(columns) * 2 * np.pi / columns   # 0 towards the face, π/2 up
    size = character.ear_size
    c, s = np.cos(theta), np.sin(theta)
    half_width = np.where(c > 0, 0.46, 0.68) * (1 + 0.10 * s)
    half_height = np.where(s > 0, 1.02, 0.98)
    reach = 1 / np.sqrt((c / half_width) ** 2 + (s / half_height) ** 2)
    point = character.ear_point * np.exp(-((theta - np.radians(122)) / 0.40) ** 2)
    lobe = 1 - 0.10 * np.exp(-((theta - np.radians(225)) / 0.35) ** 2)
    outline = size * (reach * lobe + point)
    profile = [(0.0, -0.0040), (0.18, -0.0042), (0.38, -0.0030), (0.52, 0.0006), (0.66, 0.0014), (0.78, 0.0004), (0.88, 0.0024),
               (0.97, 0.0036), (1.00, 0.0012), (0.93, -0.0030), (0.72, -0.0075), (0.55, -0.0140)]
    grid = []
    hollow = 0.5 + 0.5 * np.clip(c + 0.2, -1, 1)
    for rho, height in profile:
        lift = height * (size / 0.031)
        flatter = np.where((s < -0.55) & (np.array(lift) > -0.004), 0.45, 1.0)      # the lobe is plain
        level = lift * flatter - (0.0012 * hollow if 0.3 < rho < 0.8 and height > -0.002 else 0)
        shift = 0.10 * size * (1 - rho)     # the hollow lies towards the face
        grid.append(np.column_stack([level, outline * rho * s * 1.0, outline * rho * c + shift]))
    grid = np.array(grid)
    part = strip("earLeft", grid[1:], "skin", "head", closed=True, moves=False)
    cap(part, list(range(columns)), grid[0].mean(axis=0), "skin", flip=True)
    lean, turn_out = np.radians(12), np.radians(character.ear_turn)
    p = part.vertices
    p = np.column_stack([p[:, 0], p[:, 1] * np.cos(lean) - p[:, 2] * np.sin(lean) * -1, p[:, 2] * np.cos(lean) - p[:, 1] * np.sin(lean)])
    p = np.column_stack([p[:, 0] * np.cos(turn_out) - p[:, 2] * np.sin(turn_out), p[:, 1], p[:, 0] * np.sin(turn_out) + p[:, 2] * np.cos(turn_out)])
    side = sdf.cast(character.clay, np.array([[0.0, character.ear_at[1], character.ear_at[2]]]), np.array([[1.0, 0, 0]]))[0]
    part.vertices = p + [side[0] + 0.0105 * size / 0.031, character.ear_at[1], character.ear_at[2]]
    return part


HAIR_EDGES = {   # degrees round from the face's middle, slope of the hair's edge from the hair's centre
    "bob": [(0, 46), (22, 45), (42, 37), (58, 19), (70, 2), (80, -8), (92, -12), (104, -40), (122, -52), (150, -54), (180, -54)],
    "short": [(0, 51), (25, 50), (44, 42), (60, 24), (72, 4), (82, -6), (92, 2), (104, -14), (122, -26), (150, -32), (180, -34)],
}


def hair(character):
    if character.hair not in HAIR_EDGES:
        return None
    bob = character.hair == "bob"
    centre = np.array([0.0, 0.016, -0.012])
    columns, rows = 88, 22
    turn = np.arange(columns) * 2 * np.pi / columns
    around = np.degrees(np.abs(np.where(turn > np.pi, turn - 2 * np.pi, turn)))
    at, slope = zip(*HAIR_EDGES[character.hair])
    edge = np.radians(np.interp(around, at, slope))

    def volume(points):
        d = character.clay(points) - (0.010 if bob else 0.0075)
        if bob:
            d = sdf.joined(d, sdf.ellipsoid(points, np.array([0, 0.046, -0.014]), np.array([0.085, 0.092, 0.104])), 0.020)
            for side in (1, -1):
                d = sdf.joined(d, sdf.capsule(points, [side * 0.060, 0.010, -0.044], [side * 0.050, -0.085, -0.050], 0.030, 0.022), 0.030)
            d = sdf.joined(d, sdf.ellipsoid(points, np.array([0, -0.036, -0.066]), np.array([0.058, 0.062, 0.042])), 0.030)
        else:
            d = sdf.joined(d, sdf.ellipsoid(points, np.array([0, 0.060, 0.006]), np.array([0.068, 0.074, 0.086])), 0.030)
        return d

    grid = []
    steps = np.concatenate([np.linspace(0.06, 1, rows - 3)])
    for t in steps:
        angle = np.pi / 2 + (edge - np.pi / 2) * t
        d = np.column_stack([np.cos(angle) * np.sin(turn), np.sin(angle), np.cos(angle) * np.cos(turn)])
        points = sdf.cast(volume, np.tile(centre, (columns, 1)), d)
        lock = np.cos(turn * 22 + 2.2 * np.sin(turn * 3) + 1.5 * t) * smooth(0.12, 0.45, t)
        parting = np.exp(-(np.sin(turn) * t / 0.055) ** 2) * (np.cos(turn) > 0) * smooth(0.02, 0.2, t) if bob else 0
        points = points + d * (0.0013 * lock - 0.0036 * parting)[:, None]
        # Thin at the forehead, where hair grows from.
        thin = 0.80 * smooth(0.62, 1.0, t) * smooth(82, 60, around)
        root = sdf.cast(lambda q: character.clay(q) - 0.0020, np.tile(centre, (columns, 1)), d)
        grid.append(points + (root - points) * thin[:, None])
    last, before = grid[-1], grid[-2]
    down = last - before
    for inward, drop in ((0.05, 0.55), (0.16, 0.35), (0.30, -0.6)):
        towards = (centre + [0, -0.01, 0]) - last
        grid.append(last + towards * inward + down * drop)
    part = strip("hair", np.array(grid), "hair", "head", closed=True, flip=True, moves=False)
    cap(part, list(range(columns)), grid[0].mean(axis=0) + [0, 0.0010, 0], "hair", flip=False)
    return part


def collar(character, sheet):
    """A jersey over the lowest rows of the skin, its edge rolled in."""
    rows = []
    for row in range(0, 11):
        index = np.where(sheet.row == row)[0]
        points = sheet.vertices[index[np.argsort(sheet.column[index])]]
        middle = np.array([0, 0, points[:, 2].mean()]) * [0, 0, 1]
        out = (points - middle) * [1, 0, 1]
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        rows.append((points, out))
    grid = [points + out * (0.0050 + 0.0008 * np.sin(k * 1.3)) + [0, 0.0012, 0] for k, (points, out) in enumerate(rows)]
    top, out = rows[-1]
    grid += [top + out * 0.0042 + [0, 0.0030, 0], top + out * 0.0022 + [0, 0.0036, 0], top + out * 0.0006 + [0, 0.0024, 0], rows[-2][0] + rows[-2][1] * -0.0006]
    return strip("collar", np.array(grid), "cloth", "chest", closed=True, moves=False)


def horn(character):
    """Her left one."""
    turn = np.arange(14) * 2 * np.pi / 14
    grid = []
    for t in np.linspace(0, 1, 12):
        base = np.array([0.036 + 0.020 * t + 0.012 * t ** 2, 0.092 + 0.052 * t, 0.036 - 0.006 * t - 0.034 * t ** 2])
        radius = 0.0125 * (1 - t) ** 0.8 + 0.0008 + 0.0006 * np.cos(t * 60)
        axis = np.array([0.5, 0.75, -0.15 - 0.8 * t])
        axis /= np.linalg.norm(axis)
        right = np.cross([0, 0, 1], axis)
        right /= np.linalg.norm(right)
        ahead = np.cross(axis, right)
        grid.append(base + radius * (np.cos(turn)[:, None] * right + np.sin(turn)[:, None] * ahead))
    part = strip("hornLeft", np.array(grid), "horn", "head", closed=True, moves=False)
    cap(part, list(range(len(part.vertices) - 14, len(part.vertices))), grid[-1].mean(axis=0) + [0.001, 0.001, -0.001], "horn")
    return part
