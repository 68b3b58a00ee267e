"""From clay to a face: the sheet with its holes, lids on eyeballs, lips with an inside."""

import numpy as np

from heads import sdf
from heads.skin import COLUMNS, Ring, Sheet, azimuths, border, grid, hole, rim, rim_angles, spread

LID_LOOPS = 9      # from the skin to the lid's edge
LID_BACK = 2       # behind the edge
LIP_SKIN, LIP_RED, LIP_INSIDE = 4, 6, 9
LID_SHELL = 1.115  # of the eyeball's radius: lids that turn by 36 degrees on a straight path still clear it
LID_THICKNESS = 0.022
EDGE_SHIFT = np.radians(9)   # eyes open a little outwards
CREASE = 0.45


def smooth(edge0, edge1, x):
    t = np.clip((x - edge0) / (edge1 - edge0), 0, 1)
    return t * t * (3 - 2 * t)


def build(character):
    points = grid(character)
    rows = len(points)
    eye = np.array(character.eye_at)
    r = character.eye_radius
    holes = {
        "mouth": hole(points, (0, character.mouth_y - 0.0165), (character.mouth_half_width + 0.0065, character.mouth_y + 0.0150), False),
        "Left": hole(points, (eye[0] - r * 1.22, eye[1] - r * 0.98), (eye[0] + r * 1.32, eye[1] + r * 1.08), True),
    }
    r0, r1, c0, c1 = holes["Left"]
    holes["Right"] = (r0, r1, -c1, -c0)

    fixed = np.zeros((rows, COLUMNS), bool)
    wanted = np.zeros((rows, COLUMNS, 3))
    fixed[:2] = fixed[-3:] = True
    rims = {}
    for name in ("mouth", "Left"):
        r0, r1, c0, c1 = holes[name]
        cells = border(r0, r1, c0, c1)
        angles = rim_angles(cells, r0, r1, c0, c1)
        if name == "mouth":
            centre = character.mouth - [0, 0.0008, 0]
            place = rim(character, centre, (character.mouth_half_width + 0.0075, 0.0155), angles, 2.5)
        else:
            place = rim(character, eye + [r * 0.05, r * 0.05, 0], (r * 1.27, r * 1.03), angles, 2.2, (0.22, 0, 1))
        rims[name] = (cells, angles, place)
        for (row, column), at in zip(cells, place):
            k = column % COLUMNS
            fixed[row, k] = True
            wanted[row, k] = at - points[row, k]
            if name == "Left":
                m = -column % COLUMNS
                fixed[row, m] = True
                wanted[row, m] = at * [-1, 1, 1] - points[row, m]
    moved = points + spread((rows, COLUMNS), fixed, wanted)
    flat = moved.reshape(-1, 3)
    flat = relaxed(character, flat.reshape(rows, COLUMNS, 3), fixed).reshape(-1, 3)
    keep = fixed.reshape(-1)
    projected = sdf.project(character.clay, flat)
    flat = np.where(keep[:, None], flat, projected)
    flat = flat.reshape(rows, COLUMNS, 3)
    mirror = flat[:, (-np.arange(COLUMNS)) % COLUMNS] * [-1, 1, 1]
    flat = ((flat + mirror) / 2).reshape(-1, 3)

    inside = np.zeros((rows, COLUMNS), bool)
    for r0, r1, c0, c1 in holes.values():
        for column in range(c0, c1):
            inside[r0:r1, column % COLUMNS] = True
    quads = []
    for row in range(rows - 1):
        for k in range(COLUMNS):
            if not inside[row, k]:
                n = (k + 1) % COLUMNS
                quads.append((row * COLUMNS + k, row * COLUMNS + n, (row + 1) * COLUMNS + n, (row + 1) * COLUMNS + k))
    turn = azimuths()
    u = 0.5 + np.where(turn > np.pi, turn - 2 * np.pi, turn) / (2 * np.pi)
    uv = np.stack(np.meshgrid(u, 1 - np.arange(rows) / (rows - 1)), axis=-1).reshape(-1, 2)
    sheet = Sheet(flat, quads, np.repeat(np.arange(rows), COLUMNS), np.tile(np.arange(COLUMNS), rows), uv)
    crown(sheet, rows)
    for name in ("mouth", "Left", "Right"):
        r0, r1, c0, c1 = holes[name]
        if name == "Right":
            cells, angles, _ = rims["Left"]
            cells = [(row, -column) for row, column in cells]
            ring = Ring([[row * COLUMNS + column % COLUMNS for row, column in cells]], angles, character.eye("Right"))
            lids(character, sheet, ring, -1)
            sheet.eyes["Right"] = ring
            continue
        cells, angles, _ = rims[name]
        ring = Ring([[row * COLUMNS + column % COLUMNS for row, column in cells]], angles,
                    character.mouth if name == "mouth" else character.eye("Left"))
        if name == "mouth":
            lips(character, sheet, ring)
            sheet.mouth = ring
        else:
            lids(character, sheet, ring, 1)
            sheet.eyes["Left"] = ring
    return drop_unused(sheet)


