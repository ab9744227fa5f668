"""A tipping map: where the likeliest outcome changes over two parameters."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ...analysis.conditions import Condition, condition
from ...analysis.measures import measures
from ...analysis.tipping import Tipping
from ...analysis.tipping import tipping as tipped
from ...arrays import Floats, Words
from ...engine.table import CLASSES, trial_columns
from ...errors import InputError
from ...experiment import resolved
from ...experiment.checkpoint import Resumable, kept
from ...experiment.listing import TIPPING, asked_in
from ...experiment.points import evaluate, table
from ...experiment.run import Progress, Request
from ...experiment.run import request as experiment_request
from ...experiment.space import Dimension, space
from ...experiment.store import write_text
from ...scenario.scenario import Scenario
from ..sources import prepare
from ..tipping import TippingRequest
from .folders import digest_of, folder_of_analysis, listing, named_after
from .plotting import Plotted, refuse_outcomes
from .showing import html, line
from .tables import as_csv, from_csv

if TYPE_CHECKING:
    from ...presentation.figures import Drawable

CELLS = "cells.csv"
FILES = (CELLS, resolved.NAME)


class Plan(NamedTuple):
    """A map as it was requested, checked.

    ``case`` is None for the likeliest terminal class; else the map shows where the share of cases is
    above ``threshold``. ``folder`` is None where nothing is kept.
    """

    scenario: Scenario
    x: Dimension
    y: Dimension
    case: Condition | None
    threshold: float
    grid: int
    trials: int
    seed: int
    outcome: str = ""
    wanted: Request | None = None
    folder: Path | None = None
    request: TippingRequest | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """What can be likeliest in a cell."""
        if self.case is None:
            return CLASSES
        return (f"at most {self.threshold:g}", f"above {self.threshold:g}")


class TippingMap(Plotted):
    """What a tipping map yielded.

    Attributes
    ----------
    table : DataFrame
        One row a cell: ``x``, ``y``, ``likeliest``, ``other`` (share of resamples of the matched
        trials in which another is), ``p_value`` (of an exact test against the next likely),
        ``undecided``, and the share of each terminal class, or of cases.
    plan : Plan
        What was mapped.
    """

    def __init__(self, plan: Plan, values: Floats, found: Tipping) -> None:
        self.plan = plan
        self.found = found
        frame = pd.DataFrame({"x": values[:, 0], "y": values[:, 1]})
        frame["likeliest"] = [plan.options[k] for k in found.likeliest]
        frame["other"] = found.other
        frame["p_value"] = found.p_value
        frame["undecided"] = found.undecided
        if plan.case is None:
            for k, name in enumerate(CLASSES):
                frame[f"share.{name}"] = found.means[:, k]
        else:
            frame["share"] = found.means[:, 1]
        self.table = frame

    def __repr__(self) -> str:
        plan = self.plan
        what = "likeliest terminal class" if plan.case is None else f"share of {plan.case.words}"
        told = (
            f"{what}, {plan.scenario.name}: {plan.x.path} by {plan.y.path}",
            f"{plan.grid} by {plan.grid} cells of {plan.trials:,} trials, seed {plan.seed}",
        )
        return line("TippingMap", told)

    def _repr_html_(self) -> str:
        counts = self.table.groupby("likeliest", sort=False)["undecided"].agg(["size", "sum"])
        counts.columns = ["cells", "undecided"]
        return html(repr(self), counts.reset_index())

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """The map, undecided cells hatched."""
        from ...presentation.figures import Drawable
        from ...presentation.figures.tipping import draw_map, tipping_map

        refuse_outcomes(outcomes)

        return {"tipping": Drawable(lambda: tipping_map(self), lambda axes: draw_map(axes, self))}

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What was mapped."""
        return (self.plan.scenario,)

    def summary(self) -> str:
        """Where it tips, in sentences."""
        from ...presentation.tipping import tipping_text

        return tipping_text(self)


