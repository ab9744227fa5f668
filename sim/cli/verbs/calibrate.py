"""``peninsula calibrate``: from priors to a posterior, by the record of acts and of disputes."""

from pathlib import Path
from typing import Annotated

import typer

from ...api.calibrate import CalibrateRequest
from ..generated import takes
from ..terminal import INTERRUPTED, complain, say


@takes(CalibrateRequest)
def command(
    request: CalibrateRequest,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw priors and posteriors into DIR.")
    ] = None,
) -> None:
    """Calibrate, print what the record informs, and draw it if wanted."""
    from ...api.results.calibrations import carry_out
    from ..progress import progress, save_plot
    from ..tables.calibrations import print_calibration

    try:
        with progress() as tell:
            made = carry_out(request, tell)
    except KeyboardInterrupt:
        complain(f"interrupted; whole parts are kept: add --resume --out {request.out}")
        raise typer.Exit(INTERRUPTED) from None
    print_calibration(made)
    say(f"\nresults in    {made.folder}\ncontent hash  {made.content_hash}")
    if plot is not None:
        from ...presentation.figures.posterior import posterior_against_prior

        save_plot(posterior_against_prior(made.problem, made.found), plot, "posterior")
