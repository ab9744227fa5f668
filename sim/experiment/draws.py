"""Tables of parameter draws: what is not known about a scenario's numbers, one draw a row.

A column is a parameter's path. Row d applies to the trials whose number is d modulo the rows, so that
a trial's draw depends on nothing but its number, and matched trials share it. A draw is laid on a
parameter only where the scenario leaves it at the value around which the table was made: a value
that a scenario, a setting or a sweep states otherwise is what was asked for.
"""

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import yaml

from ..engine.build import Compiled
from ..engine.patch import prepare
from ..engine.places import spots
from ..scenario.files import shown_path
from ..scenario.nearest import closest
from ..scenario.problems import Problem, ScenarioError
from ..scenario.scenario import Scenario
from ..scenario.shipped import shipped_seeds
from .draws_file import read_table
from .priors import prior

if TYPE_CHECKING:
    import pandas as pd

NONE, PRIOR, POSTERIOR = "none", "prior", "posterior"
PRIOR_ROWS = 1000
"""Draws of a table made from priors: ten thousand trials hold each ten times."""
SHOWN = 3
"""Wrong values of a column that are named."""
_SET = ("--set ", "setting ")
"""How the origin of a value begins that a setting stated."""
_NEAR = 1e-9

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Draws:
    """A table of parameter draws.

    Parameters
    ----------
    name : str
        "prior", "posterior" or the file it was read from.
    paths : tuple of str
        Parameters, one a column.
    values : array of float, shape (rows, columns)
        At least one row.
    centre : mapping of path to float
        Values around which the columns were made; a path that is missing has none, and is laid
        wherever no setting stands.
    file : str
        The file it was read from, for messages; empty for none.
    """

    name: str
    paths: tuple[str, ...]
    values: Floats
    centre: Mapping[str, float]
    file: str = ""

    @property
    def rows(self) -> int:
        """How many draws there are."""
        return int(self.values.shape[0])

    @cached_property
    def digest(self) -> str:
        """Hash of the columns' names and exact values."""
        told = hashlib.blake2b("\n".join(self.paths).encode() + b"\0", digest_size=16)
        told.update(np.ascontiguousarray(self.values, dtype="<f8").data)
        return told.hexdigest()

    def laid_on(self, scenario: Scenario) -> tuple[str, ...]:
        """Paths of the columns that are laid on a scenario."""
        return tuple(path for path in self.paths if self._is_laid(scenario, path))

    def _is_laid(self, scenario: Scenario, path: str) -> bool:
        stated = scenario.values.get(path)
        if stated is None:
            return False
        if path not in self.centre:
            return not stated.origin.startswith(_SET)
        now = stated.value
        return not isinstance(now, str) and math.isclose(now, self.centre[path], rel_tol=_NEAR)

    def part(self, paths: Collection[str]) -> "Draws":
        """Some columns, in the order of the table."""
        kept = [k for k, path in enumerate(self.paths) if path in paths]
        return Draws(
            self.name,
            tuple(self.paths[k] for k in kept),
            np.ascontiguousarray(self.values[:, kept]),
            {path: value for path, value in self.centre.items() if path in paths},
            self.file,
        )

    def told(self) -> dict[str, Any]:
        """What a manifest says of the columns that were laid."""
        return {
            "name": self.name,
            "hash": self.digest,
            "rows": self.rows,
            "columns": list(self.paths),
            "centre": dict(self.centre),
        }

    def frame(self) -> "pd.DataFrame":
        """The table with a column a path."""
        import pandas as pd

        return pd.DataFrame(self.values, columns=list(self.paths))

    def text(self) -> str:
        """The table as CSV from which the same values are read."""
        lines = [",".join(self.paths)]
        lines += [",".join(map(repr, row)) for row in self.values.tolist()]
        return "\n".join(lines) + "\n"


type Asked = str | Path | Draws | pd.DataFrame | None
"""Draws as they are asked for: "none", "prior", "posterior", a file, a table; None for the usual."""


def draws_for(asked: Asked, scenario: Scenario) -> Draws | None:
    """The table that is meant for a scenario; None where point values are.

    Parameters
    ----------
    asked : str, Path, Draws, DataFrame or None
        "none" for the point values, "prior" for draws from the scenario's own ranges and
        distributions, "posterior" for the shipped table, or a table. None is the shipped table
        where it fits, which is where most of its columns are laid, and else the point values.
    scenario : Scenario
        For comparisons the first of them, without what is varied.

    Raises
    ------
    ScenarioError
        If a table can't be read, or has a path or value that the scenario has no place for.
    """
    if isinstance(asked, Draws):
        return centred(checked(asked, scenario), scenario)
    if asked is not None and not isinstance(asked, str | Path):
        return centred(checked(_of_frame(asked), scenario), scenario)
    if asked == NONE:
        return None
    if asked == PRIOR:
        return from_priors(scenario)
    if asked is None or asked == POSTERIOR:
        table = shipped_posterior()
        if asked is None:
            fits = table is not None and 2 * len(table.laid_on(scenario)) > len(table.paths)
            return table if fits else None
        if table is None:
            message = "no posterior is shipped; name a table of draws, or prior or none"
            raise ScenarioError([Problem("--draws posterior", 0, 0, message)])
        return table
    return centred(checked(read(Path(asked)), scenario), scenario)


