"""95% intervals of runs and comparisons of the baseline hold the truth in 93 to 97% of repeats."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from sim.analysis.contrasts import Contrast
from sim.analysis.intervals import Interval, mean, share
from sim.analysis.measures import Measure, measures
from sim.analysis.tallies import Amounts, Shares
from sim.engine.table import trial_columns
from sim.experiment.compare import plan
from sim.experiment.matched import matched

TRIALS, REPEATS = 1000, 400
RARE = 0.01
"""Outcomes of which fewer trials, or differences, are seen have wider intervals than 95% need."""
LOW, HIGH = 0.93, 0.97
NOISE = 3.3
"""Standard errors of a share of repeats by which a true 95% strays in one of a thousand outcomes."""


class Pool(NamedTuple):
    """Values of each measure in all trials of A and of B, (measures, trials), and the measures."""

    a: npt.NDArray[np.float64]
    b: npt.NDArray[np.float64]
    measures: list[Measure]


@pytest.fixture(scope="module", params=["alliances.russia-dprk.commitment=0.9", "no_pact"])
def pool(request: pytest.FixtureRequest) -> Pool:
    """Matched trials, taken apart into repeats: their means are the truth."""
    if "=" in request.param:
        made = plan(["baseline"], [request.param], draws="none")
    else:
        made = plan(["baseline", request.param], draws="none")
    a, b = made.pairings[0].a, made.pairings[0].b
    of_b = {(m.section, m.name): m for m in measures(b.scenario, trial_columns(b.scenario))}
    listed = [
        m
        for m in measures(a.scenario, trial_columns(a.scenario))
        if (m.section, m.name) in of_b and of_b[m.section, m.name].share == m.share
    ]
    parts: tuple[list[npt.NDArray[np.float64]], ...] = ([], [])
    for chunk in matched(made.arms, TRIALS * REPEATS, 2):
        for side, arm, of in zip(
            parts,
            (a, b),
            (listed, [of_b[m.section, m.name] for m in listed]),
            strict=True,
        ):
            table = chunk.tables[arm.number]
            side.append(np.stack([m.of(table[:, m.column]) for m in of]))
    whole = [np.concatenate(side, axis=1) for side in parts]
    return Pool(whole[0], whole[1], listed)


def repeats(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return values.reshape(REPEATS, TRIALS)


def held(truth: float, of: Callable[[int], Interval | Contrast | None]) -> float | None:
    """Share of repeats whose interval holds the truth; None where some have none."""
    found = [of(k) for k in range(REPEATS)]
    if any(one is None or np.isnan(one.low) for one in found):
        return None
    return float(np.mean([one.low <= truth <= one.high for one in found if one is not None]))


def outside(coverage: dict[str, float | None]) -> dict[str, float]:
    """What does not hold, beyond what chance does to so many repeats."""
    give = NOISE * (0.95 * 0.05 / REPEATS) ** 0.5 - 0.02
    low, high = LOW - max(0.0, give), HIGH + max(0.0, give)
    return {n: c for n, c in coverage.items() if c is not None and not low <= c <= high}


@pytest.mark.slow
def test_intervals_of_a_run_hold_the_truth(pool: Pool) -> None:
    found: dict[str, float | None] = {}
    for values, measure in zip(pool.a, pool.measures, strict=True):
        usual = np.mean(values != np.median(values))
        if not RARE <= (values.mean() if measure.share else usual) <= 1.0 - RARE * measure.share:
            continue
        rows = repeats(values)

        def interval(
            k: int, rows: npt.NDArray[np.float64] = rows, m: Measure = measure
        ) -> Interval:
            return share(rows[k].sum(), TRIALS) if m.share else mean(rows[k], within=m.within)

        found[f"{measure.section} {measure.name}"] = held(float(values.mean()), interval)
    assert len(found) > 40
    assert outside(found) == {}


@pytest.mark.slow
def test_intervals_of_a_comparison_hold_the_truth(pool: Pool) -> None:
    found: dict[str, float | None] = {}
    for a, b, measure in zip(pool.a, pool.b, pool.measures, strict=True):
        if not np.mean(a != b) >= RARE:
            continue
        rows_a, rows_b = repeats(a), repeats(b)

        def contrast(
            k: int,
            rows_a: npt.NDArray[np.float64] = rows_a,
            rows_b: npt.NDArray[np.float64] = rows_b,
            m: Measure = measure,
        ) -> Contrast:
            tally = (Shares if m.share else Amounts)(m, m)
            tally.add(0, rows_a[k], rows_b[k], None, 0)
            return tally.contrast(0.95)

        found[f"{measure.section} {measure.name}"] = held(float((b - a).mean()), contrast)
    assert len(found) > 10
    assert outside(found) == {}
