"""``peninsula forecast``: what a scenario expects of each month, in a file to be scored later."""

from ...api.forecast import ForecastRequest
from ..generated import takes
from ..terminal import say


@takes(ForecastRequest)
def command(request: ForecastRequest) -> None:
    """Make the forecast, print its leading numbers and say where it is."""
    from functools import partial

    from ...api.results.forecasts import carry_out, plan
    from ..progress import progress
    from ..tables.forecasts import print_forecast

    made = plan(request)
    with progress() as told:
        found = carry_out(made, partial(told, "months of the record, lived through"))
    print_forecast(found.content)
    say(f"content hash  {found.content['content_hash']}")
    say(f"written to    {found.path}")
