"""Scenario discovery: within which limits of parameters an outcome is frequent."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from ...analysis.cases import MOST, of_points
from ...analysis.conditions import Condition, condition
from ...analysis.discovery import Box, Discovery, boxes, refuse_few
from ...analysis.discovery import discover as discover_trials
from ...analysis.measures import measures
from ...engine.table import trial_columns
from ...errors import InputError
from ...experiment.checkpoint import Resumable, kept
from ...experiment.listing import DISCOVERY
from ...experiment.points import evaluate, table
from ...experiment.run import Progress, Request
from ...experiment.run import request as experiment_request
from ...experiment.space import Dimension, space
from ...experiment.store import write_text
from ...experiment.swept import Swept
from ...experiment.swept_points import PointsOfSweep
from ...scenario.scenario import Scenario
from ..discover import DiscoverRequest
from ..sources import Source, settings_of, source_of
from .folders import digest_of, folder_of_analysis, listing, named_after, write_table
from .plotting import Plotted, refuse_outcomes
from .showing import html, line

if TYPE_CHECKING:
    from ...presentation.figures import Drawable

FILES = ("boxes.csv", "trajectory.csv", "trials.parquet")
TRIALS = 4000
LEAST_POINTS = 64
"""Points of a sweep below which no box is looked for."""


class Plan(NamedTuple):
    """A discovery as it was requested, checked but for too few cases.

    Of ``trials`` to be run as ``wanted`` says, or of the trials of the points of a sweep, ``ran``.
    ``folder`` is None where nothing is kept.
    """

    request: DiscoverRequest
    scenario: Scenario
    case: Condition
    dimensions: tuple[Dimension, ...]
    trials: int
    wanted: Request | None
    ran: PointsOfSweep | None = None
    folder: Path | None = None

    @property
    def seed(self) -> int:
        """Seed of the draws and of all random numbers."""
        return self.scenario.seed


class Discovered(Plotted):
    """What a discovery yielded.

    Attributes
    ----------
    table : DataFrame
        One row a trial: its parameters, drawn for it alone, and ``case``; of a sweep one row a point:
        its parameters, and how many of its ``trials`` are ``cases``.
    boxes : Discovery
        The boxes, as ``sim.analysis.discovery`` says.
    plan : Plan
        What was looked for.
    """

    def __init__(self, plan: Plan, drawn: pd.DataFrame, boxes: Discovery) -> None:
        self.plan = plan
        self.table = drawn
        self.boxes = boxes

    def __repr__(self) -> str:
        plan = self.plan
        told = f"{plan.case.words}, {plan.scenario.name}: {plan.trials:,} trials"
        return line("Discovered", [told, f"seed {plan.seed}"])

    def _repr_html_(self) -> str:
        return html(f"{self!r}\n{self.summary()}", self.table.head())

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """The boxes that PRIM peeled, and the limits of the one that was taken."""
        from ...presentation.figures import Drawable
        from ...presentation.figures.discovery import discovery

        refuse_outcomes(outcomes)

        return {"discovery": Drawable(lambda: discovery(self))}

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What was run."""
        return (self.plan.scenario,)

    def summary(self) -> str:
        """The boxes in words."""
        from ...presentation.discovery import discovery_text

        return discovery_text(self)


