"""Tables of parameter draws: what is not known about a scenario's numbers, one draw a row.

A column is a parameter's path. Row d applies to the trials whose number is d modulo the rows, so that
a trial's draw depends on nothing but its number, and matched trials share it. A table is applied to a
parameter only where the scenario leaves it at the value around which the table was made: a value
that a scenario, a setting or a sweep states otherwise is what was asked for.
"""

import hashlib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..arrays import Floats
from ..engine.build import Compiled
from ..engine.overrides import prepare
from ..engine.parameter_index import spots
from ..errors import Problem, ScenarioError
from ..scenario.files import shown_path
from ..scenario.nearest import closest
from ..scenario.scenario import Scenario
from .draws_file import Column, read_columns, read_table

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3
"""Wrong values of a column that are named."""
_SET = ("--set ", "setting ")
"""How the origin of a value begins that a setting stated."""
_NEAR = 1e-9


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
        Values around which the columns were made; a path that is missing has none, and its column is
        applied unless a setting states the parameter.
    file : str
        The file it was read from, for messages; empty for none.
    record : tuple of str
        Columns that are draws of the posterior given the record.
    """

    name: str
    paths: tuple[str, ...]
    values: Floats
    centre: Mapping[str, float]
    file: str = ""
    record: tuple[str, ...] = ()

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

    def applied_to(self, scenario: Scenario) -> "Draws | None":
        """The columns that are applied to a scenario; None where none is."""
        paths = [path for path in self.paths if self._is_applied(scenario, path)]
        return self.part(paths) if paths else None

    def fixed_in(self, scenario: Scenario) -> tuple[str, ...]:
        """Parameters of the table that the scenario states otherwise, which are not drawn."""
        return tuple(path for path in self.paths if not self._is_applied(scenario, path))

    def _is_applied(self, scenario: Scenario, path: str) -> bool:
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
            tuple(path for path in self.record if path in paths),
        )

    def told(self) -> dict[str, Any]:
        """What a manifest says of the columns that were applied."""
        return {
            "name": self.name,
            "hash": self.digest,
            "rows": self.rows,
            "columns": list(self.paths),
            "centre": dict(self.centre),
            "record": list(self.record),
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


class DrawSource(Protocol):
    """Where the draws of scenarios come from: one table, or what each scenario states."""

    @property
    def name(self) -> str:
        """What it is called: "prior", "posterior" or the file it was read from."""

    @property
    def rows(self) -> int:
        """How many draws there are."""

    def applied_to(self, scenario: Scenario) -> Draws | None:
        """The table that is applied to a scenario; None where none is."""

    def fixed_in(self, scenario: Scenario) -> tuple[str, ...]:
        """Parameters that are drawn elsewhere, and not in this scenario because of what it states."""


def read(path: Path) -> Draws:
    """Read a table of draws, with its centre from the YAML of the same name beside it, if any.

    Raises
    ------
    ScenarioError
        With every mistake found, each with file, line and column.
    """
    paths, values = read_table(path)
    columns = read_columns(path.with_suffix(".yaml"), paths)
    return Draws(str(path), paths, values, centres(columns), shown_path(path))


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


def with_draws(compiled: Compiled, source: DrawSource | None) -> tuple[Compiled, Draws | None]:
    """A scenario's arrays with the draws that are applied to it, and the table of these.

    Raises
    ------
    ScenarioError
        If a draw makes no scenario: severities of rungs that fall, for instance.
    """
    table = applied(source, compiled.scenario)
    if table is None:
        return compiled._replace(draws=None), None
    columns = {path: table.values[:, k] for k, path in enumerate(table.paths)}
    return compiled._replace(draws=prepare(compiled, columns)), table


def applied(source: DrawSource | None, scenario: Scenario) -> Draws | None:
    """The table of draws that is applied to a scenario; None where none is."""
    return None if source is None else source.applied_to(scenario)


def centres(columns: Mapping[str, Column]) -> dict[str, float]:
    """The values around which the columns of a table were made."""
    return {path: column.stated.number for path, column in columns.items()}


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
