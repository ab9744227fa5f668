"""``peninsula evidence``: what is the source of a scenario's numbers."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..terminal import say


def command(
    scenario: Annotated[
        str | None, typer.Argument(help="A scenario file or name; none with --weights.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also the rulebook's own numbers, which no file states.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    as_bibtex: Annotated[
        bool, typer.Option("--bibtex", help="The sources as BibTeX, with stable keys.")
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the BibTeX here.")] = None,
    weights: Annotated[
        list[Path] | None,
        typer.Option(
            "--weights",
            help="Folder of a sensitivity analysis (repeatable): which evidence its outcome depends on.",
            metavar="RESULT",
        ),
    ] = None,
) -> None:
    """List a scenario's values with their sources and grades.

    What is unsupported is counted.
    """
    from ...errors import InputError

    if out is not None and not as_bibtex:
        raise InputError("--out goes with --bibtex")
    if weights:
        if scenario is not None or every or as_csv or as_bibtex:
            raise InputError(
                "--weights reads the scenario from the result folder; leave out the scenario, --all, "
                "--bibtex and --csv (sensitivity.csv in the folder is the table)"
            )
        for folder in weights:
            _weights(folder)
        return
    if scenario is None:
        raise InputError("name a scenario, or a sensitivity result with --weights")
    if as_bibtex:
        if every or as_csv:
            raise InputError("--bibtex is a form of its own; leave out --all and --csv")
        _bibliography(scenario, out)
        return
    _values(scenario, every, as_csv)


def _bibliography(scenario: str, out: Path | None) -> None:
    from ...api.results.folders import refuse_other
    from ...experiment.store import write_text
    from ...presentation.bibtex import bibtex
    from ...scenario.loading import load

    text = bibtex(load(scenario))
    if out is None:
        say(text, nl=False)
        return
    refuse_other(out, text.partition("\n")[0], "the sources of this scenario")
    write_text(out, text)
    say(f"written to {out}")


def _weights(folder: Path) -> None:
    from ...api.reading import read
    from ...api.results.sensitivity import Sensitivity
    from ...errors import InputError
    from ...presentation.sensitivity import weights_lines

    found = read(folder)
    if not isinstance(found, Sensitivity):
        raise InputError(
            f"{folder} is no sensitivity analysis; --weights takes a folder that "
            "peninsula sensitivity wrote"
        )
    for line in weights_lines(found):
        say(line)


def _values(scenario: str, every: bool, as_csv: bool) -> None:
    from dataclasses import asdict

    from ...scenario.loading import load
    from ...scenario.support import CODED, FROM_DEFAULT, evidence_table, external, standings
    from ...scenario.values import behind as unit_behind

    rows = evidence_table(load(scenario))
    shown = [row for row in rows if every or row.standing != FROM_DEFAULT]
    if as_csv:
        writer = csv.DictWriter(
            sys.stdout, [*rows[0].__dataclass_fields__] if rows else [], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(asdict(row) for row in shown)
        return
    for row in shown:
        spread = "" if row.range is None else f" ({row.range[0]:,.12g} to {row.range[1]:,.12g})"
        if isinstance(row.value, bool):
            value = "yes" if row.value else "no"
        elif isinstance(row.value, str):
            value = row.value
        else:
            value = f"{row.value:,.12g}{unit_behind(row.unit)}"
        say(f"{row.path} = {value}{spread}")
        behind = f"{row.source}, {row.published}, grade {row.grade}" if row.source else row.standing
        if row.standing == CODED and not row.source:
            behind = "a name or yes/no, without a source"
        key = f"{row.evidence}: " if row.source else ""
        say(f"    {key}{behind}")
    say()
    words = {
        "source": "hold their source's figure",
        "unread": "name a source that was not read, and count as assumptions",
        "assumption": "are said to be assumptions",
        "default": "are the rulebook's own numbers",
        "name": "are names or yes/no without a source",
        "none": "have nothing behind them",
    }
    for standing, count in standings(rows).items():
        say(f"{count:5d} {words.get(standing, standing)}")
    outside, stated = external(rows)
    if stated:
        say(
            f"external share: {outside / stated:.0%} of the numbers that files state "
            f"({outside} of {stated}) hold a figure from outside this project"
        )
