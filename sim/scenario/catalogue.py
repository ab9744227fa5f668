"""What the rulebook declares, looked up by axis and name.

The rulebook's rules import the compiler, so it is imported on first use, never with this room.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from ..rulebook.declare import (
    POLICY_LINES,
    STOCKS,
    TRACKS,
    Kind,
    Mechanism,
    Parameter,
    Variable,
)

PARTIES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "rivalries": (
        ("actor", "the state that acts in this direction"),
        ("target", "the state it acts towards"),
    ),
    "alliances": (
        ("guarantor", "the state that promised help"),
        ("protege", "the state it promised help to"),
    ),
    "pacts": (
        ("payer", "the state that pays"),
        ("sender", "the state that sends troops, munitions or workers"),
    ),
}
"""The two states each of these is between, in the order in which its name joins them."""

FIXED_ROWS = {"tracks": TRACKS, "stocks": STOCKS, "policies": POLICY_LINES}
"""Axes below a state whose rows the rulebook names."""

_RULE_NUMBERS = (
    Parameter(
        "doctrine",
        "probability",
        "chance that the rule is followed when it applies",
        "probability",
        1.0,
        0,
        1,
    ),
    Parameter(
        "doctrine",
        "delay",
        "crisis rounds between the condition and the act",
        "rounds",
        0,
        0,
        12,
        kind="integer",
    ),
    Parameter(
        "doctrine",
        "limit",
        "how often the rule can fire in a trial",
        "times",
        1000,
        1,
        1000,
        kind="integer",
    ),
)
_SWITCH = Parameter(
    "world", "on", "whether the mechanism acts at all", "yes/no", True, 0, 1, kind="switch"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """A parameter or variable with the mechanism that declares it."""

    mechanism: Mechanism
    item: Parameter | Variable


class Catalogue:
    """Every declared parameter and variable, by axis; world ones also by mechanism.

    Parameters
    ----------
    mechanisms : sequence of Mechanism
        The registry.
    quantities : sequence of (name, meaning)
        What doctrine rules can compare.
    """

    def __init__(
        self, mechanisms: tuple[Mechanism, ...], quantities: Iterable[tuple[str, str]]
    ) -> None:
        self.mechanisms = {mechanism.name: mechanism for mechanism in mechanisms}
        self.quantities = dict(quantities)
        self._parameters: dict[str, dict[str, Declared]] = {}
        self._variables: dict[str, dict[str, Declared]] = {}
        for mechanism in mechanisms:
            for parameter in mechanism.parameters:
                self._add(self._parameters, mechanism, parameter)
            if mechanism.switch:
                self._add(self._parameters, mechanism, replace(_SWITCH, default=mechanism.on))
            for variable in mechanism.variables:
                self._add(self._variables, mechanism, variable)
        structure = Mechanism("structure", "who stands where", ())
        for axis, parties in PARTIES.items():
            for name, meaning in parties:
                party = Parameter(axis, name, meaning, "state", None, kind="state")
                self._parameters.setdefault(axis, {}).setdefault(name, Declared(structure, party))
        for number in _RULE_NUMBERS:
            rules = self._parameters.setdefault("doctrine", {})
            rules.setdefault(number.name, Declared(structure, number))

    @staticmethod
    def _add(
        table: dict[str, dict[str, Declared]], mechanism: Mechanism, item: Parameter | Variable
    ) -> None:
        axis = f"mechanisms.{mechanism.name}" if item.axis == "world" else item.axis
        table.setdefault(axis, {})[item.name] = Declared(mechanism, item)

    def parameters(self, axis: str) -> dict[str, Parameter]:
        """Parameters of an axis by name; ``mechanisms.NAME`` is an axis of its own."""
        return {n: cast(Parameter, d.item) for n, d in self._parameters.get(axis, {}).items()}

    def variables(self, axis: str) -> dict[str, Variable]:
        """Variables of an axis by name; ``mechanisms.NAME`` is an axis of its own."""
        return {n: cast(Variable, d.item) for n, d in self._variables.get(axis, {}).items()}

    def axes(self) -> list[str]:
        """Every axis on which something is declared."""
        return list(dict.fromkeys([*self._parameters, *self._variables]))

    def mechanism_of(self, axis: str, name: str) -> Mechanism | None:
        """The mechanism that declares a parameter or, failing that, a variable."""
        declared = self._parameters.get(axis, {}).get(name) or self._variables.get(axis, {}).get(
            name
        )
        return declared.mechanism if declared else None

    def starting_parameter(self, axis: str, variable: Variable) -> Parameter | None:
        """The parameter at which a variable starts, which also names its choices."""
        return self.parameters(axis).get(variable.starts or variable.name)

    @staticmethod
    def fixed_rows(axis: str) -> tuple[str, ...]:
        """Rows that every state has on this axis."""
        return FIXED_ROWS[axis]

    def kind_of(self, axis: str, variable: Variable) -> tuple[Kind, tuple[str, ...]]:
        """Kind of a variable's values and, for choices, their names."""
        start = self.starting_parameter(axis, variable)
        return variable.kind, start.choices if start is not None else ()


@cache
def catalogue() -> Catalogue:
    """The catalogue of the shipped rulebook."""
    from ..rulebook.doctrine import QUANTITIES
    from ..rulebook.registry import MECHANISMS

    return Catalogue(MECHANISMS, QUANTITIES)


@cache
def default_ladder() -> tuple[dict[str, object], ...]:
    """The default rungs, lowest first, as a scenario would state them."""
    from ..rulebook.ladder import DEFAULT_LADDER

    return DEFAULT_LADDER
