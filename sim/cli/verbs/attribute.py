"""``peninsula attribute``: which assumption a difference comes from, which mechanism it depends on."""

from typing import TYPE_CHECKING

from ...api.attribute import AttributeRequest
from ..generated import takes
from ..terminal import command_line, console, say

if TYPE_CHECKING:
    from ...api.results.attribution import Plan


@takes(AttributeRequest)
def command(request: AttributeRequest) -> None:
    """Run the coalitions or ablations and print what each group or mechanism changes."""
    from ...api.results.attribution import carry_out, plan
    from ...experiment.checkpoint import kept_in
    from ...experiment.run import warm
    from ...presentation.choices import rests_on
    from ...presentation.drawing import draws_text
    from ..interrupting import at_work, say_what_waits
    from ..tables.attribution import print_ablation, print_shares

    made = plan(request)
    say(draws_text(made.design.draws, made.wanted.draws, made.design.arms[0].scenario))
    say(warm(made.wanted))
    _announce(made)
    if not (made.groups or made.mechanisms):
        say("both say the same: there is nothing to attribute")
        return
    with at_work(made.scratch, kept_in, request.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    if found.shares is not None:
        print_shares(found.shares)
    if found.ablation is not None:
        say_what_waits(made.folder, made.scratch)
        print_ablation(found.ablation)
    console().print(f"\n{rests_on(made.design.arms[0].scenario)}")
    say(f"\nresults in    {made.folder}")


def _announce(made: "Plan") -> None:
    from ...analysis.attribution import MOST_EXACT, coalitions
    from ...presentation.naming import counted

    trials, seed = made.request.trials, made.design.arms[0].scenario.seed
    if made.request.ablate:
        say(
            f"{counted(trials, 'matched trial')} of {counted(len(made.design.arms), 'scenario')}, "
            f"{counted(len(made.mechanisms), 'mechanism')} off in turn, seed {seed}"
        )
        return
    say(made.design.pairings[0].name)
    if made.groups:
        number = len(made.groups)
        how = "exact shares" if number <= MOST_EXACT else "shares from sampled orders"
        say(
            f"{counted(number, 'group')}, {how}, {counted(trials, 'trial')} in "
            f"{counted(coalitions(number), 'scenario')} each, seed {seed}"
        )
