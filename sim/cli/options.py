"""Options that several verbs take, worded once."""

from typing import Annotated, Any

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
Outcome = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="A share such as first_force or general_war, or an amount such as events; "
        "amount:first_war is the months before it.",
    ),
]
Params = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH[=LOW,HIGH]",
        help="A parameter, or the beginning of its path; as often as needed.  "
        "[default: all with a range]",
    ),
]
PreciseOutcomes = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="An outcome whose precision counts; as often as needed.  [default: all shares, or "
        "those of the study]",
    ),
]
Source = Annotated[
    str,
    typer.Argument(
        help="A scenario or a study, by file or name, or the folder of a sweep.",
        metavar="SCENARIO|STUDY|FOLDER",
    ),
]
MostTrials = Annotated[
    int,
    typer.Option(
        parser=whole_number,
        metavar="N",
        help="Trials after which a run to a precision stops short.",
    ),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on from where the same command was broken off.")
]

Figure = Annotated[bool, typer.Option("--figures/--no-figures", help="Draw the figure.")]
Figures = Annotated[bool, typer.Option("--figures/--no-figures", help="Draw the figures.")]
Draws = Annotated[
    str | None,
    typer.Option(
        metavar="none|prior|posterior|FILE",
        help="Parameter draws, one a trial.  [default: the shipped posterior, where it fits]",
        show_default=False,
    ),
]


def result_folder(default: str) -> Any:
    """The option --out of a verb whose results go to ``default`` unless told otherwise."""
    return typer.Option(metavar="DIR", help=f"Result folder.  [default: {default}]")


def settings_of(settings: list[str] | None, off: list[str] | None) -> list[str]:
    """What --set and --off together lay over a scenario."""
    from ..api.sources import settings_of as made

    return made(settings or [], off or [])
