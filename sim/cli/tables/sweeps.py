"""Tables of a sweep on the terminal: every outcome point by point, and the planned contrasts."""

import pandas as pd

from ...experiment.studies.study import Study
from ...report.choices import rests_on_in
from ...report.contrasts import points, points_range
from ...report.sweeps import axis_words, estimate_words, interval_words, titled
from ..terminal import console, plain_table, say
from .outcomes import number

SHOWN = 24
"""Points of an outcome printed; all of them are in summary.csv."""


def print_points(study: Study, table: pd.DataFrame) -> None:
    """A table an outcome, its first points."""
    screen = console()
    short = 0 < len(study.axes) <= 3 and study.design != "list"
    for outcome in dict.fromkeys(table["outcome"]):
        rows = table[table["outcome"] == outcome]
        unit = rows["unit"].iloc[0]
        printed = plain_table(titled(rows))
        if short and len(study.bases) > 1:
            printed.add_column("scenario")
        for path in study.axes if short else ():
            printed.add_column(axis_words(path), justify="right")
        if not short:
            printed.add_column("point", ratio=1, min_width=30)
        printed.add_column("share" if unit == "share" else "mean", justify="right", no_wrap=True)
        printed.add_column("95% interval", justify="right", no_wrap=True)
        for _, row in rows.head(SHOWN).iterrows():
            cells = [row["scenario"]] if short and len(study.bases) > 1 else []
            cells += [_value(row[path]) for path in study.axes] if short else [row["name"]]
            estimate = estimate_words(row["estimate"], unit)
            printed.add_row(*cells, estimate, interval_words(row))
        screen.print()
        screen.print(printed)
        if len(rows) > SHOWN:
            say(f"and {len(rows) - SHOWN:,} more in summary.csv")
    if said := rests_on_in(study.bases[0], table["outcome"]):
        screen.print()
        screen.print(said)


def _value(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def print_contrasts(contrasts: pd.DataFrame) -> None:
    """A table a pair of points that was planned to be compared."""
    if not len(contrasts):
        return
    screen = console()
    for planned in dict.fromkeys(contrasts["planned"]):
        rows = contrasts[contrasts["planned"] == planned]
        for pair in list(dict.fromkeys(rows["contrast"]))[:SHOWN]:
            printed = plain_table(f"planned: {planned} — {pair}")
            printed.add_column("difference, matched trials", ratio=1, min_width=30)
            for name in ("A", "B", "B − A", "95% interval"):
                printed.add_column(name, justify="right", no_wrap=True)
            for row in rows[rows["contrast"] == pair].to_dict("records"):
                if row["unit"] == "share":
                    told = (points(row["difference"]), points_range(row["low"], row["high"]))
                else:
                    around = f"{number(row['low'])} to {number(row['high'])}"
                    told = (number(row["difference"]), around if row["method"] else "")
                sides = (
                    estimate_words(row[side], row["unit"]) for side in ("a_estimate", "b_estimate")
                )
                printed.add_row(row["label"], *sides, *told)
            screen.print()
            screen.print(printed)
