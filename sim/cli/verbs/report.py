"""``peninsula report``: a result as one page that opens in any browser."""

from ...api.report import ReportRequest
from ..generated import takes
from ..terminal import say


@takes(ReportRequest)
def command(request: ReportRequest) -> None:
    """Write the page and say where it is."""
    from ..progress import doing

    with doing("drawing figures and telling trials"):
        path = request.execute()
    say(f"written to {path}")
