"""``peninsula forecast`` and ``peninsula score``: from a scenario to a score, and every refusal."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import Call

SMALL = (
    "forecast", "baseline", "--months", "3", "--trials", "30", "--threads", "1",
    "--particles", "48",
)  # fmt: skip
RECORD = "month,hybrid,show_of_force,strategic_test,clash\n2024-11,0,2,0,0\n2024-12,1,0,0,0\n"


def test_a_forecast_is_written_told_and_scored_and_what_was_changed_is_refused(
    peninsula: Call,
) -> None:
    code, out, _ = peninsula(*SMALL, "--from", "2024-11", "--out", "f.json")
    assert code == 0
    assert "on what was known on 2024-10-31" in out
    found = json.loads(Path("f.json").read_text(encoding="utf-8"))
    assert found["content_hash"] in out
    Path("r.csv").write_text(RECORD, encoding="utf-8")
    code, out, _ = peninsula("score", "f.json", "r.csv")
    assert code == 0
    assert "2 of 3 months have come, 2024-11 to 2024-12" in out
    assert "climatology" in out
    _, out, _ = peninsula("score", "f.json", "r.csv", "--csv")
    table = pd.read_csv(io.StringIO(out))
    assert len(table) == 2 * 5 * 4
    assert table["came"].sum() == 4 * (2 + 2 + 1 + 1)

    Path("r.csv").write_text(RECORD + "2025-01,x,0,0,0\n", encoding="utf-8")
    code, _, err = peninsula("score", "f.json", "r.csv")
    assert code == 2
    assert "r.csv:4: hybrid" in err

    text = Path("f.json").read_text(encoding="utf-8")
    Path("f.json").write_text(text.replace('"trials": 30', '"trials": 31'), encoding="utf-8")
    Path("r.csv").write_text(RECORD, encoding="utf-8")
    code, _, err = peninsula("score", "f.json", "r.csv")
    assert code == 4
    assert "was changed" in err


def test_without_a_name_the_file_is_named_by_its_content(peninsula: Call) -> None:
    code, _, _ = peninsula(*SMALL)
    (path,) = Path().glob("forecast-baseline-2024-11-*.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert code == 0
    assert path.stem.endswith(found["content_hash"][:8])


@pytest.mark.parametrize(
    ("first", "scenario", "last"),
    [("2024-10", "september_2024", "2024-09"), ("2024-11", "baseline", "2024-10")],
)
def test_where_no_scenario_is_named_it_is_the_one_that_knows_nothing_of_the_first_month(
    peninsula: Call, first: str, scenario: str, last: str
) -> None:
    code, out, _ = peninsula(
        "forecast", "--from", first, "--months", "2", "--trials", "30", "--particles", "0",
        "--out", "f.json",
    )  # fmt: skip
    found = json.loads(Path("f.json").read_text(encoding="utf-8"))
    assert code == 0
    assert found["scenario"]["name"] == scenario
    assert found["first_month"] == first
    assert found["record"]["last_month"] == last
    # Nobody makes general war in two months of 30 trials: a bound, 1 less the 30th root of 0.05, not a nought.
    assert "<9.5%" in out


def test_what_no_trial_showed_is_bounded_by_the_draws_that_were_tried(peninsula: Call) -> None:
    code, out, _ = peninsula(*SMALL)
    assert code == 0
    # 48 worlds are of two draws: 1 less the root of 0.05.
    assert "<77.6%" in out


def test_a_forecast_is_never_overwritten(peninsula: Call) -> None:
    Path("f.json").write_text("mine", encoding="utf-8")
    code, _, err = peninsula(*SMALL, "--out", "f.json")
    assert code == 2
    assert "written once" in err
    assert Path("f.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("forecast", "--from", "2024-13"), "must be a month"),
        (("forecast", "--from", "1999-01"), "would know part of it"),
        (("forecast", "--months", "0"), "months must be from 1 to 120"),
        (("forecast", "--trials", "0"), "trials must be"),
        (("forecast", "--threads", "0"), "threads must be"),
        (("forecast", "--particles", "47"), "particles must be 0 or from 48"),
        (("forecast", "history_1994"), "would know part of it"),
        (("forecast", "two_state"), "no state dprk"),
        (("forecast", "baselin"), "did you mean baseline"),
        (("score", "none.json", "none.csv"), "none.json"),
    ],
)
def test_what_can_not_be_done_is_refused_in_words(
    peninsula: Call, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = peninsula(*arguments)
    assert code == 2
    assert out == ""
    assert said in " ".join(err.split())
    assert "Traceback" not in err