def from_priors(scenario: Scenario, rows: int = PRIOR_ROWS, seed: int | None = None) -> Draws:
    """Draws from the ranges and distributions that a scenario states; see ``priors``.

    ``seed`` is that of the table; None is the scenario's own.
    """
    columns = prior(scenario, rows, scenario.seed if seed is None else seed)
    values = np.stack(list(columns.values()), axis=1) if columns else np.empty((rows, 0))
    centre = {path: scenario.values[path].number for path in columns}
    return Draws(PRIOR, tuple(columns), values, centre)


def shipped_posterior() -> Draws | None:
    """The shipped table of draws from the posterior, or None where none is shipped."""
    try:
        path = shipped_seeds() / "posterior.csv"
    except FileNotFoundError:
        return None
    if not path.is_file():
        return None
    table = read(path)
    return Draws(POSTERIOR, table.paths, table.values, table.centre, table.file)


def read(path: Path) -> Draws:
    """Read a table of draws, with its centre from the YAML of the same name beside it, if any.

    Raises
    ------
    ScenarioError
        With every mistake found, each with file, line and column.
    """
    paths, values = read_table(path)
    centre = _centre(path.with_suffix(".yaml"), paths)
    return Draws(str(path), paths, values, centre, shown_path(path))


def checked(table: Draws, scenario: Scenario) -> Draws:
    """The table, each of whose columns a scenario has a place for.

    Raises
    ------
    ScenarioError
        If it has a path that the scenario does not have or a value that is not allowed there.
    """
    known = spots(scenario)
    problems = []
    for k, path in enumerate(table.paths):
        spot = known.get(path)
        if spot is None or spot.leaf.kind not in ("number", "integer", "switch"):
            message = "the scenario has no number at this path"
            nearest = closest(path, known)
            problems.append(_problem(table, -1, k, message, f"'{path}'", nearest=nearest))
            continue
        low, high = (0.0, 1.0) if spot.leaf.kind == "switch" else (spot.leaf.low, spot.leaf.high)
        column = table.values[:, k]
        bad = ~((column >= low) & (column <= high))
        if spot.leaf.kind != "number":
            bad |= column != np.floor(column)
        for row in np.flatnonzero(bad)[:SHOWN].tolist():
            found, allowed = f"{column[row]:g}", spot.leaf.allowed()
            problems.append(_problem(table, row, k, f"not a value of {path}", found, allowed))
    if problems:
        raise ScenarioError(problems)
    return table


def centred(table: Draws, scenario: Scenario) -> Draws:
    """The table with a scenario's values as centre of the columns that have none.

    What a setting states gets none: it is what was asked for.
    """
    centre = dict(table.centre)
    for path in table.paths:
        stated = scenario.values[path]
        if path not in centre:
            centre[path] = math.nan if stated.origin.startswith(_SET) else stated.number
    return replace(table, centre=centre)


def with_draws(compiled: Compiled, table: Draws | None) -> tuple[Compiled, Draws | None]:
    """A scenario's arrays with the draws that are laid on it, and those columns of the table.

    Raises
    ------
    ScenarioError
        If a draw makes no scenario: severities of rungs that fall, for instance.
    """
    laid = () if table is None else table.laid_on(compiled.scenario)
    if table is None or not laid:
        return compiled._replace(draws=None), None
    part = table.part(laid)
    columns = {path: part.values[:, k] for k, path in enumerate(part.paths)}
    return compiled._replace(draws=prepare(compiled, columns)), part


def _of_frame(table: "pd.DataFrame") -> Draws:
    values = np.ascontiguousarray(table.to_numpy(dtype=np.float64))
    paths = tuple(str(name) for name in table.columns)
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice or not values.size:
        said = f"column {twice[0]} stands twice" if twice else "the table is empty"
        raise ScenarioError([Problem("draws", 0, 0, said)])
    return Draws("table", paths, values, {})


def _centre(path: Path, paths: Sequence[str]) -> dict[str, float]:
    """Centres that the file beside a table states, by path; none where there is no such file."""
    if not path.is_file():
        return {}
    try:
        told: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        columns = told["columns"]
        return {name: float(columns[name]["centre"]) for name in paths}
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError) as error:
        message = (
            "it does not state columns: {PATH: {centre: NUMBER}} for every column of the table"
        )
        found = f"{type(error).__name__}: {error}".splitlines()[0]
        raise ScenarioError([Problem(str(path), 0, 0, message, found[:80])]) from None


def _problem(
    table: Draws,
    row: int,
    column: int,
    message: str,
    found: str,
    allowed: str = "",
    nearest: str = "",
) -> Problem:
    """A problem of a cell, or of a column's name, which stands above row 0."""
    if table.file:
        return Problem(table.file, row + 2, column + 1, message, found, allowed, nearest)
    where = f"draw {row}" if row >= 0 else f"column {column + 1}"
    return Problem(f"draws, {where}", 0, 0, message, found, allowed, nearest)
