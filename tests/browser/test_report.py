"""The page of a result in a browser, opened as a file.

Needs Chromium on PATH; without it these tests are skipped and say so.
"""

from pathlib import Path

import pytest

import sim
from tests.browser.chromium import chromium, executable

pytestmark = pytest.mark.skipif(
    executable() is None, reason="no Chromium on PATH: pages are not looked at"
)


def test_the_page_of_a_run_shows_tables_pictures_and_a_chronicle(tmp_path: Path) -> None:
    ran = sim.run("two_state", trials=50, threads=1, out=tmp_path / "r")
    path = sim.report(ran)
    profile = tmp_path / "profile"
    profile.mkdir()
    with chromium(str(executable()), profile) as page:
        page.open(path.as_uri())
        page.wait_for("document.readyState === 'complete'")
        page.wait_for_text("How to reproduce it")
        pictures = "[...document.images]"
        assert page.value(f"{pictures}.length") >= 4
        page.wait_for(f"{pictures}.every(one => one.complete && one.naturalWidth > 100)")
        page.value("document.querySelector('details').open = true")
        page.wait_for_text(", trial ")
        # Nothing sticks out of a narrow screen.
        page.value("document.body.style.width = '320px'")
        assert page.value("document.body.scrollWidth") <= 360
        assert page.complaints == []
