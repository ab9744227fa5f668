"""Options of several commands that concern what they print and draw, worded once."""

from typing import Annotated

import typer

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
