"""Moments: a few dozen numbers by which the hindcast is held against the record.

They are not what the model is fitted to, which is the record month by month (``calibration``), but what a
reader can check. A tolerance is a standard deviation set by hand from the length of the record: a quarter of
a rate, a twelfth of a mean and so on. It is no sampling error.

``python -m sim.history.moments`` prints the hindcast at its stated values beside the record.
"""

import sys
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Truths
from ..engine.build import Compiled
from ..engine.ensemble import blocks
from .records import REGIMES, RUNGS, events, span

COUNTED = (*RUNGS, "lethal_incident")
TRIALS = 240
"""Hindcasts of the table that is printed."""


class Moment(NamedTuple):
    """One target: its value in simulation and record, and the tolerance."""

    name: str
    simulated: float
    observed: float
    tolerance: float

    @property
    def z(self) -> float:
        """Distance from the record in tolerances."""
        return (self.simulated - self.observed) / self.tolerance


def _persistence(any_event: Truths) -> tuple[float, float]:
    """P(event | event the month before) and P(event | none), pooled over rows."""
    before, after = any_event[:, :-1], any_event[:, 1:]
    return float(after[before].mean()), float(after[~before].mean())


def _march(total: Floats, first_month: int) -> float:
    """Events in March over the mean of other months."""
    calendar = (first_month + np.arange(total.shape[1])) % 12
    return float(total[:, calendar == 2].mean() / total[:, calendar != 2].mean())


def _overdispersion(total: Floats) -> float:
    """Mean over trials of variance over mean of monthly counts."""
    return float(np.mean([row.var() / row.mean() for row in total if row.mean() > 0]))


def simulate(
    compiled: Compiled, trials: int, threads: int | None = None, whole: Sequence[str] = ()
) -> dict[str, Floats]:
    """Hindcasts: events by rung (trials, months, 5), worst acts of the DPRK and ROK and of the DPRK and US, outcomes.

    ``whole`` are names of whole-numbered variables to add month by month, as (trials, months).
    """
    place = {word.name: k for k, word in enumerate(compiled.words)}
    wanted = [place[f"events.dprk.{rung}"] for rung in COUNTED]
    wanted += [place["rivalries.dprk-rok.peak"], place["rivalries.rok-dprk.peak"]]
    wanted += [place["rivalries.dprk-us.peak"], place["rivalries.us-dprk.peak"]]
    ours, worst = slice(len(COUNTED), len(wanted) - 2), slice(len(COUNTED) + 2, len(wanted))
    wanted += [place[name] for name in whole]
    parts = list(blocks(compiled, 0, trials, threads, wanted, 20))
    paths = np.concatenate([part.trajectories for part in parts])
    so_far = np.ascontiguousarray(paths[:, :, : len(COUNTED)]).view(np.float64)
    found = {
        "events": np.diff(so_far, axis=1, prepend=0.0),
        "peak": paths[:, :, ours].max(2).astype(np.float64),
        "us_peak": paths[:, :, worst].max(2).astype(np.float64),
    }
    monthly = {name: paths[:, :, worst.stop + k].astype(np.float64) for k, name in enumerate(whole)}
    rows = np.concatenate([part.rows for part in parts])
    for c, k in enumerate(compiled.columns):
        column = np.ascontiguousarray(rows[:, 1 + c])
        word = compiled.words[k]
        found[word.name] = column.astype(np.float64) if word.integer else column.view(np.float64)
    return found | monthly