def relaxed(character, points, fixed, rounds=6):
    """Evens neighbours out on the clay, so that quads are not pulled long where the form turns away from the rays."""
    rows = len(points)
    for turn in range(rounds):
        up = np.concatenate([points[1:], points[-1:]])
        down = np.concatenate([points[:1], points[:-1]])
        mean = (up + down + np.roll(points, 1, axis=1) + np.roll(points, -1, axis=1)) / 4
        new = points + 0.5 * (mean - points)
        points = np.where(fixed[..., None], points, new)
        if turn % 2 == 1:
            flat = sdf.project(character.clay, points.reshape(-1, 3), rounds=2).reshape(points.shape)
            points = np.where(fixed[..., None], points, flat)
    return points


def crown(sheet, rows):
    """Closes the last row with a point."""
    last = np.arange((rows - 1) * COLUMNS, rows * COLUMNS)
    top = len(sheet.vertices)
    sheet.vertices = np.concatenate([sheet.vertices, [sheet.vertices[last].mean(axis=0) + [0, 0.0006, 0]]])
    sheet.uv = np.concatenate([sheet.uv, [[0.5, 0.0]]])
    sheet.row, sheet.column = np.append(sheet.row, rows), np.append(sheet.column, 0)
    for k in range(0, COLUMNS, 2):
        sheet.quads.append((int(last[k]), int(last[k + 1]), int(last[(k + 2) % COLUMNS]), top))


