"""A sensitivity analysis: which parameters an outcome depends on, and which part is chance."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ...analysis.measures import Measure, measures
from ...analysis.sensitivity.analysed import Found, analyse
from ...analysis.sensitivity.chance import Shares
from ...analysis.sensitivity.designs import Design, design, given
from ...analysis.sensitivity.evidence import weighted
from ...analysis.sequential import named
from ...arrays import Floats
from ...engine.table import trial_columns
from ...errors import InputError
from ...experiment import resolved
from ...experiment.checkpoint import Resumable, kept
from ...experiment.listing import SENSITIVITY, asked_in
from ...experiment.points import evaluate, table
from ...experiment.run import Progress, Request
from ...experiment.run import request as experiment_request
from ...experiment.space import ASSUMED, SOURCED, Dimension, space
from ...experiment.store import write_text
from ...experiment.swept import Swept
from ...experiment.swept_points import PointsOfSweep
from ...scenario.scenario import Scenario
from ...scenario.support import evidence_table
from ..sensitivity import SensitivityRequest
from ..sources import Source, settings_of, source_of
from .folders import digest_of, folder_of_analysis, listing, named_after, write_table
from .plotting import Plotted, refuse_outcomes
from .showing import html, line
from .tables import as_csv, from_csv

if TYPE_CHECKING:
    from ...presentation.figures import Drawable

POINTS = {"sobol": 64, "morris": 20, "pawn": 512}
"""Rows of a design where no number is asked for."""
TRIALS = 64
TABLE, EVIDENCE, POINTS_FILE = "sensitivity.csv", "evidence.csv", "points.parquet"
FILES = (TABLE, "sensitivity.json", EVIDENCE, POINTS_FILE, resolved.NAME)
TEXTS = ("name", "with", "index", "standing", "grade")
"""Columns of tables of indices that hold text."""
BATCHES = 8
"""Parts that the trials of a point are kept in, to tell chance from parameters."""


class Plan(NamedTuple):
    """An analysis as it was requested, checked.

    ``split`` is the design over the two standings of evidence, where there are both and the method
    is Sobol's. Each point has so many ``trials``: those of a sweep, ``ran``, or to be run as ``wanted``
    says. ``folder`` is None where nothing is kept.
    """

    scenario: Scenario
    measure: Measure
    dimensions: tuple[Dimension, ...]
    design: Design
    split: Design | None
    trials: int
    seed: int
    wanted: Request | None
    ran: PointsOfSweep | None = None
    folder: Path | None = None
    request: SensitivityRequest | None = None

    @property
    def points(self) -> int:
        """How many points are run."""
        return len(self.design.shares) + (0 if self.split is None else len(self.split.shares))


class Sensitivity(Plotted):
    """What a sensitivity analysis yielded.

    Attributes
    ----------
    table : DataFrame
        One row an index of a parameter: ``name``, ``with`` (the other of a pair), ``index``,
        ``estimate`` with ``low`` to ``high`` (95% by bootstrap over the rows of the design), ``raw``
        (chance left in, as SALib gives it), ``floor`` (what chance alone shows, where the method has
        one), and the parameter's ``value``, ``standing`` and ``grade`` of evidence.
    split : DataFrame or None
        The same for all sourced and for all assumed parameters together.
    chance : Shares
        The share of chance in the variance of a trial, and of the means over trials.
    points : DataFrame
        The points that were run: parameters, first trial, means of the outcome by batch of trials.
    plan : Plan
        What was analysed.
    """

    def __init__(
        self,
        plan: Plan,
        table: pd.DataFrame,
        chance: Shares,
        split: pd.DataFrame | None,
        points: pd.DataFrame,
    ) -> None:
        self.plan = plan
        self.table = table
        self.chance = chance
        self.split = split
        self.points = points

    def __repr__(self) -> str:
        plan = self.plan
        told = (
            f"{plan.measure.label}, {plan.scenario.name}: {plan.design.method}",
            f"{len(plan.dimensions)} parameters, {plan.points:,} points of {plan.trials:,} trials",
        )
        return line("Sensitivity", told)

    def _repr_html_(self) -> str:
        columns = ["name", "with", "index", "estimate", "low", "high", "standing"]
        return html(repr(self), self.table[columns])

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """Bars with intervals, the largest on top."""
        from ...presentation.figures import Drawable
        from ...presentation.figures.sensitivity import sensitivity as drawn

        refuse_outcomes(outcomes)

        return {"sensitivity": Drawable(lambda: drawn(self))}

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What was analysed."""
        return (self.plan.scenario,)

    def evidence(self) -> pd.DataFrame:
        """The influence of each parameter, its share of the sum, and what its figure is.

        ``evidence().groupby("basis")["share"].sum()`` gives the shares of figures that an outside
        "source" prints, that were "computed" here from outside data, of a "fit" and of an "assumption".
        """
        basis = {row.path: row.basis for row in evidence_table(self.plan.scenario)}
        return weighted(self.table, self.plan.design.method, basis)

    def summary(self) -> str:
        """Chance, evidence and the parameters that matter most, in sentences."""
        from ...presentation.sensitivity import sensitivity_text

        return sensitivity_text(self)


