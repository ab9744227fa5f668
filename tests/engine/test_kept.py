"""A trial's row keeps the outcomes that can move, and says why it keeps no other."""

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.measures import measures
from sim.analysis.sequential import named
from sim.engine.state_index import outcome_words, why_not_kept, words
from sim.engine.table import trial_columns
from sim.errors import InputError
from sim.experiment.compare import plan
from sim.experiment.draws_requested import draws_for
from sim.experiment.matched import matched
from sim.experiment.run import collect, request
from sim.scenario.loading import load
from tests.worlds import changed, lively, scenario

SHIPPED = sorted(path.stem for path in (Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
RARE = ("disputes_war", "war_losses", "fired")
"""What no trial of so few shows, though it can happen: wars of great powers, rules of wars."""
CONSTANT = {
    "alliances.japan-rok.commitment": "consultation binds nobody, so nothing moves it",
    "alliances.us-japan.calls": "needs a crisis in which Japan is attacked",
    "alliances.us-japan.honoured": "the same",
    "alliances.us-japan.failed": "the same",
    "alliances.us-japan.largest_given": "the same",
    "states.us.recognition": "set by the timeline of tacit_recognition, to the same in all trials",
}


def names(of: str, *sets: str) -> set[str]:
    return {column.name for column in trial_columns(load(of, sets))}


def test_states_without_currency_programme_or_policy_have_no_columns_of_them() -> None:
    kept = names("baseline")
    assert kept >= {"states.dprk.reserve", "states.dprk.earned", "states.russia.reserve"}
    assert kept >= {"states.rok.hedging", "states.russia.recognition", "states.dprk.event_months"}
    gone = {"states.rok.reserve", "states.russia.earned", "states.us.experience"}
    gone |= {"states.dprk.hedging", "states.us.recognition", "states.rok.event_months"}
    gone |= {"states.us.tracks.mirv.milestone_month"}
    assert not kept & gone


@pytest.mark.parametrize(
    ("setting", "column"),
    [
        ("states.rok.trade=1", "states.rok.reserve"),
        ("states.rok.trade={value: 0, range: [0, 1]}", "states.rok.earned"),
        ("states.us.programme=true", "states.us.tracks.mirv.milestone_month"),
        ("states.rok.events_counted=true", "states.rok.event_months"),
    ],
)
def test_a_value_that_lets_an_outcome_move_brings_its_column(setting: str, column: str) -> None:
    assert column not in names("baseline")
    assert column in names("baseline", setting)


def test_a_mechanism_switched_off_takes_its_outcomes_along() -> None:
    assert "states.dprk.reserve" not in names("baseline", "mechanisms.treasury.on=false")


def test_the_timeline_brings_what_it_sets() -> None:
    assert "states.us.recognition" in names("tacit_recognition")


def test_asking_for_an_outcome_that_is_not_kept_says_what_it_lacks() -> None:
    baseline = load("baseline")
    known = measures(baseline, trial_columns(baseline))
    said = "it can't move in baseline without states.rok.trade or a pact with rok"
    assert why_not_kept(baseline, "states.rok.reserve") == said
    with pytest.raises(InputError, match=said):
        named(known, "states.rok.reserve", baseline)
    with pytest.raises(InputError, match=r"nearest is states\.dprk\.reserve"):
        named(known, "states.dprk.reserv", baseline)
    assert why_not_kept(baseline, "states.dprk.reserve") == ""
    assert why_not_kept(baseline, "states.dprk.nothing") == ""


def test_scenarios_with_other_columns_are_compared_by_those_in_both() -> None:
    made = plan(
        [
            scenario(lively()),
            scenario(changed(lively(), {"name": "rich", "states": {"a": {"trade": 1.0}}})),
        ]
    )
    a, b = made.pairings[0].a, made.pairings[0].b
    (chunk,) = matched(made.arms, 20, 1)
    of_a, of_b = (trial_columns(arm.scenario) for arm in (a, b))
    assert {c.name for c in of_b} > {c.name for c in of_a}
    assert [t.shape[1] for t in chunk.tables] == [len(of_a), len(of_b)]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_kept_word_is_an_outcome_and_says_no_lack(name: str) -> None:
    of = load(name)
    every = words(of)
    for position in outcome_words(of):
        assert why_not_kept(of, every[position].name) == ""


@pytest.mark.slow
def test_no_column_is_constant_in_every_shipped_scenario() -> None:
    moved: set[str] = set()
    seen: set[str] = set()
    for name in SHIPPED:
        for draws in (None, "none"):
            of = load(name)
            ran = collect(request(of, 1500, 2, draws=draws_for(draws, of)))
            still = np.all(ran.table == ran.table[0], axis=0)
            seen |= {column.name for column in ran.columns}
            moved |= {c.name for c, s in zip(ran.columns, still, strict=True) if not s}
    constant = {name for name in seen - moved if not name.endswith(RARE)}
    assert constant == set(CONSTANT)


def test_a_varied_value_brings_its_column_to_every_point() -> None:
    base = load("baseline").varying(["states.rok.trade", "mechanisms.treasury.on"])
    off = base.replace({"mechanisms.treasury.on": False})
    kept = [{column.name for column in trial_columns(of)} for of in (base, off)]
    assert kept[0] == kept[1] >= names("baseline") | {"states.rok.reserve"}
    assert base.digest == load("baseline").digest
    assert base != load("baseline")
