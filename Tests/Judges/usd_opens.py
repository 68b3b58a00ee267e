"""A USD file opens, is valid, and its meshes have as many blend shapes as said.

usd_opens FILE COUNT…
"""

from pxr import Usd, UsdSkel, UsdValidation


def judge(path, *counts):
    stage = Usd.Stage.Open(path)
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    errors = UsdValidation.ValidationContext(validators).Validate(stage)
    assert not errors, [error.GetMessage() for error in errors][:5]
    shapes = []
    for prim in stage.Traverse():
        if prim.GetTypeName() == "Mesh":
            binding = UsdSkel.BindingAPI(prim)
            names, targets = binding.GetBlendShapesAttr().Get(), binding.GetBlendShapeTargetsRel().GetTargets()
            assert len(set(names)) == len(names) == len(targets), f"{prim.GetPath()}: {len(names)} names, {len(targets)} targets"
            assert all(stage.GetPrimAtPath(target) for target in targets), f"{prim.GetPath()} has a target that is not there"
            shapes.append(len(names))
    assert shapes == [int(count) for count in counts], f"{shapes} blend shapes, not {counts}"
