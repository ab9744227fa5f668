"""``peninsula check``: what is wrong with scenario and study files."""

from typing import TYPE_CHECKING, Annotated

import typer

from .terminal import BAD_INPUT, say

if TYPE_CHECKING:
    from ..scenario.problems import Problem


def command(
    files: Annotated[
        list[str],
        typer.Argument(help="Scenario files or names, and study files.", metavar="FILE..."),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Also ask for evidence behind every stated number.")
    ] = False,
) -> None:
    """Check scenario and study files; every mistake is named with its line and what is allowed."""
    from ..experiment.studies.reading import is_study
    from ..scenario.loading import check

    wrong = 0
    for file in files:
        problems = _of_study(file) if is_study(file) else check(file, strict=strict)
        for problem in problems:
            say(str(problem))
        if not problems:
            say(f"{file}: no problem found")
        wrong += len(problems)
    if wrong:
        raise typer.Exit(BAD_INPUT)


def _of_study(file: str) -> "list[Problem]":
    from ..analysis.sweeps import unknown_outcomes
    from ..experiment.studies.reading import read
    from ..scenario.problems import ScenarioError

    try:
        return unknown_outcomes(read(file))
    except ScenarioError as error:
        return list(error.problems)