def plan(request: TippingRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError, FolderError
        If something can't be done as it is requested.
    """
    scenario = prepare(request.scenario, request.seed, request.sets, request.off)
    wanted = experiment_request(scenario, request.trials, request.threads)
    sides = []
    for name, text in (("x", request.x), ("y", request.y)):
        found = space(scenario, [text])
        if len(found) != 1:
            raise InputError(f"--{name} {text} names {len(found)} parameters; name one")
        sides.append(found[0])
    x, y = sides
    if x.path == y.path:
        raise InputError(f"both sides of the map are {x.path}; name two parameters")
    outcome = request.outcome
    case = condition(measures(scenario, trial_columns(scenario)), outcome) if outcome else None
    folder = folder_of_analysis(
        request.out, request.resume, FILES, lambda: _usual_folder(scenario, request)
    )
    return Plan(
        scenario=scenario,
        x=x,
        y=y,
        case=case,
        threshold=request.threshold,
        grid=request.grid,
        trials=request.trials,
        seed=scenario.seed,
        outcome=outcome,
        wanted=wanted,
        folder=folder,
        request=request,
    )


def _usual_folder(scenario: Scenario, request: TippingRequest) -> Path:
    numbers = (request.threshold, request.grid, request.trials)
    told = [scenario.digest, request.x, request.y, request.outcome, str(numbers)]
    return named_after("tipping", scenario.name, digest_of(told))


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> TippingMap:
    """Run the cells; write the folder, if there is one.

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
        with listing(folder, TIPPING, FILES, command, request.threads, told_of(made)):
            write_text(folder / resolved.NAME, resolved.written(made.scenario))
            write_text(folder / CELLS, as_csv(found.table))
    return found


def told_of(made: Plan) -> dict[str, Any]:
    """What was requested as JSON values, for a manifest."""
    return {
        "x": made.x.told(),
        "y": made.y.told(),
        "outcome": made.outcome,
        "threshold": made.threshold,
        "grid": made.grid,
        "trials": made.trials,
    }


def opened(folder: Path) -> TippingMap:
    """The map that a folder keeps.

    Raises
    ------
    FolderError, ScenarioError
        If it holds none that can be read.
    """
    told, scenario = asked_in(folder, TIPPING), resolved.read(folder)
    case = None
    if told["outcome"]:
        case = condition(measures(scenario, trial_columns(scenario)), told["outcome"])
    made = Plan(
        scenario,
        Dimension.of(told["x"]),
        Dimension.of(told["y"]),
        case,
        told["threshold"],
        told["grid"],
        told["trials"],
        scenario.seed,
        told["outcome"],
    )
    cells = from_csv(folder / CELLS, ("likeliest",))
    means = cells[[name for name in cells if str(name).startswith("share")]].to_numpy(
        dtype=np.float64
    )
    if case is not None:
        means = np.column_stack([np.full(len(means), made.threshold), means])
    likeliest = np.array([made.options.index(name) for name in cells["likeliest"]])
    found = Tipping(means, likeliest, cells["other"].to_numpy(), cells["p_value"].to_numpy())
    return TippingMap(made, cells[["x", "y"]].to_numpy(dtype=np.float64), found)


def compute(
    made: Plan, progress: Progress | None = None, keeping: Resumable | None = None
) -> TippingMap:
    """Run the cells of a map, all on the same trials, kept on the way if that is requested."""
    sides = (made.x, made.y)
    # Cells stand for their middles, evenly spaced over what is known.
    middles = (np.arange(made.grid) + 0.5) / made.grid
    shares = np.array([(x, y) for y in middles for x in middles])
    values = table(sides, shares)
    if made.wanted is None:
        raise ValueError("nothing is to be run")
    scores = evaluate(
        made.wanted,
        sides,
        values,
        [0] * len(values),
        lambda words: _scores(made, words),
        0,
        None if progress is None else lambda cells: progress(cells * made.trials),
        keeping,
        question=f"{'' if made.case is None else made.case.words} {made.threshold:g}",
    )
    even = 0.5 if made.case is None else made.threshold
    return TippingMap(made, values, tipped(scores, made.seed, even=even))


def _scores(made: Plan, words: Words) -> Floats:
    if made.case is None:
        place = [column.name for column in trial_columns(made.scenario)].index("terminal_class")
        return np.stack([words[:, place] == k for k in range(len(CLASSES))]).astype(np.float64)
    cases = made.case.holds(words).astype(np.float64)
    return np.stack([np.full(len(cases), made.threshold), cases])
