"""Which results hang on which mechanism: contrasts with every mechanism off in turn."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

_ENDS = ("difference", "low", "high")


class Hold(NamedTuple):
    """One result and one mechanism.

    ``difference`` with ``low`` to ``high`` is the contrast with all mechanisms, ``without`` with
    ``without_low`` to ``without_high`` that with one off in both arms; ``holds`` says whether the
    second says the same as the first: above zero, below it, or neither surely.
    """

    section: str
    outcome: str
    label: str
    unit: str
    mechanism: str
    difference: float
    low: float
    high: float
    without: float
    without_low: float
    without_high: float
    holds: bool


def holds(table: pd.DataFrame, mechanisms: Sequence[str]) -> pd.DataFrame:
    """What each result of two scenarios is worth without each mechanism, one ``Hold`` a row.

    Parameters
    ----------
    table : DataFrame
        Contrasts as ``comparison.tabulate`` gives them for ``experiment.compare.ablation``: the one
        with all mechanisms, then one a mechanism.
    mechanisms : sequence of str
        The mechanisms, in the same order.

    Raises
    ------
    ValueError
        If the table has not one contrast more than there are mechanisms.
    """
    names = list(dict.fromkeys(table["contrast"]))
    if len(names) != len(mechanisms) + 1:
        raise ValueError(f"{len(names)} contrasts do not fit {len(mechanisms)} mechanisms")
    return pd.DataFrame(_holds(table, names, mechanisms), columns=list(Hold._fields))


def sign(low: float, high: float) -> int:
    """Whether an interval lies above zero (1), below it (-1), or holds it or is none (0)."""
    return int(low > 0) - int(high < 0)


def _holds(table: pd.DataFrame, names: Sequence[str], mechanisms: Sequence[str]) -> Iterator[Hold]:
    by_contrast = {
        name: rows.set_index(["section", "outcome"]) for name, rows in table.groupby("contrast")
    }
    full = by_contrast[names[0]]
    for mechanism, name in zip(mechanisms, names[1:], strict=True):
        left = by_contrast[name]
        for section, outcome in full.index.intersection(left.index):
            here, there = full.loc[(section, outcome)], left.loc[(section, outcome)]
            difference, low, high = (float(here[end]) for end in _ENDS)
            without, without_low, without_high = (float(there[end]) for end in _ENDS)
            yield Hold(
                section,
                outcome,
                str(here["label"]),
                str(here["unit"]),
                mechanism,
                difference,
                low,
                high,
                without,
                without_low,
                without_high,
                sign(low, high) == sign(without_low, without_high),
            )
