"""``peninsula explain``: what a path means."""

from contextlib import suppress
from typing import Annotated

import typer

from ...errors import ScenarioError
from ..terminal import say


def command(
    path: Annotated[
        str, typer.Argument(help="Such as alliances.russia-dprk.commitment or mechanisms.crisis.")
    ],
    scenario: Annotated[
        str | None,
        typer.Option("--scenario", help="Scenario whose value is shown.  [default: baseline]"),
    ] = None,
) -> None:
    """Explain a parameter, variable or section.

    Its meaning, unit, range, default and evidence are printed.
    """
    from ...scenario.explain import explain
    from ...scenario.loading import load

    found = explain(path, None if scenario is None else load(scenario))
    if scenario is None:
        # Where the baseline has no row of this name, what the path means stands anyhow.
        with suppress(ScenarioError):
            found = explain(path, load("baseline"))
    say(str(found))
