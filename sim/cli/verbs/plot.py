"""``peninsula plot``: figures of a result, for a paper, slides or a poster."""

from ...api.plot import PlotRequest
from ..generated import takes
from ..terminal import say


@takes(PlotRequest)
def command(request: PlotRequest) -> None:
    """Draw the figures and say which files were written."""
    from ...api.results.plotting import carry_out, plan
    from ..progress import doing

    made = plan(request)
    with doing("drawing the figures"):
        written = carry_out(request, made)
    for path in written:
        say(str(path))
