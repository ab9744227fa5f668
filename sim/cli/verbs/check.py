"""``peninsula check``: what is wrong with scenario and study files."""

from typing import TYPE_CHECKING, Annotated

import typer

from ...errors import ScenarioError
from ..terminal import BAD_INPUT, say

if TYPE_CHECKING:
    from ...errors import Problem


def command(
    files: Annotated[
        list[str],
        typer.Argument(help="Scenario files or names, and study files.", metavar="FILE..."),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Also ask for evidence behind every stated number.")
    ] = False,
) -> None:
    """Check scenario and study files, line by line.

    Every mistake is named with its line and what is allowed.
    """
    from ...experiment.studies.reading import is_study
    from ...scenario.loading import check

    wrong = 0
    for file in files:
        study = is_study(file)
        problems = _of_study(file) if study else check(file, strict=strict)
        for problem in problems:
            say(str(problem))
        if not problems:
            say(f"{file}: no problem found")
            if not study:
                _note(file)
        wrong += len(problems)
    if wrong:
        raise typer.Exit(BAD_INPUT)


def _note(file: str) -> None:
    """Say which values of a scenario file itself are not the medians of what is drawn."""
    from ...experiment.priors import off_centre
    from ...scenario.files import find, shown_path
    from ...scenario.loading import load

    scenario, shown = load(file), shown_path(find(file))
    for path, median in off_centre(scenario).items():
        value = scenario.values[path]
        if value.origin.rpartition(":")[0] != shown:
            continue
        known = "range" if value.range is not None else "distribution"
        say(
            f"{value.origin}: note: {path} is {value.number:g}, the median of its {known} {median:.4g}"
        )


def _of_study(file: str) -> "list[Problem]":
    from ...analysis.sweeps import unknown_outcomes
    from ...experiment.studies.reading import read

    try:
        return unknown_outcomes(read(file))
    except ScenarioError as error:
        return list(error.problems)
