"""Base rates: what the model does in the long run, beside the record, with a verdict.

Bounds are those of the record: zero wars in 71 years bound the yearly probability at 4.2% (rule of
three); the US took part in 16 of 29 disputes of the DPRK with the ROK (95% interval 16-68% with the 6
of 15 since 1990), Russia and China in none; 13 of the 29 were fatal (MID 5.01, Palmer et al. 2022,
doi:10.1177/0738894221995743). Months of events come from monthly counts of the CSIS Beyond Parallel
list, 2012-01 to 2024-09: the lowest and highest of its regimes outside dialogue (2012-17, 2019q2-21,
2022-24), and for overdispersion the lowest and highest span of sixty months.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..arrays import Floats
from ..engine.build import Compiled
from ..engine.ensemble import blocks

YEARS_WITHOUT_WAR = 71


@dataclass(frozen=True, slots=True)
class BaseRate:
    """One line of the table: what the model gives and the band of the record."""

    name: str
    model: float
    low: float
    high: float
    record: str

    @property
    def holds(self) -> bool:
        """Whether the model's value lies within the band."""
        return bool(self.low <= self.model <= self.high)


class _Rows:
    """Outcome words of an ensemble by name."""

    def __init__(self, compiled: Compiled, trials: int, threads: int | None) -> None:
        parts = [block.rows for block in blocks(compiled, 0, trials, threads)]
        self._rows = np.concatenate(parts)
        kept = [compiled.words[k] for k in compiled.columns]
        self._column = {word.name: (1 + c, word.integer) for c, word in enumerate(kept)}
        self.years = compiled.months / 12

    def __getitem__(self, name: str) -> Floats:
        column, integer = self._column[name]
        raw = np.ascontiguousarray(self._rows[:, column])
        return raw.astype(np.float64) if integer else raw.view(np.float64)

    def ever(self, name: str) -> float:
        """Share of trials in which the first month of ``name`` came."""
        return float((self[f"mechanisms.record.{name}"] >= 0).mean())

    def joining_below_war(self, alliance: str) -> float:
        """Share of the protege's crises that the guarantor joined without going to war."""
        joined, honoured, held = (
            self[f"alliances.{alliance}.{part}"].sum() for part in ("joined", "honoured", "crises")
        )
        return float((joined - honoured) / held)


def base_rates(
    baseline: Compiled,
    history: Compiled,
    six_party: Compiled,
    trials: int = 4000,
    hindcasts: int = 1000,
    threads: int | None = None,
) -> list[BaseRate]:
    """Base rates of the baseline and of the hindcast, and of China where it is a state.

    Parameters
    ----------
    baseline, history, six_party : Compiled
        The shipped scenarios of these names (``history_1994`` for the second).
    trials, hindcasts : int
        Trials of the baseline and of ``six_party`` each, and of the hindcast.
    threads : int, optional
        As for ``sim.engine.ensemble.blocks``.
    """
    now = _Rows(baseline, trials, threads)
    then = _Rows(history, hindcasts, threads)
    six = _Rows(six_party, trials, threads)
    record = "mechanisms.record"
    months = now.years * 12 * trials
    events = now[f"{record}.events"]
    mean = events.sum() / months
    within = now[f"{record}.events_squared"] / (now.years * 12) - (events / (now.years * 12)) ** 2
    seen = events > 0
    overdispersion = float((within[seen] / (events[seen] / (now.years * 12))).mean())
    crises = now["alliances.us-rok.crises"].sum()
    disputes = then["pairs.dprk-rok.disputes"].sum()
    no_war = (1.0 - then.ever("first_war")) ** (YEARS_WITHOUT_WAR / then.years)
    return [
        BaseRate(
            "yearly general war",
            _yearly(now.ever("first_war"), now.years),
            0.0,
            0.042,
            "0 in 71 years",
        ),
        BaseRate(
            "share of months with a DPRK event",
            float(now[f"{record}.event_months"].sum() / months),
            0.42,
            0.97,
            "0.42 (2019q2-21) to 0.97 (2022-24)",
        ),
        BaseRate(
            "DPRK events a month",
            float(mean),
            0.85,
            4.21,
            "0.85 (2019q2-21) to 4.21 (2022-24)",
        ),
        BaseRate(
            "overdispersion of monthly events",
            overdispersion,
            1.71,
            4.14,
            "1.71 to 4.14 over spans of 60 months",
        ),
        BaseRate(
            "US joining in crises of the ROK",
            float(now["alliances.us-rok.joined"].sum() / crises),
            0.16,
            0.68,
            "16 of 29; 6 of 15 since 1990",
        ),
        BaseRate(
            "Russian joining below war", now.joining_below_war("russia-dprk"), 0.0, 0.10, "0 of 29"
        ),
        BaseRate(
            "Chinese joining below war, six_party",
            six.joining_below_war("china-dprk"),
            0.0,
            0.10,
            "0 of 29",
        ),
        BaseRate(
            "fatal share of DPRK-ROK disputes",
            float(then["pairs.dprk-rok.disputes_lethal"].sum() / disputes),
            0.06,
            0.55,
            "2 of 9 in 1994-2014",
        ),
        BaseRate("P(no war in 71 years), hindcast", no_war, 0.5, 1.0, "none in 71 years"),
        BaseRate(
            "P(no force in 30 years), hindcast",
            1.0 - then.ever("first_force"),
            0.0,
            0.05,
            "20 of 29 disputes used force",
        ),
    ]


def table(rates: list[BaseRate]) -> pd.DataFrame:
    """The base rates as a table with a verdict a row."""
    return pd.DataFrame(
        {
            "base rate": [rate.name for rate in rates],
            "model": [rate.model for rate in rates],
            "lowest": [rate.low for rate in rates],
            "highest": [rate.high for rate in rates],
            "record": [rate.record for rate in rates],
            "verdict": ["within" if rate.holds else "OUTSIDE" for rate in rates],
        }
    )


def _yearly(probability: float, years: float) -> float:
    """Yearly probability that gives ``probability`` over ``years``."""
    return float(1.0 - (1.0 - probability) ** (1.0 / years))
