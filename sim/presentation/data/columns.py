"""Columns of the tables of estimates: their types and what they mean."""

from collections.abc import Sequence

import pandas as pd

from ...engine.table import Column
from ..naming import words

_MEANINGS = {
    "a": "first scenario or point",
    "b": "second scenario or point",
    "a_estimate": "estimate of the first",
    "b_estimate": "estimate of the second",
    "difference": "second minus first",
    "low": "lower end of the 95% interval",
    "high": "upper end of the 95% interval",
    "method": "kind of the interval",
    "section": "section of the outcome",
    "outcome": "name of the outcome",
    "label": "outcome in words",
    "unit": "unit of the estimate; share is a fraction",
    "estimate": "estimate: a share or a mean",
    "number": "trials or cases in which it held",
    "of": "trials or cases",
    "trials": "number of trials",
    "draws": "number of parameter draws; 0 for none",
    "ratio": "second over first",
    "variance_factor": "unpaired trials needed for one matched trial",
    "differing": "matched trials that differ",
    "both": "matched trials in which it held in both",
    "a_only": "matched trials in which it held in the first only",
    "b_only": "matched trials in which it held in the second only",
    "neither": "matched trials in which it held in neither",
    "between_draws": "standard deviation of the difference over draws",
    "chance_error": "standard error from chance",
    "parameter_error": "standard error from the draws",
    "parameter_share": "share of the variance that is between draws",
    "alone": "effect of the group by itself",
    "last": "effect of the group added last",
    "share": "Shapley share of the group",
    "index": "which index",
    "raw": "index with chance left in",
    "floor": "what chance alone shows",
    "standing": "whether a source holds the number",
    "grade": "grade of evidence, A to D",
    "row": "assumption",
    "low_end": "estimate at the low end of the assumption",
    "high_end": "estimate at the high end of the assumption",
    "clear": "interval excludes 0 at the level shared in the row",
    "narrow": "interval rules out a difference of note",
}


def columns_of_table(table: pd.DataFrame) -> Sequence[Column]:
    """The columns of a table of estimates, each of the type of its values."""
    return [
        Column(str(name), _dtype(table[name]), "", _MEANINGS.get(str(name), words(str(name), 80)))
        for name in table
    ]


def _dtype(values: "pd.Series") -> str:
    kind = values.dtype.kind
    if kind == "b":
        return "bool"
    if kind in "iu":
        return "Int64" if isinstance(values.dtype, pd.Int64Dtype) else "int64"
    return "float64" if kind == "f" else "string"
