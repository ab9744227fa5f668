"""Tipping maps from Python: where the likeliest outcome changes over two parameters."""

from collections.abc import Sequence
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
from ...experiment.answers import Keeping
from ...experiment.listing import TIPPING, asked_in
from ...experiment.points import evaluate, table
from ...experiment.run import Progress, Request, request
from ...experiment.space import Dimension, space
from ...scenario.scenario import Scenario
from ..sources import prepare
from .showing import html, line
from .tables import from_csv

if TYPE_CHECKING:
    from matplotlib.figure import Figure

GRID = 12
TRIALS = 200


class Asked(NamedTuple):
    """What is to be mapped.

    ``case`` is None for the likeliest terminal class; else the map shows where the share of cases is
    above ``threshold``.
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

    @property
    def options(self) -> tuple[str, ...]:
        """What can be likeliest in a cell."""
        if self.case is None:
            return CLASSES
        return (f"at most {self.threshold:g}", f"above {self.threshold:g}")


class TippingMap:
    """What a tipping map yielded.

    Attributes
    ----------
    table : DataFrame
        One row a cell: ``x``, ``y``, ``likeliest``, ``other`` (share of resamples of the matched
        trials in which another is), ``p_value`` (of an exact test against the next likely),
        ``undecided``, and the share of each terminal class, or of cases.
    asked : Asked
        What was mapped.
    """

    def __init__(self, asked: Asked, values: Floats, found: Tipping) -> None:
        self.asked = asked
        self.found = found
        frame = pd.DataFrame({"x": values[:, 0], "y": values[:, 1]})
        frame["likeliest"] = [asked.options[k] for k in found.likeliest]
        frame["other"] = found.other
        frame["p_value"] = found.p_value
        frame["undecided"] = found.undecided
        if asked.case is None:
            for k, name in enumerate(CLASSES):
                frame[f"share.{name}"] = found.means[:, k]
        else:
            frame["share"] = found.means[:, 1]
        self.table = frame

    def __repr__(self) -> str:
        asked = self.asked
        what = "likeliest terminal class" if asked.case is None else f"share of {asked.case.words}"
        told = (
            f"{what}, {asked.scenario.name}: {asked.x.path} by {asked.y.path}",
            f"{asked.grid} by {asked.grid} cells of {asked.trials:,} trials, seed {asked.seed}",
        )
        return line("TippingMap", told)

    def _repr_html_(self) -> str:
        counts = self.table.groupby("likeliest", sort=False)["undecided"].agg(["size", "sum"])
        counts.columns = ["cells", "undecided"]
        return html(repr(self), counts.reset_index())

    def plot(self) -> "Figure":
        """The map, undecided cells hatched."""
        from ...report.figures.tipping import tipping_map

        return tipping_map(self)

    def summary(self) -> str:
        """Where it tips, in sentences."""
        from ...report.tipping import tipping_text

        return tipping_text(self)


def tipping(
    scenario: Scenario | str | Path,
    x: str,
    y: str,
    outcome: str = "",
    threshold: float = 0.5,
    grid: int = GRID,
    trials: int = TRIALS,
    seed: int | None = None,
    threads: int | None = None,
    *,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> TippingMap:
    """Map the likeliest terminal class over two parameters, or where an outcome crosses a share.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, a shipped scenario's name or the path of a file.
    x, y : str
        ``PATH=LOW,HIGH``, or ``PATH`` for the scenario's own range.
    outcome : str
        Empty for the likeliest terminal class; else what a case is, as for ``sim.discover``.
    threshold : float
        Share of trials that cases must exceed, with an outcome.
    grid : int
        Cells a side, 2 to 200.
    trials : int
        Trials of each cell, the same in all.

    Raises
    ------
    ScenarioError, InputError
        If something is asked for that can't be done.
    """
    made = ask(prepare(scenario, seed, sets), x, y, outcome, threshold, grid, trials, threads)
    return carry_out(made, progress)


def ask(
    scenario: Scenario,
    x: str,
    y: str,
    outcome: str,
    threshold: float,
    grid: int,
    trials: int,
    threads: int | None,
) -> Asked:
    """What is asked for, checked.

    Raises
    ------
    InputError
        If it can't be done.
    """
    wanted = request(scenario, trials, threads)
    if not 2 <= grid <= 200:
        raise InputError(f"a map has 2 to 200 cells a side, not {grid}")
    if not 0.0 <= threshold < 1.0:
        raise InputError(f"a threshold lies from 0 to below 1, not at {threshold:g}")
    sides = []
    for name, text in (("x", x), ("y", y)):
        found = space(scenario, [text])
        if len(found) != 1:
            raise InputError(f"--{name} {text} names {len(found)} parameters; name one")
        sides.append(found[0])
    if sides[0].path == sides[1].path:
        raise InputError(f"both sides of the map are {sides[0].path}; name two parameters")
    case = None
    if outcome:
        case = condition(measures(scenario, trial_columns(scenario)), outcome, scenario)
    x_side, y_side = sides
    seed = scenario.seed
    return Asked(
        scenario, x_side, y_side, case, threshold, grid, wanted.trials, seed, outcome, wanted
    )


def told_of(asked: Asked) -> dict[str, Any]:
    """What was asked for as JSON values, for a manifest."""
    return {
        "x": asked.x.told(),
        "y": asked.y.told(),
        "outcome": asked.outcome,
        "threshold": asked.threshold,
        "grid": asked.grid,
        "trials": asked.trials,
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
    asked = Asked(
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
    cells = from_csv(folder / "cells.csv", ("likeliest",))
    means = cells[[name for name in cells if str(name).startswith("share")]].to_numpy(
        dtype=np.float64
    )
    if case is not None:
        means = np.column_stack([np.full(len(means), asked.threshold), means])
    likeliest = np.array([asked.options.index(name) for name in cells["likeliest"]])
    found = Tipping(means, likeliest, cells["other"].to_numpy(), cells["p_value"].to_numpy())
    return TippingMap(asked, cells[["x", "y"]].to_numpy(dtype=np.float64), found)


def carry_out(
    asked: Asked, progress: Progress | None = None, keeping: Keeping | None = None
) -> TippingMap:
    """Run the cells of a map, all on the same trials, kept on the way if asked for."""
    sides = (asked.x, asked.y)
    # Cells stand for their middles, evenly spaced over what is known.
    middles = (np.arange(asked.grid) + 0.5) / asked.grid
    shares = np.array([(x, y) for y in middles for x in middles])
    values = table(sides, shares)
    if asked.wanted is None:
        raise ValueError("nothing is to be run")
    scores = evaluate(
        asked.wanted,
        sides,
        values,
        [0] * len(values),
        lambda words: _scores(asked, words),
        0,
        progress,
        keeping,
        question=f"{'' if asked.case is None else asked.case.words} {asked.threshold:g}",
    )
    even = 0.5 if asked.case is None else asked.threshold
    return TippingMap(asked, values, tipped(scores, asked.seed, even=even))


def _scores(asked: Asked, words: Words) -> Floats:
    if asked.case is None:
        place = [column.name for column in trial_columns(asked.scenario)].index("terminal_class")
        return np.stack([words[:, place] == k for k in range(len(CLASSES))]).astype(np.float64)
    cases = asked.case.holds(words).astype(np.float64)
    return np.stack([np.full(len(cases), asked.threshold), cases])
