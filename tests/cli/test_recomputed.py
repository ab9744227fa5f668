"""A reader who has the documents alone computes every draw and every choice of a trial again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from scipy.stats import nbinom

from tests.cli.typed import Call
from tests.documented import blocks


@pytest.fixture(scope="module")
def uniform() -> Callable[..., float]:
    """The function that docs/model.md shows."""
    (shown,) = (block for block in blocks("docs/model.md") if "def uniform(" in block)
    names: dict[str, Any] = {}
    exec(shown, names)
    found: Callable[..., float] = names["uniform"]
    return found


def choice(decision: dict[str, Any]) -> int:
    """What the draw picks, as docs/results.md says it."""
    draw = decision["draw"]
    if decision["purpose"] == "event_count":
        mean, size = decision["detail"]["mean"], decision["detail"]["size"]
        return min(60, int(nbinom.ppf(draw, size, size / (size + mean))))
    if decision["menu"] == ["yes", "no"]:
        return 0 if draw < decision["probabilities"][0] else 1
    below = 0.0
    for option, probability in enumerate(decision["probabilities"]):
        below += probability
        if below > draw:
            return option
    raise AssertionError(f"no option is drawn: {decision}")


@pytest.mark.parametrize(
    ("name", "months"), [("baseline", 60), ("crisis_start", 6), ("six_party", 12)]
)
def test_every_decision_is_computed_again_from_what_is_documented(
    peninsula: Call, uniform: Callable[..., float], name: str, months: int
) -> None:
    said = peninsula("replay", name, "--trial", "3", "--json", "--set", f"horizon={months}")
    decisions = json.loads(said.out)["decisions"]
    assert len(decisions) > 100
    for decision in decisions:
        at = decision["address"]
        where = (at["actor"], at["target"], at["purpose"], at["index"])
        draw = uniform(at["seed"], at["trial"], at["month"], at["round"], *where)
        assert draw == decision["draw"], decision
        assert choice(decision) == decision["drawn"], decision


def test_what_is_certain_is_told_with_its_draw_too(peninsula: Call) -> None:
    said = peninsula("replay", "baseline", "--trial", "3", "--json", "--set", "horizon=6")
    decisions = json.loads(said.out)["decisions"]
    sure = [d for d in decisions if d["menu"] == ["yes", "no"] and 1.0 in d["probabilities"]]
    assert sure
    assert all(0.0 < d["draw"] < 1.0 for d in sure)
