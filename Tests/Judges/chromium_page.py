"""Opens a preview page in headless Chromium:  chromium_page.py PAGE.html OWN.png

It must load without a word on the console, play, scrub, answer a slider, and show the head as OWN.png does (mien's own
drawing of the first frame, 512 × 512).
"""

import base64
import io
import json
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


class Browser:
    def __init__(self, folder):
        program = shutil.which("chromium") or sys.exit("there is no 'chromium' on the PATH")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
             "--enable-unsafe-swiftshader", "--hide-scrollbars", "--mute-audio", "--autoplay-policy=no-user-gesture-required",
             "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = Path(folder) / "DevToolsActivePort"
        deadline = time.monotonic() + 60
        while not (port.exists() and port.read_text().strip()):
            assert time.monotonic() < deadline, "Chromium does not start"
            time.sleep(0.1)
        number = port.read_text().split()[0]
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{number}/json"))
        self.socket = websocket.create_connection(next(p for p in pages if p["type"] == "page")["webSocketDebuggerUrl"], timeout=60)
        self.count, self.complaints = 0, []

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
            browser.process.terminate()
            browser.process.wait()


def check(browser, page, own):
    for domain in ("Page", "Runtime", "Log"):
        browser.send(f"{domain}.enable")
    browser.send("Emulation.setDeviceMetricsOverride", width=512 + 266, height=700, deviceScaleFactor=1, mobile=False)
    browser.send("Page.navigate", url=Path(page).resolve().as_uri())
    deadline = time.monotonic() + 60
    while browser.value("typeof window.mien") != "object":
        assert time.monotonic() < deadline, f"the page does not start: {browser.complaints}"
        time.sleep(0.2)
    # The head as mien itself draws it, in a canvas of the same shape.
    width, height = browser.rectangle("#head")[2:]
    browser.send("Emulation.setDeviceMetricsOverride", width=512 + 266 + round(512 - width), height=700 + round(512 - height), deviceScaleFactor=1, mobile=False)
    time.sleep(0.5)
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

    px, py, pwidth, pheight = browser.rectangle("#play")
    browser.click(px + pwidth / 2, py + pheight / 2)
    before = browser.value("mien.time")
    time.sleep(1.2)
    after = browser.value("mien.time")
    assert 0.3 < after - before < 2.5, f"it played from {before} to {after}"
    browser.click(px + pwidth / 2, py + pheight / 2)
    assert not browser.value("mien.isPlaying")

    browser.value("mien.seek(0)")
    browser.value("(() => { const s = document.querySelector('input[name=jawOpen]'); s.value = 1; s.dispatchEvent(new Event('input')); })()")
    opened = browser.picture("#head")
    assert np.abs(opened - rest)[300:].max() > 60, "the slider opens no mouth"
    browser.value("document.getElementById('reset').click()")
    back = browser.picture("#head")
    assert np.abs(back - rest).mean() < 0.5, "the line's own face does not come back"
    assert not browser.complaints, browser.complaints
    print(f"loads, plays, scrubs; the head differs from mien's own by {difference:.2f} levels in the mean")


main()