def plan(request: SensitivityRequest) -> Plan:
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
        made, swept = _of_sweep(source, request), "points"
    else:
        made, swept = _of_scenario(source, request), ""
    folder = folder_of_analysis(
        request.out, request.resume, FILES, lambda: _usual_folder(made, request), swept
    )
    return made._replace(folder=folder, request=request)


def _of_scenario(source: Source, request: SensitivityRequest) -> Plan:
    scenario = source.scenario
    method = request.method or "sobol"
    points = POINTS[method] if request.points is None else request.points
    trials = TRIALS if request.trials is None else request.trials
    whole = -(-trials // BATCHES) * BATCHES if trials > BATCHES else trials
    wanted = experiment_request(scenario, whole, request.threads)
    measure = named(measures(scenario, trial_columns(scenario)), request.outcome)
    dimensions = space(scenario, request.params, source.ranges)
    names = tuple(one.path for one in dimensions)
    made = design(method, names, points, scenario.seed, request.second_order)
    standings = tuple(one.standing for one in dimensions)
    split = None
    if method == "sobol" and {*standings} == {SOURCED, ASSUMED}:
        split = design(method, names, points, scenario.seed, groups=standings)
    return Plan(scenario, measure, dimensions, made, split, whole, scenario.seed, wanted)


def _of_sweep(swept: Swept, request: SensitivityRequest) -> Plan:
    method = request.method
    if method not in (None, "pawn") or request.second_order:
        raise InputError(
            f"{'pairs need' if method is None else f'{method} needs'} points of a design of its "
            "own, which a sweep does not have: --method pawn, or name its study"
        )
    if request.points is not None or request.trials is not None:
        raise InputError("a sweep's points and trials are as they were run")
    points = PointsOfSweep(swept, request.params)
    measure = named(measures(points.scenario, points.columns), request.outcome)
    trials = points.trials - points.trials % BATCHES if points.trials > BATCHES else points.trials
    names = tuple(one.path for one in points.dimensions)
    made = given(names, points.values)
    seed = points.scenario.seed
    return Plan(points.scenario, measure, points.dimensions, made, None, trials, seed, None, points)


def _usual_folder(made: Plan, request: SensitivityRequest) -> Path:
    told = [
        made.scenario.digest,
        made.measure.section + made.measure.name,
        made.design.method,
        f"{made.design.shares.shape} {made.trials}",
        *(str(one) for one in made.dimensions if made.ran is None),
        *([] if made.ran is None else [made.ran.swept.content_hash, *request.params]),
    ]
    return named_after("sensitivity", made.scenario.name, digest_of(told))


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> Sensitivity:
    """Run the points and analyse what they gave; write the folder, if there is one.

    Parameters
    ----------
    stop : callable, optional
        Asked now and then whether to stop, which raises ``Interrupted``.
    command : sequence of str
        What was typed, for the folder's manifest.
    """
    request, folder = made.request, made.folder
    if request is None or folder is None:
        return compute(made, progress)
    with kept(folder, request.resume, stop=stop) as keeping:
        found = compute(made, progress, keeping)
        with listing(folder, SENSITIVITY, FILES, command, request.threads, told_of(found)):
            _keep(found, folder)
    return found


def _keep(found: Sensitivity, folder: Path) -> None:
    table = found.table
    write_text(folder / resolved.NAME, resolved.written(found.plan.scenario))
    write_text(folder / TABLE, as_csv(table))
    write_text(folder / "sensitivity.json", table.to_json(orient="records", indent=1) + "\n")
    # What another method left is not of this result.
    (folder / EVIDENCE).unlink(missing_ok=True)
    if found.split is not None:
        write_text(folder / EVIDENCE, as_csv(found.split))
    write_table(folder / POINTS_FILE, found.points)


def compute(
    made: Plan, progress: Progress | None = None, keeping: Resumable | None = None
) -> Sensitivity:
    """Run the points of an analysis, kept on the way if that is requested, and analyse what they gave."""
    trials = made.trials
    if made.ran is not None:
        values = _means_of_sweep(made, made.ran)
        return _found(made, analyse(made.design, values, trials, made.seed), None, values)
    before = len(made.design.shares) * trials

    def told(points: int) -> None:
        if progress is not None:
            progress(points * trials)

    def told_later(points: int) -> None:
        if progress is not None:
            progress(before + points * trials)

    values = _run(made, made.design, "design", told, keeping)
    found = analyse(made.design, values, trials, made.seed)
    split = None
    if made.split is not None:
        grouped = _run(made, made.split, "split", told_later, keeping)
        split = analyse(made.split, grouped, trials, made.seed)
    return _found(made, found, split, values)


def _found(plan: Plan, found: Found, split: Found | None, values: Floats) -> Sensitivity:
    table = _with_evidence(found.indices, plan.dimensions)
    by_standing = None if split is None else split.indices
    return Sensitivity(plan, table, found.chance, by_standing, _points(plan, values))


def told_of(found: Sensitivity) -> dict[str, Any]:
    """What was requested, as JSON values, and the shares of chance, for a manifest."""
    plan, chance = found.plan, found.chance
    return {
        "outcome": f"{plan.measure.section}:{plan.measure.name}",
        "method": plan.design.method,
        "rows": plan.design.rows,
        "second": plan.design.second,
        "of_sweep": plan.design.shared,
        "trials": plan.trials,
        "dimensions": [one.told() for one in plan.dimensions],
        "chance": [None if np.isnan(share) else share for share in chance[:2]],
    }


def opened(folder: Path) -> Sensitivity:
    """The analysis that a folder keeps.

    Raises
    ------
    FolderError, ScenarioError
        If it holds none that can be read.
    """
    told, scenario = asked_in(folder, SENSITIVITY), resolved.read(folder)
    points = pd.read_parquet((folder / POINTS_FILE).absolute())
    dimensions = tuple(Dimension.of(one) for one in told["dimensions"])
    names, method = tuple(one.path for one in dimensions), told["method"]
    if told["of_sweep"]:
        made = given(names, points[list(names)].to_numpy(dtype=np.float64))
    else:
        made = design(method, names, told["rows"], scenario.seed, told["second"])
    split, evidence = None, None
    if (folder / EVIDENCE).is_file():
        standings = tuple(one.standing for one in dimensions)
        split = design(method, names, told["rows"], scenario.seed, groups=standings)
        evidence = from_csv(folder / EVIDENCE, TEXTS)
    measure = named(measures(scenario, trial_columns(scenario)), told["outcome"])
    plan = Plan(scenario, measure, dimensions, made, split, told["trials"], scenario.seed, None)
    single, means = (np.nan if share is None else share for share in told["chance"])
    chance = Shares(single, means, told["trials"])
    return Sensitivity(plan, from_csv(folder / TABLE, TEXTS), chance, evidence, points)


def _run(
    plan: Plan, rows: Design, name: str, progress: Progress, keeping: Resumable | None
) -> Floats:
    """Means of the outcome over batches at every point: a row of points shares its luck."""
    trials, measure = plan.trials, plan.measure
    if plan.wanted is None:
        raise ValueError("nothing is to be run")
    (values,) = evaluate(
        plan.wanted,
        plan.dimensions,
        table(plan.dimensions, rows.shares),
        _firsts(rows, trials),
        lambda words: measure.of(words[:, measure.column])[None],
        min(trials, BATCHES),
        progress,
        keeping,
        name,
        f"{measure.section} {measure.name}",
    )
    return np.asarray(values)


def _means_of_sweep(plan: Plan, points: PointsOfSweep) -> Floats:
    """Means of the outcome over batches of the trials of every point that did not fail."""
    every = points.words([points.columns[plan.measure.column]], plan.trials)
    rows = [plan.measure.of(words[:, 0]) for words in every]
    return np.stack(rows).reshape(len(rows), min(plan.trials, BATCHES), -1).mean(axis=2)


def _firsts(rows: Design, trials: int) -> list[int]:
    return [k // rows.width * trials for k in range(len(rows.shares))]


def _with_evidence(indices: pd.DataFrame, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    known = {one.path: one for one in dimensions}
    result = indices.copy()
    result["value"] = [known[name].centre for name in result["name"]]
    result["standing"] = [known[name].standing for name in result["name"]]
    result["grade"] = [known[name].grade for name in result["name"]]
    return result


def _points(plan: Plan, values: Floats) -> pd.DataFrame:
    names = [one.path for one in plan.dimensions]
    if plan.ran is not None:
        frame = pd.DataFrame(plan.ran.values, columns=names)
        frame["first_trial"] = 0
    else:
        frame = pd.DataFrame(table(plan.dimensions, plan.design.shares), columns=names)
        frame["first_trial"] = _firsts(plan.design, plan.trials)
    for batch in range(values.shape[1]):
        frame[f"{plan.measure.name}.batch_{batch}"] = values[:, batch]
    return frame
