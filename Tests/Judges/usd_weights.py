"""usd-core as the judge of a .usda: clean under every validator, weights and names bound, every weight that of the curve file.

usd_weights SCENE.usda CURVES.csv FPS   (CURVES: a Live Link take, 60 rows a second)
"""

import csv

import numpy
from pxr import Usd, UsdGeom, UsdSkel, UsdValidation


def judge(path, curves, fps):
    fps = float(fps)
    stage = Usd.Stage.Open(path)
    registry = UsdValidation.ValidationRegistry()
    context = UsdValidation.ValidationContext(registry.GetOrLoadAllValidators())
    errors = [f"{e.GetName()}: {e.GetMessage()}" for e in context.Validate(stage)]
    assert not errors, errors[:5]
    assert stage.GetTimeCodesPerSecond() == fps, stage.GetTimeCodesPerSecond()

    with open(curves) as file:
        rows = list(csv.DictReader(file))
    root = UsdSkel.Root(stage.GetDefaultPrim())
    cache = UsdSkel.Cache()
    assert cache.Populate(root, Usd.PrimDefaultPredicate)
    bindings = cache.ComputeSkelBindings(root, Usd.PrimDefaultPredicate)
    assert len(bindings) == 1, len(bindings)
    animation = cache.GetSkelQuery(bindings[0].GetSkeleton()).GetAnimQuery()
    names = list(animation.GetBlendShapeOrder())
    meshes = [query.GetPrim() for query in bindings[0].GetSkinningTargets()]
    shaped = 0
    for prim in meshes:
        binding = UsdSkel.BindingAPI(prim)
        tokens, targets = binding.GetBlendShapesAttr().Get() or [], binding.GetBlendShapeTargetsRel().GetTargets()
        assert len(tokens) == len(targets), (prim.GetPath(), len(tokens), len(targets))
        assert set(tokens) <= set(names), set(tokens) - set(names)
        points = len(UsdGeom.Mesh(prim).GetPointsAttr().Get())
        for target in targets:
            shape = UsdSkel.BlendShape(stage.GetPrimAtPath(target))
            indices, offsets = shape.GetPointIndicesAttr().Get(), shape.GetOffsetsAttr().Get()
            assert len(indices) == len(offsets) and (not len(indices) or max(indices) < points), target
            shaped += 1
    assert shaped >= 52, shaped

    worst = compared = 0
    for frame in range(int(stage.GetEndTimeCode()) + 1):
        if frame * 60 % fps:
            continue
        weights = animation.ComputeBlendShapeWeights(Usd.TimeCode(frame))
        for name, weight in zip(names, weights):
            column = name[0].upper() + name[1:]
            if column in rows[0]:  # that curve file has no tongue
                worst = max(worst, abs(weight - float(rows[int(frame * 60 / fps)][column])))
                compared += 1
    print(f"weights within {worst:.3g} over {compared}")
    assert compared > 52 * 20 and worst <= 1e-6, (worst, compared)