def add_loop(sheet, ring, points, uv_pull=0.9):
    """One more loop inside the last, joined to it by quads."""
    first = len(sheet.vertices)
    count = len(points)
    before = ring.loops[-1]
    centre = sheet.uv[before].mean(axis=0)
    sheet.vertices = np.concatenate([sheet.vertices, points])
    sheet.uv = np.concatenate([sheet.uv, centre + (sheet.uv[before] - centre) * uv_pull])
    sheet.row = np.concatenate([sheet.row, np.full(count, -1)])
    sheet.column = np.concatenate([sheet.column, np.full(count, -1)])
    loop = list(range(first, first + count))
    flip = sheet.vertices[before[0]][0] < sheet.vertices[before[count // 2]][0]
    for k in range(count):
        n = (k + 1) % count
        quad = (before[k], before[n], loop[n], loop[k])
        sheet.quads.append(quad[::-1] if flip else quad)
    ring.loops.append(loop)


def lid_edge(character, angles):
    """Directions of the open lids' edges from the eyeball's centre, for her left eye: turn and slope in radians."""
    c, s = np.cos(angles), np.sin(angles)
    # Even steps up to the corners: where places crowd, a blink folds the skin between them.
    side = np.radians(character.aperture_side) * np.sign(c) * (1 - (1 - np.abs(c)) ** 0.64)
    turn = side + EDGE_SHIFT
    height = np.where(s > 0, character.aperture_up, character.aperture_down)
    # fullest over the iris's inner half above and outer half below, as almonds are
    slope = np.radians(height) * np.sign(s) * np.abs(s) ** 0.74
    slope = slope + np.radians(character.tilt) * c
    return turn, slope


def on_ball(centre, radius, turn, slope):
    return centre + radius[..., None] * np.stack(
        [np.sin(turn) * np.cos(slope), np.sin(slope), np.cos(turn) * np.cos(slope)], axis=-1)


def lids(character, sheet, ring, side):
    eye, r = character.eye("Left"), character.eye_radius
    rim_points = sheet.vertices[ring.loops[0]] * [side, 1, 1]
    turn, slope = lid_edge(character, ring.angles)
    up = np.sin(ring.angles) > 0
    edge = on_ball(eye, np.full(len(turn), r * LID_SHELL), turn, slope)
    for loop in range(1, LID_LOOPS + 1):
        t = loop / LID_LOOPS
        points = rim_points + (edge - rim_points) * (t ** 0.92)
        # a fold above the upper lid, a soft one below
        out = points - eye
        far = np.linalg.norm(out, axis=1, keepdims=True)
        least = r * (LID_SHELL + 0.06 * (1 - t))
        rounded = out / far * np.maximum(far, least)
        fold = np.exp(-((t - CREASE) / 0.13) ** 2) * np.where(up, 0.0013, 0.0002) * np.abs(np.sin(ring.angles)) ** 0.5
        swell = np.exp(-((t - 0.20) / 0.18) ** 2) * np.where(up, 0.0012, 0.0002) * np.abs(np.sin(ring.angles)) ** 0.5
        if loop < LID_LOOPS:
            rounded = rounded + (out / far) * (swell - fold)[:, None]
            new = eye + rounded
            far = np.linalg.norm(new - eye, axis=1, keepdims=True)
            new = eye + (new - eye) / far * np.maximum(far, r * LID_SHELL)
        else:
            new = edge
        add_loop(sheet, ring, new * [side, 1, 1])
    for back in range(1, LID_BACK + 1):
        turned = on_ball(eye, np.full(len(turn), r * (LID_SHELL - LID_THICKNESS * back / LID_BACK)), turn * (1 + 0.012 * back), slope * (1 + 0.02 * back))
        add_loop(sheet, ring, turned * [side, 1, 1])


def lip_curves(character, x):
    """Heights of the red's borders and of the line where lips meet, over x."""
    q = np.clip(np.abs(x) / character.mouth_half_width, 0, 1)
    meet = character.mouth_y + 0.0012 * q ** 2 - 0.0006 * np.exp(-(x / 0.006) ** 2)
    upper = character.upper_lip * (1 - q ** 2.0) ** 0.80 - character.bow * np.exp(-(x / 0.0034) ** 2)
    lower = -character.lower_lip * (1 - q ** 2.4) ** 0.85
    return meet, meet + upper, meet + lower


def lips(character, sheet, ring):
    count = len(ring.angles)
    angle = ring.angles
    rim_points = sheet.vertices[ring.loops[0]]
    c, s = np.cos(angle), np.sin(angle)
    x = character.mouth_half_width * np.sign(c) * np.abs(c) ** 0.82
    meet, top, bottom = lip_curves(character, x)
    up = s >= 0
    border_y = np.where(up, top, bottom)
    skin = front(character, np.column_stack([x, border_y]))
    side = np.abs(c) ** 6
    red = np.column_stack([x, border_y, skin + 0.0012 * (1 - side)])
    for loop in range(1, LIP_SKIN + 1):
        t = loop / LIP_SKIN
        points = rim_points + (red - rim_points) * t
        on_skin = front(character, points[:, :2])
        points[:, 2] = on_skin + (red[:, 2] - skin) * t ** 2
        add_loop(sheet, ring, points)
    depth = front(character, np.column_stack([x, meet]))
    line = np.column_stack([x * (1 - 0.035 * side), meet, depth - 0.0012])
    full = character.lip_fullness * (1 - np.abs(x / character.mouth_half_width) ** 2.5)
    for loop in range(1, LIP_RED + 1):
        t = loop / LIP_RED
        points = red + (line - red) * t
        points[:, 1] = red[:, 1] + (line[:, 1] - red[:, 1]) * np.sin(t * np.pi / 2) ** 1.1
        bulge = np.sin(np.pi * t ** 0.85) ** 0.85 if t < 1 else 0.0
        points[:, 2] += full * bulge * np.where(up, 0.86, 1.06)
        add_loop(sheet, ring, points)
    for loop in range(1, LIP_INSIDE + 1):
        t = loop / LIP_INSIDE
        back = 0.0050 * min(loop, 2) + 0.0075 * max(loop - 2, 0)
        tall = np.interp(t, [0, 0.12, 0.4, 0.8, 1], [0.0, 0.0016, 0.0175, 0.0185, 0.010]) * (0.4 + 0.6 * np.sqrt(np.abs(s)))
        wide = np.interp(t, [0, 0.2, 0.5, 0.8, 1], [1.0, 1.0, 1.12, 1.05, 0.55])
        points = np.column_stack([line[:, 0] * wide, line[:, 1] + np.sign(s) * tall * (np.abs(s) > 1e-9),
                                  np.minimum(line[:, 2], line[:, 2].max() - 0.002 * (t > 0.3)) - back * (1 - 0.35 * np.abs(c) * (t < 0.6))])
        add_loop(sheet, ring, points)
    even_out(sheet, ring)
    last = ring.loops[-1]
    centre = len(sheet.vertices)
    sheet.vertices = np.concatenate([sheet.vertices, [sheet.vertices[last].mean(axis=0) - [0, 0, 0.004]]])
    sheet.uv = np.concatenate([sheet.uv, [sheet.uv[last].mean(axis=0)]])
    sheet.row, sheet.column = np.append(sheet.row, -1), np.append(sheet.column, -1)
    for k in range(0, count - 1, 2):
        sheet.quads.append((last[k], last[k + 1], last[(k + 2) % count], centre))
    ring.back = centre


def even_out(sheet, ring):
    """Makes the loops' two sides each other's mirror image to the last digit."""
    here, there = np.exp(1j * ring.angles), -np.exp(-1j * ring.angles)
    partner = np.abs(here[None, :] - there[:, None]).argmin(axis=1)
    for loop in ring.loops[1:]:
        points = sheet.vertices[loop]
        sheet.vertices[loop] = (points + points[partner] * [-1, 1, 1]) / 2


def front(character, xy):
    """Depth of the clay in front of places of the face."""
    start = np.column_stack([xy, np.full(len(xy), 0.03)])
    return sdf.cast(character.clay, start, np.tile([0.0, 0, 1.0], (len(xy), 1)), reach=0.14)[:, 2]


def drop_unused(sheet):
    used = np.zeros(len(sheet.vertices), bool)
    for quad in sheet.quads:
        used[list(quad)] = True
    number = np.cumsum(used) - 1
    sheet.quads = [tuple(int(number[v]) for v in quad) for quad in sheet.quads]
    for ring in [sheet.mouth, *sheet.eyes.values()]:
        ring.loops = [[int(number[v]) for v in loop] for loop in ring.loops]
        if hasattr(ring, "back"):
            ring.back = int(number[ring.back])
    sheet.vertices, sheet.uv = sheet.vertices[used], sheet.uv[used]
    sheet.row, sheet.column = sheet.row[used], sheet.column[used]
    return sheet
