"""Generates the heads that come with Mien: Rigs/NAME/NAME.glb and rig.json, with ARKit's 52 targets, a tongue set, and joints.

    python3 Tools/rig/make_heads.py [name …] [--into FOLDER]            (needs numpy)
"""

import argparse
import json
from pathlib import Path

from heads.assemble import save
from heads.cast import CAST
from heads.targets import JAW_RADIANS

RIGS = Path(__file__).resolve().parents[2] / "Rigs"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of {', '.join(CAST)}")
    parser.add_argument("--into", type=Path, default=RIGS)
    options = parser.parse_args()
    for name in options.names or CAST:
        character = CAST[name]
        path = options.into / name / f"{name}.glb"
        vertices, faces = save(character, path)
        eyes = {"radiansAtFullLook": {"sideways": 0.61, "upwards": 0.52}}
        joints = {"neck": {"node": "neck"}, "head": {"node": "head"}, "jaw": {"node": "jaw", "radiansAtFullOpen": JAW_RADIANS},
                  "leftEye": {"node": "leftEye", **eyes}, "rightEye": {"node": "rightEye", **eyes}}
        description = {"name": name, "description": character.description, "scene": path.name, "joints": joints}
        (path.parent / "rig.json").write_text(json.dumps(description, indent=2) + "\n")
        print(f"{path.name}: {vertices} vertices, {faces} faces, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
