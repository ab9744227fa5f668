"""Scores of a forecast on the terminal."""

import sys
from pathlib import Path
from typing import Any

import pandas as pd

from ...analysis.summary import EVER
from ...errors import InputError
from ...history.forecast import CLASSES
from ...history.monthly_file import read_months
from ...history.protocol import shipped_months
from ...history.scoring import (
    MODEL,
    calibration,
    read_forecast,
    score,
    score_firsts,
    score_totals,
    summary,
)
from ..terminal import console, plain_table, say


def tell(forecast: Path, record: Path | None, no_balloons: bool, as_csv: bool) -> None:
    """Score a forecast's file against a record's, the shipped one by default, and print the scores."""
    found = read_forecast(forecast)
    if no_balloons and record is not None:
        raise InputError(
            "--no-balloons goes with the shipped record; leave them out of your own file"
        )
    came = shipped_months(balloons=not no_balloons) if record is None else read_months(record)
    scores = score(found, came)
    if as_csv:
        scores.to_csv(sys.stdout, index=False, lineterminator="\n")
        return
    months = scores["month"].drop_duplicates().tolist()
    about = found["scenario"]
    say(
        f"{about['name']} of {found['made']}, {found['content_hash'][:8]}: {len(months)} of "
        f"{found['months']} months have come, {months[0]} to {months[-1]}"
    )
    screen = console()
    for name in CLASSES:
        screen.print()
        screen.print(_mean_scores(name, summary(scores[scores["class"] == name])))
    shares = " ".join(f"{share:.2f}" for share in calibration(scores, "all"))
    screen.print()
    screen.print(f"PIT of all events in ten parts (0.10 each if calibrated): {shares}")
    totals = score_totals(found, came)
    for span, of in totals.groupby("month", sort=False) if len(totals) else ():
        screen.print()
        screen.print(_totals(str(span), of))
    firsts = score_firsts(found, came)
    if len(firsts):
        screen.print()
        screen.print(_firsts(firsts))
    screen.print()
    screen.print(
        "Less is better, and a difference below 0 favours the forecast. Months that follow each "
        "other are no independent tests, so a difference over few months says little."
    )


def _mean_scores(name: str, rows: pd.DataFrame) -> object:
    table = plain_table(f"{name.replace('_', ' ')}, {rows['came'].iloc[0]:.2f} came a month")
    for column in ("", "mean", "CRPS", "log score", "difference"):
        table.add_column(column, justify="left" if column == "" else "right")
    own = float(rows.loc[rows["forecaster"] == MODEL, "crps"].iloc[0])
    for row in rows.to_dict("records"):
        table.add_row(
            str(row["forecaster"]).replace("_", " "),
            f"{row['mean']:.2f}",
            f"{row['crps']:.3f}",
            f"{row['log_score']:.3f}",
            _difference(own, row),
        )
    return table


def _difference(own: float, row: dict[Any, Any]) -> str:
    """CRPS of the forecast less that of a baseline; nothing beside itself."""
    return "" if row["forecaster"] == MODEL else f"{own - row['crps']:+.3f}"


def _firsts(rows: pd.DataFrame) -> object:
    """Each first in the last month that the record tells of it, with mean scores over all months."""
    table = plain_table("Firsts: whether each had come by the end of a month")
    for column in ("", "months", "last", "probability", "came", "mean Brier", "mean log score"):
        table.add_column(column, justify="left" if column in ("", "last") else "right")
    for name, of in rows.groupby("first", sort=False):
        last = of.iloc[-1]
        table.add_row(
            EVER[str(name)],
            f"{len(of)}",
            str(last["month"]),
            f"{last['probability']:.3f}",
            "yes" if last["came"] else "no",
            f"{of['brier'].mean():.4f}",
            f"{of['log_score'].mean():.3f}",
        )
    return table


def _totals(months: str, rows: pd.DataFrame) -> object:
    """Sums over the first ``months`` by class, the baselines' beside the forecast's."""
    table = plain_table(f"Sums of the first {months}")
    for column in ("", "came", "", "mean", "CRPS", "log score", "difference"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, of in rows.groupby("class", sort=False):
        own = float(of.loc[of["forecaster"] == MODEL, "crps"].iloc[0])
        for k, row in enumerate(of.to_dict("records")):
            table.add_row(
                str(name).replace("_", " ") if k == 0 else "",
                f"{row['came']}" if k == 0 else "",
                str(row["forecaster"]).replace("_", " ").replace("negative binomial", "neg. bin."),
                f"{row['mean']:.1f}",
                f"{row['crps']:.2f}",
                f"{row['log_score']:.2f}",
                f"{own - row['crps']:+.2f}" if k else "",
            )
    return table
