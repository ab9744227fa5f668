"""``peninsula backtest``: a quick one printed, drawn and as CSV, and numbers refused."""

import io
from pathlib import Path

import pandas as pd
import pytest

from sim.api.results.backtests import Effort
from tests.cli.typed import Call

QUICK = (
    "backtest", "--particles", "48", "--trials", "20", "--step", "30", "--threads", "1",
    "--variant", "model", "--variant", "no_drift",
)  # fmt: skip


def test_a_quick_back_test_is_printed_with_its_caveat_and_drawn(
    peninsula: Call, tmp_path: Path
) -> None:
    code, out, err = peninsula(*QUICK, "--plot", str(tmp_path))
    assert code == 0
    assert "Sum of the next 24 months" in out
    assert "what hindsight remains is in docs/backtest.md" in " ".join(out.split())
    assert "no drift" in out
    assert (tmp_path / "backtest.png").stat().st_size > 10_000
    assert "backtest.pdf" in err


def test_a_quick_run_says_how_few_worlds_it_rests_on(
    peninsula: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.api.results.backtests.QUICK", Effort(16, 8, 10, 60))
    code, out, _ = peninsula("backtest", "--quick", "--variant", "no_drift", "--threads", "1")
    assert code == 0
    assert (
        "2 draws of parameters, each with 8 worlds, live through the record; 10 worlds go on"
        in " ".join(out.split())
    )


def test_as_csv_every_origin_has_its_scores(peninsula: Call) -> None:
    _, out, _ = peninsula(*QUICK, "--csv")
    table = pd.read_csv(io.StringIO(out))
    assert table[table["horizon"] == 1]["origin"].unique().tolist() == [
        "2011-12", "2014-06", "2016-12", "2019-06", "2021-12", "2024-06",
    ]  # fmt: skip
    assert set(table["class"]) == {"hybrid", "show_of_force", "strategic_test", "clash", "all"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--particles", "47"),
        ("--trials", "0"),
        ("--particles", "48", "--trials", "49"),
        ("--step", "0"),
        ("--lag", "-1"),
        ("--lag", "61"),
        ("--threads", "0"),
    ],
)
def test_numbers_out_of_range_are_refused_in_words(
    peninsula: Call, arguments: tuple[str, ...]
) -> None:
    code, out, err = peninsula("backtest", *arguments)
    assert code == 2
    assert out == ""
    assert "must be from" in err


def test_an_unknown_variant_is_refused_with_those_there_are(peninsula: Call) -> None:
    code, out, err = peninsula("backtest", "--variant", "no_drfit")
    assert code == 2
    assert out == ""
    assert "no variant 'no_drfit'" in err
    assert "no_drift" in err
