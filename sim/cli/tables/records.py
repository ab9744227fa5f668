"""Records on the terminal: a list, one table with what stands behind it, and figures."""

import sys
from pathlib import Path
from textwrap import fill

from ...errors import InputError
from ...history.protocol import QUESTIONS, RULES
from ...history.registry import RECORDS, Record, read
from ...scenario.nearest import did_you_mean
from ..terminal import WIDTH, console, plain_table, say

_SAID = ("unit", "source", "terms", "counted", "weaknesses")


def record(name: str) -> Record:
    """The record of this name.

    Raises
    ------
    InputError
        If there is none; the message names the nearest.
    """
    if name not in RECORDS:
        listed = f"there are {', '.join(RECORDS)}{did_you_mean(name, [*RECORDS, 'codebook'])}"
        raise InputError(f"there is no record {name!r}; {listed}")
    return RECORDS[name]


def list_records() -> None:
    """Print every record with its span and size."""
    table = plain_table()
    table.add_column("name", no_wrap=True)
    table.add_column("title")
    table.add_column("span", no_wrap=True)
    table.add_column("rows", justify="right")
    for each in RECORDS.values():
        span = f"{each.first[:7]} to {each.last[:7]}"
        table.add_row(each.name, each.title, span, f"{len(read(each.name)):,}")
    console().print(table)


def print_codebook() -> None:
    """Print the questions by which acts are coded, for the record, outcomes and forecasts alike."""
    say("How an act is coded")
    for rule in RULES:
        say(fill(rule, WIDTH, initial_indent="  ", subsequent_indent="    "))
    for one in QUESTIONS:
        say()
        say(f"{one.name}: {one.question}")
        said = {"yes": one.yes, "no": one.no, "rungs": ", ".join(one.rungs)}
        for name, text in said.items():
            say(fill(f"{name}: {text}", WIDTH, initial_indent="  ", subsequent_indent="    "))


def print_record(name: str) -> None:
    """Print what a record is, then its rows."""
    one = record(name)
    say(f"{one.title}, {one.first} to {one.last}")
    for field in _SAID:
        text = f"{field}: {getattr(one, field)}"
        say(fill(text, WIDTH, initial_indent="  ", subsequent_indent="    "))
    say()
    say(read(name).to_string(index=False, na_rep=""))


def printed_csv(name: str) -> None:
    """Print a record's rows as CSV."""
    record(name)
    read(name).to_csv(sys.stdout, index=False, lineterminator="\n")


def draw(name: str | None, folder: Path) -> None:
    """Draw a record, or all of them, into a folder, and say which files were written."""
    from ...presentation.figures.records import record_figure
    from ...presentation.saving import save

    for each in RECORDS if name is None else [record(name).name]:
        for path in save(record_figure(each), folder, each):
            say(str(path))
