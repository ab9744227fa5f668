"""peninsula sensitivity: prints, keeps, draws, and answers mistakes in words."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Call = Callable[..., tuple[int, str, str]]
SMALL = ["--trials", "8", "--threads", "1", "--set", "horizon=6"]
PARAMS = ["--param", "mechanisms.tension.weight=0,6", "--param", "mechanisms.crisis.cost=1,6"]


@pytest.mark.parametrize(
    ("method", "points", "said"),
    [("sobol", "8", "in all"), ("morris", "4", "floor"), ("pawn", "64", "distance")],
)
def test_each_method_prints_keeps_and_draws(
    peninsula: Call, method: str, points: str, said: str
) -> None:
    asked = ["--outcome", "events", "--method", method, "--points", points]
    code, out, err = peninsula("sensitivity", "two_state", *asked, *PARAMS, *SMALL)
    assert (code, err) == (0, "")
    assert said in out
    assert "Chance makes" in out
    (folder,) = Path("results").iterdir()
    assert {path.name for path in (folder / "figures").iterdir()} == {
        "sensitivity.png",
        "sensitivity.pdf",
    }
    table = pd.read_csv(folder / "sensitivity.csv")
    assert set(table["name"]) == {"mechanisms.tension.weight", "mechanisms.crisis.cost"}
    assert len(pd.read_parquet(folder / "points.parquet")) > 8
    code, weighed, err = peninsula("evidence", "--weights", str(folder))
    assert (code, err) == (0, "")
    assert "on assumptions (" in weighed or "told from chance" in weighed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a scenario"),
        (["baseline", "--weights", "results"], "leave out the scenario"),
        (["--weights", "nowhere"], "holds no result"),
    ],
)
def test_evidence_says_what_it_needs(peninsula: Call, arguments: list[str], said: str) -> None:
    code, _, err = peninsula("evidence", *arguments)
    assert code == 2
    assert said in err


def test_pairs_are_printed_where_they_are_asked_for(peninsula: Call) -> None:
    asked = ["--outcome", "events", "--points", "8", "--second-order", "--no-figures"]
    code, out, _ = peninsula("sensitivity", "two_state", *asked, *PARAMS, *SMALL)
    assert code == 0
    assert "only together" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--outcome", "events", "--points", "100"], "power of two"),
        (["--outcome", "evnts"], "nearest is events"),
        (["--outcome", "events", "--method", "fast"], "sobol, morris, pawn"),
        (["--outcome", "events", "--param", "mechanisms.tension.weight=1"], "PATH=LOW,HIGH"),
        (["--outcome", "events", "--trials", "0"], "trials must be from 1"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    code, _, err = peninsula("sensitivity", "baseline", *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not Path("results").exists()


def test_nothing_to_resume_is_said(peninsula: Call) -> None:
    asked = ["--outcome", "events", "--method", "morris", "--points", "4", "--resume"]
    code, _, err = peninsula("sensitivity", "two_state", *asked, *PARAMS, *SMALL)
    assert code == 2
    assert "holds nothing to resume" in err


@pytest.mark.parametrize(("outcome", "said"), [("first_war", True), ("first_force", False)])
def test_what_general_war_rests_on_is_said_where_it_is_the_outcome(
    peninsula: Call, outcome: str, said: bool
) -> None:
    asked = ["--outcome", outcome, "--method", "morris", "--points", "4"]
    code, out, _ = peninsula("sensitivity", "two_state", *asked, *PARAMS, *SMALL)
    assert code == 0
    assert ("General war rests on a choice" in out) == said
