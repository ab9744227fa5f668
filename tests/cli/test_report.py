"""peninsula report: one page of a result, which runs nothing and needs no network."""

import json
import re
from pathlib import Path

import pytest

import sim
from sim.errors import InputError
from tests.cli.typed import Call

SMALL = ["--trials", "20", "--set", "horizon=6"]
SECTIONS = ["What was asked", "What came out", "What this rests on", "How to reproduce it"]


def headings(page: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", page)


@pytest.fixture
def run(peninsula: Call) -> Path:
    """A small run in its folder."""
    assert peninsula("run", "two_state", *SMALL, "--no-figures", "--out", "r").code == 0
    return Path("r")


def test_the_page_of_a_run_holds_its_tables_figures_chronicles_and_origin(
    peninsula: Call, run: Path
) -> None:
    code, out, err = peninsula("report", "r")
    assert (code, out, err) == (0, "written to r.html\n", "")
    page = Path("r.html").read_text(encoding="utf-8")
    assert headings(page) == [*SECTIONS[:2], "Typical trials", *SECTIONS[2:]]
    assert page.count("data:image/svg+xml;base64,") >= 4
    assert "Worst outcome of a trial" in page
    assert ", trial " in page
    assert sim.read("r").content_hash in page
    assert "run two_state --trials 20" in page


def test_the_page_loads_and_runs_nothing(peninsula: Call, run: Path) -> None:
    assert peninsula("report", "r").code == 0
    page = Path("r.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<iframe|\son\w+=|url\(", page)
    assert all(to[:2] in ("#s", "da") for to in re.findall(r'(?:src|href)="(.{2})', page))


def test_the_same_result_gives_the_same_page(peninsula: Call, run: Path) -> None:
    assert peninsula("report", "r", "--out", "a.html").code == 0
    assert peninsula("report", "r", "--out", "b.html").code == 0
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


def test_texts_of_a_scenario_are_text_and_never_part_of_the_page(peninsula: Call) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>&\"'"
    quoted = json.dumps(hostile)
    Path("h.yaml").write_text(
        f"extends: two_state\nhorizon: 6\ntitle: {quoted}\ndescription: {quoted}\n",
        encoding="utf-8",
    )
    assert peninsula("run", "h.yaml", "--trials", "5", "--no-figures", "--out", "r").code == 0
    assert peninsula("report", "r").code == 0
    page = Path("r.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3


def test_the_page_of_a_comparison_says_where_its_scenarios_differ(peninsula: Call) -> None:
    compared = [
        "compare",
        "two_state",
        "--off",
        "tension",
        "--trials",
        "20",
        "--no-figures",
        "--out",
        "c",
    ]
    assert peninsula(*compared).code == 0
    assert peninsula("report", "c", "--title", "Tension").code == 0
    page = Path("c.html").read_text(encoding="utf-8")
    assert headings(page) == [SECTIONS[0], "Where the scenarios differ", *SECTIONS[1:]]
    assert "<h1>Tension</h1>" in page
    assert "<h3>tension off against two_state" in page
    assert "mechanism tension is switched off" in page


def test_chronicles_can_be_left_out(peninsula: Call, run: Path) -> None:
    assert peninsula("report", "r", "--chronicles", "0").code == 0
    assert headings(Path("r.html").read_text(encoding="utf-8")) == SECTIONS


def test_what_can_not_be_written_or_read_is_said(peninsula: Call, run: Path) -> None:
    Path("mine.html").write_text("<p>mine</p>", encoding="utf-8")
    code, _, err = peninsula("report", "r", "--out", "mine.html")
    assert code == 2
    assert "mine.html exists and is not a report" in err
    assert Path("mine.html").read_text(encoding="utf-8") == "<p>mine</p>"
    code, _, err = peninsula("report", "nowhere")
    assert code == 2
    assert "nowhere" in err
    for path in run.glob("trials-*.parquet"):
        path.write_bytes(b"damaged")
    code, _, err = peninsula("report", "r")
    assert code == 4
    assert "Traceback" not in err
    assert not Path("r.html").exists()


def test_a_result_in_memory_needs_a_file(tmp_path: Path) -> None:
    found = sim.run("two_state", trials=5, threads=1, sets=["horizon=6"])
    with pytest.raises(InputError, match="name it with out"):
        sim.report(found)
    page = sim.report(found, out=tmp_path / "p.html").read_text(encoding="utf-8")
    assert "no folder keeps it" in page
