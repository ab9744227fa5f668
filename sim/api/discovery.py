"""Scenario discovery from Python: under which parameters an outcome comes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ..analysis.conditions import Condition, condition
from ..analysis.discovery import Discovery
from ..analysis.discovery import discover as boxes
from ..analysis.measures import measures
from ..engine.table import trial_columns
from ..experiment.answers import Keeping
from ..experiment.points import evaluate, table
from ..experiment.run import InputError, Progress, Request, request
from ..experiment.space import Dimension, space
from ..scenario.scenario import Scenario
from .runs import prepare

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TRIALS = 4000


class Asked(NamedTuple):
    """What is looked for: all that can be wrong with it, but for too few cases, has been looked at."""

    scenario: Scenario
    case: Condition
    dimensions: tuple[Dimension, ...]
    wanted: Request
    trials: int
    least_coverage: float
    seed: int


class Discovered:
    """What a discovery yielded.

    Attributes
    ----------
    table : DataFrame
        One row a trial: its parameters, drawn for it alone, and ``case``.
    boxes : Discovery
        The boxes, as ``sim.analysis.discovery`` says.
    asked : Asked
        What was looked for.
    """

    def __init__(self, asked: Asked, drawn: pd.DataFrame, boxes: Discovery) -> None:
        self.asked = asked
        self.table = drawn
        self.boxes = boxes

    def plot(self) -> "Figure":
        """The boxes that PRIM peeled, and the limits of the one that was taken."""
        from ..report.figures.discovery import discovery

        return discovery(self)

    def summary(self) -> str:
        """The boxes in words."""
        from ..report.discovery import discovery_text

        return discovery_text(self)


def discover(
    scenario: Scenario | str | Path,
    outcome: str,
    params: Sequence[str] = (),
    trials: int = TRIALS,
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
        A loaded scenario, a shipped scenario's name or the path of a file.
    outcome : str
        What a case is: a share such as "first_war", or an amount and a number: "events>200".
    params : sequence of str
        As for ``sim.sensitivity``.
    trials : int
        Trials, each with its own draw; half of them to find boxes, half to measure them.
    seed : int, optional
        Of the draws and of all luck; None is the scenario's own. 0 is a seed like any other.
    coverage : float
        Share of cases that the box must hold.

    Raises
    ------
    ScenarioError, InputError
        If something is asked for that can't be done, or cases are fewer than 50.
    """
    return carry_out(
        ask(prepare(scenario, seed, sets), outcome, params, trials, threads, coverage), progress
    )


def ask(
    scenario: Scenario,
    outcome: str,
    params: Sequence[str],
    trials: int,
    threads: int | None,
    coverage: float,
) -> Asked:
    """What is asked for, checked.

    Raises
    ------
    InputError
        If it can't be done.
    """
    wanted = request(scenario, trials, threads)._replace(trials=1)
    if not 0.0 < coverage <= 1.0:
        raise InputError(f"a coverage lies above 0 and at most at 1, not at {coverage:g}")
    case = condition(measures(scenario, trial_columns(scenario)), outcome)
    dimensions = space(scenario, params)
    return Asked(scenario, case, dimensions, wanted, trials, coverage, scenario.seed)


def carry_out(
    asked: Asked, progress: Progress | None = None, keeping: Keeping | None = None
) -> Discovered:
    """Run the trials of a discovery, kept on the way if asked for, and look for boxes."""
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
    found = boxes(drawn, cases, asked.case.words, asked.least_coverage)
    return Discovered(asked, drawn.assign(case=cases), found)
