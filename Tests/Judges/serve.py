"""Answers many cases a launch, in Python and in Blender's Python alike.

    python3 serve.py        or        blender --background --factory-startup --python serve.py

A case is a line of JSON on standard input: ["head_mesh", "HEAD.glb", "size"], a script beside this one and what its judge()
is given. Each is answered by one line of standard output: "verdict " and JSON, null where judge() came through, else the
complaint. Whatever else is printed goes to standard error.
"""

import importlib
import json
import os
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
for line in sys.stdin:
    name, *arguments = json.loads(line)
    complaint = None
    try:
        importlib.import_module(name).judge(*arguments)
    except AssertionError as failure:
        complaint = str(failure) or traceback.format_exc()
    except Exception:
        complaint = traceback.format_exc()
    answers.write(f"verdict {json.dumps(complaint)}\n")
    answers.flush()
