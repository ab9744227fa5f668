"""Sensitivity analysis from Python: which parameters an outcome hangs on, and which part is chance."""

from collections.abc import Sequence
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
from ...experiment.answers import Keeping
from ...experiment.listing import SENSITIVITY, asked_in
from ...experiment.points import evaluate, table
from ...experiment.run import Progress, Request, request
from ...experiment.space import ASSUMED, SOURCED, Dimension, space
from ...experiment.swept import Swept
from ...experiment.swept_points import PointsOfSweep
from ...scenario.scenario import Scenario
from ...scenario.support import evidence_table
from .showing import html, line
from ..sources import Source, source_of
from .tables import from_csv

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS = {"sobol": 64, "morris": 20, "pawn": 512}
"""Rows of a design where no number is asked for."""
TRIALS = 64
TABLE, EVIDENCE, POINTS_FILE = "sensitivity.csv", "evidence.csv", "points.parquet"
TEXTS = ("name", "with", "index", "standing", "grade")
"""Columns of tables of indices that hold text."""
BATCHES = 8
"""Parts that the trials of a point are kept in, to tell chance from parameters."""


class Asked(NamedTuple):
    """What is to be analysed: all that can be wrong with it has been looked at.

    ``split`` is the design over the two standings of evidence, where there are both and the method
    is Sobol's. Each point has so many ``trials``: those of a sweep, ``ran``, or to be run as ``wanted`` says.
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

    @property
    def points(self) -> int:
        """How many points are run."""
        return len(self.design.shares) + (0 if self.split is None else len(self.split.shares))


class Sensitivity:
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
    asked : Asked
        What was analysed.
    """

    def __init__(
        self,
        asked: Asked,
        table: pd.DataFrame,
        chance: Shares,
        split: pd.DataFrame | None,
        points: pd.DataFrame,
    ) -> None:
        self.asked = asked
        self.table = table
        self.chance = chance
        self.split = split
        self.points = points

    def __repr__(self) -> str:
        asked = self.asked
        told = (
            f"{asked.measure.label}, {asked.scenario.name}: {asked.design.method}",
            f"{len(asked.dimensions)} parameters, {asked.points:,} points of {asked.trials:,} trials",
        )
        return line("Sensitivity", told)

    def _repr_html_(self) -> str:
        columns = ["name", "with", "index", "estimate", "low", "high", "standing"]
        return html(repr(self), self.table[columns])

    def plot(self) -> "Figure":
        """Bars with intervals, the largest on top."""
        from ...report.figures.sensitivity import sensitivity as drawn

        return drawn(self)

    def evidence(self) -> pd.DataFrame:
        """The influence of each parameter, its share of the sum, and what its figure is.

        ``evidence().groupby("basis")["share"].sum()`` gives the shares of figures that an outside
        "source" prints, that were "computed" here from outside data, of a "fit" and of an "assumption".
        """
        basis = {row.path: row.basis for row in evidence_table(self.asked.scenario)}
        return weighted(self.table, self.asked.design.method, basis)

    def summary(self) -> str:
        """Chance, evidence and the parameters that matter most, in sentences."""
        from ...report.sensitivity import sensitivity_text

        return sensitivity_text(self)


