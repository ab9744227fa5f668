"""A calibration on the terminal."""

from ...api.results.calibrations import Calibration
from ...history import coverage
from ...history.posterior import VERDICTS, Line, lines
from ...presentation.naming import counted
from ..terminal import console, plain_table


def print_calibration(made: Calibration) -> None:
    """What each parameter's prior and posterior are, by how much the record informs it."""
    of, found, checked = made.problem, made.found, made.checked
    screen = console()
    screen.print(
        f"{len(of.priors)} parameters are drawn; the hindcast has {of.laid.size} of them, and the "
        f"monthly acts inform {found.acts.informed.size}. The priors' draws were annealed to the posterior "
        f"given acts in {counted(found.acts.powers, 'step')}; {found.acts.lineages:,} of them have descendants, "
        f"and {found.acts.accepted:.0%} of the last moves were accepted. "
        f"{found.peaceful.sum():,} of {found.peaceful.size:,} rows of the reference "
        f"table had no war in 61 years; {found.adjusted.accepted.size:,} were moved to the record of "
        "disputes."
    )
    every = lines(of, found)
    titles = {
        "informed": "Informed by the record: at least half of the prior's spread is gone",
        "weakly": "Weakly informed: a quarter is gone, or the mean has moved by three quarters of it",
        "not": "Not informed: the prior, and no finding (present: not in the hindcast)",
    }
    for verdict in VERDICTS:
        screen.print()
        screen.print(_table(titles[verdict], [line for line in every if line.informed == verdict]))
    if checked is not None:
        screen.print()
        screen.print(_coverage(checked))


def _table(title: str, rows: list[Line]) -> object:
    table = plain_table(title)
    table.add_column("", no_wrap=True, ratio=1)
    for name in ("90% of draws", "spread gone"):
        table.add_column(name, justify="right", no_wrap=True)
    for line in rows:
        gone = "present" if line.present else f"{max(0.0, line.shrinkage):.0%}"
        table.add_row(line.path, f"{line.low:.3g} to {line.high:.3g}", gone)
    return table


def _coverage(found: coverage.Covered) -> object:
    table = plain_table("Simulated records: true values within central intervals")
    table.add_column("", ratio=1)
    for level in coverage.LEVELS:
        table.add_column(f"{level:.0%}", justify="right")
    for name, below in (
        (f"acts, {counted(len(found.by_acts.below), 'record')}", found.by_acts.below),
        (f"outcomes, {len(found.by_outcomes)} rows left out", found.by_outcomes),
    ):
        table.add_row(
            f"{name}, {below.shape[1]} parameters",
            *(f"{coverage.coverage(below, level).mean():.1%}" for level in coverage.LEVELS),
        )
    return table