def moments(compiled: Compiled, trials: int, threads: int | None = None) -> list[Moment]:
    """All targets for a hindcast of 1994-01 to 2024-09."""
    seen, seen_total = events()
    run = simulate(compiled, trials, threads)
    by_rung, peak = run["events"], run["peak"]
    total = by_rung.sum(2)
    targets: list[Moment] = []
    for name, (first, last) in REGIMES.items():
        months = span(first, last)
        simulated, observed = total[:, months], seen_total[months]
        mean = float(observed.mean())
        if mean == 0.0:
            targets.append(Moment(f"events a month, {name}", float(simulated.mean()), 0.0, 0.02))
            continue
        targets += [
            Moment(
                f"events a month, {name}", float(simulated.mean()), mean, max(0.05, 0.12 * mean)
            ),
            Moment(
                f"months with an event, {name}",
                float((simulated > 0).mean()),
                float((observed > 0).mean()),
                0.05,
            ),
            Moment(
                f"variance over mean, {name}",
                _overdispersion(simulated),
                float(observed.var() / mean),
                0.4,
            ),
        ]
        for r, rung in enumerate(RUNGS[:3]):
            rate = float(seen[months, r].mean())
            targets.append(
                Moment(
                    f"{rung} a month, {name}",
                    float(by_rung[:, months, r].mean()),
                    rate,
                    max(0.03, 0.25 * rate),
                )
            )
    early, late, middle = (
        span("1994-01", "2011-12"),
        span("2012-01", "2024-09"),
        span("2012-01", "2017-12"),
    )
    clash, lethal = by_rung[:, :, 3] > 0, by_rung[:, :, 4] > 0
    seen_clash = seen[:, 3] > 0
    targets += [
        Moment(
            "clash months a year, 1994-2011",
            12 * float(clash[:, early].mean()),
            12 * float(seen_clash[early].mean()),
            0.2,
        ),
        Moment(
            "clash months a year, 2012-24",
            12 * float(clash[:, late].mean()),
            12 * float(seen_clash[late].mean()),
            0.16,
        ),
        Moment("lethal months a year, 1994-2011", 12 * float(lethal[:, early].mean()), 0.21, 0.06),
        # One killing, in September 2020, and no exchange with deaths.
        Moment(
            "lethal months a year, 2012-24", 12 * float(lethal[:, late].mean()), 1 / 12.75, 0.04
        ),
        # None in 31 years.
        Moment(
            "lethal months a year, DPRK and US",
            12 * float((run["us_peak"] >= _rung(compiled, "lethal_incident")).mean()),
            0.0,
            0.016,
        ),
        Moment(
            "months of limited war a year",
            12 * float((peak >= _rung(compiled, "limited_war")).mean()),
            0.006,
            0.003,
        ),
        Moment(
            "general wars a year",
            float((run["mechanisms.record.first_war"] >= 0).mean()) / (total.shape[1] / 12),
            0.002,
            0.001,
        ),
    ]
    for name, months, tolerance in (
        ("2012-17", middle, 0.8),
        ("2012-24", late, 0.4),
        ("1994-2011", early, 0.35),
    ):
        targets.append(
            Moment(
                f"March over other months, {name}",
                _march(total[:, months], 0),
                _march(seen_total[None, months], 0),
                tolerance,
            )
        )
    for name, months, tolerances in (
        ("2012-24", late, (0.05, 0.06)),
        ("1994-2011", early, (0.07, 0.06)),
    ):
        simulated_odds, observed_odds = (
            _persistence(total[:, months] > 0),
            _persistence(seen_total[None, months] > 0),
        )
        for given, s, o, tolerance in zip(
            ("after an event", "after none"), simulated_odds, observed_odds, tolerances, strict=True
        ):
            targets.append(Moment(f"P(event {given}), {name}", s, o, tolerance))
    disputes = run["pairs.dprk-rok.disputes"].sum()
    targets += [
        Moment(
            "US joining",
            float(
                run["alliances.us-rok.joined"].sum()
                / max(1.0, run["alliances.us-rok.crises"].sum())
            ),
            0.48,
            0.08,
        ),
        Moment(
            "fatal share of disputes",
            float(run["pairs.dprk-rok.disputes_lethal"].sum() / max(1.0, disputes)),
            2 / 9,
            0.12,
        ),
        Moment(
            "force share of DPRK-US disputes",
            float(
                run["pairs.dprk-us.disputes_force"].sum()
                / max(1.0, run["pairs.dprk-us.disputes"].sum())
            ),
            0.15,
            0.08,
        ),
    ]
    return targets


def _rung(compiled: Compiled, name: str) -> int:
    return compiled.scenario.rung(name)


def main() -> None:
    """Print the moments of the shipped hindcast at its stated values, as a table in Markdown."""
    from ..engine.build import build
    from ..scenario.loading import load

    rows = ["| moment | model | record | distance in tolerances |", "|---|---|---|---|"]
    for m in moments(build(load("history_1994")), TRIALS):
        rows.append(f"| {m.name} | {m.simulated:.3g} | {m.observed:.3g} | {m.z:+.1f} |")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
