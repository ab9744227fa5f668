"""``peninsula new``: a scenario of one's own to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from ..terminal import BAD_INPUT, complain, say


def command(
    name: Annotated[str, typer.Argument(help="Name of the scenario; the file is NAME.yaml.")],
    folder: Annotated[Path, typer.Option("--in", help="Folder to write it to.")] = Path(),
) -> None:
    """Write a first scenario, ready to be changed.

    It extends the baseline.
    """
    from ...scenario.files import available
    from ...scenario.template import template

    text = template(name)
    if name in available():
        complain(f"{name} is the name of a shipped scenario; choose another name")
        raise typer.Exit(BAD_INPUT)
    path = folder / f"{name}.yaml"
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        complain(f"{path} exists; choose another name")
        raise typer.Exit(BAD_INPUT) from None
    say(f"wrote {path}; next: peninsula check {path}, peninsula run {path}")
