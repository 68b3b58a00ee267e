"""Opens a preview page in headless Chromium:  chromium_page.py PAGE.html OWN.png

It must load without a word on the console, play, scrub, answer a slider, and show the head as OWN.png does (mien's own
drawing of the first frame, 512 × 512).
"""

import base64
import ctypes
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import numpy as np
import websocket
from PIL import Image

# Seconds; however busy the machine, only a browser that hangs needs as many.
PATIENCE = 600

# The page's time and the browser's, in seconds.
CLOCKS = "[mien.time, performance.now() / 1000]"


def wait_until(holds, complaint):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, complaint()
        time.sleep(0.1)


class Browser:
    def __init__(self, folder):
        # Helpers that outlive the browser become children of this process, which waits for them in the end.
        PR_SET_CHILD_SUBREAPER = 36
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
        program = shutil.which("chromium") or sys.exit("there is no 'chromium' on the PATH")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader", "--hide-scrollbars", "--mute-audio", "--autoplay-policy=no-user-gesture-required",
             "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = Path(folder) / "DevToolsActivePort"
        wait_until(lambda: self.process.poll() is not None or (port.exists() and port.read_text().strip()), lambda: "Chromium does not start")
        assert self.process.poll() is None, f"Chromium ended with {self.process.returncode}"
        number = port.read_text().split()[0]
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{number}/json"))
        self.socket = websocket.create_connection(next(p for p in pages if p["type"] == "page")["webSocketDebuggerUrl"], timeout=PATIENCE)
        self.count, self.complaints = 0, []

    def close(self):
        self.process.terminate()
        self.process.wait()
        # It ends before its helpers do, which write to its folder as long as they live.
        while True:
            try:
                os.wait()
            except ChildProcessError:
                return

    def send(self, method, **parameters):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            kind = answer.get("method")
            if kind == "Runtime.exceptionThrown":
                self.complaints.append(answer["params"]["exceptionDetails"].get("text"))
            elif kind == "Runtime.consoleAPICalled" and answer["params"]["type"] in ("error", "warning", "assert"):
                self.complaints.append(str(answer["params"]["args"]))
            elif kind == "Log.entryAdded" and answer["params"]["entry"]["level"] == "error":
                self.complaints.append(answer["params"]["entry"]["text"])
            if answer.get("id") == self.count:
                assert "error" not in answer, answer
                return answer["result"]

    def value(self, expression):
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def rectangle(self, selector):
        return self.value(f"(() => {{ const r = document.querySelector('{selector}').getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }})()")

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, selector):
        x, y, width, height = self.rectangle(selector)
        self.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")
        shot = self.send("Page.captureScreenshot", format="png", clip={"x": x, "y": y, "width": width, "height": height, "scale": 1})
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB"), float)


def main():
    page, own = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(folder)
        try:
            check(browser, page, own)
        finally:
            browser.close()


def check(browser, page, own):
    for domain in ("Page", "Runtime", "Log"):
        browser.send(f"{domain}.enable")
    browser.send("Emulation.setDeviceMetricsOverride", width=512 + 266, height=700, deviceScaleFactor=1, mobile=False)
    browser.send("Page.navigate", url=Path(page).resolve().as_uri())
    wait_until(lambda: browser.value("typeof window.mien") == "object", lambda: f"the page does not start: {browser.complaints}")
    # The head as mien itself draws it, in a canvas of the same shape.
    width, height = browser.rectangle("#head")[2:]
    browser.send("Emulation.setDeviceMetricsOverride", width=512 + 266 + round(512 - width), height=700 + round(512 - height), deviceScaleFactor=1, mobile=False)
    wait_until(lambda: [round(side) for side in browser.rectangle("#head")[2:]] == [512, 512], lambda: browser.rectangle("#head"))
    rest = browser.picture("#head")
    wanted = np.asarray(Image.open(own).convert("RGB"), float)
    assert rest.shape == wanted.shape, (rest.shape, wanted.shape)
    middle = slice(128, 384)
    difference = np.abs(rest - wanted)[middle, middle].mean()
    assert difference < 10, f"the page's head differs from mien's own by {difference:.1f} levels in the mean"

    x, y, width, height = browser.rectangle("#curves")
    browser.click(x + width / 2, y + height / 2)
    duration = browser.value("JSON.parse(document.getElementById('content').textContent).duration")
    assert abs(browser.value("mien.time") - duration / 2) < 0.05, browser.value("mien.time")
    scrubbed = browser.picture("#head")
    assert np.abs(scrubbed - rest).max() > 30, "scrubbing shows no other face"

    browser.value("mien.seek(0)")
    px, py, pwidth, pheight = browser.rectangle("#play")
    before, began = browser.value(CLOCKS)
    browser.click(px + pwidth / 2, py + pheight / 2)
    wait_until(lambda: browser.value("mien.time") > before + 0.3, lambda: f"it plays from {before} to {browser.value('mien.time')}")
    after, now = browser.value(CLOCKS)
    assert after - before < now - began + 0.25, f"it played from {before} to {after} in {now - began} s"
    browser.click(px + pwidth / 2, py + pheight / 2)
    assert not browser.value("mien.isPlaying")

    browser.value("mien.seek(0)")
    browser.value("(() => { const s = document.querySelector('input[name=jawOpen]'); s.value = 1; s.dispatchEvent(new Event('input')); })()")
    opened = browser.picture("#head")
    assert np.abs(opened - rest)[300:].max() > 60, "the slider opens no mouth"
    browser.value("document.getElementById('reset').click()")
    back = browser.picture("#head")
    assert np.abs(back - rest).mean() < 0.5, "the line's own face does not come back"

    # Layers of acting: without blinks no lid shuts, and with the head left out the picture of a nod changes.
    amount = "(name, v) => { const s = document.querySelector(`#layers input[name=${name}]`); s.value = v; s.dispatchEvent(new Event('input')); }"
    blink = "Math.max(...Array.from({ length: 300 }, (_, k) => mien.value('eyeBlinkLeft', k / 30)))"
    assert browser.value(blink) > 0.8, browser.value(blink)
    browser.value(f"({amount})('blinks', 0)")
    assert browser.value(blink) < 0.5, f"without blinks a lid goes to {browser.value(blink)}"
    browser.value(f"({amount})('blinks', 1)")
    browser.value(f"mien.seek({duration / 3})")
    turned = browser.picture("#head")
    browser.value(f"({amount})('head', 0)")
    still = browser.picture("#head")
    assert np.abs(turned - still).max() > 30, "the slider of the head moves no head"
    browser.value("document.getElementById('reset').click()")
    assert np.abs(browser.picture("#head") - turned).mean() < 0.5, "layers do not come back"
    assert not browser.complaints, browser.complaints
    print(f"loads, plays, scrubs; the head differs from mien's own by {difference:.2f} levels in the mean")


main()
