"""The numbers that a scenario states as a table: value, range, source, grade of evidence."""

from itertools import groupby

from ...scenario.scenario import Scenario
from ...scenario.support import ASSUMED, CODED, FROM_DEFAULT, Row, evidence_table, external
from ..labels import label
from ..naming import words
from .table import Column, Group, Table


def assumptions(scenario: Scenario) -> Table:
    """What a scenario's files state, by section; the rulebook's own numbers are left out."""
    every = evidence_table(scenario)
    shown = [row for row in every if row.standing not in (FROM_DEFAULT, CODED)]
    groups = [
        Group(words(section), tuple(map(_row, rows)))
        for section, rows in groupby(shown, lambda row: row.path.partition(".")[0])
    ]
    outside, stated = external(every)
    return Table(
        "assumptions",
        f"Assumptions: {words(scenario.name, 60)}",
        (
            Column("Parameter", text=True),
            Column("Value"),
            Column("Range"),
            Column("Unit", text=True),
            Column("Source", text=True),
            Column("Grade", text=True),
        ),
        tuple(groups),
        (
            f"{outside} of the {stated} numbers that files state hold a figure from outside this "
            "project; the others are assumptions or were fitted by it.",
            "Grades: A official statistic, treaty, law or peer-reviewed data; B peer-reviewed "
            "finding, think-tank estimate or several press reports; C single report or claim, or a "
            "fit of this project; D contested claim.",
        ),
    )


def _row(row: Row) -> tuple[str, ...]:
    span = "" if row.range is None else "[{:.6g}, {:.6g}]".format(*row.range)
    value = row.value
    if isinstance(value, bool):
        shown = "yes" if value else "no"
    else:
        shown = value if isinstance(value, str) else f"{value:.12g}"
    source = row.source or ("assumption" if row.standing == ASSUMED else "")
    texts = (shown.replace("-", "−") if shown[:1] == "-" else shown, span.replace("-", "−"))
    return label(row.path, row.path), *texts, row.unit, source, row.grade
