"""``peninsula check``: what is wrong with scenario files."""

from typing import Annotated

import typer


def command(
    files: Annotated[list[str], typer.Argument(help="Scenario files or names.", metavar="FILE...")],
    strict: Annotated[
        bool, typer.Option("--strict", help="Also ask for evidence behind every stated number.")
    ] = False,
) -> None:
    """Check scenario files; every mistake is named with its line and what is allowed."""
    from ..scenario.loading import check
    from .terminal import BAD_INPUT, encodable

    wrong = 0
    for file in files:
        problems = check(file, strict=strict)
        for problem in problems:
            typer.echo(encodable(str(problem)))
        if not problems:
            typer.echo(f"{file}: no problem found")
        wrong += len(problems)
    if wrong:
        raise typer.Exit(BAD_INPUT)
