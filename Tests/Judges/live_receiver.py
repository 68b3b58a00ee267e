"""Runs `mien live` and reads what it sends as receivers do:  live_receiver.py MIEN RECORDING

Live Link packets and VMC's messages must hold, frame by frame, what the lines of JSON say, at sixty a second.
"""

import json
import socket
import struct
import subprocess
import sys
import threading
import time


def receiver():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(0.5)
    got = []

    def listen():
        while not done.is_set():
            try:
                got.append((time.monotonic(), sock.recv(65536)))
            except TimeoutError:
                pass

    thread = threading.Thread(target=listen)
    thread.start()
    return sock.getsockname()[1], got, thread


def text(data, at):
    (length,) = struct.unpack_from(">i", data, at)
    return data[at + 4:at + 4 + length].decode(), at + 4 + length


def live_link(data):
    assert data[0] == 6, data[0]
    device, at = text(data, 1)
    subject, at = text(data, at)
    frame, sub, numerator, denominator, count = struct.unpack_from(">ifiiB", data, at)
    values = struct.unpack_from(f">{count}f", data, at + 17)
    assert at + 17 + 4 * count == len(data) and len(device) == 36
    return subject, frame, numerator / denominator, values


def osc(data):
    assert data[:8] == b"#bundle\0" and data[8:16] == b"\0" * 7 + b"\1"
    at = 16

    def string(at):
        end = data.index(b"\0", at)
        return data[at:end].decode(), at + (end - at) // 4 * 4 + 4

    while at < len(data):
        (size,) = struct.unpack_from(">i", data, at)
        at += 4
        address, here = string(at)
        tags, here = string(here)
        values = []
        for tag in tags[1:]:
            if tag == "s":
                value, here = string(here)
            else:
                (value,) = struct.unpack_from(">" + {"f": "f", "i": "i"}[tag], data, here)
                here += 4
            values.append(value)
        assert here == at + size, (address, here, at, size)
        yield address, values
        at += size


done = threading.Event()
link_port, link, first = receiver()
vmc_port, vmc, second = receiver()
run = subprocess.run(
    [sys.argv[1], "live", sys.argv[2], "--to", f"livelink://127.0.0.1:{link_port}/Hero", "--to", f"vmc://127.0.0.1:{vmc_port}", "--to", "-"],
    capture_output=True, text=True, timeout=300)
time.sleep(0.3)
done.set()
first.join()
second.join()
assert run.returncode == 0, run.stderr
lines = {line["frame"]: line for line in map(json.loads, run.stdout.splitlines())}
assert len(lines) > 60, len(lines)
order = [f"{n[0].lower()}{n[1:]}" for n in (
    "EyeBlinkLeft EyeLookDownLeft EyeLookInLeft EyeLookOutLeft EyeLookUpLeft EyeSquintLeft EyeWideLeft EyeBlinkRight EyeLookDownRight "
    "EyeLookInRight EyeLookOutRight EyeLookUpRight EyeSquintRight EyeWideRight JawForward JawLeft JawRight JawOpen MouthClose MouthFunnel "
    "MouthPucker MouthLeft MouthRight MouthSmileLeft MouthSmileRight MouthFrownLeft MouthFrownRight MouthDimpleLeft MouthDimpleRight "
    "MouthStretchLeft MouthStretchRight MouthRollLower MouthRollUpper MouthShrugLower MouthShrugUpper MouthPressLeft MouthPressRight "
    "MouthLowerDownLeft MouthLowerDownRight MouthUpperUpLeft MouthUpperUpRight BrowDownLeft BrowDownRight BrowInnerUp BrowOuterUpLeft "
    "BrowOuterUpRight CheekPuff CheekSquintLeft CheekSquintRight NoseSneerLeft NoseSneerRight TongueOut").split()]
assert len(link) >= 0.95 * len(lines), (len(link), len(lines))
for _, data in link:
    subject, frame, rate, values = live_link(data)
    assert subject == "Hero" and rate == 60 and len(values) == 61
    line = lines[frame]
    for name, value in zip(order, values):
        assert abs(value - line["weights"][name]) < 2e-6, (frame, name)
    head = line["turns"].get("head", [0, 0, 0])
    assert max(abs(a - b) for a, b in zip(values[52:55], (head[1], head[0], head[2]))) < 2e-6
times = [when for when, _ in link]
spread = (times[-1] - times[0]) / (len(times) - 1)
assert abs(spread - 1 / 60) < 0.002, f"a packet every {spread * 1000:.1f} ms"
applied = []
now = {}
for _, data in vmc:
    for address, values in osc(data):
        if address == "/VMC/Ext/Blend/Val":
            now[values[0]] = values[1]
        elif address == "/VMC/Ext/Blend/Apply":
            applied.append(now)
            now = {}
assert len(applied) >= 0.95 * len(lines) and all(len(face) == 52 for face in applied)
jaws = {round(line["weights"]["jawOpen"], 4) for line in lines.values()}
assert all(round(face["JawOpen"], 4) in jaws for face in applied)
print(f"{len(link)} packets, {len(applied)} faces over VMC")
