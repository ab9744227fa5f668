"""The reference pages say what the declarations say."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine.keys import key_table
from sim.kernel.random import uniform
from sim.rulebook.layout import CLOCK
from sim.rulebook.registry import MECHANISMS
from sim.rulebook.streams import CRISIS, NAMES
from sim.scenario import explain, load
from sim.scenario.reference import DOCS, FITTED, PAGES, main


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_current(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "write it anew: python -m sim.scenario.reference"


def test_every_path_of_the_reference_can_be_explained() -> None:
    paths = set()
    for name in ("parameters.md", "variables.md"):
        paths |= set(re.findall(r"^\| `([^`]+)`", (DOCS / name).read_text("utf-8"), re.MULTILINE))
    assert len(paths) > sum(len(m.parameters) for m in MECHANISMS)
    assert [path for path in paths if not explain(path).meaning] == []


def test_every_fitted_value_of_the_baseline_is_on_its_page() -> None:
    page = (DOCS / "fitted.md").read_text("utf-8")
    fitted = [path for path, value in load("baseline").values.items() if value.evidence == FITTED]
    assert fitted
    assert [path for path in fitted if f"| `{path}` |" not in page] == []


def test_the_reference_is_written_to_the_folder_asked_for(tmp_path: Path) -> None:
    main([str(tmp_path / "pages")])
    assert {file.name for file in (tmp_path / "pages").iterdir()} == set(PAGES)


def test_the_model_page_shows_how_to_make_any_draw() -> None:
    page = (DOCS / "model.md").read_text("utf-8")
    shown: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], shown)  # the page's own example
    names, months, turns = ("rok", "Ελλάς", "dprk"), (0, 59, 1199), (0, 12, 130)
    for seed, trial in ((0, 0), (7, 123456)):
        keys = key_table(seed, names)
        for month, turn in zip(months, turns, strict=True):
            clock = np.zeros(1, CLOCK).view(np.recarray)
            clock[0].trial, clock[0].month, clock[0].turn = trial, month, turn
            drawn = uniform(keys, clock[0], 1, 3, CRISIS, 2**31 - 1)
            assert drawn == shown["uniform"](seed, trial, month, turn, names[1], "", 15, 2**31 - 1)


def test_every_mechanism_is_described_in_the_model_page() -> None:
    page = (DOCS / "model.md").read_text("utf-8")
    assert [m.name for m in MECHANISMS if f"`{m.name}`" not in page] == []


def test_every_purpose_of_a_draw_is_in_the_table_of_the_model_page() -> None:
    page = (DOCS / "model.md").read_text("utf-8")
    table = page.partition("| purpose | actor, target | index |")[2].partition("\n\n")[0]
    listed = {
        int(n): name for n, name in re.findall(r"(?:^\| |; )(\d+) (\w+)", table, re.MULTILINE)
    }
    assert listed == NAMES


def test_every_source_of_a_mechanism_is_named_in_the_model_page() -> None:
    page = (DOCS / "model.md").read_text("utf-8")
    dois = {s.removeprefix("doi:") for m in MECHANISMS for s in m.sources if s.startswith("doi:")}
    assert [doi for doi in sorted(dois) if doi not in page] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (DOCS / target).exists(), f"{page.name} links to {target}"