def sensitivity(
    scenario: Scenario | str | Path,
    outcome: str,
    method: str | None = None,
    params: Sequence[str] = (),
    points: int | None = None,
    trials: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    *,
    second_order: bool = False,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> Sensitivity:
    """Say which parameters an outcome hangs on.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, a shipped scenario's name or the path of a file; a study, whose ranges are
        then taken; or the folder of a sweep, whose points are then looked at and nothing is run.
    outcome : str
        A share ("first_force", "general_war") or the mean of an amount ("events",
        "amount:first_war").
    method : str, optional
        "sobol" (shares of variance), "morris" (elementary effects) or "pawn" (distances of
        distributions). Sobol' is the default, PAWN the only one for a sweep.
    params : sequence of str
        ``PATH``, the beginning of a path, or ``PATH=LOW,HIGH``; none for all numbers to which the
        scenario gives a range or distribution.
    points : int, optional
        Rows of the design: base points of Sobol' (a power of two), trajectories of Morris, points.
    trials : int, optional
        Trials of each point, a multiple of 8 or fewer than 8; 64 by default.
    seed : int, optional
        Of the design and of all luck; None is the scenario's own. 0 is a seed like any other.
    threads : int, optional
        1 to 256; they change no result.
    second_order : bool
        Whether pairs are wanted too, by Sobol' only.
    sets : sequence of str
        Settings ``path=value`` laid over the scenario.
    progress : callable, optional
        Told now and then how many trials are done.

    Raises
    ------
    ScenarioError, InputError
        If the scenario can't be used, or something is asked for that can't be done.
    """
    source = source_of(scenario, seed, sets)
    asked = ask(source, outcome, method, params, points, trials, threads, second_order)
    return carry_out(asked, progress)


def ask(
    source: Source | Swept,
    outcome: str,
    method: str | None,
    params: Sequence[str],
    points: int | None,
    trials: int | None,
    threads: int | None,
    second: bool,
) -> Asked:
    """What is asked for, checked.

    Raises
    ------
    InputError
        If it can't be done.
    """
    if isinstance(source, Swept):
        if method not in (None, "pawn") or second:
            raise InputError(
                f"{'pairs need' if method is None else f'{method} needs'} points of a design of its "
                "own, which a sweep does not have: --method pawn, or name its study"
            )
        if points is not None or trials is not None:
            raise InputError("a sweep's points and trials are as they were run")
        return _ask_of_sweep(source, outcome, params)
    scenario = source.scenario
    method = method or "sobol"
    points = POINTS.get(method, 0) if points is None else points
    trials = TRIALS if trials is None else trials
    whole = -(-trials // BATCHES) * BATCHES if trials > BATCHES else trials
    wanted = request(scenario, whole, threads)
    measure = named(measures(scenario, trial_columns(scenario)), outcome, scenario)
    dimensions = space(scenario, params, source.ranges)
    names = tuple(one.path for one in dimensions)
    made = design(method, names, points, scenario.seed, second)
    standings = tuple(one.standing for one in dimensions)
    split = None
    if method == "sobol" and {*standings} == {SOURCED, ASSUMED}:
        split = design(method, names, points, scenario.seed, groups=standings)
    return Asked(scenario, measure, dimensions, made, split, whole, scenario.seed, wanted)


def _ask_of_sweep(swept: Swept, outcome: str, params: Sequence[str]) -> Asked:
    points = PointsOfSweep(swept, params)
    measure = named(measures(points.scenario, points.columns), outcome, points.scenario)
    trials = points.trials - points.trials % BATCHES if points.trials > BATCHES else points.trials
    names = tuple(one.path for one in points.dimensions)
    made = given(names, points.values)
    seed = points.scenario.seed
    return Asked(
        points.scenario, measure, points.dimensions, made, None, trials, seed, None, points
    )


def carry_out(
    asked: Asked, progress: Progress | None = None, keeping: Keeping | None = None
) -> Sensitivity:
    """Run the points of an analysis, kept on the way if asked for, and analyse what they gave."""
    trials = asked.trials
    if asked.ran is not None:
        values = _of_sweep(asked, asked.ran)
        return _found(asked, analyse(asked.design, values, trials, asked.seed), None, values)
    before = len(asked.design.shares) * trials

    def told(points: int) -> None:
        if progress is not None:
            progress(points * trials)

    def told_later(points: int) -> None:
        if progress is not None:
            progress(before + points * trials)

    values = _run(asked, asked.design, "design", told, keeping)
    found = analyse(asked.design, values, trials, asked.seed)
    split = None
    if asked.split is not None:
        grouped = _run(asked, asked.split, "split", told_later, keeping)
        split = analyse(asked.split, grouped, trials, asked.seed)
    return _found(asked, found, split, values)


def _found(asked: Asked, found: Found, split: Found | None, values: Floats) -> Sensitivity:
    table = _with_evidence(found.indices, asked.dimensions)
    by_standing = None if split is None else split.indices
    return Sensitivity(asked, table, found.chance, by_standing, _points(asked, values))


def told_of(found: Sensitivity) -> dict[str, Any]:
    """What was asked for as JSON values, and the shares of chance, for a manifest."""
    asked, chance = found.asked, found.chance
    return {
        "outcome": f"{asked.measure.section}:{asked.measure.name}",
        "method": asked.design.method,
        "rows": asked.design.rows,
        "second": asked.design.second,
        "of_sweep": asked.design.shared,
        "trials": asked.trials,
        "dimensions": [one.told() for one in asked.dimensions],
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
    asked = Asked(scenario, measure, dimensions, made, split, told["trials"], scenario.seed, None)
    single, means = (np.nan if share is None else share for share in told["chance"])
    chance = Shares(single, means, told["trials"])
    return Sensitivity(asked, from_csv(folder / TABLE, TEXTS), chance, evidence, points)


def _run(
    asked: Asked, made: Design, name: str, progress: Progress, keeping: Keeping | None
) -> Floats:
    """Means of the outcome over batches at every point: a row of points shares its luck."""
    trials, measure = asked.trials, asked.measure
    if asked.wanted is None:
        raise ValueError("nothing is to be run")
    (values,) = evaluate(
        asked.wanted,
        asked.dimensions,
        table(asked.dimensions, made.shares),
        _firsts(made, trials),
        lambda words: measure.of(words[:, measure.column])[None],
        min(trials, BATCHES),
        progress,
        keeping,
        name,
        f"{measure.section} {measure.name}",
    )
    return np.asarray(values)


def _of_sweep(asked: Asked, points: PointsOfSweep) -> Floats:
    """Means of the outcome over batches of the trials of every point that did not fail."""
    every = points.words([points.columns[asked.measure.column]], asked.trials)
    rows = [asked.measure.of(words[:, 0]) for words in every]
    return np.stack(rows).reshape(len(rows), min(asked.trials, BATCHES), -1).mean(axis=2)


def _firsts(made: Design, trials: int) -> list[int]:
    return [k // made.width * trials for k in range(len(made.shares))]


def _with_evidence(indices: pd.DataFrame, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    known = {one.path: one for one in dimensions}
    result = indices.copy()
    result["value"] = [known[name].centre for name in result["name"]]
    result["standing"] = [known[name].standing for name in result["name"]]
    result["grade"] = [known[name].grade for name in result["name"]]
    return result


def _points(asked: Asked, values: Floats) -> pd.DataFrame:
    names = [one.path for one in asked.dimensions]
    if asked.ran is not None:
        frame = pd.DataFrame(asked.ran.values, columns=names)
        frame["first_trial"] = 0
    else:
        frame = pd.DataFrame(table(asked.dimensions, asked.design.shares), columns=names)
        frame["first_trial"] = _firsts(asked.design, asked.trials)
    for batch in range(values.shape[1]):
        frame[f"{asked.measure.name}.batch_{batch}"] = values[:, batch]
    return frame
