"""``peninsula merge``: the parts of a sweep put together."""

import typer

from ...api.merge import MergeRequest
from ..generated import takes
from ..options import Figures
from ..terminal import INTERRUPTED, complain, say


@takes(MergeRequest)
def command(request: MergeRequest, figures: Figures = True) -> None:
    """Merge the folders and print the whole; exit with code 3 if trials are missing."""
    from ...presentation.naming import counted
    from ..tables.sweeps import print_sweep, say_what_failed

    found = request.execute()
    if not found.complete:
        wanted = len(found.study.points) * found.study.trials
        missing = wanted - found.swept.manifest["finished"]
        say(f"merged into {found.folder}")
        complain(f"{missing:,} of {counted(wanted, 'trial')} are missing")
        complain(f"to run them: peninsula sweep STUDY --out {found.folder} --resume")
        raise typer.Exit(INTERRUPTED)
    print_sweep(found, csv=False, figures=figures)
    say_what_failed(found)
