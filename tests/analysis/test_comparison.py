"""Contrasts of matched trials: exact zero for twins, the frame's own counts, coverage in the model."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import sem, t

from sim.analysis.comparison import tabulate
from sim.analysis.contrasts import paired_difference, unpaired_difference
from sim.analysis.measures import measures
from sim.analysis.summary import summarise
from sim.analysis.tallies import SHOWN
from sim.engine.table import trial_columns
from sim.experiment.compare import plan
from sim.experiment.matched import matched
from sim.experiment.run import collect, request
from sim.scenario import load
from sim.scenario.scenario import Scenario
from tests.worlds import lively, scenario

TRIALS = 60
TENSER = "mechanisms.tension.weight=6"


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(lively())


def contrast(world: Scenario, *sets: str, threads: int = 1, chunk: int = 25) -> pd.DataFrame:
    made = plan([world], sets)
    chunks = matched(made.arms, TRIALS, threads, chunk=chunk)
    return tabulate(made.pairings, chunks)


@pytest.fixture(scope="module")
def tenser(world: Scenario) -> pd.DataFrame:
    return contrast(world, TENSER)


def test_identical_scenarios_differ_by_exactly_zero(world: Scenario) -> None:
    renamed = world.replace({"name": "twin"})
    made = plan([world, renamed])
    table = tabulate(made.pairings, matched(made.arms, TRIALS, 1))
    for name in ("difference", "low", "high", "differing"):
        assert (table[name] == 0).all(), name
    seen = table[table["a_estimate"] != 0]
    ratio = seen["ratio"].dropna()
    assert len(ratio)
    assert (ratio == 1).all()
    assert set(table["method"]) == {"identical"}


def test_threads_and_chunks_change_no_contrast(world: Scenario, tenser: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(tenser, contrast(world, TENSER, threads=2))
    whole = contrast(world, TENSER, chunk=1000)
    shares = tenser["unit"] == "share"
    pd.testing.assert_frame_equal(tenser[shares], whole[shares])
    # Sums of amounts in other pieces round otherwise.
    pd.testing.assert_frame_equal(tenser, whole, rtol=1e-9)


def test_discordant_trials_are_those_of_the_two_tables(
    world: Scenario, tenser: pd.DataFrame
) -> None:
    other = plan([world], [TENSER]).arms[1].scenario
    a, b = (collect(request(s, TRIALS, 1)).frame() for s in (world, other))
    force_a, force_b = a["first_lethal_incident"].notna(), b["first_lethal_incident"].notna()
    row = tenser[
        (tenser["outcome"] == "first_lethal_incident") & (tenser["section"] == "ever")
    ].iloc[0]
    assert row["both"] == (force_a & force_b).sum()
    assert row["a_only"] == (force_a & ~force_b).sum()
    assert row["b_only"] == (~force_a & force_b).sum()
    assert row["neither"] == (~force_a & ~force_b).sum()
    first = [str(k) for k in np.flatnonzero(force_b & ~force_a)[:SHOWN]]
    assert row["b_only_trials"].split() == first
    events = tenser[tenser["outcome"] == "events"].iloc[0]
    assert events["difference"] == pytest.approx(float((b["events"] - a["events"]).mean()))
    apart = (b["events"] - a["events"]).to_numpy()
    # Near Student's interval, which it becomes as trials grow in number.
    half = float(sem(apart)) * float(t.ppf(0.975, TRIALS - 1))
    assert half < events["high"] - events["difference"] < 1.5 * half
    assert half / 1.5 < events["difference"] - events["low"] < 1.5 * half
    assert events["differing"] == (a["events"] != b["events"]).sum()


def test_a_contrast_is_not_all_noughts(tenser: pd.DataFrame) -> None:
    assert (tenser["differing"] > 0).any()
    assert (tenser["difference"] != 0).any()


def test_outcomes_are_those_of_the_summary(world: Scenario) -> None:
    found = collect(request(world, TRIALS, 1))
    summary = summarise(world, found.columns, found.each)
    known = summary.set_index(["section", "name"])["estimate"]
    table = found.table
    compared = 0
    for measure in measures(world, trial_columns(world)):
        # Before a first month stands the horizon where there is none; the summary leaves it out.
        if measure.unit == "months" and measure.label.startswith("months before"):
            continue
        estimate = float(measure.of(table[:, measure.column]).mean())
        assert estimate == pytest.approx(known[measure.section, measure.name]), measure.name
        compared += 1
    assert compared > 50


@pytest.mark.slow
def test_intervals_cover_what_the_model_gives_in_the_long_run() -> None:
    repeats, trials = 400, 150
    short = plan([load("two_state", ["horizon=24"])], [TENSER])
    columns = trial_columns(short.arms[0].scenario)
    outcome = next(
        m
        for m in measures(short.arms[0].scenario, columns)
        if (m.section, m.name) == ("ever", "first_force")
    )
    chunk = next(iter(matched(short.arms, 2 * repeats * trials, chunk=10**7)))
    a, b = (outcome.of(table[:, outcome.column]) for table in chunk.tables)
    truth = float((b - a).mean())
    pairs_a, pairs_b = a.reshape(-1, trials)[:repeats], b.reshape(-1, trials)[:repeats]
    apart_b = b.reshape(-1, trials)[repeats:]
    assert 0.1 < a.mean() < 0.9
    assert np.any(a != b)
    low, high = paired_difference(
        (pairs_a > pairs_b).sum(axis=1), (pairs_b > pairs_a).sum(axis=1), trials
    )
    assert 0.93 <= np.mean((low <= truth) & (truth <= high)) <= 0.97
    low, high = unpaired_difference(pairs_a.sum(axis=1), apart_b.sum(axis=1), trials)
    assert 0.93 <= np.mean((low <= truth) & (truth <= high)) <= 0.97
