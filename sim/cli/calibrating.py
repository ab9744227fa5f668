"""A calibration on the terminal: progress, what it found, how it goes on after an interruption."""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import typer

from ..api.sources import prepare
from ..errors import InputError
from ..experiment.run import check_within
from ..history import acts, calibration, coverage, outcomes
from ..history.acts_posterior import Tell
from ..history.calibration import Posterior
from ..history.calibration_problem import CalibrationProblem, calibration_problem
from ..history.effort import QUICK, Effort
from ..history.posterior import VERDICTS, Line, lines, write
from ..history.records import FIRST_MONTH
from ..history.shards import Shards, begin, content_hash
from ..kernel.jit import source_digest
from ..limits import MOST_THREADS
from ..report.naming import counted
from ..scenario.calendar import month_number, month_text
from .progress import progress
from .tables.hindcasts import SCENARIO as HINDCAST
from .terminal import INTERRUPTED, complain, console, plain_table, say

SCENARIO = "baseline"
FOLDER = Path("results/calibration")
MOST_CHECKS = 1000
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
SHORTEST = "1996-12"
"""First month until which a record can be calibrated on."""


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    quick: bool
    until: str | None
    check: int
    seed: int
    threads: int | None
    out: Path | None
    resume: bool
    plot: Path | None


def calibrate(order: Order) -> None:
    """Carry out a calibration, print what it found and keep it.

    Raises
    ------
    InputError, FolderError
        If it can't be done as asked for.
    typer.Exit
        With code 3 if it was interrupted and can be resumed.
    """
    _check(order)
    effort = QUICK if order.quick else Effort()
    observed = acts.record(order.until)
    of = calibration_problem(prepare(SCENARIO, None), prepare(HINDCAST, None))
    folder = order.out or FOLDER
    kept = begin(folder, _plan(order, of, effort, len(observed.counts)), order.resume)
    try:
        with progress() as tell:
            found = calibration.calibrate(
                of, observed, order.seed, effort, kept, order.threads, tell
            )
            checked = _checked(order, of, found, len(observed.counts), effort, kept, tell)
    except KeyboardInterrupt:
        complain(f"interrupted; whole parts are kept: add --resume --out {folder}")
        raise typer.Exit(INTERRUPTED) from None
    stated = content_hash({"scores": found.scores, "table": found.table, "counts": found.counts})
    about = _about(order, of, effort, found, len(observed.counts))
    if checked is not None:
        about["coverage"] = coverage.summary(checked)
    write(folder, of, found, about, stated)
    _print(of, found, checked)
    say(f"\nresults in    {folder}\ncontent hash  {stated}")
    if order.plot is not None:
        _draw(of, found, order.plot)


def _check(order: Order) -> None:
    check_within("threads", order.threads, 1, MOST_THREADS)
    if order.seed < 0:
        raise InputError(f"seed must be 0 or more, not {order.seed}")
    check_within("check", order.check, 0, MOST_CHECKS)
    if order.until is None:
        return
    last = _last_month()
    if not _MONTH.fullmatch(order.until):
        raise InputError(f"until must be a month as YYYY-MM, not {order.until!r}")
    wanted = month_number(order.until)
    if not month_number(SHORTEST) <= wanted <= month_number(last):
        raise InputError(f"until must be from {SHORTEST} to {last}, not {order.until}")


def _last_month() -> str:
    return month_text(month_number(FIRST_MONTH) + len(acts.record().counts) - 1)


def _plan(order: Order, of: CalibrationProblem, effort: Effort, months: int) -> dict[str, object]:
    return {
        "seed": order.seed,
        "effort": effort._asdict(),
        "months": months,
        "scenario": prepare(SCENARIO, None).digest,
        "hindcast": of.compiled.scenario.digest,
        "priors": {prior.path: prior.worded() for prior in of.priors},
        "statistics": outcomes.STATISTICS,
        "rules": source_digest(),
    }


def _about(
    order: Order, of: CalibrationProblem, effort: Effort, found: Posterior, months: int
) -> dict[str, object]:
    """What made the posterior, and how far it can be relied on, as plain values."""
    command = ["peninsula", "calibrate", *(["--quick"] if order.quick else [])]
    if order.until is not None:
        command += ["--until", order.until]
    return {
        "command": " ".join([*command, "--seed", str(order.seed)]),
        "seed": order.seed,
        "scenario": SCENARIO,
        "scenario_digest": prepare(SCENARIO, None).digest,
        "hindcast": HINDCAST,
        "hindcast_digest": of.compiled.scenario.digest,
        "months_of_acts": months,
        "effort": {k: list(v) if isinstance(v, tuple) else v for k, v in effort._asdict().items()},
        "diagnostics": {
            "parameters": len(of.priors),
            "in_the_hindcast": int(of.laid.size),
            "informed_by_acts": int(found.acts.informed.size),
            "powers": found.acts.powers,
            "lineages": found.acts.lineages,
            "moves_accepted": round(found.acts.accepted, 3),
            "draws_given_acts": len(found.acts.scores),
            "different_draws_given_acts": len(np.unique(found.acts.scores, axis=0)),
            "rows_without_war": int(found.peaceful.sum()),
            "rows_accepted": int(found.adjusted.accepted.size),
        },
    }


def _checked(
    order: Order,
    of: CalibrationProblem,
    found: Posterior,
    months: int,
    effort: Effort,
    kept: Shards,
    tell: Tell,
) -> coverage.Covered | None:
    if order.check == 0:
        return None
    by_acts = coverage.by_acts(
        of,
        found.acts.informed,
        months,
        order.check,
        order.seed,
        effort,
        kept,
        order.threads,
        tell,
    )
    rows = found.table[found.peaceful]
    by_outcomes = coverage.by_outcomes(
        rows, found.counts[found.peaceful], of.laid, effort, order.seed
    )
    return coverage.Covered(by_acts, by_outcomes)


def _print(of: CalibrationProblem, found: Posterior, checked: coverage.Covered | None) -> None:
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


def _draw(of: CalibrationProblem, found: Posterior, folder: Path) -> None:
    from ..report.figures.posterior import posterior_against_prior
    from ..report.style import save

    for path in save(posterior_against_prior(of, found), folder, "posterior"):
        say(str(path), err=True)
