"""A study: points of a design over scenarios, each with a key that depends on nothing but itself."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ...engine.build import Compiled, build
from ...engine.overrides import patch
from ...engine.parameter_index import spots
from ...scenario.nodes import Mark
from ...scenario.scenario import Scenario
from ..draws import Draws, with_draws

type Plain = float | int | bool | str
Coordinates = Mapping[str, Plain]
Values = tuple[tuple[str, Plain], ...]


class Point(NamedTuple):
    """One set of assumptions: a base scenario with values at some paths.

    ``number`` is its place in the design, from 0; ``key`` 16 hexadecimal digits that say the base
    and the values and nothing else, so that a point of a larger design has the key it had before;
    ``name`` says what it is among the others; ``base`` is the number of its base scenario.
    """

    number: int
    key: str
    name: str
    base: int
    values: Values


class Planned(NamedTuple):
    """A contrast declared before the study was run: point B against point A, by their numbers."""

    name: str
    a: int
    b: int


class Wanted(NamedTuple):
    """The name of an outcome of interest, and where the file says it."""

    name: str
    mark: Mark


@dataclass(frozen=True)
class Study:
    """A checked study.

    Parameters
    ----------
    name, title, description : str
        What it is called and what it is for.
    bases : tuple of Scenario
        Base scenarios, with the study's settings and seed laid over each.
    axes : tuple of str
        Paths of the parameters that vary, in the order of the file.
    design : str
        "grid", "zip", "list", "latin_hypercube" or "sobol".
    points : tuple of Point
        At least one, in the order of the design.
    trials : int
        Trials of every point.
    outcomes : tuple of Wanted
        Outcomes of interest, in the order of the file; empty where it names none.
    planned : tuple of Planned
        Contrasts declared in the file.
    tables : tuple of (Draws or None)
        For each base the parameter draws that its points take in turn, of parameters that do not vary
        by design; empty for no draws at all.
    """

    name: str
    title: str
    description: str
    bases: tuple[Scenario, ...]
    axes: tuple[str, ...]
    design: str
    points: tuple[Point, ...]
    trials: int
    outcomes: tuple[Wanted, ...] = ()
    planned: tuple[Planned, ...] = ()
    tables: tuple[Draws | None, ...] = ()

    def __post_init__(self) -> None:
        """Every point of a base keeps the outcomes that any of them lets move."""
        bases = tuple(base.varying(self.axes) for base in self.bases)
        object.__setattr__(self, "bases", bases)

    def scenario(self, point: Point) -> Scenario:
        """The scenario of a point.

        Raises
        ------
        ScenarioError
            If its values can't stand together.
        """
        base = self.bases[point.base]
        return base.replace(dict(point.values)) if point.values else base

    def laid(self, base: int) -> Draws | None:
        """The draws that are applied to a base and to all its points, None for none."""
        return self.tables[base] if self.tables else None

    @property
    def draws(self) -> Draws | None:
        """The table of the first base that has one: those of all have equally many draws."""
        return next((table for table in self.tables if table is not None), None)

    @property
    def seed(self) -> int:
        """Seed of every point: all share their draws."""
        return self.bases[0].seed


def made_ready(base: Scenario, values: Values, draws: Draws | None) -> Compiled:
    """The arrays of a point, with its draws.

    Raises
    ------
    ScenarioError
        If its values, or those of a draw, can't stand together.
    ValueError
        If the seed gives two pairs of states one key.
    """
    scenario, compiled = base, _built(base)
    if values:
        # Looks at the values together, which laying them one by one does not.
        scenario = base.replace(dict(values))
        if all(path in spots(base) for path, _ in values):
            compiled = patch(compiled, dict(values))._replace(scenario=scenario)
        else:
            compiled = build(scenario)
    return with_draws(compiled, draws)[0]


@lru_cache(maxsize=32)
def _built(base: Scenario) -> Compiled:
    return build(base)


def point_key(base: Scenario, values: Coordinates, of: Sequence[str] = ()) -> str:
    """Key of a point: a hash of its base, of its values by path, and of what else its trials hang on."""
    told = [base.digest, sorted((path, _one(value)) for path, value in values.items()), *of]
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _one(value: Plain) -> Any:
    """The value in the one form that 1 and 1.0 share."""
    return value if isinstance(value, bool | str) else float(value)
