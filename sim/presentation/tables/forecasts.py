"""A forecast as tables: events a month, and its scores beside those of the baselines."""

from typing import TYPE_CHECKING, Any

from ...analysis.summary import EVER
from ...errors import InputError
from ...history.forecast import CLASSES
from ...history.protocol import shipped_months
from ...history.scoring import MODEL, score, score_firsts, summary
from ..naming import counted, words
from ..shown import outcome_words
from .numbers import number, signed
from .table import Column, Group, Table

if TYPE_CHECKING:
    from ...api.results.forecasts import Forecast

_SCORE, _MEAN = 3, 2
"""Decimals of scores and of mean numbers of events, which have no interval."""


def events(found: "Forecast", digits: int | None = None) -> Table:
    """The mean number of events of each month and class, and where 90% of trials lie."""
    groups = []
    for name, rows in found.events.groupby("class", sort=False):
        lines = tuple(
            (
                str(row["month"]),
                number(row["mean"], _MEAN if digits is None else digits),
                f"[{row['q05']}, {row['q95']}]",
            )
            for row in rows.to_dict("records")
        )
        groups.append(Group(_class(str(name)), lines))
    return Table(
        "events",
        f"Forecast events a month: {words(found.content['scenario']['name'], 60)}",
        (Column("Month", text=True), Column("Mean"), Column("90% of trials")),
        tuple(groups),
        (*_about(found), "The ranges are quantiles of trials, 5% to 95%."),
    )


def scores(found: "Forecast", digits: int | None = None) -> Table:
    """Mean scores by class, of the forecast and of its baselines, on the months that have come.

    Raises
    ------
    InputError
        If none has come.
    """
    scored = score(found.content, shipped_months())
    months = list(dict.fromkeys(scored["month"]))
    decimals = _SCORE if digits is None else digits
    groups = []
    for name in CLASSES:
        rows = summary(scored[scored["class"] == name]).to_dict("records")
        own = next(row["crps"] for row in rows if row["forecaster"] == MODEL)
        heading = f"{_class(name)} ({number(rows[0]['came'], _MEAN)} came a month)"
        groups.append(Group(heading, tuple(_scored(row, own, decimals) for row in rows)))
    columns = ("Mean", "CRPS", "Log score", "Difference")
    return Table(
        "scores",
        f"Scores of the forecast: {words(found.content['scenario']['name'], 60)}",
        (Column("Forecaster", text=True), *map(Column, columns)),
        tuple(groups),
        (
            *_about(found),
            f"Means over {counted(len(months), 'month')}, {months[0]} to {months[-1]}, against the "
            "shipped record. Less is better; difference: CRPS of the forecast minus that of the "
            "baseline. Months that follow each other are no independent tests, so no intervals are "
            "given.",
        ),
    )


def _scored(row: dict[Any, Any], own: float, decimals: int) -> tuple[str, ...]:
    return (
        str(row["forecaster"]).replace("_", " "),
        number(row["mean"], _MEAN),
        number(row["crps"], decimals),
        number(row["log_score"], decimals),
        "" if row["forecaster"] == MODEL else signed(own - row["crps"], decimals),
    )


def firsts(found: "Forecast", digits: int | None = None) -> Table:
    """Whether each first had come, in the last month that the record has, and the mean scores.

    Raises
    ------
    InputError
        If the record says nothing of them.
    """
    scored = score_firsts(found.content, shipped_months())
    if not len(scored):
        raise InputError("the record says of no first act whether it came in the months forecast")
    decimals = _SCORE if digits is None else digits
    rows = []
    for name, of in scored.groupby("first", sort=False):
        last = of.iloc[-1]
        rows.append(
            (
                outcome_words(str(name), EVER[str(name)]),
                str(last["month"]),
                number(last["probability"], decimals),
                "yes" if last["came"] else "no",
                number(of["brier"].mean(), decimals),
                number(of["log_score"].mean(), decimals),
            )
        )
    columns = ("Probability", "Came", "Mean Brier score", "Mean log score")
    return Table(
        "firsts",
        f"First acts forecast: {words(found.content['scenario']['name'], 60)}",
        (Column("First", text=True), Column("By", text=True), *map(Column, columns)),
        (Group("", tuple(rows)),),
        tuple(_about(found)),
    )


def _class(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _about(found: "Forecast") -> tuple[str, ...]:
    content, about = found.content, found.content["scenario"]
    drawn = content.get("draws")
    draws = counted(drawn["rows"], "parameter draw") if drawn else "parameters as stated"
    return (
        f"{counted(content['months'], 'month')} from {content['first_month']}, on what was known on "
        f"{about['information_date']}; {counted(content['trials'], 'trial')}; {draws}; seed "
        f"{about['seed']}.",
        f"Content hash {content['content_hash']}.",
    )
