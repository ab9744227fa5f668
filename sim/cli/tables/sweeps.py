"""Tables of a sweep on the terminal: every outcome point by point, and the planned contrasts."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import typer
from rich.table import Table

from ...api.results.sweeps import Sweep
from ...api.results.tables import as_csv
from ...experiment.studies.study import Planned, Point, Study
from ...presentation.choices import rests_on_in
from ...presentation.contrasts import points, points_range
from ...presentation.naming import counted
from ...presentation.precision import precision_text
from ...presentation.sweeps import axis_words, estimate_words, interval_words, titled
from ..progress import doing
from ..terminal import BAD_INPUT, complain, console, plain_table, say
from .outcomes import number

SHOWN = 24
"""Points of an outcome printed; all of them are in summary.csv."""


def print_sweep(sweep: Sweep, *, csv: bool, figures: bool) -> None:
    """A whole sweep: its points and planned contrasts, drawn if wanted, or its points alone as CSV."""
    table = sweep.summary()
    if sweep.watch is not None:
        say("\n" + precision_text(sweep.watch), err=csv)
    if csv:
        say(as_csv(table), nl=False)
        return
    print_points(sweep.study, table)
    print_contrasts(sweep.study, sweep.contrasts())
    if figures:
        with doing("drawing the figures"):
            _draw(sweep)
    say(f"\ncontent hash  {sweep.content_hash}")
    say(f"results in    {sweep.folder}")


def say_what_failed(sweep: Sweep) -> None:
    """Say which points failed and why, and exit with code 2 if any did."""
    reasons, study = sweep.swept.ledger.failed, sweep.study
    failed = [point for point in study.points if point.key in reasons]
    for point in failed[:SHOWN]:
        complain(f"point {point.number} ({point.name}) failed: {reasons[point.key]}")
    if failed:
        complain(f"{len(failed):,} of {counted(len(study.points), 'point')} failed")
        raise typer.Exit(BAD_INPUT)


def _draw(sweep: Sweep) -> None:
    from ...presentation.figures import all_figures
    from ...presentation.figures.sweeps import kind_of

    if kind_of(sweep.study):
        all_figures(sweep.figures(), sweep.folder / "figures")


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


def print_contrasts(study: Study, contrasts: pd.DataFrame) -> None:
    """The planned contrasts: a table a pair of points, or one an outcome where there are several."""
    if not len(contrasts):
        return
    for planned in dict.fromkeys(contrasts["planned"]):
        pairs = [pair for pair in study.planned if pair.name == planned]
        rows = contrasts[contrasts["planned"] == planned]
        names = list(dict.fromkeys(rows["contrast"]))
        if len(pairs) > 1 and len(names) == len(pairs):
            _print_pairs(study, pairs, rows)
        else:
            for name in names[:SHOWN]:
                _print_pair(f"planned: {planned} — {name}", rows[rows["contrast"] == name])


def _print_pair(title: str, rows: pd.DataFrame) -> None:
    printed = plain_table(title)
    printed.add_column("difference, matched trials", ratio=1, min_width=30)
    _add_sides(printed)
    for row in rows.to_dict("records"):
        printed.add_row(row["label"], *_sides(row))
    console().print()
    console().print(printed)


def _print_pairs(study: Study, pairs: Sequence[Planned], rows: pd.DataFrame) -> None:
    """Pairs that differ in the same values: a line each, by the values that both their points share."""
    first = pairs[0]
    a, b = study.points[first.a], study.points[first.b]
    shared = [path for path in study.axes if dict(a.values).get(path) == dict(b.values).get(path)]
    against = " against ".join(_named(study, point, shared) for point in (b, a))
    by_pair = dict.fromkeys(rows["contrast"])
    values = [dict(study.points[pair.a].values) for pair in pairs]
    for outcome in dict.fromkeys(rows["outcome"]):
        of = rows[rows["outcome"] == outcome].set_index("contrast")
        label = titled(of)
        printed = plain_table(f"planned: {first.name} — {against}: {label[:1].lower()}{label[1:]}")
        for path in shared:
            printed.add_column(axis_words(path), justify="right")
        _add_sides(printed)
        for name, at in list(zip(by_pair, values, strict=True))[:SHOWN]:
            told = _sides(dict(of.loc[name])) if name in of.index else ("", "", "", "")
            printed.add_row(*(_value(at[path]) for path in shared), *told)
        console().print()
        console().print(printed)
    if len(pairs) > SHOWN:
        say(f"and {len(pairs) - SHOWN:,} more in contrasts.csv")


def _named(study: Study, point: Point, shared: Sequence[str]) -> str:
    """A point by its scenario and the values that it does not share with the one it is set against."""
    own = [f"{path}={value}" for path, value in point.values if path not in shared]
    named = [study.bases[point.base].name] if len(study.bases) > 1 else []
    return ", ".join([*named, *own]) or point.name


def _add_sides(printed: Table) -> None:
    for name in ("A", "B", "B − A", "95% interval"):
        printed.add_column(name, justify="right", no_wrap=True)


def _sides(row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    """Both estimates, their difference and its interval, as cells."""
    if row["unit"] == "share":
        difference = (points(row["difference"]), points_range(row["low"], row["high"]))
    else:
        around = f"{number(row['low'])} to {number(row['high'])}"
        difference = (number(row["difference"]), around if row["method"] else "")
    return (
        estimate_words(row["a_estimate"], row["unit"]),
        estimate_words(row["b_estimate"], row["unit"]),
        *difference,
    )
