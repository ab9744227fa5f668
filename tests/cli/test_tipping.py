"""peninsula tipping: a map in words, cells in a file, mistakes in sentences."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Call = Callable[..., tuple[int, str, str]]
SMALL = ["--threads", "1", "--set", "horizon=6", "--trials", "10", "--grid", "3"]
X, Y = ["--x", "mechanisms.tension.weight=0,6"], ["--y", "mechanisms.crisis.cost=1,6"]


@pytest.mark.parametrize("outcome", [[], ["--outcome", "events>3", "--threshold", "0.3"]])
def test_a_map_is_told_kept_and_drawn(peninsula: Call, outcome: list[str]) -> None:
    code, out, err = peninsula("tipping", "two_state", *X, *Y, *outcome, *SMALL)
    assert (code, err) == (0, "")
    assert "3 by 3 cells of 10 matched trials" in out
    assert "undecided" in out
    # General war is one of the classes, and no matter of events.
    assert ("General war rests on a choice" in out) == (outcome == [])
    (folder,) = Path("results").iterdir()
    cells = pd.read_csv(folder / "cells.csv")
    assert cells["x"].tolist() == [1, 3, 5] * 3
    assert cells["other"].between(0, 1).all()
    assert (folder / "figures" / "tipping.png").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*X, "--y", "mechanisms.tension.weight=0,3"], "name two parameters"),
        ([*X, "--y", "mechanisms.crisis.cost"], "no range; say which"),
        ([*X, *Y, "--grid", "1"], "grid must be from 2 to 200"),
        (
            [*X, *Y, "--outcome", "first_war", "--threshold", "1"],
            "threshold must be at least 0 and below 1",
        ),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    code, _, err = peninsula("tipping", "two_state", *SMALL, *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not Path("results").exists()
