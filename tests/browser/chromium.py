"""A headless Chromium, driven over its DevTools protocol: pages opened, clicked and photographed.

https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 90.0
"""Seconds to wait for what a page should show, on a busy machine."""


def executable() -> str | None:
    """Where Chromium is on this machine, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One page of the browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("method") == "Runtime.exceptionThrown":
                details = answer["params"]["exceptionDetails"]
                self.complaints.append(
                    details.get("exception", {}).get("description", details["text"])
                )
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer.get("result", {})
                return result

    def open(self, address: str) -> None:
        """Go to an address."""
        self._ask("Page.enable")
        self._ask("Runtime.enable")
        self._ask("Page.navigate", url=address)

    def value(self, script: str) -> Any:
        """What an expression of the page's own language gives."""
        found = self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"]["description"])
        return found["result"].get("value")

    def text(self) -> str:
        """All words that the page shows."""
        return str(self.value("document.body ? document.body.innerText : ''"))

    def wait_for(self, script: str) -> None:
        """Wait until an expression is true; fail with what the page shows."""
        until = time.monotonic() + PATIENCE
        while not self.value(script):
            if time.monotonic() > until:
                raise AssertionError(f"{script} never came true; the page shows:\n{self.text()}")
            time.sleep(0.1)

    def wait_for_text(self, words: str) -> None:
        """Wait until the page shows these words."""
        self.wait_for(f"!!document.body && document.body.innerText.includes({json.dumps(words)})")

    def click(self, words: str) -> None:
        """Press the button with these words on it."""
        named = f"e => e.innerText.trim().toLowerCase() === {json.dumps(words.lower())}"
        button = f"[...document.querySelectorAll('button')].find({named})"
        self.wait_for(f"!!{button}")
        self.value(f"{button}.click()")

    def photograph(self, path: Path) -> None:
        """Write what the page shows as PNG."""
        path.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot")["data"]))


@contextmanager
def chromium(program: str, folder: Path) -> Iterator[Page]:
    """Start Chromium with an empty profile in ``folder``, give its page, and end it."""
    command = [
        program,
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,900",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        "about:blank",
    ]
    if os.geteuid() == 0:
        # Chromium's sandbox refuses to run as root.
        command.insert(1, "--no-sandbox")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        with connect(_page_address(folder, process), max_size=None, proxy=None) as socket:
            yield Page(socket)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _page_address(folder: Path, process: "subprocess.Popen[bytes]") -> str:
    """Address at which the first page takes orders."""
    from urllib.request import urlopen

    port = folder / "DevToolsActivePort"
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if port.exists() and "\n" in port.read_text():
            listed = f"http://127.0.0.1:{port.read_text().split()[0]}/json/list"
            with urlopen(listed, timeout=PATIENCE) as answer:
                pages = [page for page in json.load(answer) if page["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
        time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text(errors="replace")[-2000:])
