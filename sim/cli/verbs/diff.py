"""``peninsula diff``: how two scenarios differ."""

from typing import Annotated

import typer

from ..terminal import say


def command(
    first: Annotated[str, typer.Argument(help="A scenario file or name.", metavar="A")],
    second: Annotated[str, typer.Argument(help="Another.", metavar="B")],
) -> None:
    """Say in words what scenario B assumes otherwise than scenario A."""
    from ...scenario.difference import difference
    from ...scenario.loading import load

    found = difference(load(first), load(second))
    for sentence in found:
        say(sentence)
    if not found:
        say("no difference that could change a result")
