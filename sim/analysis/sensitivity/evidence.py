"""How much of an outcome's sensitivity falls on which evidence."""

from collections.abc import Mapping

import pandas as pd

LEADING = {"sobol": "total", "morris": "mean size", "pawn": "median distance"}
"""The index by which parameters are ranked."""


def weighted(indices: pd.DataFrame, method: str, basis: Mapping[str, str]) -> pd.DataFrame:
    """The influence of each parameter and its share of the sum, the most influential first.

    Influence is the total index of Sobol', from which chance is already removed, or the part of Morris'
    mean size and of PAWN's distance that lies above what chance alone shows. Below 0 it counts as 0.

    Parameters
    ----------
    indices : DataFrame
        Indices of an analysis, with ``name``, ``index``, ``estimate``, ``floor`` and ``grade``.
    method : str
        "sobol", "morris" or "pawn".
    basis : mapping of str to str
        What the figure of each parameter is: "source", "computed", "fit" or "assumption".

    Returns
    -------
    DataFrame
        ``name``, ``influence``, ``share`` (not a number where nothing has influence), ``basis``, ``grade``.
    """
    leading = indices[indices["index"] == LEADING[method]]
    floor = 0.0 if method == "sobol" else leading["floor"]
    influence = (leading["estimate"] - floor).clip(lower=0.0).fillna(0.0)
    table = pd.DataFrame(
        {
            "name": leading["name"],
            "influence": influence,
            "share": influence / influence.sum(),
            "basis": leading["name"].map(basis),
            "grade": leading["grade"],
        }
    )
    return table.sort_values("influence", ascending=False, kind="stable", ignore_index=True)
