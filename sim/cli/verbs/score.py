"""``peninsula score``: a forecast held against what came."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    forecast: Annotated[Path, typer.Argument(help="A file that peninsula forecast wrote.")],
    record: Annotated[
        Path | None,
        typer.Argument(
            help="A CSV file, a row a month: month, hybrid, show_of_force, strategic_test, clash; "
            "force, lethal_incident, limited_war, war, nuclear_use (0 or 1) for firsts.  "
            "[default: the shipped record]",
            show_default=False,
        ),
    ] = None,
    no_balloons: Annotated[
        bool, typer.Option("--no-balloons", help="Leave balloons out of the shipped record.")
    ] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Scores of every month, as a table for a spreadsheet.")
    ] = False,
) -> None:
    """Score a forecast against a record.

    The scores are CRPS and log score, beside those of the baselines it was written with.
    """
    from ..tables.scores import tell

    tell(forecast, record, no_balloons, as_csv)
