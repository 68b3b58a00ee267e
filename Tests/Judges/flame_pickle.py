"""Writes a pickle as FLAME's is: chumpy arrays, a sparse matrix of scipy, numpy arrays in both orders.

flame_pickle.py OUT PROTOCOL   (neither chumpy nor scipy need be there: classes of their names stand in)
"""

import pickle
import sys
import types

import numpy


def stand_in(module, name):
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        sys.modules.setdefault(".".join(parts[:end]), types.ModuleType(".".join(parts[:end])))
    made = type(name, (object,), {"__module__": module})
    setattr(sys.modules[module], name, made)
    return made


def counted(shape, kind, order="C"):
    return numpy.arange(numpy.prod(shape)).reshape(shape).astype(kind, order=order)


def sparse(kind, **members):
    matrix = kind()
    matrix.__dict__.update(members)
    return matrix


Ch = stand_in("chumpy.ch", "Ch")
Columns = stand_in("scipy.sparse.csc", "csc_matrix")
Rows = stand_in("scipy.sparse.csr", "csr_matrix")
directions = Ch()
directions.x = counted((4, 3, 400), "f8", "F")
model = {
    "v_template": counted((4, 3), "f8"),
    "shapedirs": directions,
    "weights": counted((4, 5), "f4", "F"),
    "f": counted((2, 3), "u4"),
    "J_regressor": sparse(
        Columns, _shape=(5, 4), data=numpy.array([1, 0.5, 2, 3, 4, 0.5]), indices=numpy.array([0, 4, 1, 2, 3, 4], "i4"),
        indptr=numpy.array([0, 2, 3, 4, 6], "i4")),
    "by_rows": sparse(
        Rows, _shape=(5, 4), data=numpy.array([1, 2, 3, 4, 0.5, 0.5]), indices=numpy.array([0, 1, 2, 3, 0, 3], "i4"),
        indptr=numpy.array([0, 1, 2, 3, 4, 6], "i4")),
    "kind": "flame",
    "large": 2**40,
    "negative": -3,
    "nothing": [None, True, 0.5, (1, 2, 3), (), {}],
}
with open(sys.argv[1], "wb") as file:
    pickle.dump(model, file, protocol=int(sys.argv[2]))
