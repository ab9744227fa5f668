"""Mesa's ``SolaraViz`` shows the model in a browser, as docs/mesa.md says.

Needs Chromium on PATH; without it these tests are skipped and say so.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import PATIENCE, Page, chromium, executable
from tests.documented import blocks

pytestmark = pytest.mark.skipif(
    executable() is None, reason="no Chromium on PATH: pages are not looked at"
)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The documented application, served on loopback and open in a browser."""
    shown = [block for block in blocks("docs/mesa.md") if "SolaraViz" in block]
    (tmp_path / "app.py").write_text(shown[0], encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "solara", "run", "app.py", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-open", "--production"]
    settings = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"}
    profile = tmp_path / "profile"
    profile.mkdir()
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=tmp_path, stdout=log, stderr=log, env=os.environ | settings
        )
    try:
        _wait_for(port, server, tmp_path / "log")
        with chromium(str(executable()), profile) as opened:
            opened.open(f"http://127.0.0.1:{port}/")
            yield opened
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10.0)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Solara does not answer:\n{log.read_text(errors='replace')}")


def test_the_documented_application_steps_plots_and_resets(page: Page) -> None:
    page.wait_for_text("Time: 0.0")
    for words in ("Two states", "Trial", "Currency of North, bn USD"):
        page.wait_for_text(words)
    for month in (1, 2, 3):
        page.click("step")
        page.wait_for_text(f"Time: {month}.0")
    page.wait_for("[...document.images].filter(i => i.naturalWidth > 100).length === 2")
    page.click("▶")
    page.wait_for_text("Time: 12.0")
    page.click("reset")
    page.wait_for_text("Time: 0.0")
    assert "error" not in page.text().lower()
    assert page.complaints == []
