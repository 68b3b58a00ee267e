"""A small writer of binary glTF 2.0: meshes with morph targets, a skin, materials."""

import json
import struct

import numpy as np

FLOAT, UNSIGNED_INT, UNSIGNED_SHORT, UNSIGNED_BYTE = 5126, 5125, 5123, 5121
VERTICES, INDICES = 34962, 34963
TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


class GLB:
    def __init__(self, generator):
        self.json = {"asset": {"version": "2.0", "generator": generator}, "bufferViews": [], "accessors": []}
        self.binary = bytearray()
        self.nothing = {}

    def view(self, array, target=None):
        """Stores bytes and returns the number of their view."""
        array = np.ascontiguousarray(array)
        while len(self.binary) % 4:
            self.binary.append(0)
        view = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": array.nbytes}
        if target:
            view["target"] = target
        self.binary += array.tobytes()
        self.json["bufferViews"].append(view)
        return len(self.json["bufferViews"]) - 1

    def accessor(self, array, component, target=None, bounds=False):
        """Stores an array of rows and returns its accessor's number."""
        columns = 1 if array.ndim == 1 else array.shape[1]
        return self.add({"bufferView": self.view(array, target), "componentType": component, "count": len(array),
                         "type": TYPES[columns]}, array if bounds else None)

    def sparse(self, array, bounds=False):
        """Stores the rows of an array of floats that are not nothing."""
        used = np.flatnonzero(np.any(array != 0, axis=1))
        if not len(used):
            return self.zeros(array, bounds)
        return self.some(array, used, bounds)

    def zeros(self, array, bounds):
        """Rows of nothing, stored once for each number of them; readers want one row said all the same."""
        key = (array.shape, bounds)
        if key not in self.nothing:
            self.nothing[key] = self.some(array, np.array([0]), bounds)
        return self.nothing[key]

    def some(self, array, used, bounds):
        wide = len(array) > 65535
        accessor = {"componentType": FLOAT, "count": len(array), "type": TYPES[array.shape[1]], "sparse": {
            "count": len(used),
            "indices": {"bufferView": self.view(used.astype(np.uint32 if wide else np.uint16)),
                        "componentType": UNSIGNED_INT if wide else UNSIGNED_SHORT},
            "values": {"bufferView": self.view(array[used])}}}
        return self.add(accessor, array if bounds else None)

    def add(self, accessor, array):
        if array is not None:
            accessor["min"] = [float(v) for v in np.atleast_1d(array.min(axis=0))]
            accessor["max"] = [float(v) for v in np.atleast_1d(array.max(axis=0))]
        self.json["accessors"].append(accessor)
        return len(self.json["accessors"]) - 1

    def save(self, path):
        while len(self.binary) % 4:
            self.binary.append(0)
        self.json["buffers"] = [{"byteLength": len(self.binary)}]
        text = json.dumps(self.json, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self.binary)
        with open(path, "wb") as file:
            file.write(struct.pack("<4sII", b"glTF", 2, total))
            file.write(struct.pack("<I4s", len(text), b"JSON") + text)
            file.write(struct.pack("<I4s", len(self.binary), b"BIN\0") + bytes(self.binary))
