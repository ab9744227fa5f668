"""peninsula attribute: shares and ablations, kept in a folder; mistakes in words."""

from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import Call

SMALL = ["--trials", "10", "--threads", "1"]
HARDER = ["--set", "mechanisms.tension.weight=8", "--off", "rally"]


def test_shares_are_printed_and_kept(peninsula: Call) -> None:
    code, out, err = peninsula("attribute", "two_state", *HARDER, *SMALL)
    assert (code, err) == (0, "")
    assert "2 groups, exact shares, 10 trials in 4 scenarios each" in out
    (folder,) = Path("results").iterdir()
    table = pd.read_csv(folder / "attribution.csv")
    assert set(table["group"]) == {"mechanisms.rally", "mechanisms.tension", "all"}
    again = peninsula("attribute", "two_state", *HARDER, *SMALL)
    assert again[:2] == (code, out)


@pytest.mark.slow
def test_an_ablation_of_one_and_of_two_scenarios_is_printed_and_kept(peninsula: Call) -> None:
    code, out, err = peninsula("attribute", "two_state", "--ablate", *SMALL)
    assert (code, err) == (0, "")
    assert "with all mechanisms" in out
    code, out, err = peninsula(
        "attribute", "two_state", "two_state", "--ablate", *SMALL, "--out", "both"
    )
    assert (code, err) == (0, "")
    assert "the same without any of the" in out
    assert "General war rests on a choice" in out
    assert pd.read_csv("both/ablation.csv")["holds"].all()


@pytest.mark.slow
def test_an_ablation_broken_off_is_gone_on_from(peninsula: Call, broken_off: Call) -> None:
    ablation = ["attribute", "two_state", "--ablate", "--threads", "1", "--trials", "10"]
    code, _, err = broken_off(*ablation)
    assert code == 3
    assert "0 of 10 matched trials are kept in results/" in err
    code, _, err = peninsula(*ablation, "--resume")
    assert (code, err) == (0, "")
    (folder,) = Path("results").iterdir()
    names = {path.name for path in folder.iterdir()}
    assert names == {"ablation.csv", "ablation.json", "manifest.json"}


def test_scenarios_that_say_the_same_have_nothing_to_attribute(peninsula: Call) -> None:
    code, out, _ = peninsula("attribute", "two_state", "two_state", *SMALL)
    assert code == 0
    assert "nothing to attribute" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["two_state"], "nothing to compare with"),
        (["two_state", "two_state", "baseline"], "unexpected extra argument(s) (baseline)"),
        (["two_state", "baseline"], "same months"),
        (["two_state", "--off", "rally", "--trials", "0"], "trials must be from 1"),
        (["two_state", "--ablate", "--off", "raly"], "rally"),
        (["two_state", "--off", "rally", "--out", "held"], "other files"),
        (["two_state", "--off", "rally", "--resume"], "--ablate alone"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    Path("held").mkdir()
    Path("held/mine.txt").write_text("mine", encoding="utf-8")
    code, _, err = peninsula("attribute", *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
