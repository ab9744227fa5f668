"""peninsula discover: boxes in words and files; too few cases are said, not boxed."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Call = Callable[..., tuple[int, str, str]]
SMALL = ["--threads", "1", "--set", "horizon=6", "--param", "mechanisms.tension.weight=0,6"]


def test_boxes_are_printed_kept_and_drawn(peninsula: Call) -> None:
    asked = ["--outcome", "events>3", "--trials", "400"]
    code, out, err = peninsula("discover", "two_state", *asked, *SMALL)
    assert (code, err) == (0, "")
    assert "found on every second trial and measured on the others" in out
    assert "PRIM" in out
    assert "CART" in out
    (folder,) = Path("results").iterdir()
    trials = pd.read_parquet(folder / "trials.parquet")
    assert len(trials) == 400
    assert trials["mechanisms.tension.weight"].between(0, 6).all()
    boxes = pd.read_csv(folder / "boxes.csv")
    assert boxes["method"][0] == "prim"
    assert (folder / "figures" / "discovery.png").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--outcome", "first_war", "--trials", "60"], "at least 50 are needed"),
        (["--outcome", "events", "--trials", "60"], "is an amount"),
        (["--outcome", "events>3", "--trials", "400", "--coverage", "2"], "coverage must be"),
        (["--outcome", "evnts>3"], "nearest is events"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    code, _, err = peninsula("discover", "two_state", *arguments, *SMALL)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not list(Path("results").glob("*"))
