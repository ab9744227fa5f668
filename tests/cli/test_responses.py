"""peninsula responses: tables on the terminal, as a page and as a file; mistakes in sentences."""

from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import Call

SMALL = ["two_state", "--set", "horizon=6", "--threads", "1", "--trials", "20"]
ROWS = ["--row", "threshold", "--row", "reciprocity"]


def test_the_table_is_printed_with_its_hash_and_the_rows_without_effect(peninsula: Call) -> None:
    said = peninsula("responses", *SMALL, *ROWS, "--row", "us_treaty")
    assert said.code == 0
    assert "as stated" in said.out
    assert "reciprocity from month to month" in said.out
    assert "US-ROK treaty in force: the scenario has no alliances.us-rok.in_force" in said.out
    again = peninsula("responses", *SMALL, *ROWS, "--row", "us_treaty")
    assert said.out == again.out
    assert "content hash  " in said.out


def test_a_page_and_a_file_hold_the_same_numbers(peninsula: Call) -> None:
    assert peninsula("responses", *SMALL, *ROWS, "--out", "page.md").code == 0
    page = Path("page.md").read_text(encoding="utf-8")
    assert page.startswith("# What each assumption does")
    assert "`peninsula responses two_state --trials 20" in page
    widths = {line.count("|") for line in page.splitlines() if line.startswith("| ")}
    assert len(widths) == 1
    assert peninsula("responses", *SMALL, *ROWS, "--out", "cells.csv").code == 0
    cells = pd.read_csv("cells.csv")
    assert set(cells["row"]) == {"as stated", "threshold", "reciprocity"}
    assert cells["hash"].nunique() == 1
    assert cells["hash"][0] in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xml"], "allowed: text, md, csv"),
        (["--row", "treshold"], "did you mean threshold"),
        (["--trials", "0"], "trials must be from 1"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    code, _, err = peninsula("responses", *SMALL, *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
