"""``peninsula tipping``: where the likeliest outcome changes over two parameters."""

from typing import Annotated

import typer

from ...api.tipping import TippingRequest
from ..generated import takes
from ..terminal import command_line, say


@takes(TippingRequest)
def command(
    request: TippingRequest,
    figures: Annotated[bool, typer.Option("--figures/--no-figures", help="Draw the map.")] = True,
) -> None:
    """Run the cells, print where it tips and draw the map."""
    from ...api.results.tipping import carry_out, plan
    from ...experiment.checkpoint import kept_in
    from ...experiment.run import warm
    from ...presentation.naming import counted
    from ..interrupting import at_work
    from ..progress import save_figure

    made = plan(request)
    cells = made.grid**2
    say(
        f"{counted(cells, 'cell')} of {counted(made.trials, 'trial')}: "
        f"{counted(cells * made.trials, 'trial')} in all"
    )
    if made.wanted is not None:
        say(warm(made.wanted))
    with at_work(made.folder, kept_in, cells * made.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    say("\n" + found.summary())
    if figures:
        save_figure(found.plot, made.folder, "tipping")
    say(f"\nresults in    {made.folder}")
