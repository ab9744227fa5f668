"""``peninsula verify``: whether a result is what it says."""

import typer

from ...api.verify import VerifyRequest
from ..generated import takes
from ..terminal import INTERRUPTED, complain, say


@takes(VerifyRequest)
def command(request: VerifyRequest) -> None:
    """Check the folder and say how much was checked."""
    from ...presentation.naming import counted

    found = request.execute()
    say(f"{counted(found.files, 'file')} whole")
    if found.trials is not None:
        say(f"{counted(found.trials, 'trial')} hashed as listed")
    if found.again is None:
        say("no trial run again: this kind of result keeps none of them whole")
    else:
        say(f"{counted(found.again, 'trial')} run again with equal values")
    if found.incomplete:
        complain(f"{request.result} is incomplete: {found.incomplete}")
        raise typer.Exit(INTERRUPTED)
