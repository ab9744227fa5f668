"""``peninsula discover``: within which limits of parameters an outcome is frequent."""

from ...api.discover import DiscoverRequest
from ..generated import takes
from ..options import Figure
from ..terminal import command_line, say


@takes(DiscoverRequest)
def command(request: DiscoverRequest, figures: Figure = True) -> None:
    """Run the trials, print the boxes in words and draw them."""
    from ...api.results.discovery import carry_out, plan
    from ...experiment.checkpoint import kept_in
    from ...experiment.run import warm
    from ...presentation.discovery import what_is_looked_at
    from ..interrupting import at_work
    from ..progress import save_figure

    made = plan(request)
    say(f"{made.scenario.name}: {what_is_looked_at(made)}, seed {made.seed}")
    if made.wanted is not None:
        say(warm(made.wanted))
    with at_work(made.folder, kept_in, made.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    say("\n" + found.summary())
    if figures:
        save_figure(found.plot, made.folder, "discovery")
    say(f"\nresults in    {made.folder}")
