"""What is said of merged parts."""

import typer

from ..api.results.sweeps import Sweep
from ..experiment.swept import Swept
from ..report.naming import counted
from . import sweeping
from .terminal import INTERRUPTED, complain, say


def conclude(swept: Swept, figures: bool) -> None:
    """Print a whole sweep, or say what is missing.

    Raises
    ------
    typer.Exit
        With code 3 if trials are missing, with 2 if a point failed.
    """
    study = swept.study
    if not swept.manifest["complete"]:
        wanted = len(study.points) * study.trials
        say(f"merged into {swept.folder}")
        complain(
            f"{wanted - swept.manifest['finished']:,} of {counted(wanted, 'trial')} are missing"
        )
        complain(f"to run them: peninsula sweep STUDY --out {swept.folder} --resume")
        raise typer.Exit(INTERRUPTED)
    sweeping.conclude(Sweep(swept), csv=False, figures=figures)
    sweeping.say_what_failed(swept)
