"""Views on a world's words by the names that mechanisms declare, to read and to write them."""

import math
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import numpy.typing as npt

from ..rulebook.declare import Variable
from ..rulebook.layout import kind_dtype, variables
from ..scenario.nearest import closest


def checked(variable: Variable, value: Any, high: float) -> float | int:
    """``value`` as the number a variable may hold, or a ValueError that says what it may hold.

    ``high`` is the largest value in this world: a rung can't lie above the ladder's last.
    """
    if variable.derived:
        raise ValueError(
            f"{variable.name} ({variable.meaning}) is worked out anew every month and would not stay: "
            f"set {variable.derived} instead"
        )
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    whole = kind_dtype(variable.kind) is kind_dtype("integer")
    allowed = variable.low <= number <= high and math.isfinite(number)
    if not allowed or (whole and number != int(number)):
        sort = "a whole number" if whole else "a number"
        raise ValueError(
            f"{variable.name} ({variable.meaning}) is {sort} "
            f"from {variable.low:g} to {high:g}, not {value!r}"
        )
    return int(number) if whole else number


class Row:
    """One row of an axis: its variables as attributes that read and write the world itself.

    ``row.tension`` reads, ``row.tension = 0.5`` writes. A name that the axis does not have raises
    AttributeError, a value outside the variable's declared range ValueError.
    """

    __slots__ = ("_highest", "_path", "_record", "_variables")

    _record: Any
    _variables: dict[str, Variable]
    _highest: dict[str, float]
    _path: str

    def __init__(self, path: str, axis: str, record: Any, rungs: int) -> None:
        keep = object.__setattr__
        keep(self, "_path", path)
        keep(self, "_record", record)
        keep(self, "_variables", {variable.name: variable for variable in variables(axis)})
        keep(self, "_highest", {v.name: highest_allowed(v, rungs) for v in variables(axis)})

    def __getattr__(self, name: str) -> float | int:
        self._known(name)
        held: float | int = self._record[name].item()
        return held

    def __setattr__(self, name: str, value: Any) -> None:
        self._record[name] = checked(self._known(name), value, self._highest[name])

    def _known(self, name: str) -> Variable:
        if name.startswith("_"):
            # Copying asks a half-made row for its special methods.
            raise AttributeError(name)
        found = self._variables.get(name)
        if found is None:
            hint = closest(name, self._variables)
            nearest = f"; the nearest is {hint}" if hint else ""
            raise AttributeError(f"{self._path} has no variable {name}{nearest}")
        return found

    def __dir__(self) -> list[str]:
        return sorted(self._variables)

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={self._record[name].item():g}" for name in self._variables)
        return f"{self._path}({held})"


class Cells(MutableMapping[str, float]):
    """Numbers of one variable by name, each held in one or several cells of an array.

    ``cells["rok"]`` reads, ``cells["rok"] = 0.2`` writes every cell of that name.
    """

    def __init__(
        self,
        variable: Variable,
        array: npt.NDArray[Any],
        places: Mapping[str, tuple[tuple[int, int], ...]],
    ) -> None:
        """``places`` gives, for each name, the indices of its cells in the 2-d ``array``."""
        self._variable = variable
        self._array = array
        self._places = places

    def __getitem__(self, name: str) -> float:
        return float(self._array[self._places[name][0]])

    def __setitem__(self, name: str, value: float) -> None:
        number = checked(self._variable, value, self._variable.high)
        for place in self._places[name]:
            self._array[place] = number

    def __delitem__(self, name: str) -> None:
        raise TypeError(
            f"{self._variable.name} of {name} is part of the world: it can be set, not removed"
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))


def highest_allowed(variable: Variable, rungs: int) -> float:
    """Largest value that a variable may hold in a world with a ladder of ``rungs``."""
    return rungs - 1 if variable.kind == "rung" else variable.high