def plan(request: DiscoverRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If something can't be done as it is requested.
    """
    source = source_of(request.source, request.seed, settings_of(request.sets, request.off))
    if isinstance(source, Swept):
        made, swept = _of_sweep(source, request), "trials"
    else:
        made, swept = _of_scenario(source, request), ""
    folder = folder_of_analysis(
        request.out, request.resume, FILES, lambda: _usual_folder(made), swept
    )
    return made._replace(folder=folder)


def _of_scenario(source: Source, request: DiscoverRequest) -> Plan:
    scenario, trials = source.scenario, TRIALS if request.trials is None else request.trials
    wanted = experiment_request(scenario, trials, request.threads)._replace(trials=1)
    case = condition(measures(scenario, trial_columns(scenario)), request.outcome)
    dimensions = space(scenario, request.params, source.ranges)
    return Plan(request, scenario, case, dimensions, trials, wanted)


def _of_sweep(swept: Swept, request: DiscoverRequest) -> Plan:
    if request.trials is not None:
        raise InputError("a sweep's trials are as they were run")
    points = PointsOfSweep(swept, request.params)
    if len(points.points) < LEAST_POINTS:
        raise InputError(
            f"boxes need at least {LEAST_POINTS} points, and this sweep has {len(points.points)}: half "
            "of them find a box, the others measure it"
        )
    case = condition(measures(points.scenario, points.columns), request.outcome)
    trials = min(points.trials, max(2, MOST // len(points.points)))
    return Plan(request, points.scenario, case, points.dimensions, trials, None, points)


def _usual_folder(made: Plan) -> Path:
    request = made.request
    told = [made.scenario.digest, request.outcome, str(made.trials), *request.params]
    told += map(str, made.dimensions)
    told += [] if made.ran is None else [made.ran.swept.content_hash]
    return named_after("discover", made.scenario.name, digest_of(told))


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> Discovered:
    """Run the trials and look for boxes; write the folder, if there is one.

    Parameters
    ----------
    stop : callable, optional
        Asked now and then whether to stop, which raises ``Interrupted``.
    command : sequence of str
        What was typed, for the folder's manifest.
    """
    if made.folder is None:
        return compute(made, progress)
    with kept(made.folder, made.request.resume, stop=stop) as keeping:
        found = compute(made, progress, keeping)
        with listing(made.folder, DISCOVERY, FILES, command, made.request.threads):
            _keep(found, made.folder)
    return found


def compute(
    made: Plan, progress: Progress | None = None, keeping: Resumable | None = None
) -> Discovered:
    """Run the trials of a discovery, kept on the way if that is requested, and look for boxes."""
    if made.ran is not None:
        return _boxes_of_sweep(made, made.ran)
    if made.wanted is None:
        raise ValueError("nothing is to be run")
    random = np.random.default_rng([made.seed, len(made.dimensions)])
    # Rows of their own, and not a design that fills the space: the halves must be independent.
    values = table(made.dimensions, random.random((made.trials, len(made.dimensions))))
    holds = made.case.holds
    (answers,) = evaluate(
        made.wanted,
        made.dimensions,
        values,
        range(made.trials),
        lambda words: holds(words)[None].astype(np.float64),
        progress=progress,
        keeping=keeping,
        question=made.case.words,
    )
    cases = answers[:, 0] > 0.5
    drawn = pd.DataFrame(values, columns=[one.path for one in made.dimensions])
    found = discover_trials(drawn, cases, made.case.words, made.request.coverage)
    return Discovered(made, drawn.assign(case=cases), found)


def _boxes_of_sweep(made: Plan, points: PointsOfSweep) -> Discovered:
    """Look for boxes among the points of a sweep."""
    every = points.words(points.columns, made.trials)
    cases = np.stack([made.case.holds(words) for words in every])
    refuse_few(made.case.words, int(cases.sum()), cases.size, "")
    drawn = pd.DataFrame(points.values, columns=[one.path for one in made.dimensions])
    found = boxes(of_points(drawn, cases, made.seed), cases, made.request.coverage)
    counts = {"trials": cases.shape[1], "cases": cases.sum(axis=1)}
    return Discovered(made, drawn.assign(**counts), found)


def _keep(found: Discovered, folder: Path) -> None:
    boxes = [("prim", found.boxes.prim), *(("cart", leaf) for leaf in found.boxes.cart)]
    rows = [row for number, (method, box) in enumerate(boxes) for row in _rows(number, method, box)]
    text = pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")
    write_text(folder / "boxes.csv", text)
    trajectory = found.boxes.trajectory.to_csv(index=False, lineterminator="\n")
    write_text(folder / "trajectory.csv", trajectory)
    write_table(folder / "trials.parquet", found.table)


def _rows(number: int, method: str, box: Box) -> list[dict[str, object]]:
    about = {
        "box": number,
        "method": method,
        "trials": box.trials,
        "cases": box.cases,
        "all_cases": box.all_cases,
        "density": box.density.estimate,
        "density_low": box.density.low,
        "density_high": box.density.high,
        "coverage": box.coverage.estimate,
        "coverage_low": box.coverage.low,
        "coverage_high": box.coverage.high,
    }
    limits = box.limits.items() or [("", (float("-inf"), float("inf")))]
    return [
        {
            **about,
            "parameter": name,
            "above": low,
            "below": high,
            "density_without": box.without.get(name),
        }
        for name, (low, high) in limits
    ]
