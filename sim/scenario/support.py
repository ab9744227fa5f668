"""Which numbers of a scenario have something behind them, and what."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .evidence import ASSUMPTION, FIT, Claim, evidence_book
from .scenario import Scenario
from .values import DEFAULT, NAME, Value

SUPPORTED, ASSUMED, UNREAD, UNSUPPORTED = "source", "assumption", "unread", "none"
CODED = "name"
FROM_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the evidence table.

    ``standing`` is "source" (a source holds the figure), "assumption" (said to be one), "unread"
    (a source that nobody has read: counts as an assumption), "default" (the rulebook's own
    number, with the source it names), "name" (a name or truth value without a source) or "none".
    ``basis`` is "source", "computed" or "fit" where a source that was read holds the figure, else
    "assumption".
    """

    path: str
    value: float | int | bool | str
    range: tuple[float, float] | None
    unit: str
    evidence: str
    source: str
    published: str
    grade: str
    standing: str
    basis: str
    origin: str


def evidence_table(scenario: Scenario) -> list[Row]:
    """Every value of the scenario with its range, source and grade, by path."""
    book, _ = evidence_book(Path(scenario.folder) if scenario.folder else None)
    return [
        _row(path, value, book.get(value.evidence))
        for path, value in sorted(scenario.values.items())
        if value.origin != NAME
    ]


def standings(rows: list[Row]) -> dict[str, int]:
    """How many values of a table stand on what; every standing is listed, even at 0."""
    counts = Counter(row.standing for row in rows)
    return {
        standing: counts[standing]
        for standing in (SUPPORTED, UNREAD, ASSUMED, FROM_DEFAULT, CODED, UNSUPPORTED)
    }


def external(rows: list[Row]) -> tuple[int, int]:
    """How many numbers that files state hold a figure from outside this project, and of how many."""
    stated = [
        row
        for row in rows
        if row.standing != FROM_DEFAULT and not isinstance(row.value, str | bool)
    ]
    outside = [row for row in stated if row.basis not in (FIT, ASSUMPTION)]
    return len(outside), len(stated)


def unsupported(scenario: Scenario) -> list[tuple[str, Value]]:
    """Numbers and rules of a file with nothing behind them, not even the word assumption."""
    rules = [
        f"states.{rule.state}.doctrine.{rule.name}"
        for rule in scenario.doctrine
        if not rule.evidence
    ]
    return [(path, scenario.values[f"{path}.value"]) for path in rules] + [
        (path, value)
        for path, value in sorted(scenario.values.items())
        if not value.evidence
        and value.origin not in (DEFAULT, NAME)
        and not isinstance(value.value, str | bool)
    ]


def _row(path: str, value: Value, claim: Claim | None) -> Row:
    if value.origin == DEFAULT:
        standing = FROM_DEFAULT
    elif claim is not None:
        standing = SUPPORTED if claim.seen else UNREAD
    elif value.evidence == ASSUMPTION:
        standing = ASSUMED
    else:
        standing = CODED if isinstance(value.value, str | bool) else UNSUPPORTED
    return Row(
        path,
        value.value,
        value.range,
        value.unit,
        value.evidence,
        claim.source if claim else "",
        claim.published if claim else "",
        claim.grade if claim else "",
        standing,
        claim.basis if claim is not None and standing == SUPPORTED else ASSUMPTION,
        value.origin,
    )
