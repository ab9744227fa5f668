"""``peninsula export``: the data of a result for other statistical software."""

from ...api.export import ExportRequest
from ..generated import takes
from ..terminal import say


@takes(ExportRequest)
def command(request: ExportRequest) -> None:
    """Write the data, and say where they are."""
    from ...presentation.naming import counted

    found = request.execute()
    say(f"{counted(found.rows, 'row')} of {counted(found.variables, 'variable')}")
    say(f"written to  {found.path}")
    if found.codebook is not None:
        say(f"codebook    {found.codebook}")
