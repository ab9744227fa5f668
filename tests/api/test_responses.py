"""sim.responses: each cell is a difference of two runs, with draws of all but what the row sets."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.response_rows import Ends, Row, Setting
from sim.api.responses import ResponsesRequest
from sim.api.results.responses import Responses, carry_out, plan
from sim.errors import InputError
from sim.experiment.draws_requested import PRIOR, stated_draws
from sim.experiment.run import collect, request
from sim.presentation.responses import ends_words
from sim.scenario.scenario import Scenario
from tests.worlds import changed, lively, scenario

PATH = "mechanisms.tension.weight"
ROWS = [Row(key="tension", label="tension", settings=(Setting(PATH, 0, 3),))]
TRIALS = 40


def world() -> Scenario:
    """A world that draws two numbers, of which the row sets one, its high end being what is stated."""
    drawn = {
        "tension": {"weight": {"value": 3.0, "range": [0.0, 3.0]}},
        "crisis": {"cost": {"value": 3.0, "range": [1.0, 6.0]}},
    }
    return scenario(changed(lively(), {"mechanisms": drawn}))


def found_in(base: Scenario, rows: list[Row], threads: int = 1, draws: str = PRIOR) -> Responses:
    request = ResponsesRequest(base, trials=TRIALS, threads=threads, draws=draws)
    return carry_out(plan(request, rows))


@pytest.mark.parametrize("draws", ["none", PRIOR])
def test_a_cell_is_the_difference_of_two_runs_that_do_not_draw_what_the_row_sets(
    draws: str,
) -> None:
    base = world()
    found = found_in(base, ROWS, 2, draws).table.set_index(["row", "outcome"])
    table = None
    if draws == PRIOR:
        whole = stated_draws(PRIOR).applied_to(base)
        assert whole is not None
        table = whole.part(["mechanisms.crisis.cost"])
    low, high = (
        collect(request(base.replace({PATH: value}), TRIALS, 1, draws=table)) for value in (0, 3)
    )
    for outcome, name in (("events", "events"), ("force-months", "force_months")):
        a, b = (np.asarray(one.series(name), dtype=float) for one in (low, high))
        cell = found.loc["tension", outcome]
        assert cell["low_end"] == pytest.approx(a.mean())
        assert cell["high_end"] == pytest.approx(b.mean())
        assert cell["differing"] == np.count_nonzero(a != b) > 0
    assert (found.loc["as stated"]["differing"] == 0).all()


def test_an_end_that_switches_a_mechanism_off_is_read_by_the_same_columns() -> None:
    base = world()
    path = "mechanisms.alliance.on"
    row = Row(key="alliance", label="alliance", settings=(Setting(path, False, True),))
    found = found_in(base, [row], draws="none").table.set_index(["row", "outcome"])
    off = collect(request(base.replace({path: False}), TRIALS, 1))
    for outcome, name in (("events", "events"), ("force-months", "force_months")):
        mean = np.asarray(off.series(name), dtype=float).mean()
        assert found.loc[("alliance", outcome), "low_end"] == pytest.approx(mean)


def test_threads_change_nothing_and_the_seed_does() -> None:
    base = world()
    one, two = (found_in(base, ROWS, threads) for threads in (1, 2))
    assert one.content_hash == two.content_hash
    pd.testing.assert_frame_equal(one.table, two.table)
    other = found_in(base.replace({"seed": 5}), ROWS)
    assert other.content_hash != one.content_hash


def test_the_wanted_rows_alone_are_run_and_their_summary_names_them() -> None:
    found = sim.responses("two_state", trials=8, threads=1, rows=["threshold"])
    assert set(found.table["row"]) == {"as stated", "threshold"}
    assert "cost of entering an armed attack" in found.summary()
    assert found.escalation.empty


def test_escalation_is_shown_where_every_trial_begins_with_a_lethal_attack() -> None:
    found = sim.responses("crisis_start", trials=30, threads=1, rows=["crisis_precision"])
    cells = found.escalation.set_index("row")
    assert (cells["high_end"] <= 1).all()
    assert cells.loc["crisis_precision", "low_end"] > cells.loc["crisis_precision", "high_end"]
    assert "P(armed attack) after the lethal attack" in found.summary()


@pytest.mark.parametrize(
    ("trials", "rows", "said"),
    [(8, ["treshold"], "did you mean threshold"), (0, [], "trials must be from 1")],
)
def test_mistakes_are_named(trials: int, rows: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        sim.responses("two_state", trials=trials, rows=rows)


def test_a_row_without_a_clear_effect_is_named_with_what_was_found_and_why() -> None:
    why = "Nothing reads it."
    rows = [replace(ROWS[0], why_nothing=why, settings=(Setting(PATH, 3, 3.0000001),))]
    found = found_in(world(), rows, draws="none")
    assert f"tension: no effect: every trial is the same at both ends. {why}" in found.summary()


def test_all_values_that_a_row_sets_together_are_shown() -> None:
    settings = (Setting(PATH, 0, 3), Setting("mechanisms.crisis.cost", -1, 6), Setting(PATH, 0, 3))
    one = Ends(
        replace(ROWS[0], settings=settings),
        {PATH: 0, settings[1].path: -1},
        {PATH: 3, settings[1].path: 6},
    )
    assert ends_words(one) == "0 → 3; −1 → 6"
