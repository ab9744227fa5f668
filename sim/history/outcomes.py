"""What hindcasts yield that the monthly acts do not tell: disputes, joining, deaths, and no war.

Each row of the reference table is one draw of parameters and what two hindcasts with it did: the
first is held against the records of disputes, and both must have been without limited and general
war, as the 71 years since 1953 were (two hindcasts are 61).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..engine.build import Compiled
from ..engine.ensemble import run_trials
from .records import FIRST_MONTH, month_index
from .registry import read
from .subject import Subject, over_draws

Floats = npt.NDArray[np.float64]

UNTIL = ("2010", "2014")
"""Years at whose end disputes are counted: the record's edition known in 2012, and all of it."""
HINDCASTS = 2
"""Hindcasts a draw."""
STATISTICS = ("rok_disputes", "rok_force", "rok_fatal", "us_force", "us_joined")
"""Counts by pair with the DPRK since January 1994: disputes of the two Koreas beyond a threat, those with
force, fatal ones; disputes with the US with force; crises of the ROK that the US joined.

Left out, because model and record count other things: reciprocated disputes, and disputes with the US
short of force (public acts in a running dispute are acts towards everybody in the model, and were
coded more rarely)."""
_VARIABLES = (
    "pairs.dprk-rok.disputes",
    "pairs.dprk-rok.disputes_force",
    "pairs.dprk-rok.disputes_lethal",
    "pairs.dprk-us.disputes_force",
    "alliances.us-rok.joined",
)
WAR, LIMITED_WAR = "mechanisms.record.first_war", "mechanisms.record.limited_war_months"


class Outcomes(NamedTuple):
    """Counts (draws, spans, statistics) and whether the draws' hindcasts were without war (draws,)."""

    counts: Floats
    peaceful: npt.NDArray[np.bool_]


def observed() -> Floats:
    """What the record has (spans, statistics)."""
    disputes, joining = read("disputes"), read("joining")
    first = int(FIRST_MONTH[:4])
    rows = []
    for last in UNTIL:
        by_pair = {
            pair: disputes[
                (disputes["pair"] == pair)
                & (disputes["year"] >= first)
                & (disputes["year"] <= int(last))
            ].sum()
            for pair in ("dprk-rok", "dprk-us")
        }
        rok, us = by_pair["dprk-rok"], by_pair["dprk-us"]
        joined = joining[(joining["year"] >= first) & (joining["year"] <= int(last))]["us"].sum()
        rows.append(
            [
                rok["disputes"] - rok["threat"],
                rok["force"],
                rok["fatal"],
                us["force"],
                joined,
            ]
        )
    return np.array(rows, dtype=np.float64)


def outcomes(of: Subject, scores: Floats, first: int = 0, threads: int | None = None) -> Outcomes:
    """What hindcasts at scores (draws, parameters) yield.

    Parameters
    ----------
    first : int
        Number of the first draw in its table: draw d has trials ``HINDCASTS`` times d and those after.
    """
    place = {word.name: k for k, word in enumerate(of.compiled.words)}
    wanted = [place[name] for name in (*_VARIABLES, WAR, LIMITED_WAR)]
    ends = [month_index(f"{year}-12") for year in UNTIL]

    def one(compiled: Compiled, draw: int) -> tuple[Floats, bool]:
        block = run_trials(compiled, HINDCASTS * (first + draw), HINDCASTS, wanted)
        paths = block.trajectories
        war, limited = paths[:, -1, -2], paths[:, -1, -1]
        peaceful = bool((war < 0).all() and (limited == 0).all())
        return paths[0][ends, : len(STATISTICS)].astype(np.float64), peaceful

    found = list(over_draws(of, scores, one, threads))
    return Outcomes(np.stack([counts for counts, _ in found]), np.array([p for _, p in found]))
