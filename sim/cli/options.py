"""Options that several verbs take, worded once."""

from typing import Annotated

import typer

from .terminal import whole_number

Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PATH=VALUE", help="Another value at a path; as often as needed."
    ),
]
Off = Annotated[
    list[str] | None,
    typer.Option(metavar="MECHANISM", help="Switch a mechanism off; as often as needed."),
]
Threads = Annotated[
    int | None,
    typer.Option(
        parser=whole_number, metavar="N", help="Threads.  [default: the processors at hand]"
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        parser=whole_number, metavar="N", help="Seed; 0 is one.  [default: the scenario's]"
    ),
]
SharedSeed = Annotated[
    int | None,
    typer.Option(
        parser=whole_number, metavar="N", help="Seed of all; 0 is one.  [default: that of A]"
    ),
]


def settings_of(settings: list[str] | None, off: list[str] | None) -> list[str]:
    """What --set and --off together lay over a scenario."""
    return [*(settings or []), *(f"mechanisms.{name}.on=false" for name in off or [])]
