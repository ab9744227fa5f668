"""``peninsula diverge``: where two scenarios part in one trial."""

from typing import Annotated

import typer

from ...api.diverge import DivergeRequest
from ..generated import takes


@takes(DivergeRequest)
def command(
    request: DivergeRequest,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON of the decision on which they part.")
    ] = False,
) -> None:
    """Trace both twins and print where they part."""
    from ..tables.divergences import print_divergence

    print_divergence(request.execute(), as_json)
