"""What hindcasts yield that the monthly acts do not tell: disputes, joining, deaths, and no war.

Each row of the reference table is one draw of parameters and what two hindcasts with it did: the
first is held against the records of disputes, and both must have been without limited and general
war, as the 71 years since 1953 were (two hindcasts are 61).
"""

from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Truths
from ..engine.build import Compiled
from ..engine.ensemble import run_trials
from .calibration_problem import CalibrationProblem, over_draws
from .records import FIRST_MONTH, month_index
from .registry import RECORDS, read

HINDCASTS = 2
"""Hindcasts a draw."""
STATISTICS = (
    "rok_disputes",
    "rok_force",
    "rok_fatal",
    "us_force",
    "us_fatal",
    "us_joined",
)
"""Counts by pair with the DPRK since January 1994: disputes of the two Koreas beyond a threat, those with
force, fatal ones; disputes with the US with force, fatal ones; crises of the ROK that the US joined.

Left out, because model and record count other things: reciprocated disputes, and disputes with the US
short of force (tests are acts towards all rivals in the model, and were coded more rarely)."""
_VARIABLES = (
    "pairs.dprk-rok.disputes",
    "pairs.dprk-rok.disputes_force",
    "pairs.dprk-rok.disputes_lethal",
    "pairs.dprk-us.disputes_force",
    "pairs.dprk-us.disputes_lethal",
    "alliances.us-rok.joined",
)
WAR, LIMITED_WAR = "mechanisms.record.first_war", "mechanisms.record.limited_war_months"


class Known(NamedTuple):
    """How far the records go: acts for ``months`` months since January 1994, disputes to the end of ``year``."""

    months: int
    year: int


def known(months: int) -> Known:
    """What is known with acts of so many months, at least 12: disputes of the whole years among these.

    Disputes are on record to a year of their own, which is the last there can be.
    """
    first = int(FIRST_MONTH[:4])
    return Known(months, min(first + months // 12 - 1, int(RECORDS["disputes"].last)))


class Outcomes(NamedTuple):
    """Counts (draws, statistics) and whether the draws' hindcasts were without war (draws,)."""

    counts: Floats
    peaceful: Truths


def observed(to: Known) -> Floats:
    """What the records have (statistics,)."""
    disputes, joining = read("disputes"), read("joining")
    first = int(FIRST_MONTH[:4])
    rok, us = (
        disputes[
            (disputes["pair"] == pair) & (disputes["year"] >= first) & (disputes["year"] <= to.year)
        ].sum()
        for pair in ("dprk-rok", "dprk-us")
    )
    joined = joining[(joining["year"] >= first) & (joining["year"] <= to.year)]["us"].sum()
    return np.array(
        [
            rok["disputes"] - rok["threat"],
            rok["force"],
            rok["fatal"],
            us["force"],
            us["fatal"],
            joined,
        ],
        dtype=np.float64,
    )


def outcomes(
    of: CalibrationProblem, scores: Floats, to: Known, first: int = 0, threads: int | None = None
) -> Outcomes:
    """What hindcasts at scores (draws, parameters) yield as far as the records go.

    Parameters
    ----------
    first : int
        Number of the first draw in its table: draw d has trials ``HINDCASTS`` times d and those after.
    """
    place = {word.name: k for k, word in enumerate(of.compiled.words)}
    wanted = [place[name] for name in (*_VARIABLES, WAR, LIMITED_WAR)]
    end = month_index(f"{to.year}-12")

    def one(compiled: Compiled, draw: int) -> tuple[Floats, bool]:
        block = run_trials(
            compiled._replace(months=to.months), HINDCASTS * (first + draw), HINDCASTS, wanted
        )
        paths = block.trajectories
        war, limited = paths[:, -1, -2], paths[:, -1, -1]
        peaceful = bool((war < 0).all() and (limited == 0).all())
        return paths[0, end, : len(STATISTICS)].astype(np.float64), peaceful

    found = list(over_draws(of, scores, one, threads))
    return Outcomes(np.stack([counts for counts, _ in found]), np.array([p for _, p in found]))
