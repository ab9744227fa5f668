"""Draws as they are requested: of the posterior, from what each scenario states, or a table.

By default a scenario has both: parameters that the record informs are drawn jointly from the shipped
posterior, all others from the ranges and distributions that the scenario being run states, about the
values it states. Row d has the same shares of probability in every scenario of one seed, so that two
scenarios differ only by what they state. For parameters of the posterior's table these shares are the
ranks of its draws: what the record says of parameters together, such as that no war came, is kept.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import Problem, ScenarioError
from ..scenario.files import shown_path
from ..scenario.scenario import Scenario
from ..scenario.shipped import shipped_seeds
from ..scenario.values import DEFAULT, Value
from .draws import Draws, DrawSource, centred, centres, checked, read
from .draws_file import Column, read_columns, read_table
from .priors import prior, shares_of

if TYPE_CHECKING:
    import pandas as pd

NONE, PRIOR, POSTERIOR = "none", "prior", "posterior"
PRIOR_ROWS = 1000
"""Draws of a table made from priors: ten thousand trials hold each ten times."""
ROWS = 512
"""Draws of the usual table where no posterior is shipped."""
_NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class StatedDraws:
    """Draws that are made for each scenario from the ranges and distributions that it states.

    Row d has the same share of a parameter's probability in every scenario of one seed: the rank of
    the posterior's draw, or that of a Latin hypercube for a parameter that the posterior lacks. A
    parameter that a scenario states without a range or distribution is fixed there.

    Parameters
    ----------
    name : str
        "prior" or "posterior".
    rows : int
        Draws of every table, at least 1.
    posterior : Draws or None
        Draws given the record. A column that the record informs is applied as it is where a scenario
        states the parameter as the posterior's scenario did. None draws from ranges alone.
    columns : mapping of path to Column
        What is known of the columns of the shipped posterior.
    """

    name: str
    rows: int
    posterior: Draws | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)

    def applied_to(self, scenario: Scenario) -> Draws | None:
        """The table of a scenario; None where it states nothing to draw from."""
        return _table(self, scenario)

    def fixed_in(self, scenario: Scenario) -> tuple[str, ...]:
        """Parameters that the shipped baseline draws and that the scenario states without a range."""
        stated = ((path, scenario.values.get(path)) for path in self.columns)
        return tuple(
            path
            for path, value in stated
            if value is not None and value.origin != DEFAULT and not value.uncertain
        )


# A comparison asks for the tables of its arms several times.
@lru_cache(maxsize=32)
def _table(of: StatedDraws, scenario: Scenario) -> Draws | None:
    record, own = {}, {}
    if of.posterior is not None:
        for path, column in zip(of.posterior.paths, of.posterior.values.T, strict=True):
            value = scenario.values.get(path)
            if value is None or not value.uncertain:
                continue
            about = of.columns[path]
            if about.informed and _same(value, about.stated):
                record[path] = column
            else:
                own[path] = shares_of(column)
    found = {**prior(scenario, of.rows, scenario.seed, own), **record}
    if not found:
        return None
    paths = tuple(sorted(found))
    values = np.stack([found[path] for path in paths], axis=1)
    centre = {path: scenario.values[path].number for path in paths}
    name = of.name if record else PRIOR
    return Draws(name, paths, values, centre, record=tuple(sorted(record)))


def _same(value: Value, stated: Value) -> bool:
    """Whether a value says what the posterior's scenario stated, as far as the file tells it."""
    if not math.isclose(value.number, stated.number, rel_tol=_NEAR):
        return False
    if not stated.uncertain:
        return True
    return (value.range, value.distribution) == (stated.range, stated.distribution)


type Asked = str | Path | Draws | StatedDraws | pd.DataFrame | None
"""Draws as they are asked for: "none", "prior", "posterior", a file, a table; None for the usual."""


def draws_for(asked: Asked, scenario: Scenario) -> DrawSource | None:
    """Where the draws of a scenario come from; None where it has its point values.

    Parameters
    ----------
    asked : str, Path, Draws, StatedDraws, DataFrame or None
        "none" for the point values; "posterior" or None for draws of the posterior where the record
        informs a parameter and from the scenario's own ranges and distributions elsewhere; "prior" for
        draws from these alone; or a table.
    scenario : Scenario
        For comparisons the first of them, without what is varied: a table without a centre is
        centred on it.

    Raises
    ------
    ScenarioError
        If a table can't be read, or has a path or value that the scenario has no place for.
    """
    if isinstance(asked, StatedDraws):
        return asked
    if isinstance(asked, Draws):
        return centred(checked(asked, scenario), scenario)
    if asked is not None and not isinstance(asked, str | Path):
        return centred(checked(_of_frame(asked), scenario), scenario)
    if asked == NONE:
        return None
    if asked is None or asked in (PRIOR, POSTERIOR):
        return stated_draws(PRIOR if asked == PRIOR else POSTERIOR)
    return centred(checked(read(Path(asked)), scenario), scenario)


def stated_draws(name: str) -> StatedDraws:
    """Draws from what scenarios state: "posterior" with the shipped posterior, "prior" without it.

    Raises
    ------
    ScenarioError
        If the shipped posterior can't be read.
    """
    shipped, columns = shipped_posterior()
    if name == PRIOR:
        return StatedDraws(PRIOR, PRIOR_ROWS, None, columns)
    if shipped is None:
        return StatedDraws(POSTERIOR, ROWS)
    return StatedDraws(POSTERIOR, shipped.rows, shipped, columns)


def shipped_posterior() -> tuple[Draws | None, dict[str, Column]]:
    """The shipped table of draws from the posterior and its columns; None where none is shipped.

    Raises
    ------
    ScenarioError
        If it can't be read.
    """
    try:
        path = shipped_seeds() / "posterior.csv"
    except FileNotFoundError:
        return None, {}
    beside = path.with_suffix(".yaml")
    if not (path.is_file() and beside.is_file()):
        return None, {}
    paths, values = read_table(path)
    columns = read_columns(beside, paths)
    return Draws(POSTERIOR, paths, values, centres(columns), shown_path(path)), columns


def _of_frame(table: "pd.DataFrame") -> Draws:
    values = np.ascontiguousarray(table.to_numpy(dtype=np.float64))
    paths = tuple(str(name) for name in table.columns)
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice or not values.size:
        said = f"column {twice[0]} stands twice" if twice else "the table is empty"
        raise ScenarioError([Problem("draws", 0, 0, said)])
    return Draws("table", paths, values, {})
