"""Measures a head that comes with Mien:  head_mesh HEAD.glb CHECK [READOUT.csv]"""

import csv
import functools
import json
import struct

import numpy as np

TYPES = {5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
COLUMNS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


class Head:
    def __init__(self, path):
        data = open(path, "rb").read()
        length = struct.unpack("<I", data[12:16])[0]
        self.json, self.binary = json.loads(data[20:20 + length]), data[28 + length:]
        self.bytes = len(data)
        self.materials = [m["name"] for m in self.json["materials"]]
        head = next(m for m in self.json["meshes"] if m["primitives"][0].get("targets"))
        self.names = head["extras"]["targetNames"]
        first, places, faces, owner, normals = 0, [], [], [], []
        moves, turns = {n: [] for n in self.names}, {n: [] for n in self.names}
        for primitive in head["primitives"]:
            own = self.array(primitive["attributes"]["POSITION"])
            places.append(own)
            normals.append(self.array(primitive["attributes"]["NORMAL"]))
            triangles = self.array(primitive["indices"]).reshape(-1, 3).astype(int)
            faces.append(triangles + first)
            owner.append(np.full(len(own), primitive["material"]))
            for name, target in zip(self.names, primitive["targets"]):
                moves[name].append(self.array(target["POSITION"]))
                turns[name].append(self.array(target["NORMAL"]))
            first += len(own)
        self.places, self.faces, self.owner = np.concatenate(places).astype(float), np.concatenate(faces), np.concatenate(owner)
        self.normals = np.concatenate(normals)
        self.moves = {n: np.concatenate(m).astype(float) for n, m in moves.items()}
        self.turns = {n: np.concatenate(m) for n, m in turns.items()}
        world = {}
        parents = {c: i for i, n in enumerate(self.json["nodes"]) for c in n.get("children", [])}
        for index, node in enumerate(self.json["nodes"]):
            place, at = np.zeros(3), index
            while at is not None:
                place = place + np.array(self.json["nodes"][at].get("translation", [0, 0, 0]))
                at = parents.get(at)
            world[node["name"]] = place
        self.joints = world
        self.body = [m for m in self.json["meshes"] if m is not head]
        self.vertex_count = len(self.places) + sum(len(self.array(p["attributes"]["POSITION"])) for m in self.body for p in m["primitives"])

    def array(self, number):
        accessor = self.json["accessors"][number]
        columns, kind = COLUMNS[accessor["type"]], TYPES[accessor["componentType"]]
        if "bufferView" in accessor:
            values = self.view(accessor["bufferView"], kind, accessor["count"] * columns)
        else:
            values = np.zeros(accessor["count"] * columns, kind)
        values = values.reshape(-1, columns) if columns > 1 else values
        if "sparse" in accessor:
            sparse = accessor["sparse"]
            index = self.view(sparse["indices"]["bufferView"], TYPES[sparse["indices"]["componentType"]], sparse["count"])
            values = values.copy()
            values[index] = self.view(sparse["values"]["bufferView"], kind, sparse["count"] * columns).reshape(-1, columns)
        return values

    def view(self, number, kind, count):
        view = self.json["bufferViews"][number]
        return np.frombuffer(self.binary, kind, count, view.get("byteOffset", 0))

    def of(self, *materials):
        return np.flatnonzero(np.isin(self.owner, [self.materials.index(m) for m in materials]))

    def posed(self, **weights):
        return self.places + sum(weight * self.moves[name] for name, weight in weights.items())

    def lip_pairs(self):
        """Upper and lower vertices of the lips that meet at rest."""
        lips = self.of("lips")
        up = (self.moves["mouthUpperUpLeft"] + self.moves["mouthUpperUpRight"])[lips, 1] > 0.0003
        down = (self.moves["mouthLowerDownLeft"] + self.moves["mouthLowerDownRight"])[lips, 1] < -0.0003
        uppers, lowers = lips[up], lips[down]
        apart = np.linalg.norm(self.places[uppers][:, None] - self.places[lowers][None], axis=2)
        nearest = apart.argmin(axis=1)
        touching = apart.min(axis=1) < 2e-4
        assert touching.sum() > 15, f"only {touching.sum()} pairs of vertices where the lips meet"
        return uppers[touching], lowers[nearest[touching]]


def size(head):
    assert 8_000 <= head.vertex_count <= 20_000, f"{head.vertex_count} vertices"
    assert head.bytes <= 6_000_000, f"{head.bytes} bytes"
    for joint in ("neck", "head", "jaw", "leftEye", "rightEye", "tongue1", "tongue2", "tongue3"):
        assert joint in head.joints, f"no joint {joint}"
    parts = {"skin", "lips", "mouth", "gums", "teeth", "tongue", "lashes", "brow", "eye_sclera", "eye_iris", "cornea", "cloth"}
    assert parts <= set(head.materials), parts - set(head.materials)


# Where each target acts most, from the chin (0) to the brows (1), and which way.
REGIONS = {
    "eyeBlinkLeft": (0.70, 0.98, (0, -1, 0)), "eyeLookDownLeft": (0.70, 0.98, (0, -1, 0)), "eyeLookUpLeft": (0.70, 0.98, (0, 1, 0)),
    "eyeLookInLeft": (0.70, 0.98, (-1, 0, 0)), "eyeLookOutLeft": (0.70, 0.98, (1, 0, 0)), "eyeSquintLeft": (0.62, 0.95, (0, 1, 0)),
    "eyeWideLeft": (0.70, 0.98, (0, 1, 0)), "jawForward": (0, 0.45, (0, 0, 1)), "jawLeft": (0, 0.45, (1, 0, 0)),
    "jawOpen": (0, 0.45, (0, -1, 0)), "mouthClose": (0.1, 0.5, (0, 1, 0)), "mouthFunnel": (0.2, 0.5, (0, 0, 1)),
    "mouthPucker": (0.2, 0.5, (0, 0, 1)), "mouthLeft": (0.2, 0.5, (1, 0, 0)), "mouthSmileLeft": (0.2, 0.55, (1, 1, 0)),
    "mouthFrownLeft": (0.2, 0.5, (0, -1, 0)), "mouthDimpleLeft": (0.2, 0.5, (0, 0, -1)), "mouthStretchLeft": (0.2, 0.5, (1, 0, 0)),
    "mouthRollLower": (0.2, 0.5, (0, 0, -1)), "mouthRollUpper": (0.2, 0.55, (0, 0, -1)), "mouthShrugLower": (0.1, 0.5, (0, 1, 0)),
    "mouthShrugUpper": (0.3, 0.55, (0, 1, 0)), "mouthPressLeft": (0.2, 0.55, (0, 0, -1)), "mouthLowerDownLeft": (0.2, 0.5, (0, -1, 0)),
    "mouthUpperUpLeft": (0.3, 0.55, (0, 1, 0)), "browDownLeft": (0.85, 1.1, (0, -1, 0)), "browInnerUp": (0.85, 1.1, (0, 1, 0)),
    "browOuterUpLeft": (0.85, 1.1, (0, 1, 0)), "cheekPuff": (0.2, 0.55, (0, 0, 1)), "cheekSquintLeft": (0.45, 0.85, (0, 1, 0)),
    "noseSneerLeft": (0.35, 0.78, (0, 1, 0)),
}


def regions(head):
    skin = head.of("skin", "lips")
    ahead = head.places[skin]
    chin, brow = ahead[ahead[:, 2] > 0.06, 1].min(), head.places[head.of("brow"), 1].mean()
    for name, (low, high, way) in REGIONS.items():
        moves = head.moves[name][skin]
        far = np.linalg.norm(moves, axis=1)
        assert 0.001 < far.max() < 0.045, f"{name} moves by {far.max()} m"
        much = far > 0.5 * far.max()
        place, total = ahead[much].mean(axis=0), moves[much].sum(axis=0)
        share = (place[1] - chin) / (brow - chin)
        assert low <= share <= high, f"{name} acts at {share:.2f} of the way from the chin to the brows"
        cosine = total @ way / np.linalg.norm(total) / np.linalg.norm(way)
        assert cosine > 0.55, f"{name} goes {total / np.linalg.norm(total)}"
        if name.endswith("Left") and name not in ("jawLeft", "mouthLeft"):
            assert place[0] > 0.004, f"{name} acts on the wrong side, at x {place[0]}"
    tongue = np.zeros(len(head.places), bool)
    tongue[head.of("tongue")] = True
    ways = {"tongueOut": 2, "tongueTipUp": 1, "tongueTipDown": -1, "tongueTipLeft": 0, "tongueUp": 1, "tongueDown": -1, "tongueLeft": 0,
            "tongueIn": -2, "tongueStretch": 2, "tongueRollUp": 1, "tongueRollDown": -1}
    for name in [n for n in head.names if n.startswith("tongue")]:
        moves = head.moves[name]
        assert not moves[~tongue].any(), f"{name} moves more than the tongue"
        assert np.linalg.norm(moves, axis=1).max() > 0.001, f"{name} does nothing"
        if name in ways:
            total = moves.sum(axis=0)
            assert np.copysign(1, ways[name]) * total[abs(ways[name])] > 0.5 * np.linalg.norm(total), f"{name} goes {total}"


def near(points, others, radius):
    """Pairs of numbers, of a point and of another no farther away; only those of like height are looked at."""
    order = np.argsort(others[:, 1])
    first, last = (np.searchsorted(others[order, 1], points[:, 1] + side * radius) for side in (-1, 1))
    one = np.repeat(np.arange(len(points)), last - first)
    other = order[np.arange(len(one)) - np.repeat(np.cumsum(last - first) - last, last - first)]
    chosen = ((points[one] - others[other]) ** 2).sum(axis=1) < radius ** 2
    return one[chosen], other[chosen]


def mirror(head):
    flip = np.array([-1, 1, 1])
    partner = []
    for material in range(len(head.materials)):
        own = np.flatnonzero(head.owner == material)
        if len(own):
            partner.append((own, *near(head.places[own] * flip, head.places[own], 2e-5)))
    pairs = [n for n in head.names if n.endswith("Left")]
    assert len(pairs) == 23, pairs
    for own, one, other in partner:
        alone = len(own) - len(np.unique(one))
        assert not alone, f"{alone} vertices of {head.materials[head.owner[own[0]]]} have no mirror image"
        for left in pairs:
            right = left[:-4] + "Right"
            difference = np.linalg.norm(head.moves[right][own[other]] * flip - head.moves[left][own[one]], axis=1)
            # Where several vertices lie on one place, one of them is the image.
            least = np.full(len(own), np.inf)
            np.minimum.at(least, one, difference)
            assert least.max() < 2e-5, f"{left} and {right} differ by {least.max()} m"


def closed_lips(head):
    uppers, lowers = head.lip_pairs()
    for weight in np.linspace(0, 1, 21):
        places = head.posed(jawOpen=weight, mouthClose=weight)
        gap = np.linalg.norm(places[uppers] - places[lowers], axis=1).max()
        assert gap < 4e-4, f"lips {gap} m apart at {weight}"


def blink(head):
    for side, joint in (("Left", "leftEye"), ("Right", "rightEye")):
        centre = head.joints[joint]
        ball = np.concatenate([head.array(p["attributes"]["POSITION"]) for m in head.body for p in m["primitives"]
                               if head.materials[p["material"]] in ("eye_sclera", "cornea")])
        ball = ball[(ball[:, 0] > 0) == (side == "Left")]
        radius = np.linalg.norm(ball - centre, axis=1).max()
        move = head.moves[f"eyeBlink{side}"]
        skin = head.of("skin")
        skin = skin[np.linalg.norm(move[skin], axis=1) > 1e-4]
        for weight in np.linspace(0, 1, 41):
            nearest = np.linalg.norm(head.places[skin] + weight * move[skin] - centre, axis=1).min()
            assert nearest > radius, f"eyeBlink{side} {weight}: {nearest / radius:.3f} of the eyeball's radius"
        # From in front, nothing of the iris is seen between closed lids.
        places = head.posed(**{f"eyeBlink{side}": 1})
        skin_material = head.materials.index("skin")
        t = places[head.faces[head.owner[head.faces[:, 0]] == skin_material]]
        for x in np.linspace(-0.5, 0.5, 11):
            for y in np.linspace(-0.5, 0.5, 21):
                p = centre + np.array([x, y, 0]) * radius
                cross = [(t[:, (k + 1) % 3, 0] - t[:, k, 0]) * (p[1] - t[:, k, 1]) - (t[:, (k + 1) % 3, 1] - t[:, k, 1]) * (p[0] - t[:, k, 0])
                         for k in range(3)]
                hit = ((cross[0] >= 0) & (cross[1] >= 0) & (cross[2] >= 0)) | ((cross[0] <= 0) & (cross[1] <= 0) & (cross[2] <= 0))
                assert (t[hit, :, 2].min(axis=1) > p[2]).any(), f"eyeBlink{side} leaves the eye open at {x:.2f}, {y:.2f}"


def directions(head, table):
    uppers, lowers = head.lip_pairs()
    middle = np.abs(head.places[uppers, 0]).argmin()
    upper, lower = uppers[middle], lowers[middle]
    lips = head.of("lips")
    left, right = lips[head.places[lips, 0].argmax()], lips[head.places[lips, 0].argmin()]
    width = head.places[left, 0] - head.places[right, 0]
    skin = head.of("skin")
    front = skin[(np.abs(head.places[skin, 0]) < 0.006) & (head.places[skin, 2] > 0.05)]
    chin = front[np.abs(head.places[front, 1] - head.places[lower, 1] + 0.65 * width).argmin()]
    compared = 0
    for row in csv.DictReader(open(table)):
        move = head.moves[row["channel"]]
        own = {
            "lip_gap": move[upper, 1] - move[lower, 1], "mouth_width": move[left, 0] - move[right, 0],
            "protrusion": (move[upper, 2] + move[lower, 2] - move[left, 2] - move[right, 2]) / 2, "chin_drop": -move[chin, 1]}
        # What a real head does by less has no direction to speak of; mouthClose takes more of jawOpen's back on that head.
        least = {"lip_gap": 0.02, "mouth_width": 0.08, "protrusion": 0.034, "chin_drop": 0.05}
        for what, value in own.items():
            real, value = float(row[what]), value / width
            if abs(real) <= least[what] or (row["channel"] == "mouthClose" and what == "chin_drop"):
                continue
            compared += 1
            assert value * real > 0 and 0.2 < value / real < 3, f"{row['channel']}: {what} {value:.3f}, of a real head {real:.3f}"
    assert compared > 40, compared


def faults(head, places):
    """Faces whose front has become their back, and edges longer than any target may pull them."""
    shown = ~np.isin(head.owner[head.faces[:, 0]], [head.materials.index("mouth")])
    faces = head.faces[shown]

    def cross(p):
        return np.cross(p[faces[:, 1]] - p[faces[:, 0]], p[faces[:, 2]] - p[faces[:, 0]])

    rest, now = cross(head.places), cross(places)
    a, b = np.linalg.norm(rest, axis=1), np.linalg.norm(now, axis=1)
    # Slivers of less than a tenth of a millimetre, where closed lips and lids meet, have no front to speak of.
    turned = (a > 1e-8) & (b > 0.05 * a) & ((rest * now).sum(axis=1) < -0.5 * a * b)
    t = places[faces]
    torn = np.max([np.linalg.norm(t[:, k] - t[:, (k + 1) % 3], axis=1) for k in range(3)], axis=0) > 0.030
    return faces[turned], faces[torn]


def whole(head):
    found = []
    for name in head.names:
        if name != "mouthClose":   # which is made to act on an open jaw
            turned, torn = faults(head, head.posed(**{name: 1}))
            if len(turned) or len(torn):
                found.append(f"{name} turns {len(turned)} faces over and tears {len(torn)}, at {head.places[np.concatenate([turned, torn])].mean(axis=1)[:3].round(4).tolist()}")
    turned, torn = faults(head, head.posed(jawOpen=1, mouthClose=1))
    if len(turned) or len(torn):
        found.append(f"mouthClose on jawOpen turns {len(turned)} and tears {len(torn)}")
    assert not found, "\n".join(found)


def normals(head):
    for name in head.names:
        places = head.posed(**{name: 1})
        cross = np.cross(places[head.faces[:, 1]] - places[head.faces[:, 0]], places[head.faces[:, 2]] - places[head.faces[:, 0]])
        smooth = np.zeros_like(places)
        for k in range(3):
            np.add.at(smooth, head.faces[:, k], cross)
        # Along seams between materials each side sees only half of the faces around.
        moved = np.linalg.norm(head.moves[name], axis=1) > 1e-4
        if not moved.any():
            continue
        own = head.normals + head.turns[name]
        cosine = (own * smooth).sum(axis=1)[moved] / np.maximum(np.linalg.norm(own, axis=1) * np.linalg.norm(smooth, axis=1), 1e-20)[moved]
        assert np.quantile(cosine, 0.08) > 0.9, f"{name}: {np.quantile(cosine, 0.08):.3f}"
        assert np.quantile(np.abs(np.linalg.norm(own, axis=1)[moved] - 1), 0.99) < 0.01, f"{name}: normals are not of length 1"


def combinations(head):
    random = np.random.default_rng(11)
    names = [n for n in head.names if n != "mouthClose"]
    for _ in range(150):
        chosen = random.choice(names, 3, replace=False)
        places = head.posed(**{n: 1.0 for n in chosen})
        turned, torn = faults(head, places)
        assert len(turned) <= len(head.faces) // 200 and not len(torn), f"{chosen}: {len(turned)} turned, {len(torn)} torn"
        farthest = np.linalg.norm(places - head.places, axis=1).max()
        assert farthest < 0.06, f"{chosen} move a vertex by {farthest} m"


head_at = functools.lru_cache(Head)   # many checks of a head, one reading of it


def judge(path, check, *more):
    try:
        globals()[check](head_at(path), *more)
    except AssertionError as failure:
        raise AssertionError(f"{check}: {failure}") from failure
