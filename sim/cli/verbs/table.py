"""``peninsula table``: a result as a table for a paper."""

from ...api.table import TableRequest
from ..generated import takes
from ..terminal import say


@takes(TableRequest)
def command(request: TableRequest) -> None:
    """Print the table, or say where it was written."""
    text = request.execute()
    if request.out is None:
        say(text, nl=False)
    else:
        say(f"written to {request.out}")
