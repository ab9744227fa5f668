"""peninsula diverge: names the decision, tells both, and answers mistakes in words."""

import json

import pytest

from tests.cli.typed import Call

HARDER = ["--set", "mechanisms.tension.weight=8"]


def test_the_parting_is_named_and_both_are_told(peninsula: Call) -> None:
    code, out, err = peninsula("diverge", "two_state", *HARDER, "--trial", "1")
    assert (code, err) == (0, "")
    for word in ("the twins part", "what happened", "chance of", "draw", "decided by", "  |  "):
        assert word in out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_json_holds_the_decision_in_both_and_its_address(peninsula: Call) -> None:
    code, out, _ = peninsula("diverge", "two_state", *HARDER, "--trial", "1", "--json")
    data = json.loads(out)
    assert code == 0
    assert data["trial"] == 1
    parted = data["parting"]
    assert parted["a"]["draw"] == parted["b"]["draw"]
    assert parted["address"]["trial"] == 1
    assert parted["address"]["purpose"] > 0


def test_the_typical_trial_ends_differently(peninsula: Call) -> None:
    options = ["--typical", "--trials", "60", "--threads", "1", "--json"]
    code, out, _ = peninsula("diverge", "two_state", *HARDER, *options)
    data = json.loads(out)
    assert code == 0
    assert data["typical"]["trials"] == 60
    assert data["trial"] == data["typical"]["trial"]
    assert data["terminal_class"]["a"] != data["terminal_class"]["b"]


def test_a_scenario_and_itself_never_part(peninsula: Call) -> None:
    code, out, _ = peninsula("diverge", "two_state", "two_state")
    assert code == 0
    assert "the twins never part" in out
    code, out, _ = peninsula("diverge", "two_state", "two_state", "--typical", "--trials", "3")
    assert code == 0
    assert "0 of 3 matched trials end differently" in out


def test_what_has_a_date_is_decided_by_nobody_and_shows_in_its_month(peninsula: Call) -> None:
    asked = ["baseline", "--set", "timeline.rok_government_2027.probability=1", "--trial", "0"]
    code, out, _ = peninsula("diverge", *asked)
    assert code == 0
    assert "probabilities first differ  2027-05: timeline rok_government_2027\n" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["two_state"], "nothing to compare with"),
        (["two_state", "two_state", "two_state"], "unexpected extra argument(s)"),
        (["two_state", "two_state", "--trial", "-1"], "from 0"),
        (["two_state", "two_state", "--trial", "4294967296"], "from 0"),
        (["two_state", "two_state", "--trial", "0", "--typical"], "exclude"),
        (["two_state", "two_state", "--typical", "--trials", "0"], "trials must be from 1"),
        (["two_state", "--off", "tensoin"], "tension"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    code, _, err = peninsula("diverge", *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
