"""The record of a trial, worked out again from its months by the definitions alone."""

from typing import Any

import numpy as np
import pytest

from sim.engine.table import CLASS_WORDS
from sim.rulebook.record import TERMINAL_CLASSES
from tests.worlds import Run, Tree, changed, lively, run, two_states

YEAR, GAP = 12, 6
LONG = {"horizon": 40, "mechanisms": {"crisis": {"cost": 5.0}}}
QUIET: Tree = {
    "states": {
        state: {
            "levels": {
                "cooperation": {"constant": 3.0},
                "hybrid": {"constant": -1.0},
                "clash": {"constant": -2.0},
                "lethal_incident": {"constant": -3.0},
            }
        }
        for state in ("north", "south")
    },
    "horizon": 60,
}


@pytest.fixture(scope="module", params=["lively", "quiet"])
def world(request: pytest.FixtureRequest) -> Run:
    """Trials with war and without."""
    tree = changed(lively(), LONG) if request.param == "lively" else changed(two_states(), QUIET)
    return run(tree, 150)


def _flag(of: Run, name: str) -> np.ndarray:
    """Values of a property of rungs, by number."""
    scenario = of.compiled.scenario
    return np.array([scenario.value(f"ladder.{rung}.{name}") for rung in scenario.names["ladder"]])


def _top(of: Run) -> np.ndarray:
    """Most severe act of each month, (trials, months)."""
    names = of.compiled.scenario.names
    peaks = [of.series(f"rivalries.{name}.peak") for name in names["rivalries"]]
    public = [of.series(f"states.{name}.public_rung") for name in names["states"]]
    return np.max([*peaks, *public], axis=0).astype(int)


def _first(holds: np.ndarray) -> np.ndarray:
    return np.where(holds.any(axis=1), holds.argmax(axis=1), -1)


def test_first_months_and_the_highest_rung_are_those_of_the_months(world: Run) -> None:
    top = _top(world)
    assert np.array_equal(world.last("mechanisms.record.highest_rung"), top.max(axis=1))
    for word, flag in (
        ("first_force", "force"),
        ("first_lethal_incident", "lethal"),
        ("first_limited_war", "armed_attack"),
        ("first_war", "war"),
        ("first_nuclear_use", "nuclear"),
    ):
        assert np.array_equal(
            world.last(f"mechanisms.record.{word}"), _first(_flag(world, flag)[top])
        ), word


def _class(of: Run, trial: int, top: np.ndarray) -> str:
    """Terminal class of a trial, read off the definition."""
    reached = {
        flag: bool(_flag(of, flag)[top[trial]].any()) for flag in ("nuclear", "war", "lethal")
    }
    if reached["nuclear"]:
        return "nuclear_use"
    if reached["war"]:
        return "general_war"
    if reached["lethal"]:
        return "people_killed"
    names = of.compiled.scenario.names
    span = min(YEAR, top.shape[1])
    counted = [
        s for s in names["states"] if of.compiled.scenario.value(f"states.{s}.events_counted")
    ]
    events = 0.0
    for rung, event, lethal in zip(
        names["ladder"], _flag(of, "event"), _flag(of, "lethal"), strict=True
    ):
        for state in counted if event and not lethal else ():
            series = of.series(f"events.{state}.{rung}")[trial]
            events += series[-1] - (series[-1 - span] if top.shape[1] > span else 0.0)
    if events >= span:
        return "chronic_provocation"
    if events < 1.0:
        for pair in names["pairs"]:
            first, second = of.compiled.scenario.parties["pairs"][pair]
            both = [
                (of.series(f"rivalries.{a}-{b}.rung")[trial, -span:] == 0).any()
                for a, b in ((first, second), (second, first))
            ]
            if all(both):
                return "detente"
    return "cold_peace"


def test_the_terminal_class_is_the_first_that_the_months_match(world: Run) -> None:
    top = _top(world)
    stated = [TERMINAL_CLASSES[int(number)] for number in world.rows[:, 0]]
    assert stated == [_class(world, trial, top) for trial in range(len(stated))]
    assert len(set(stated)) >= 3


def _disputes(levels: np.ndarray, lethal: np.ndarray) -> dict[str, Any]:
    """Disputes of one pair and trial from its monthly levels, coded by the definition."""
    found: dict[str, Any] = {"disputes": 0, 3: 0, 4: 0, 5: 0, "disputes_lethal": 0}
    months = np.flatnonzero(levels >= 3)
    runs = np.split(months, np.flatnonzero(np.diff(months) > GAP) + 1) if months.size else []
    for run_ in runs:
        found["disputes"] += 1
        found[int(levels[run_].max())] += 1
        found["disputes_lethal"] += int(lethal[run_].any())
    return found


def test_disputes_are_runs_of_militarized_acts_with_gaps_under_six_months(world: Run) -> None:
    hostility, kills = _flag(world, "hostility"), _flag(world, "lethal")
    parties = world.compiled.scenario.parties["pairs"]
    seen = 0
    for pair, (first, second) in parties.items():
        peaks = [
            world.series(f"rivalries.{a}-{b}.peak").astype(int)
            for a, b in ((first, second), (second, first))
        ]
        # Acts of a weapons programme are against all rivals, others against one.
        programmes = [
            world.series(f"states.{s}.programme_rung").astype(int)
            for s in (first, second)
            if world.compiled.scenario.value(f"states.{s}.programme")
        ]
        levels = np.max([hostility[x] for x in (*peaks, *programmes)], axis=0)
        lethal = kills[np.max(peaks, axis=0)]
        for trial in range(levels.shape[0]):
            coded = _disputes(levels[trial], lethal[trial])
            assert world.last(f"pairs.{pair}.disputes")[trial] == coded["disputes"]
            # The books are closed after the last month, so what is still open is not in the paths.
            row = dict(
                zip((w.name for w in world.compiled.words), world.paths[trial, -1], strict=True)
            )
            open_ = int(row[f"pairs.{pair}.dispute"])
            over = sum(
                int(row[f"pairs.{pair}.disputes_{kind}"]) for kind in ("display", "force", "war")
            )
            assert over == coded["disputes"] - open_
            if not open_:
                assert int(row[f"pairs.{pair}.disputes_force"]) == coded[4]
                assert int(row[f"pairs.{pair}.disputes_display"]) == coded[3]
                assert int(row[f"pairs.{pair}.disputes_lethal"]) == coded["disputes_lethal"]
            seen += coded["disputes"]
    assert seen > 100


def test_classes_are_named_by_the_worst_that_happened() -> None:
    assert set(CLASS_WORDS) == set(TERMINAL_CLASSES)
    peaceful = {"detente", "cold_peace", "chronic_provocation"}
    assert {
        name for name, said in CLASS_WORDS.items() if said.startswith("nobody killed")
    } == peaceful
    assert len(set(CLASS_WORDS.values())) == len(CLASS_WORDS)
    # A word of the summary's other tables, such as limited war, would be read as the same thing.
    assert not any(label in said for said in CLASS_WORDS.values() for label in ("limited", "force"))
