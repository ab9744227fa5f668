"""Scenario discovery from Python: under which parameters an outcome comes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ...analysis.cases import MOST, of_points
from ...analysis.conditions import Condition, condition
from ...analysis.discovery import Discovery, boxes, check_coverage, refuse_few
from ...analysis.discovery import discover as discover_trials
from ...analysis.measures import measures
from ...engine.table import trial_columns
from ...errors import InputError
from ...experiment.answers import Keeping
from ...experiment.points import evaluate, table
from ...experiment.run import Progress, Request, request
from ...experiment.space import Dimension, space
from ...experiment.swept import Swept
from ...experiment.swept_points import PointsOfSweep
from ...scenario.scenario import Scenario
from .showing import html, line
from ..sources import Source, source_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TRIALS = 4000
LEAST_POINTS = 64
"""Points of a sweep below which no box is looked for."""


class Asked(NamedTuple):
    """What is looked for: all that can be wrong with it, but for too few cases, has been looked at.

    Of ``trials`` to be run as ``wanted`` says, or of the trials of the points of a sweep, ``ran``.
    """

    scenario: Scenario
    case: Condition
    dimensions: tuple[Dimension, ...]
    trials: int
    least_coverage: float
    seed: int
    wanted: Request | None
    ran: PointsOfSweep | None = None


class Discovered:
    """What a discovery yielded.

    Attributes
    ----------
    table : DataFrame
        One row a trial: its parameters, drawn for it alone, and ``case``; of a sweep one row a point:
        its parameters, and how many of its ``trials`` are ``cases``.
    boxes : Discovery
        The boxes, as ``sim.analysis.discovery`` says.
    asked : Asked
        What was looked for.
    """

    def __init__(self, asked: Asked, drawn: pd.DataFrame, boxes: Discovery) -> None:
        self.asked = asked
        self.table = drawn
        self.boxes = boxes

    def __repr__(self) -> str:
        asked = self.asked
        told = f"{asked.case.words}, {asked.scenario.name}: {asked.trials:,} trials"
        return line("Discovered", [told, f"seed {asked.seed}"])

    def _repr_html_(self) -> str:
        return html(f"{self!r}\n{self.summary()}", self.table.head())

    def plot(self) -> "Figure":
        """The boxes that PRIM peeled, and the limits of the one that was taken."""
        from ...report.figures.discovery import discovery

        return discovery(self)

    def summary(self) -> str:
        """The boxes in words."""
        from ...report.discovery import discovery_text

        return discovery_text(self)


def discover(
    scenario: Scenario | str | Path,
    outcome: str,
    params: Sequence[str] = (),
    trials: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    *,
    coverage: float = 0.5,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> Discovered:
    """Say under which parameters an outcome comes, each trial having a draw of its own.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, a shipped scenario's name or the path of a file; a study, whose ranges are
        then taken; or the folder of a sweep, whose trials are then looked at and nothing is run.
    outcome : str
        What a case is: a share such as "first_war", or an amount and a number: "events>200".
    params : sequence of str
        As for ``sim.sensitivity``.
    trials : int, optional
        Trials, 4,000 by default, each with its own draw; half of them to find boxes, half to measure them.
    seed : int, optional
        Of the draws and of all luck; None is the scenario's own. 0 is a seed like any other.
    coverage : float
        Share of cases that the box must hold.

    Raises
    ------
    ScenarioError, InputError
        If something is asked for that can't be done, or cases are fewer than 50.
    """
    source = source_of(scenario, seed, sets)
    return carry_out(ask(source, outcome, params, trials, threads, coverage), progress)


def ask(
    source: Source | Swept,
    outcome: str,
    params: Sequence[str],
    trials: int | None,
    threads: int | None,
    coverage: float,
) -> Asked:
    """What is asked for, checked.

    Raises
    ------
    InputError
        If it can't be done.
    """
    check_coverage(coverage)
    if isinstance(source, Swept):
        if trials is not None:
            raise InputError("a sweep's trials are as they were run")
        return _ask_of_sweep(source, outcome, params, coverage)
    scenario, trials = source.scenario, TRIALS if trials is None else trials
    wanted = request(scenario, trials, threads)._replace(trials=1)
    case = condition(measures(scenario, trial_columns(scenario)), outcome, scenario)
    dimensions = space(scenario, params, source.ranges)
    return Asked(scenario, case, dimensions, trials, coverage, scenario.seed, wanted)


def _ask_of_sweep(swept: Swept, outcome: str, params: Sequence[str], coverage: float) -> Asked:
    points = PointsOfSweep(swept, params)
    if len(points.points) < LEAST_POINTS:
        raise InputError(
            f"boxes need at least {LEAST_POINTS} points, and this sweep has {len(points.points)}: half "
            "of them find a box, the others measure it"
        )
    case = condition(measures(points.scenario, points.columns), outcome)
    trials = min(points.trials, max(2, MOST // len(points.points)))
    seed = points.scenario.seed
    return Asked(points.scenario, case, points.dimensions, trials, coverage, seed, None, points)


def carry_out(
    asked: Asked, progress: Progress | None = None, keeping: Keeping | None = None
) -> Discovered:
    """Run the trials of a discovery, kept on the way if asked for, and look for boxes."""
    if asked.ran is not None:
        return _of_sweep(asked, asked.ran)
    if asked.wanted is None:
        raise ValueError("nothing is to be run")
    random = np.random.default_rng([asked.seed, len(asked.dimensions)])
    # Rows of their own, and not a design that fills the space: the halves must be independent.
    values = table(asked.dimensions, random.random((asked.trials, len(asked.dimensions))))
    holds = asked.case.holds
    (answers,) = evaluate(
        asked.wanted,
        asked.dimensions,
        values,
        range(asked.trials),
        lambda words: holds(words)[None].astype(np.float64),
        progress=progress,
        keeping=keeping,
        question=asked.case.words,
    )
    cases = answers[:, 0] > 0.5
    drawn = pd.DataFrame(values, columns=[one.path for one in asked.dimensions])
    found = discover_trials(drawn, cases, asked.case.words, asked.least_coverage)
    return Discovered(asked, drawn.assign(case=cases), found)


def _of_sweep(asked: Asked, points: PointsOfSweep) -> Discovered:
    """Look for boxes among the points of a sweep."""
    every = points.words(points.columns, asked.trials)
    cases = np.stack([asked.case.holds(words) for words in every])
    refuse_few(asked.case.words, int(cases.sum()), cases.size, "")
    drawn = pd.DataFrame(points.values, columns=[one.path for one in asked.dimensions])
    found = boxes(of_points(drawn, cases, asked.seed), cases, asked.least_coverage)
    counts = {"trials": cases.shape[1], "cases": cases.sum(axis=1)}
    return Discovered(asked, drawn.assign(**counts), found)
